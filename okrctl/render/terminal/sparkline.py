"""A history in a few characters: `▁▃▄▅`."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from okrctl.core import number
from okrctl.report.values import Figure, Point

MOST = 8
_BLOCKS = "▁▂▃▄▅▆▇█"
_ASCII = "_.-="


def sparkline(history: Sequence[Point], *, unicode: bool, most: int = MOST) -> str:
    """The last `most` values between the lowest and the highest of them; nothing for fewer than two.

    >>> from datetime import date
    >>> from decimal import Decimal
    >>> sparkline([Point(day=date(2026, 11, n), value=Decimal(n)) for n in (1, 2, 8)], unicode=True)
    '▁▂█'
    """
    values = [point.value for point in history][-most:]
    blocks = _BLOCKS if unicode else _ASCII
    return "".join(blocks[level] for level in _levels(values, len(blocks) - 1)) if len(values) > 1 else ""


def _levels(values: Sequence[Figure], highest: int) -> list[int]:
    """The level of each value, from 0 to the highest; the middle one where all values are equal."""
    low, high = Fraction(min(values)), Fraction(max(values))
    if low == high:
        return [highest // 2] * len(values)
    step = highest / (high - low)
    return [int(number.half_up((Fraction(value) - low) * step, 0)) for value in values]
