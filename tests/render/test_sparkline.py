from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from okrctl.render.terminal.sparkline import sparkline
from okrctl.report.values import Figure, Point


def points(*values: Figure | int) -> list[Point]:
    return [
        Point(day=date(2026, 10, 1) + timedelta(days=n), value=Decimal(v) if isinstance(v, int) else v)
        for n, v in enumerate(values)
    ]


def test_a_sparkline_goes_from_the_lowest_to_the_highest_value() -> None:
    assert sparkline(points(31, 33, 34, 35), unicode=True) == "▁▅▆█"


def test_a_sparkline_of_equal_values_is_flat() -> None:
    assert sparkline(points(5, 5, 5), unicode=True) == "▄▄▄"


def test_one_value_is_no_history() -> None:
    assert sparkline(points(5), unicode=True) == ""


def test_a_sparkline_shows_the_last_values() -> None:
    assert sparkline(points(100, *range(8)), unicode=True) == "▁▂▃▄▅▆▇█"


def test_a_sparkline_in_ascii_has_four_levels() -> None:
    assert sparkline(points(0, 1, 2, 3), unicode=False) == "_.-="


def test_typed_and_computed_values_stand_beside_one_another() -> None:
    assert sparkline(points(Decimal("0.5"), Fraction(2, 3)), unicode=True) == "▁█"
