from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrctl.core.number import Figure, half_up
from okrctl.core.scoring.forecast import ForecastFigures, forecast

START, DUE = date(2026, 10, 1), date(2026, 12, 31)
QUARTER: dict[str, Any] = {"start_on": START, "due": DUE, "as_of": date(2026, 11, 21)}

Updates = list[tuple[date, Figure]]


def every(days: int, values: str) -> Updates:
    """The values one after another, so many days apart, from the first day of the quarter on."""
    return [(START + timedelta(days=days * n), Decimal(value)) for n, value in enumerate(values.split())]


def shown(figures: ForecastFigures | None) -> tuple[str, ...] | None:
    """Value, low and high with one decimal, the chance, and the day."""
    if figures is None:
        return None
    rounded = [f"{half_up(figure, 1):f}" for figure in (figures.value, figures.low, figures.high)]
    return (*rounded, f"{half_up(figures.chance, 2):f}", str(figures.reaches_on))


@pytest.mark.parametrize("values", ["", "10", "10 11", "10 11 12"])
def test_fewer_than_four_updates_have_no_forecast(values: str) -> None:
    assert forecast(every(7, values), target=Decimal(20), **QUARTER) is None


def test_four_updates_on_one_day_have_none_either() -> None:
    updates: Updates = [(START, Decimal(n)) for n in range(4)]

    assert forecast(updates, target=Decimal(20), **QUARTER) is None


@pytest.mark.parametrize(
    ("as_of", "there"),
    [("2026-09-30", False), ("2026-10-01", True), ("2026-12-31", True), ("2027-01-01", False)],
)
def test_there_is_a_forecast_from_the_first_day_to_the_last(as_of: str, there: bool) -> None:
    updates = [(START - timedelta(days=9 - n), Decimal(n)) for n in range(4)]

    found = forecast(updates, target=Decimal(20), start_on=START, due=DUE, as_of=date.fromisoformat(as_of))

    assert (found is not None) == there


@pytest.mark.parametrize(
    ("values", "target", "said"),
    [
        ("10 17 24 31 38 45 52", "90", ("101.0", "101.0", "101.0", "1.00", "2026-12-20")),
        ("10 17 24 31 38 45 52", "101", ("101.0", "101.0", "101.0", "1.00", "2026-12-31")),
        ("10 17 24 31 38 45 52", "101.1", ("101.0", "101.0", "101.0", "0.00", "None")),
        ("100 93 86 79 72 65 58", "20", ("9.0", "9.0", "9.0", "1.00", "2026-12-20")),
        ("100 93 86 79 72 65 58", "9", ("9.0", "9.0", "9.0", "1.00", "2026-12-31")),
        ("100 93 86 79 72 65 58", "8.9", ("9.0", "9.0", "9.0", "0.00", "None")),
        ("-10 -3 4 11", "20", ("81.0", "81.0", "81.0", "1.00", "2026-11-21")),
        ("0.1 0.2 0.3 0.4", "1.4", ("1.4", "1.4", "1.4", "1.00", "2026-12-31")),
        ("5 5 5 5 5", "6", ("5.0", "5.0", "5.0", "0.00", "None")),
        ("9 8 7 6", "20", ("-4.0", "-4.0", "-4.0", "0.00", "None")),
    ],
    ids=[
        "rising", "reached-on-the-last-day", "just-not", "falling", "falling-to-the-last-day", "falling-just-not",
        "reached-before-as-of", "floats-do-not-end-evenly", "standing-still", "wrong-way",
    ],
)  # fmt: skip
def test_a_steady_metric_goes_on_as_it_went(values: str, target: str, said: tuple[str, ...]) -> None:
    assert shown(forecast(every(7, values), target=Decimal(target), **QUARTER)) == said


def test_a_target_that_is_reached_says_since_when() -> None:
    found = forecast(every(7, "10 21 19 20 22 23"), target=Decimal(20), **QUARTER)

    assert found
    assert found.reaches_on == date(2026, 10, 22)


def test_the_direction_is_that_of_start_to_target() -> None:
    updates = every(7, "55 56 57 58")

    beaten = forecast(updates, start=Decimal(100), target=Decimal(60), **QUARTER)
    short = forecast(updates, start=Decimal(10), target=Decimal(60), **QUARTER)

    assert beaten
    assert short
    assert (beaten.reaches_on, short.reaches_on) == (date(2026, 10, 1), date(2026, 11, 21))
    assert (beaten.chance, short.chance) == (Fraction(0), Fraction(1))


def test_one_odd_value_does_not_bend_the_expectation() -> None:
    found = forecast(every(7, "10 17 24 99 38 45 52"), target=Decimal(90), **QUARTER)

    assert found
    assert half_up(found.value, 6) == 101


def test_of_two_values_on_one_day_the_last_counts() -> None:
    updates = [*every(7, "10 17 24 31"), (date(2026, 10, 22), Decimal(30)), (date(2026, 10, 22), Decimal(31))]

    assert forecast(updates, target=Decimal(50), **QUARTER) == forecast(
        every(7, "10 17 24 31"), target=Decimal(50), **QUARTER
    )


def test_on_the_last_day_the_last_value_is_the_forecast() -> None:
    found = forecast(every(13, "10 13 11 17 16 19 20 24"), target=Decimal(24), start_on=START, due=DUE, as_of=DUE)

    assert shown(found) == ("24.0", "24.0", "24.0", "1.00", "2026-12-31")


def drawn_day_by_day(updates: Updates, days: int, paths: int) -> list[float]:
    """The same by brute force, for daily updates: each path draws each of its days."""
    changes = [float(b) - float(a) for (_, a), (_, b) in pairwise(updates)]
    random = Random(7)
    return sorted(float(updates[-1][1]) + sum(random.choices(changes, k=days)) for _ in range(paths))


@pytest.mark.parametrize("days", [1, 2, 3, 7, 30, 61, 91])
def test_range_and_chance_are_those_of_days_drawn_one_by_one(days: int) -> None:
    updates = every(1, "10 12 11 15 15 16 14 19 20 20 23 22 25 24 28")
    last_day, target = updates[-1][0], 28 + days

    found = forecast(
        updates, target=Decimal(target), start_on=START, due=last_day + timedelta(days=days), as_of=last_day
    )

    ends = drawn_day_by_day(updates, days, 20_000)
    spread = ends[18_000] - ends[2_000]
    chance = sum(end >= target for end in ends) / len(ends)
    assert found
    assert float(found.low) == pytest.approx(ends[2_000], abs=max(1.0, 0.1 * spread))
    assert float(found.high) == pytest.approx(ends[18_000], abs=max(1.0, 0.1 * spread))
    assert float(found.chance) == pytest.approx(chance, abs=0.06)


def test_weekly_updates_stray_as_far_as_the_weeks_did() -> None:
    updates = every(7, "10 14 12 19 17 25 22 30")

    found = forecast(updates, target=Decimal(40), **QUARTER)

    weekly = [4, -2, 7, -2, 8, -3, 8]
    mean = sum(weekly) / 7
    deviation = (sum((change - mean) ** 2 for change in weekly) / 7 * 6) ** 0.5
    assert found
    assert float(found.high - found.low) == pytest.approx(2 * 1.2816 * deviation, rel=0.15)


def test_the_same_updates_give_the_same_forecast() -> None:
    updates = every(7, "10 14 12 19 17 25 22 30")

    assert shown(forecast(updates, target=Decimal(45), **QUARTER)) == shown(
        forecast(updates, target=Decimal(45), **QUARTER)
    )


def test_many_updates_are_thinned_out_for_the_slope() -> None:
    years: dict[str, Any] = {"start_on": date(2020, 1, 1), "due": date(2040, 1, 1), "as_of": date(2039, 1, 1)}
    updates: Updates = [(date(2020, 1, 1) + timedelta(days=n), Fraction(n, 2)) for n in range(5000)]

    found = forecast(updates, target=Decimal(3000), **years)

    assert found
    assert (half_up(found.value, 6), found.low, found.chance) == (Decimal("3652.5"), Fraction("3652.5"), Fraction(1))


values = st.lists(st.decimals(min_value=-1000, max_value=1000, places=2), min_size=4, max_size=12)


@given(values, st.decimals(min_value=-1000, max_value=1000, places=2))
def test_a_falling_metric_is_the_mirror_of_a_rising_one(numbers: list[Decimal], target: Decimal) -> None:
    rising = every(5, " ".join(map(str, numbers)))
    falling: Updates = [(day, -value) for day, value in rising]
    far = target - 5000

    up = forecast(rising, start=far, target=target, **QUARTER)
    down = forecast(falling, start=-far, target=-target, **QUARTER)

    assert up
    assert down
    assert (up.value, up.low, up.high) == (-down.value, -down.high, -down.low)
    assert (up.chance, up.reaches_on) == (down.chance, down.reaches_on)
    assert up.low <= up.high
    assert 0 <= up.chance <= 1
