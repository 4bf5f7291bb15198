"""Recurring counts: so many each day, week, month or quarter, and how far the periods that are due were filled."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from okrctl.core import spans
from okrctl.core.frozen import dataclass
from okrctl.core.number import Figure
from okrctl.core.scoring.measured import Dated, last_in_each
from okrctl.core.scoring.windows import Window


@dataclass(frozen=True, slots=True, kw_only=True)
class RecurringFigures:
    """The figures of a recurring count."""

    progress: Fraction | None
    """The mean of how far the due periods were filled, each at most 1; None until one is due."""
    current: Figure | None
    """The count of the running period; None until it has one."""
    total: Figure | None
    """All counts so far; None without any."""
    periods_met: int
    periods_due: int


def recurring(values: Iterable[Dated], per: str, target: Figure, window: Window, as_of: date) -> RecurringFigures:
    """The figures of counts of calendar periods (`per`) in a window, the last one in each period deciding.

    A period is due from the day after its last; the running one joins once its target is met. One that the window cuts
    belongs to it if its last day does.
    """
    counts = last_in_each(values, per)
    running = spans.index(as_of, per)
    due = spans.ended(window.start, window.due, per, as_of)
    filled = [_filled(counts[period], target) for period in counts if period in due]
    belongs = window.has_begun(as_of) and spans.last_day(running, per) <= window.due
    early = belongs and running in counts and _filled(counts[running], target) == 1
    periods = len(due) + early
    return RecurringFigures(
        progress=(sum(filled, Fraction(early)) / periods) if periods else None,
        current=counts.get(running),
        total=_sum(counts.values()),
        periods_met=sum(share == 1 for share in filled) + early,
        periods_due=periods,
    )


def _filled(count: Figure, target: Figure) -> Fraction:
    """How far the count fills its period, at most 1."""
    if count >= target:
        return Fraction(1)
    return min(Fraction(1), Fraction(count) / Fraction(target)) if target > 0 else Fraction(0)


def _sum(counts: Iterable[Figure]) -> Figure | None:
    listed = list(counts)
    if len(listed) == 1:
        return listed[0]
    return sum((Fraction(count) for count in listed), Fraction(0)) if listed else None
