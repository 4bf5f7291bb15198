"""Where a metric is heading: the value to expect at the end, its range, and the chance to reach the target by then.

The one place that counts in floats. The same input gives the same figures, always.

Expected value: the median of the slopes between any two updates (Theil–Sen), from the last value on; one odd value does
not bend it.

Range and chance: 1,000 paths from the last value to the end, each the sum of as many days drawn at random from the days
between the first update and the last. A day's change is the mean change a day, plus what the update that ended its
stretch strayed from it. The stray of a stretch of n days is shared among them as 1/√n each, not 1/n: days are drawn one
by one, and n of them then stray as far together as the stretch did. With daily updates this is the plain change from
day to day; a steady metric gets no range at all.

The paths are not walked day by day. All of them are added up at once by doubling: the sums of two days are the sums of
one day plus the same sums in random order, those of four days come from those of two, and so on; the powers of two in
the number of days make the whole. A quarter takes about ten additions of 1,000 numbers rather than 90,000 draws.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from itertools import accumulate, combinations, count, pairwise
from math import ceil, sqrt
from operator import add, itemgetter
from random import Random
from statistics import median

from okrctl.core.frozen import dataclass
from okrctl.core.number import Figure

FEWEST_UPDATES = 4
PATHS = 1000
MOST_FOR_SLOPES = 100
"""Beyond this many updates every n-th is taken for the slopes: their number grows with the square."""
_ORDERS = 20
_TINY = 1e-9

_Shuffle = Callable[[Sequence[float]], Sequence[float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastFigures:
    """The value to expect on the last day, its 10-90 % range, and the chance (0-1) to have reached the target then."""

    value: Fraction
    low: Fraction
    high: Fraction
    chance: Fraction
    reaches_on: date | None
    """The day the expected value reaches the target; None if not by the end."""


@dataclass(frozen=True, slots=True)
class _Way:
    """From the last value to the target: what is missing, and whether the way leads up (1) or down (-1)."""

    missing: float
    sign: int

    def is_covered_by(self, distance: float) -> bool:
        """Whether going so far reaches the target; a billionth is forgiven, for floats do not end evenly."""
        return self.sign * (distance - self.missing) >= -_TINY * max(1.0, abs(self.missing))


def forecast(  # noqa: PLR0913 - the way, the window and the day are all needed
    points: Sequence[tuple[date, Figure]],
    *,
    target: Figure,
    start_on: date,
    due: date,
    as_of: date,
    start: Figure | None = None,
) -> ForecastFigures | None:
    """The forecast from the updates so far, ordered by day; of several on one day the last counts.

    None with fewer than four updates, with all of them on one day, and outside the window. The way leads from `start`
    (the first value if absent) to `target`, up or down. The range holds what the days so far would give in another
    order, so after a single jump the expected value may lie outside it.
    """
    days = {day: float(value) for day, value in points}
    if len(points) < FEWEST_UPDATES or len(days) < 2 or not start_on <= as_of <= due:
        return None
    history = sorted(days.items())
    last_day, last = history[-1]
    origin = history[0][1] if start is None else float(start)
    way = _Way(float(target) - last, -1 if float(target) < origin else 1)
    slope = _median_slope(history)
    left = max(0, (due - last_day).days)
    ends = sorted(_sums_of_days(_daily_changes(history), left)) if left else [0.0] * PATHS
    short = bisect_left(ends[:: way.sign], x=True, key=way.is_covered_by)
    return ForecastFigures(
        value=Fraction(last + slope * left),
        low=Fraction(last + ends[PATHS // 10]),
        high=Fraction(last + ends[-PATHS // 10 - 1]),
        chance=Fraction(PATHS - short, PATHS),
        reaches_on=_reaching_day(history, way, slope, due, as_of),
    )


def _median_slope(history: Sequence[tuple[date, float]]) -> float:
    """The median change a day between any two updates (Theil–Sen)."""
    step = ceil(len(history) / MOST_FOR_SLOPES)
    some = [(day.toordinal(), value) for day, value in history[::-1][::step]]
    return median((b - a) / (late - early) for (late, b), (early, a) in combinations(some, 2))


def _reaching_day(
    history: Sequence[tuple[date, float]], way: _Way, slope: float, due: date, as_of: date
) -> date | None:
    """The day the target is reached at this slope, or was reached for good; None if not by `due`."""
    last_day, last = history[-1]
    if way.is_covered_by(0.0):
        missed = [at for at, (_, value) in enumerate(history) if not way.is_covered_by(value - last)]
        return history[missed[-1] + 1 if missed else 0][0]
    if slope * way.sign <= 0 or not way.is_covered_by(slope * (due - last_day).days):
        return None
    return max(as_of, last_day + timedelta(days=ceil(way.missing / slope - _TINY)))


def _daily_changes(history: Sequence[tuple[date, float]]) -> list[tuple[int, float]]:
    """For each stretch between two updates its number of days and the change of each of them."""
    stretches = [((late - early).days, b - a) for (early, a), (late, b) in pairwise(history)]
    days = sum(gap for gap, _ in stretches)
    pace = sum(change for _, change in stretches) / days
    strays = [(gap, (change - pace * gap) / sqrt(gap)) for gap, change in stretches]
    mean_stray = sum(gap * stray for gap, stray in strays) / days
    return [(gap, pace + stray - mean_stray) for gap, stray in strays]


def _sums_of_days(changes: Sequence[tuple[int, float]], days: int) -> Sequence[float]:
    """The sums of so many days (1 or more) drawn at random, one for each path."""
    block = _single_days(changes)
    total: Sequence[float] | None = None
    orders = (_order(number % _ORDERS) for number in count())
    while True:
        if days % 2:
            total = block if total is None else list(map(add, total, next(orders)(block)))
        days //= 2
        if not days and total is not None:
            return total
        block = list(map(add, block, next(orders)(block)))


def _single_days(changes: Sequence[tuple[int, float]]) -> list[float]:
    """One day for each path, every day of the past as often as any other."""
    ends = list(accumulate(gap for gap, _ in changes))
    shares = [round(PATHS * end / ends[-1]) for end in ends]
    return [
        change for (_, change), low, high in zip(changes, [0, *shares], shares, strict=False) for _ in range(high - low)
    ]


@cache
def _order(number: int) -> _Shuffle:
    """One of the random orders of the paths, made when it is needed; the same in every run."""
    if number:
        _order(number - 1)
    return itemgetter(*_chance().sample(range(PATHS), PATHS))


@cache
def _chance() -> Random:
    return Random(0)  # noqa: S311 - a simulation, no secret
