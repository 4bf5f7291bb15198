"""The periods a KPI is measured in, counted so that the one before is a step away."""

from __future__ import annotations

from datetime import date

from okrctl.core import spans
from okrctl.core.frozen import dataclass
from okrctl.core.kpi import Span

_A_YEAR = {"month": 12, "quarter": 4, "year": 1}


@dataclass(frozen=True, slots=True)
class KpiPeriod:
    """One day, ISO week, or calendar month, quarter or year of a KPI's `measure`."""

    measure: Span
    index: int
    """One more than that of the period before, see `okrctl.core.spans`."""

    @property
    def id(self) -> str:
        """Its name: 2026-11-21, 2026-W47, 2026-11, 2026-Q4 or 2026."""
        first = self.first
        if self.measure == "day":
            return first.isoformat()
        if self.measure == "week":
            return "{:04}-W{:02}".format(*first.isocalendar())
        tails = {"month": f"-{first.month:02}", "quarter": f"-Q{(first.month + 2) // 3}", "year": ""}
        return f"{first.year:04}{tails[self.measure]}"

    @property
    def first(self) -> date:
        """The first day; it belongs to the period."""
        return spans.first_day(self.index, self.measure)

    @property
    def last(self) -> date:
        """The last day; it belongs to the period."""
        return spans.last_day(self.index, self.measure)

    @property
    def before(self) -> KpiPeriod:
        """The period just before; before the calendar begins it has no days."""
        return KpiPeriod(self.measure, self.index - 1)

    @property
    def year_before(self) -> KpiPeriod | None:
        """The same period a year ago; None where there is none: of a week 53, of the 29th of February, of year 1."""
        if self.measure in _A_YEAR:
            return KpiPeriod(self.measure, self.index - _A_YEAR[self.measure])
        try:
            return containing(self.measure, _year_earlier(self.first, weekly=self.measure == "week"))
        except ValueError:
            return None


def containing(measure: Span, day: date) -> KpiPeriod:
    """The period that a day lies in.

    >>> containing("week", date(2027, 1, 1)).id
    '2026-W53'
    """
    return KpiPeriod(measure, spans.index(day, measure))


def _year_earlier(first: date, *, weekly: bool) -> date:
    """The same day, or the Monday of the same ISO week, of the year before; ValueError where there is none."""
    if not weekly:
        return first.replace(year=first.year - 1)
    year, week, _ = first.isocalendar()
    return date.fromisocalendar(year - 1, week, 1)
