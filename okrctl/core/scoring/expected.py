"""Expected: the share of the way that should be covered on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from okrctl.core.number import Figure
from okrctl.core.scoring.progress import score, way_covered
from okrctl.core.scoring.windows import Window, elapsed


def expected_by_plan(
    plan: Mapping[date, Figure], start: Figure, target: Figure, window: Window, as_of: date
) -> Fraction:
    """The share of the way on the line from start through the plan's points to target, limited to 0-1.

    Points outside the window are left out. A point on the first day takes the place of the start, one on the last day
    bends the line until then. Where start and target are equal, the share of the window that has passed.
    """
    if not window.has_begun(as_of):
        return Fraction(0)
    if as_of >= window.due:
        return Fraction(1)
    inside = sorted((day, value) for day, value in plan.items() if window.start <= day <= window.due)
    points = [(window.start, start), *inside, (window.due, target)]
    share = way_covered(start, target, _on_line(points, as_of))
    return elapsed(window, as_of) if share is None else score(share)


def _on_line(points: list[tuple[date, Figure]], day: date) -> Fraction:
    """The value on the line through the points, which are ordered; `day` lies before the last one."""
    before = max(i for i, (at, _) in enumerate(points) if at <= day)
    (first, low), (last, high) = points[before], points[before + 1]
    return Fraction(low) + (Fraction(high) - Fraction(low)) * Fraction((day - first).days, (last - first).days)
