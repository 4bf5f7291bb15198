"""Signal or noise: the limits of a process behaviour chart, and the points that they do not explain.

Source: Donald J. Wheeler, Understanding Variation (the XmR chart). The tool says "look into it"; it does not interpret.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor, lcm
from typing import Literal

from okrctl.core.frozen import dataclass
from okrctl.core.number import Figure

FEWEST_POINTS = 6
TO_LIMIT = Fraction(266, 100)
"""Three standard deviations in mean ranges of two neighbours: 3 / 1.128."""
TO_RANGE_LIMIT = Fraction(3268, 1000)
RUN = 8

ChartPoint = tuple[date, Figure]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessLimits:
    """Where the points of a process lie as long as nothing changes, and the days they were computed from."""

    centre: Fraction
    lower: Fraction
    upper: Fraction
    mean_range: Fraction
    range_upper: Fraction
    first: date
    last: date
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessSignal:
    """A point that the limits do not explain, by its place among the points, from 0."""

    at: int
    rule: int
    """1, 2 or 3, as `process_signals` tells them."""
    what: Literal["value", "range"]
    value: Figure
    """The point's value, or the range between it and the point before."""


def process_limits(points: Sequence[ChartPoint]) -> ProcessLimits | None:
    """The limits that follow from the points; None for fewer than six.

    centre = mean; limits = centre ± 2.66 × mean range; upper range limit = 3.268 × mean range, a range being the
    distance between two neighbours.
    """
    if len(points) < FEWEST_POINTS:
        return None
    whole, per_one = _on_a_grid([value for _, value in points])
    centre = Fraction(sum(whole), per_one * len(whole))
    mean_range = Fraction(sum(abs(b - a) for a, b in pairwise(whole)), per_one * (len(whole) - 1))
    return ProcessLimits(
        centre=centre,
        lower=centre - TO_LIMIT * mean_range,
        upper=centre + TO_LIMIT * mean_range,
        mean_range=mean_range,
        range_upper=TO_RANGE_LIMIT * mean_range,
        first=points[0][0],
        last=points[-1][0],
        points=len(points),
    )


def process_signals(points: Sequence[ChartPoint], limits: ProcessLimits) -> tuple[ProcessSignal, ...]:
    """The points that the limits do not explain, by their place and rule.

    1: a value outside the limits, or a range above its limit; 2: three of four neighbours nearer to the same limit than
    to the centre; 3: eight in a row on one side of the centre. A pattern is told once, at the point that completes it.
    """
    whole, per_one = _on_a_grid([value for _, value in points])
    by_rule = {1: _outside, 2: _near_a_limit, 3: _long_runs}
    signals = [
        ProcessSignal(at=at, rule=rule, what="value", value=points[at][1])
        for rule, find in by_rule.items()
        for at in find(whole, per_one, limits)
    ]
    for at in _wide_ranges(whole, per_one, limits):
        width = Fraction(abs(whole[at] - whole[at - 1]), per_one)
        signals.append(ProcessSignal(at=at, rule=1, what="range", value=width))
    return tuple(sorted(signals, key=lambda signal: (signal.at, signal.rule)))


def _on_a_grid(values: Sequence[Figure]) -> tuple[list[int], int]:
    """The values as whole numbers of one small unit, and how many of it make 1: exact, and many times faster."""
    ratios = [value.as_integer_ratio() for value in values]
    per_one = lcm(*{denominator for _, denominator in ratios})
    return [numerator * (per_one // denominator) for numerator, denominator in ratios], per_one


def _sides(whole: Sequence[int], low: Fraction, high: Fraction) -> list[int]:
    """For each point 1 above `high`, -1 below `low`, else 0; whole numbers pass a limit as they pass its floor."""
    above, below = floor(high), ceil(low)
    return [(value > above) - (value < below) for value in whole]


def _outside(whole: Sequence[int], per_one: int, limits: ProcessLimits) -> Iterator[int]:
    sides = _sides(whole, limits.lower * per_one, limits.upper * per_one)
    return (at for at, side in enumerate(sides) if side)


def _wide_ranges(whole: Sequence[int], per_one: int, limits: ProcessLimits) -> Iterator[int]:
    widest = floor(limits.range_upper * per_one)
    return (at for at, (a, b) in enumerate(pairwise(whole), start=1) if abs(b - a) > widest)


def _near_a_limit(whole: Sequence[int], per_one: int, limits: ProcessLimits) -> Iterator[int]:
    if not limits.mean_range:
        return
    low, high = ((limits.centre + limit) / 2 * per_one for limit in (limits.lower, limits.upper))
    sides = _sides(whole, low, high)
    known = 0
    for at in range(len(sides)):
        near = sides[max(0, at - 3) : at + 1]
        side = next((s for s in (1, -1) if near.count(s) >= 3), 0)
        if side and side != known:
            yield at
        known = side


def _long_runs(whole: Sequence[int], per_one: int, limits: ProcessLimits) -> Iterator[int]:
    side = length = 0
    for at, now in enumerate(_sides(whole, limits.centre * per_one, limits.centre * per_one)):
        length = length + 1 if now == side else 1
        side = now
        if side and length == RUN:
            yield at
