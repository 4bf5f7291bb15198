"""Progress: how much of the way from start to target is covered. The formulas of SCORING, section 2."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from okrctl.core.number import Figure

Zone = Literal["below_commit", "commit", "target", "stretch"]


def way_covered(start: Figure, target: Figure, current: Figure) -> Fraction | None:
    """`(current - start) / (target - start)`: below 0 when it went the wrong way, above 1 when it went further.

    None where start and target are equal: there is no way.

    >>> way_covered(Fraction(100), Fraction(60), Fraction(70))
    Fraction(3, 4)
    """
    first, last = Fraction(start), Fraction(target)
    return (Fraction(current) - first) / (last - first) if first != last else None


def score(progress: Figure) -> Fraction:
    """The progress limited to 0-1."""
    return min(max(Fraction(progress), Fraction(0)), Fraction(1))


def zone(current: Figure, *, target: Figure, rises: bool, commit: Figure | None, stretch: Figure | None) -> Zone | None:
    """The zone that the value has come to, in the direction of start to target; None where none is named."""

    def has_reached(mark: Figure | None) -> bool:
        return mark is not None and (current >= mark if rises else current <= mark)

    if commit is None and stretch is None:
        return None
    if has_reached(stretch):
        return "stretch"
    if has_reached(target):
        return "target"
    if commit is None:
        return None
    return "commit" if has_reached(commit) else "below_commit"
