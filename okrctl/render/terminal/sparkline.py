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
    levels = _BLOCKS if unicode else _ASCII
    return "".join(levels[_level(value, values, len(levels))] for value in values) if len(values) > 1 else ""


def _level(value: Figure, values: Sequence[Figure], levels: int) -> int:
    """The level of a value, from 0; the middle one where all values are equal."""
    low, high = min(values), max(values)
    if low == high:
        return (levels - 1) // 2
    share = (Fraction(value) - Fraction(low)) / (Fraction(high) - Fraction(low))
    return int(number.half_up(share * (levels - 1), 0))
