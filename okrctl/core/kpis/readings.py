"""What was measured: the readings of every KPI that count on a day, in order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter

from okrctl.core import number
from okrctl.core.bad_value import BadValue
from okrctl.core.checkin import order
from okrctl.core.frozen import dataclass
from okrctl.core.kpi import Kpi, Reading, Readings
from okrctl.core.model import Workspace

_DAY = attrgetter("day")


@dataclass(frozen=True, slots=True)
class ReadingPoint:
    """One measured value that counts, on its day."""

    day: date
    value: Decimal | str
    """A number, or a word of the KPI's scale."""
    by: str | None
    id: str
    """The id of the readings file that holds it."""
    note: str | None
    signal: str | None
    """What a person found out about a signal."""


Series = Mapping[str | None, tuple[ReadingPoint, ...]]
"""The points of a KPI by segment, each ordered by day; None is the total."""


@dataclass(frozen=True, slots=True)
class ReadingIndex:
    """All readings that count on a day, by KPI and segment; made in one pass over the files."""

    by_kpi: Mapping[str, Series] = field(default_factory=dict)

    def series(self, kpi_id: str) -> Series:
        """The points of one KPI by segment; empty for a KPI without readings."""
        return self.by_kpi.get(kpi_id, {})


def points(workspace: Workspace, kpi_id: str, as_of: date, segment: str | None = None) -> tuple[ReadingPoint, ...]:
    """The readings of a KPI, or of one segment of it, ordered by day; one a day, none after `as_of`.

    Without a segment these are the readings that name none.
    """
    return index(workspace, as_of).series(kpi_id).get(segment, ())


def index(workspace: Workspace, as_of: date) -> ReadingIndex:
    """The readings that count on a day: none of a superseded file, of two for one day the later.

    A reading exists from the day it is true for, whenever it was typed; a file is superseded from the other's date on.
    The last few indexes are remembered by workspace and day, so asking again costs nothing.
    """
    return _index(_Same(workspace), as_of)


def between(series: Sequence[ReadingPoint], first: date, last: date) -> Sequence[ReadingPoint]:
    """The points from `first` to `last`, both included."""
    return series[bisect_left(series, first, key=_DAY) : bisect_right(series, last, key=_DAY)]


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """A workspace that equals itself only: comparing its content would cost more than the index saves."""

    workspace: Workspace

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.workspace is other.workspace

    def __hash__(self) -> int:
        return id(self.workspace)


@lru_cache(maxsize=4)
def _index(same: _Same, as_of: date) -> ReadingIndex:
    found: dict[str, dict[str | None, dict[date, ReadingPoint]]] = {}
    for file_id, file, reading in _in_order(same.workspace.readings, as_of):
        kpi = same.workspace.kpis.get(reading.kpi)
        value = _value(kpi, reading.value) if kpi else None
        if value is not None:
            day = reading.date or file.date
            days = found.setdefault(reading.kpi, {}).setdefault(reading.segment, {})
            days[day] = ReadingPoint(day, value, file.by, file_id, reading.note, reading.signal)
    return ReadingIndex(
        {kpi_id: {s: _by_day(days) for s, days in segments.items()} for kpi_id, segments in found.items()}
    )


def _in_order(files: Mapping[str, Readings], as_of: date) -> Iterator[tuple[str, Readings, Reading]]:
    """Every reading that exists on the day with its file, so that of two the later comes later."""
    superseded = {file.supersedes for file in files.values() if file.date <= as_of}
    for file_id, file in sorted(files.items(), key=lambda item: order(item[0], item[1].date, item[1].at)):
        if file_id not in superseded:
            yield from ((file_id, file, r) for r in file.readings if (r.date or file.date) <= as_of)


def _by_day(days: Mapping[date, ReadingPoint]) -> tuple[ReadingPoint, ...]:
    return tuple(days[day] for day in sorted(days))


def _value(kpi: Kpi, text: str) -> Decimal | str | None:
    """The reading's value; None for what is no number, or no word of the scale."""
    if kpi.scale:
        return text if text in kpi.scale else None
    return _number(text)


@lru_cache(maxsize=4096)
def _number(text: str) -> Decimal | None:
    try:
        return number.parse(text)
    except BadValue:
        return None
