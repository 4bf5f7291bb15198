"""The rows that a query gives: two columns, or more of which two are called date and value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from okrctl.core.errors import SourceFailed
from okrctl.sources.measured.around import MOST_ROWS, Row


def picked(columns: Sequence[str], found: Sequence[Sequence[object]]) -> Iterator[Row]:
    """Date and value of each row: by the columns' names where these say it, else the first and the second of two.

    Raises SourceFailed for other columns, and for more rows than a source may give.
    """
    names = [column.casefold() for column in columns]
    if names.count("date") == 1 and names.count("value") == 1:
        date, value = names.index("date"), names.index("value")
    elif len(names) == 2:
        date, value = 0, 1
    else:
        raise SourceFailed("the query gives other than two columns", help="SELECT date, value FROM …")
    if len(found) > MOST_ROWS:
        raise SourceFailed(f"the query gives more than {MOST_ROWS:,} rows", help="group by the period")
    return ((row[date], row[value]) for row in found)
