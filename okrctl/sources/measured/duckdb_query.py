"""Values from a DuckDB query, which reads CSV, JSON, Parquet and more by itself. Needs `pip install okrctl[sql]`."""

from __future__ import annotations

from threading import Timer
from typing import Any

from okrctl.core.errors import SourceFailed
from okrctl.core.kpi import Source
from okrctl.sources.measured.around import MOST_ROWS, Around, Rows, seconds
from okrctl.sources.measured.deadline import too_slow
from okrctl.sources.measured.queries import picked

SETTINGS: dict[str, Any] = {
    "autoinstall_known_extensions": "false",
    "python_enable_replacements": "false",
    "memory_limit": "1GB",
    "temp_directory": "",
}
"""Nothing is downloaded and run, no variable of ours is a table, and nothing is written beside the data."""


def rows(source: Source, around: Around) -> Rows:
    """The two columns of each row that the query gives; SourceFailed without DuckDB, and for a query that is none."""
    around.require_trust("runs a DuckDB query, which may read any file")
    try:
        import duckdb
    except ImportError:
        raise SourceFailed("DuckDB is not installed", help='pip install "okrctl[sql]"') from None
    limit = seconds(source)
    with duckdb.connect(config=SETTINGS) as connection:
        connection.execute("SET file_search_path = ?", [str(around.root)])
        connection.execute("SET lock_configuration = true")
        clock = Timer(limit, connection.interrupt)
        clock.start()
        try:
            return _asked(connection, source)
        except duckdb.InterruptException:
            raise too_slow(limit) from None
        except duckdb.Error as fault:
            raise SourceFailed(f"sql: {str(fault).partition(chr(10))[0]}") from None
        finally:
            clock.cancel()


def _asked(connection: Any, source: Source) -> Rows:
    statements = connection.extract_statements(source.sql or "")
    if len(statements) != 1 or statements[0].type.name != "SELECT":
        raise SourceFailed("sql: expected one SELECT", help="sql: SELECT date, value FROM 'data/file.csv'")
    cursor = connection.execute(statements[0])
    return picked(source, [column[0] for column in cursor.description], cursor.fetchmany(MOST_ROWS + 1))
