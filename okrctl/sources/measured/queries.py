"""The rows that a query gives: two columns, or more of which two are called date and value, or as the source says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from okrctl.core.errors import SourceFailed
from okrctl.core.kpi import Source
from okrctl.sources.measured.around import MOST_ROWS, Row


def picked(source: Source, columns: Sequence[str], found: Sequence[Sequence[object]]) -> Iterator[Row]:
    """Date and value of each row: by the columns' names where these say it, else the first and the second of two.

    Raises SourceFailed for other columns, and for more rows than a source may give.
    """
    names = [column.casefold() for column in columns]
    when, what = (source.date or "date").casefold(), (source.value or "value").casefold()
    if names.count(when) == 1 and names.count(what) == 1:
        date, value = names.index(when), names.index(what)
    elif len(names) == 2 and source.date is None and source.value is None:
        date, value = 0, 1
    else:
        given = f"the query gives the columns {', '.join(columns) or 'of nothing'}"
        raise SourceFailed(f"{given}, not two", help=f"call two of them {when} and {what}")
    if len(found) > MOST_ROWS:
        raise SourceFailed(f"the query gives more than {MOST_ROWS:,} rows", help="group by the period")
    return ((row[date], row[value]) for row in found)
