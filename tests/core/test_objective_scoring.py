from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest

from okrctl.core.number import half_up
from okrctl.core.scoring.rollup import mean, rollup
from okrctl.core.scoring.scoring import Scores

Quarter = Callable[..., Scores]
GOAL = "2026-Q4/goal"


def of_scores(*key_results: str) -> str:
    """An objective whose key results a, b, c … are grades by judgement with these further fields."""
    lines = [f"  {chr(97 + n)}: {{title: Result, kind: score, {own}}}" for n, own in enumerate(key_results)]
    return "\n".join(["title: Goal", "key_results:", *lines, ""])


def graded(*values: str) -> list[str]:
    """An update of each of them."""
    return [f"2026-11-20 {chr(97 + n)}: {{value: {value}}}" for n, value in enumerate(values)]


def test_scores_are_limited_before_the_mean(quarter: Quarter) -> None:
    objective = "title: Goal\nkey_results:\n  a: {title: A, target: 10}\n  b: {title: B, target: 10}\n"

    found = quarter(objective, "2026-11-20 a: {value: 0}", "2026-11-20 b: {value: 20}").objective(GOAL)

    assert (found.progress, found.score) == (Fraction(1, 2), Fraction(1, 2))


def test_what_is_not_graded_leaves_its_weight_to_the_others(quarter: Quarter) -> None:
    objective = of_scores("weight: 1", "weight: 1", "weight: 1", "weight: 1", "state: not_graded")

    found = quarter(objective, *graded("0.24", "0.40", "0.05", "0.95", "1")).objective(GOAL)

    assert found.progress == Fraction(41, 100)


def test_weights_are_relative(quarter: Quarter) -> None:
    found = quarter(of_scores("weight: 2", "weight: 3"), *graded("0.4", "0.2")).objective(GOAL)

    assert found.progress == Fraction(28, 100)


@pytest.mark.parametrize(
    "other", ["state: cancelled", "state: deferred", "state: not_graded", "weight: 0", "start_on: 2026-12-01"]
)
def test_what_is_not_counted_does_not_change_the_mean(quarter: Quarter, other: str) -> None:
    found = quarter(of_scores("weight: 1", other), *graded("0.4", "0.9")).objective(GOAL)

    assert (found.progress, found.expected, found.worst) == (Fraction(2, 5), Fraction(51, 91), "a")


def test_a_weight_of_zero_is_shown_with_all_its_figures(quarter: Quarter) -> None:
    weightless = quarter(of_scores("weight: 1", "weight: 0"), *graded("0.4", "0.9")).key_result(f"{GOAL}/b")

    assert (weightless.score, weightless.expected, weightless.counted) == (Fraction(9, 10), Fraction(51, 91), False)
    assert weightless.status == "on_track"


def test_fractions_of_weights_count(quarter: Quarter) -> None:
    found = quarter(of_scores("weight: 0.5", "weight: 1.5"), *graded("1", "0")).objective(GOAL)

    assert found.progress == Fraction(1, 4)


def test_a_result_without_data_counts_as_zero(quarter: Quarter) -> None:
    found = quarter(of_scores("weight: 1", "weight: 1"), *graded("0.8")).objective(GOAL)

    assert (found.progress, found.score) == (Fraction(2, 5), Fraction(2, 5))


def test_means_are_of_exact_values_and_rounded_half_up(quarter: Quarter) -> None:
    other = {
        "cycles/2026-Q4/objectives/other.yaml": of_scores("weight: 1"),
        "cycles/2026-Q4/checkins/2026-11/o1.yaml": "date: 2026-11-20\nupdates:\n  other/a: {value: 0.50}\n",
    }
    scores = quarter(of_scores("weight: 1"), *graded("0.65"), files=other)

    whole = rollup(entry for objective in scores.objectives("2026-Q4") if (entry := objective.entry))

    assert whole.progress == Fraction(575, 1000)
    assert half_up(whole.progress, 2) == Decimal("0.58")


def test_expected_is_the_mean_over_the_same_entries(quarter: Quarter) -> None:
    objective = """
        title: Goal
        key_results:
          a: {title: A, target: 10, weight: 3}
          b: {title: B, kind: at_most, target: 10}
          c: {title: C, kind: at_most, target: 10, weight: 0}
        """

    found = quarter(objective, "2026-11-20 a: {value: 3}", "2026-11-20 b: {value: 3}").objective(GOAL)

    assert (found.score, found.expected) == (Fraction(19, 40), (3 * Fraction(51, 91) + 1) / 4)


@pytest.mark.parametrize(("values", "worst"), [(("0.5", "0.4"), "b"), (("0.4", "0.5"), "a"), (("0.4", "0.4"), "a")])
def test_the_worst_result_is_the_furthest_behind_what_is_expected_of_it(
    quarter: Quarter, values: tuple[str, str], worst: str
) -> None:
    assert quarter(of_scores("weight: 1", "weight: 1"), *graded(*values)).objective(GOAL).worst == worst


def test_the_worst_result_is_judged_by_its_own_pace(quarter: Quarter) -> None:
    # b has the lower score and is ahead of its pace, which has only begun
    objective = of_scores("weight: 1", "start_on: 2026-11-20")

    assert quarter(objective, *graded("0.5", "0.2")).objective(GOAL).worst == "a"


@pytest.mark.parametrize(
    ("score", "grade"),
    [
        ("0", "0.0"),
        ("0.05", "0.1"),
        ("0.349", "0.3"),
        ("0.35", "0.4"),
        ("0.649", "0.6"),
        ("0.65", "0.7"),
        ("0.95", "1.0"),
    ],
)
def test_a_grade_is_the_score_with_one_decimal_half_up(quarter: Quarter, score: str, grade: str) -> None:
    found = quarter(of_scores("weight: 1"), *graded(score)).objective(GOAL)

    assert found.grade == Decimal(grade)


def test_a_review_gives_the_grade_and_the_rest_goes_on_being_computed(quarter: Quarter) -> None:
    review = {"cycles/2026-Q4/reviews/goal.yaml": "date: 2026-11-20\ngrade: 0.85\nreason: it was harder\n"}

    found = quarter(of_scores("weight: 1"), *graded("0.3"), files=review).objective(GOAL)

    assert (found.grade, found.computed_grade, found.is_overridden) == (Decimal("0.85"), Decimal("0.3"), True)
    assert (found.score, found.status) == (Fraction(3, 10), "at_risk")


@pytest.mark.parametrize(("held_on", "given"), [("2026-11-21", "0.9"), ("2026-11-22", "0.3")])
def test_a_review_after_as_of_does_not_exist(quarter: Quarter, held_on: str, given: str) -> None:
    review = {"cycles/2026-Q4/reviews/goal.yaml": f"date: {held_on}\ngrade: 0.9\nreason: x\n"}

    found = quarter(of_scores("weight: 1"), *graded("0.3"), files=review).objective(GOAL)

    assert (found.grade, found.review is not None) == (Decimal(given), given == "0.9")


def test_confidence_is_the_weighted_mean_of_the_latest(quarter: Quarter) -> None:
    updates = ["2026-11-02 a: {confidence: 0.8}", "2026-11-09 a: {confidence: 0.6}", "2026-11-09 b: {confidence: 0.9}"]

    found = quarter(of_scores("weight: 2", "weight: 1", "weight: 1"), *updates).objective(GOAL)

    assert found.confidence == (Fraction(7, 10), Fraction(25, 30))


def test_confidence_that_never_changed_has_none_before(quarter: Quarter) -> None:
    found = quarter(of_scores("weight: 1"), "2026-11-02 a: {confidence: 0.8}").objective(GOAL)

    assert found.confidence == (Fraction(4, 5), None)


def test_a_change_of_confidence_is_that_since_the_one_before(quarter: Quarter) -> None:
    updates = ["2026-11-02 a: {confidence: 0.7}", "2026-11-09 a: {value: 0.1}", "2026-11-16 a: {confidence: 0.6}"]

    assert quarter(of_scores("weight: 1"), *updates).key_result(f"{GOAL}/a").confidence.change == Fraction(-1, 10)


PARTS = """
    title: Goal
    key_results:
      revenue:
        title: Revenue
        parts:
          emea: {title: Europe, target: 10, weight: 3}
          amer:
            title: America
            parts:
              north: {title: North, target: 10}
              south: {title: South, target: 10}
          apac: {title: Asia, target: 10, state: cancelled}
    """


def test_parts_are_a_mean_of_means(quarter: Quarter) -> None:
    updates = ["2026-11-20 revenue/emea: {value: 5}", "2026-11-20 revenue/amer/north: {value: 20}"]

    whole = quarter(PARTS, *updates).key_result(f"{GOAL}/revenue")

    assert (whole.progress, whole.score) == (Fraction(1, 2), Fraction(1, 2))
    assert (whole.expected, whole.figures.current) == (Fraction(51, 91), None)
    assert [part.progress for part in whole.parts] == [Fraction(1, 2), Fraction(1, 2), None]


def test_parts_of_which_none_has_data_count_as_zero(quarter: Quarter) -> None:
    whole = quarter(PARTS).key_result(f"{GOAL}/revenue")

    assert (whole.progress, whole.score, whole.counted, whole.status) == (None, 0, True, "no_data")


def test_parts_of_which_none_counts_have_no_figure_and_do_not_count(quarter: Quarter) -> None:
    objective = """
        title: Goal
        key_results:
          whole: {title: Whole, parts: {a: {title: A, target: 1, weight: 0}}}
          other: {title: Other, kind: score}
        """

    scores = quarter(objective, "2026-11-20 other: {value: 0.4}", as_of="2027-01-01")

    whole = scores.key_result(f"{GOAL}/whole")
    assert (whole.score, whole.counted, whole.status) == (None, False, "no_data")
    assert scores.objective(GOAL).score == Fraction(2, 5)


@pytest.mark.parametrize("state", ["cancelled", "deferred"])
def test_parts_of_what_is_left_out_are_left_out(quarter: Quarter, state: str) -> None:
    objective = (
        f"title: Goal\nkey_results:\n  whole: {{title: Whole, state: {state}, parts: {{a: {{title: A, target: 1}}}}}}\n"
    )

    part = quarter(objective).key_result(f"{GOAL}/whole/a")

    assert (part.status, part.score) == (state, None)


def test_parts_of_what_is_not_graded_still_make_its_progress(quarter: Quarter) -> None:
    objective = (
        "title: Goal\nkey_results:\n  whole: {title: Whole, state: not_graded, parts: {a: {title: A, target: 4}}}\n"
    )

    whole = quarter(objective, "2026-11-20 whole/a: {value: 1}").key_result(f"{GOAL}/whole")

    assert (whole.progress, whole.score, whole.status) == (Fraction(1, 4), None, "not_graded")


def test_the_check_ins_of_parts_are_those_of_the_whole(quarter: Quarter) -> None:
    updates = [
        "2026-11-12 revenue/emea: {value: 5, confidence: 0.4}",
        "2026-11-20 revenue/amer/north: {value: 2}",
        "2026-11-18 revenue: {note: hm}",
    ]

    whole = quarter(PARTS, *updates).key_result(f"{GOAL}/revenue")

    assert (len(whole.check_ins), str(whole.last_update), whole.confidence.latest) == (3, "2026-11-20", Fraction(2, 5))


def test_parts_that_are_limits_alone_are_achieved_after_their_end_only(quarter: Quarter) -> None:
    objective = "title: Goal\nkey_results:\n  whole: {title: Whole, parts: {a: {title: A, kind: at_most, target: 4}}}\n"
    update = "2026-11-20 whole/a: {value: 1}"

    assert quarter(objective, update).key_result(f"{GOAL}/whole").status == "on_track"
    assert quarter(objective, update, as_of="2027-01-01").key_result(f"{GOAL}/whole").status == "achieved"


def test_a_mean_of_very_many_values_is_exact() -> None:
    values = [Fraction(n, n + 1) for n in range(1, 400)]

    assert mean((Fraction(1), value) for value in values) == sum(values, Fraction(0)) / len(values)


def test_a_mean_of_nothing_or_without_weight_is_none() -> None:
    assert mean([]) is None
    assert mean([(Fraction(0), Fraction(1))]) is None
