"""Grades: the score with one decimal, and the colour it falls in."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from okrctl.core.number import Figure, half_up
from okrctl.core.settings import GradeBands

Colour = Literal["red", "amber", "green"]


def grade(score: Figure) -> Decimal:
    """The score with one decimal, half-up.

    >>> grade(Decimal("0.65"))
    Decimal('0.7')
    """
    return half_up(score, 1)


def band(given: Decimal, bands: GradeBands) -> Colour:
    """The colour of a grade, computed or given; one with more decimals is rounded first, so no colour has a gap."""
    rounded = grade(given)
    if rounded >= bands.green_from:
        return "green"
    return "amber" if rounded >= bands.amber_from else "red"
