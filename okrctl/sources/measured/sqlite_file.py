"""Values from a SQLite file, which is read and never written, nor is anything beside it."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from okrctl.core.errors import SourceFailed
from okrctl.core.kpi import Source
from okrctl.sources.measured.around import LARGEST, MOST_ROWS, Around, Rows, seconds
from okrctl.sources.measured.deadline import too_slow
from okrctl.sources.measured.files import opened_place
from okrctl.sources.measured.queries import picked

STEPS_BETWEEN_LOOKS = 10_000
"""Steps of SQLite's machine between two looks at the time."""

_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE})
"""What a query may do. Not among it: ATTACH, which would open another file, PRAGMA, and anything that writes."""


def rows(source: Source, around: Around) -> Rows:
    """The two columns of each row that the query gives; SourceFailed for a query or file that is none."""
    written = source.sqlite or ""
    if source.query is None:
        raise SourceFailed("the source has no query", help="add query: SELECT date, value FROM …")
    path = opened_place(around, written)
    limit = seconds(source)
    end = time.monotonic() + limit
    try:
        return _asked(path, source, end)
    except (sqlite3.Error, sqlite3.Warning, UnicodeError, OverflowError) as fault:
        if time.monotonic() > end:
            raise too_slow(limit) from None
        raise SourceFailed(f"{written}: {fault}", help="query: SELECT date, value FROM …") from None


def _asked(path: Path, source: Source, end: float) -> Rows:
    with closing(sqlite3.connect(_uri(path), uri=True)) as connection:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.set_authorizer(_judged)
        connection.set_progress_handler(lambda: time.monotonic() > end, STEPS_BETWEEN_LOOKS)
        cursor = connection.execute(source.query or "")
        columns = [column[0] for column in cursor.description or ()]
        return picked(source, columns, cursor.fetchmany(MOST_ROWS + 1))


def _uri(path: Path) -> str:
    """The file for reading only; as one that never changes where nothing waits in a log beside it.

    Otherwise SQLite would leave two files beside a database that keeps such a log.
    """
    waiting = path.with_name(f"{path.name}-wal").exists()
    return f"file:{quote(str(path))}?mode=ro{'' if waiting else '&immutable=1'}"


def _judged(action: int, *about: object) -> int:
    refused = action not in _ALLOWED or (action == sqlite3.SQLITE_FUNCTION and "load_extension" in about)
    return sqlite3.SQLITE_DENY if refused else sqlite3.SQLITE_OK
