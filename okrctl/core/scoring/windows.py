"""Windows: the days in which an objective or a key result is worked on, and how far they have passed."""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, date, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from okrctl.core.model import Cycle
from okrctl.core.objective import KeyResult, Objective, window_dates
from okrctl.core.settings import Cadence

CADENCE_DAYS = {"day": 1, "week": 7, "2 weeks": 14, "month": 31}
"""The days in which one update is due."""


class Window(NamedTuple):
    """The first and the last day; both belong to it."""

    start: date
    due: date

    def has_begun(self, as_of: date) -> bool:
        """Whether as-of is its first day or later."""
        return as_of >= self.start

    def has_ended(self, as_of: date) -> bool:
        """Whether it is over: from the day after its last."""
        return as_of > self.due

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.due - self.start).days + 1


def objective_window(objective: Objective, cycle: Cycle) -> Window:
    """The objective's own dates, else the cycle's."""
    return Window(*window_dates(None, objective, cycle.start, cycle.end))


def key_result_window(key_result: KeyResult, around: Window) -> Window:
    """The key result's own dates, else those of what it belongs to: its objective, or the key result it is a part of."""
    return Window(key_result.start_on or around.start, key_result.due or around.due)


def window_from(reached: date, within: tuple[int, str]) -> Window:
    """The window that begins on the day another key result is reached and lasts so many days, weeks or months.

    Its last day is the same day of the month it ends in, or that month's last.

    >>> window_from(date(2026, 11, 30), (3, "months")).due
    datetime.date(2027, 2, 28)
    """
    number, unit = within
    if unit == "months":
        return Window(reached, _months_later(reached, number))
    days = number * (7 if unit == "weeks" else 1)
    return Window(reached, reached + timedelta(days=min(days, (date.max - reached).days)))


@lru_cache(maxsize=1024)
def elapsed(window: Window, as_of: date) -> Fraction:
    """The share of the window that has passed: 0 on the first day, 1 on the last; 1 in a window of one day."""
    if as_of >= window.due:
        return Fraction(1)
    if as_of <= window.start:
        return Fraction(0)
    return Fraction((as_of - window.start).days, (window.due - window.start).days)


def cadence_days(cadence: Cadence, window: Window) -> int:
    """The days in which one update is due: the cadence's, or a quarter of a window shorter than four of them.

    >>> cadence_days(Cadence(), Window(date(2026, 11, 16), date(2026, 11, 22)))
    1
    """
    days = CADENCE_DAYS[cadence.every]
    return days if window.days >= 4 * days else max(1, window.days // 4)


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    if day.year + years > MAXYEAR:
        return date.max
    return date(day.year + years, month + 1, min(day.day, monthrange(day.year + years, month + 1)[1]))
