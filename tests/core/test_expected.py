from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from okrctl.core.scoring.scores import KeyResultScore

Scored = Callable[..., KeyResultScore]


@pytest.mark.parametrize(
    ("as_of", "expected"), [("2026-10-01", 0), ("2026-11-21", Fraction(51, 91)), ("2026-12-31", 1), ("2027-02-01", 1)]
)
@pytest.mark.parametrize(
    "key_result",
    ["target: 10", "kind: score", "kind: milestone", "unit: EUR", "kind: milestone, steps: {a: {title: A}}"],
)
def test_a_way_is_expected_to_pass_evenly(scored: Scored, key_result: str, as_of: str, expected: Fraction) -> None:
    assert scored(key_result, as_of=as_of).expected == expected


@pytest.mark.parametrize("as_of", ["2026-10-01", "2026-11-21", "2027-02-01"])
@pytest.mark.parametrize(
    "key_result", ["kind: at_least, target: 5", "kind: at_most, target: 5", "kind: between, low: 1, high: 5"]
)
def test_a_limit_is_expected_to_be_kept_all_the_time(scored: Scored, key_result: str, as_of: str) -> None:
    assert scored(key_result, as_of=as_of).expected == 1


def test_a_recurring_count_is_expected_to_be_full(scored: Scored) -> None:
    assert scored("kind: recurring, target: 5, per: week").expected == 1


PLAN = "start: 10, target: 50, plan: {2026-10-31: 20, 2026-11-30: 25}"


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2026-10-01", 0),
        ("2026-10-16", Fraction(1, 8)),
        ("2026-10-31", Fraction(1, 4)),
        ("2026-11-15", Fraction(5, 16)),
        ("2026-11-30", Fraction(3, 8)),
        ("2026-12-31", 1),
        ("2027-01-20", 1),
    ],
)
def test_a_plan_is_a_line_through_its_points(scored: Scored, as_of: str, expected: Fraction) -> None:
    assert scored(PLAN, as_of=as_of).expected == expected


def test_a_plan_works_downwards(scored: Scored) -> None:
    result = scored("start: 100, target: 60, plan: {2026-10-31: 90}", as_of="2026-10-31")

    assert result.expected == Fraction(1, 4)


def test_points_of_a_plan_outside_the_window_are_left_out(scored: Scored) -> None:
    plan = "start: 0, target: 91, plan: {2026-09-01: 50, 2026-10-02: 1, 2027-03-01: 50}"

    assert scored(plan, as_of="2026-11-21").expected == Fraction(51, 91)


def test_a_point_of_a_plan_on_the_first_day_takes_the_place_of_the_start(scored: Scored) -> None:
    plan = "start: 0, target: 91, plan: {2026-10-01: 91}"

    assert scored(plan, as_of="2026-10-01").expected == 1
    assert scored(plan, as_of="2026-11-21").expected == 1


def test_a_point_of_a_plan_on_the_last_day_bends_the_line_until_then(scored: Scored) -> None:
    plan = "start: 0, target: 91, plan: {2026-12-31: 182}"

    assert scored(plan, as_of="2026-10-02").expected == Fraction(2, 91)
    assert scored(plan, as_of="2026-12-31").expected == 1


def test_a_plan_that_dips_below_the_start_expects_nothing(scored: Scored) -> None:
    plan = "start: 10, target: 20, plan: {2026-10-31: 5}"

    assert scored(plan, as_of="2026-10-31").expected == 0


def test_a_plan_of_a_milestone_is_in_shares(scored: Scored) -> None:
    plan = "kind: milestone, plan: {2026-10-31: 0.5}"

    assert scored(plan, as_of="2026-10-16").expected == Fraction(1, 4)


def test_a_plan_in_a_window_of_one_day_expects_everything_on_it(scored: Scored) -> None:
    plan = "start: 0, target: 10, plan: {2026-11-21: 5}, start_on: 2026-11-21, due: 2026-11-21"

    assert scored(plan, as_of="2026-11-21").expected == 1


def test_a_plan_before_its_window_expects_nothing(scored: Scored) -> None:
    plan = "start: 0, target: 10, plan: {2026-11-25: 5}, start_on: 2026-11-25"

    assert scored(plan, as_of="2026-11-21").expected == 0
