from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrctl.core.kpis.process_limits import ChartPoint, ProcessLimits, ProcessSignal, process_limits, process_signals
from okrctl.core.number import Figure, half_up

WHEELER = "5045 4350 4350 3975 4290 4430 4485 4285 3980 3925 3645 3760 3300 3685 3463 5200"
"""The values that Wheeler publishes for checking software with (Understanding Statistical Process Control)."""


def chart(values: str) -> list[ChartPoint]:
    return daily([Decimal(value) for value in values.split()])


def daily(values: Sequence[Figure]) -> list[ChartPoint]:
    return [(date(2026, 1, 1) + timedelta(days=n), value) for n, value in enumerate(values)]


def limits(centre: str = "10", mean_range: str = "1") -> ProcessLimits:
    middle, width = Fraction(centre), Fraction(mean_range)
    return ProcessLimits(
        centre=middle,
        lower=middle - Fraction("2.66") * width,
        upper=middle + Fraction("2.66") * width,
        mean_range=width,
        range_upper=Fraction("3.268") * width,
        first=date(2026, 1, 1),
        last=date(2026, 1, 6),
        points=6,
    )


def found(values: str, computed: ProcessLimits) -> list[str]:
    return [f"{s.rule} {s.what} at {s.at}" for s in process_signals(chart(values), computed)]


def test_limits_of_wheelers_check() -> None:
    points = chart(WHEELER)

    computed = process_limits(points)

    assert computed == ProcessLimits(
        centre=Fraction("4135.5"),
        mean_range=Fraction(5339, 15),
        lower=Fraction("4135.5") - Fraction("2.66") * Fraction(5339, 15),
        upper=Fraction("4135.5") + Fraction("2.66") * Fraction(5339, 15),
        range_upper=Fraction("3.268") * Fraction(5339, 15),
        first=date(2026, 1, 1),
        last=date(2026, 1, 16),
        points=16,
    )
    shown = (computed.centre, computed.mean_range, computed.upper, computed.lower, computed.range_upper)
    assert [str(half_up(figure, 2)) for figure in shown] == ["4135.50", "355.93", "5082.28", "3188.72", "1163.19"]


def test_signals_of_wheelers_check() -> None:
    points = chart(WHEELER)
    computed = process_limits(points)
    assert computed

    assert process_signals(points, computed) == (
        ProcessSignal(at=15, rule=1, what="value", value=Decimal(5200)),
        ProcessSignal(at=15, rule=1, what="range", value=Fraction(1737)),
    )


@pytest.mark.parametrize("values", ["", "3", "3 4", "3 4 3 4 3"])
def test_fewer_than_six_points_have_no_limits(values: str) -> None:
    assert process_limits(chart(values)) is None


def test_six_points_have_limits() -> None:
    computed = process_limits(chart("3 4 3 4 3 4"))

    assert computed
    assert (computed.centre, computed.mean_range, computed.points) == (Fraction(7, 2), Fraction(1), 6)


def test_equal_points_have_limits_and_no_signals() -> None:
    points = chart("3 3 3 3 3 3 3 3 3")

    computed = process_limits(points)

    assert computed
    assert (computed.lower, computed.upper, computed.range_upper) == (Fraction(3), Fraction(3), Fraction(0))
    assert process_signals(points, computed) == ()


@pytest.mark.parametrize(
    ("values", "signals"),
    [
        ("12.66", []),
        ("12.6600000001", ["1 value at 0"]),
        ("7.34", []),
        ("7.3399999999", ["1 value at 0"]),
        ("8.5 11.768", []),
        ("8.5 11.7680000001", ["1 range at 1"]),
        ("11.7680000001 8.5", ["1 range at 1"]),
        ("10 13 10 13", ["1 value at 1", "1 value at 3"]),
    ],
    ids=["at-upper", "above", "at-lower", "below", "at-range-limit", "wide-up", "wide-down", "each-one-counts"],
)
def test_rule_1_a_point_outside_the_limits_or_a_range_above_its_own(values: str, signals: list[str]) -> None:
    assert found(values, limits()) == signals


@pytest.mark.parametrize(
    ("values", "signals"),
    [
        ("11.34 11.34 11.34", ["2 value at 2"]),
        ("11.33 11.33 11.33", []),
        ("8.66 8.66 8.66", ["2 value at 2"]),
        ("8.67 8.67 8.67", []),
        ("11.4 10 11.4 11.4", ["2 value at 3"]),
        ("11.4 10 9.9 11.4 11.4", []),
        ("11.4 11.4 8.6 8.6", []),
        ("11.4 11.4 8.6 11.4", ["2 value at 3"]),
        ("11.4 11.4 11.4 11.4 11.4", ["2 value at 2"]),
        ("11.4 11.4 11.4 10 9.9 9.9 11.4 11.4 11.4", ["2 value at 2", "2 value at 8"]),
    ],
    ids=[
        "upper", "not-nearer", "lower", "not-nearer-below", "one-between", "two-between", "two-sides", "one-astray",
        "told-once", "told-again",
    ],
)  # fmt: skip
def test_rule_2_three_of_four_neighbours_nearer_to_one_limit_than_to_the_centre(
    values: str, signals: list[str]
) -> None:
    assert found(values, limits()) == signals


@pytest.mark.parametrize(
    ("values", "signals"),
    [
        ("10.1 " * 7, []),
        ("10.1 " * 8, ["3 value at 7"]),
        ("9.9 " * 8, ["3 value at 7"]),
        ("10.1 " * 20, ["3 value at 7"]),
        ("10.1 " * 7 + "10 " + "10.1 " * 7, []),
        ("10.1 " * 7 + "9.9 " * 8, ["3 value at 14"]),
        ("10 " * 12, []),
    ],
    ids=["seven", "eight", "below", "told-once", "broken-by-the-centre", "other-side", "on-the-centre"],
)
def test_rule_3_eight_in_a_row_on_one_side(values: str, signals: list[str]) -> None:
    assert found(values, limits()) == signals


def test_frozen_limits_without_a_range_take_every_other_value_for_a_signal() -> None:
    assert found("10 10 11 11 11", limits(mean_range="0")) == [
        "1 value at 2",
        "1 range at 2",
        "1 value at 3",
        "1 value at 4",
    ]


@given(st.lists(st.fractions(min_value=-50, max_value=50, max_denominator=12), min_size=6, max_size=30))
def test_limits_and_rule_1_agree_with_the_plain_formulas(values: list[Fraction]) -> None:
    computed = process_limits(daily(values))

    centre = sum(values, Fraction(0)) / len(values)
    ranges = [abs(b - a) for a, b in pairwise(values)]
    mean_range = sum(ranges, Fraction(0)) / len(ranges)
    assert computed
    assert (computed.centre, computed.mean_range) == (centre, mean_range)
    assert [s.at for s in process_signals(daily(values), computed) if s.rule == 1 and s.what == "value"] == [
        at for at, value in enumerate(values) if abs(value - centre) > Fraction("2.66") * mean_range
    ]
