from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from okrctl.core.scoring.scores import KeyResultScore
from okrctl.core.scoring.scoring import Scores
from okrctl.core.scoring.statuses import by_gap
from okrctl.core.settings import StatusLimits

Scored = Callable[..., KeyResultScore]
Quarter = Callable[..., Scores]
WAY = "start: 0, target: 91"  # one a day is on pace: 51 is expected on 2026-11-21


@pytest.mark.parametrize(
    ("value", "gap", "status"),
    [
        ("51", 0, "on_track"),
        ("60", Fraction(-900, 91), "on_track"),
        ("41.9", 10, "on_track"),
        ("41.8", Fraction(920, 91), "behind"),
        ("28.25", 25, "behind"),
        ("28.2", Fraction(2280, 91), "at_risk"),
        ("0", Fraction(5100, 91), "at_risk"),
        ("-5", Fraction(5100, 91), "at_risk"),
        ("91", Fraction(-4000, 91), "achieved"),
        ("120", Fraction(-4000, 91), "achieved"),
    ],
)
def test_the_gap_to_the_pace_says_how_a_way_stands(scored: Scored, value: str, gap: Fraction, status: str) -> None:
    result = scored(WAY, f"2026-11-20 value: {value}")

    assert (result.gap, result.status) == (gap, status)


def test_expected_60_and_score_45_is_15_points_behind(scored: Scored) -> None:
    # 2026-10-01 to 2026-12-30 are 90 days; the 54th is 2026-11-24
    result = scored("start: 0, target: 100, due: 2026-12-30", "2026-11-24 value: 45", as_of="2026-11-24")

    assert (result.expected, result.score, result.gap, result.status) == (Fraction(3, 5), Fraction(9, 20), 15, "behind")


def test_the_limits_are_those_of_the_workspace(scored: Scored) -> None:
    settings = {"okrctl.yaml": "format: 1\nstatus: {on_track_within: 0, at_risk_beyond: 50}\n"}

    assert scored(WAY, "2026-11-20 value: 50", files=settings).status == "behind"


@pytest.mark.parametrize(("gap", "status"), [(0, "on_track"), (10, "on_track"), (25, "behind"), (26, "at_risk")])
def test_a_gap_equal_to_a_limit_is_within_it(gap: int, status: str) -> None:
    assert by_gap(Fraction(gap), StatusLimits()) == status


@pytest.mark.parametrize(
    ("own", "about", "status"),
    [
        ("state: cancelled", "", "cancelled"),
        ("state: deferred", "", "deferred"),
        ("state: not_graded", "", "not_graded"),
        ("state: active", "state: draft", "draft"),
        ("state: active", "state: cancelled", "cancelled"),
        ("state: deferred", "state: cancelled", "cancelled"),
        ("state: cancelled", "state: deferred", "cancelled"),
        ("state: not_graded", "state: draft", "draft"),
        ("state: deferred", "state: draft", "deferred"),
    ],
)
@pytest.mark.parametrize("as_of", ["2026-09-01", "2026-11-21", "2027-06-01"])
def test_a_state_that_leaves_out_goes_before_everything(
    scored: Scored, own: str, about: str, status: str, as_of: str
) -> None:
    result = scored(f"{WAY}, {own}", "2026-08-20 value: 91", about=about, as_of=as_of)

    assert (result.status, result.score, result.expected, result.gap, result.grade) == (status, None, None, None, None)
    assert (result.progress, result.counted, result.flags) == (1, False, ())


def test_before_its_window_a_result_is_scheduled_though_it_is_reached(scored: Scored) -> None:
    result = scored(f"{WAY}, start_on: 2026-12-01", "2026-11-20 value: 91")

    assert (result.status, result.counted, result.score, result.expected) == ("scheduled", False, 1, 0)


def test_it_is_no_longer_scheduled_on_its_first_day(scored: Scored) -> None:
    result = scored(f"{WAY}, start_on: 2026-11-21", "2026-11-20 value: 0")

    assert (result.status, result.counted) == ("on_track", True)


@pytest.mark.parametrize("as_of", ["2026-11-21", "2026-12-31", "2027-01-01"])
def test_without_data_a_result_is_never_green(scored: Scored, as_of: str) -> None:
    result = scored(WAY, as_of=as_of)

    has_ended = as_of == "2027-01-01"
    assert result.status == ("missed" if has_ended else "no_data")
    assert ("no_data" in result.flags) == has_ended


@pytest.mark.parametrize(
    ("value", "about", "status"),
    [
        ("64.9", "", "missed"),
        ("65", "", "achieved"),
        ("65", "type: goal", "achieved"),
        ("96", "type: committed", "missed"),
        ("99.999999999999999999999999", "type: committed", "missed"),
        ("100", "type: committed", "achieved"),
        ("120", "type: committed", "achieved"),
    ],
)
def test_after_the_end_an_aspiration_goes_by_its_grade_and_a_commitment_by_its_score(
    scored: Scored, value: str, about: str, status: str
) -> None:
    result = scored("start: 0, target: 100", f"2026-12-30 value: {value}", about=about, as_of="2027-01-01")

    assert result.status == status


def test_where_green_begins_is_the_workspaces_choice(scored: Scored) -> None:
    settings = {"okrctl.yaml": "format: 1\nbands: {green_from: 0.9}\n"}

    result = scored("start: 0, target: 100", "2026-12-30 value: 80", as_of="2027-01-01", files=settings)

    assert result.status == "missed"


@pytest.mark.parametrize("about", ["", "type: committed"])
def test_before_the_end_the_grade_does_not_achieve(scored: Scored, about: str) -> None:
    assert scored("start: 0, target: 100", "2026-11-20 value: 99", about=about).status == "on_track"


@pytest.mark.parametrize(
    ("updates", "as_of", "status"),
    [([], "2026-10-02", "no_data"), ([], "2027-01-01", "missed"), (["2026-11-02 value: 5"], "2026-11-21", "achieved"),
     (["2026-11-02 value: 5"], "2027-01-01", "achieved"), ([], "2026-09-01", "scheduled")],
)  # fmt: skip
def test_a_baseline_is_achieved_once_it_is_measured(
    scored: Scored, updates: list[str], as_of: str, status: str
) -> None:
    assert scored("kind: baseline", *updates, as_of=as_of).status == status


@pytest.mark.parametrize(
    ("updates", "as_of", "status", "gap"),
    [
        (
            ["2026-11-20 a: {value: 0}", "2026-11-20 b: {value: 1}", "2026-11-20 c: {value: 1}"],
            "2026-11-15",
            "no_data",
            None,
        ),
        (
            ["2026-11-14 a: {value: 0}", "2026-11-14 b: {value: 1}", "2026-11-14 c: {value: 1}"],
            "2026-11-15",
            "behind",
            Fraction(50, 3),
        ),
        (
            ["2026-11-14 a: {value: 9}", "2026-11-14 b: {value: 1}", "2026-11-14 c: {value: 1}"],
            "2026-11-15",
            "achieved",
            None,
        ),
    ],
)
def test_two_met_guardrails_do_not_make_an_unmoved_metric_look_on_pace(
    quarter: Quarter, updates: list[str], as_of: str, status: str, gap: Fraction | None
) -> None:
    objective = """
        title: Goal
        due: 2026-12-30
        key_results:
          a: {title: A, target: 9}
          b: {title: B, kind: at_least, target: 1}
          c: {title: C, kind: at_least, target: 1}
        """

    found = quarter(objective, *updates, as_of=as_of).objective("2026-Q4/goal")

    assert found.status == status
    if gap is not None:
        assert (found.score, found.expected, found.gap) == (Fraction(2, 3), Fraction(5, 6), gap)


def test_before_its_end_an_objective_of_limits_alone_is_not_achieved(quarter: Quarter) -> None:
    objective = "title: Goal\nkey_results:\n  b: {title: B, kind: at_least, target: 1}\n  c: {title: C, kind: recurring, target: 1, per: week}\n"
    updates = ["2026-11-20 b: {value: 1}", *(f"2026-{day} c: {{value: 1}}" for day in
               ("10-02", "10-06", "10-13", "10-20", "10-27", "11-03", "11-10", "11-17"))]  # fmt: skip

    running = quarter(objective, *updates).objective("2026-Q4/goal")

    assert (running.progress, running.status) == (1, "on_track")


def test_after_its_end_an_objective_of_limits_alone_is_achieved(quarter: Quarter) -> None:
    objective = "title: Goal\ntype: committed\nkey_results:\n  b: {title: B, kind: at_least, target: 1}\n"

    assert (
        quarter(objective, "2026-11-20 b: {value: 1}", as_of="2027-01-01").objective("2026-Q4/goal").status
        == "achieved"
    )


@pytest.mark.parametrize(
    ("value", "kind", "status"),
    [("65", "aspirational", "achieved"), ("64", "aspirational", "missed"), ("65", "goal", "achieved"), ("99", "committed", "missed"), ("100", "committed", "achieved")],
)  # fmt: skip
def test_an_objective_ends_like_its_results(quarter: Quarter, value: str, kind: str, status: str) -> None:
    objective = f"title: Goal\ntype: {kind}\nkey_results:\n  a: {{title: A, target: 100}}\n"

    found = quarter(objective, f"2026-12-30 a: {{value: {value}}}", as_of="2027-01-01").objective("2026-Q4/goal")

    assert found.status == status


@pytest.mark.parametrize(
    ("objective", "as_of", "status"),
    [
        ("title: Goal\ntype: goal\n", "2026-11-21", "no_data"),
        ("title: Goal\ntype: goal\n", "2027-06-01", "no_data"),
        ("title: Goal\n", "2026-09-01", "scheduled"),
        ("title: Goal\nstate: draft\n", "2027-06-01", "draft"),
        ("title: Goal\nkey_results:\n  a: {title: A, target: 1, state: cancelled}\n", "2027-06-01", "no_data"),
        ("title: Goal\nkey_results:\n  a: {title: A, target: 1, weight: 0}\n", "2027-06-01", "no_data"),
        ("title: Goal\nkey_results:\n  a: {title: A, kind: baseline}\n", "2027-06-01", "no_data"),
        ("title: Goal\nkey_results:\n  a: {title: A, target: 1, start_on: 2026-12-01}\n", "2026-11-21", "no_data"),
    ],
)
def test_an_objective_in_which_nothing_counts_has_no_figures_and_never_misses(
    quarter: Quarter, objective: str, as_of: str, status: str
) -> None:
    found = quarter(objective, as_of=as_of).objective("2026-Q4/goal")

    assert (found.status, found.progress, found.score, found.expected, found.gap, found.grade) == (
        status,
        None,
        None,
        None,
        None,
        None,
    )
    assert not found.counted


def test_an_objective_all_of_whose_results_are_silent_has_no_data_and_counts_as_zero(quarter: Quarter) -> None:
    objective = "title: Goal\nkey_results:\n  a: {title: A, target: 1}\n  b: {title: B, target: 1}\n"

    running = quarter(objective).objective("2026-Q4/goal")

    assert (running.status, running.progress, running.score, running.grade) == ("no_data", None, 0, None)
    assert (running.expected, running.counted) == (Fraction(51, 91), True)


def test_after_its_end_an_objective_without_data_is_missed(quarter: Quarter) -> None:
    objective = "title: Goal\nkey_results:\n  a: {title: A, target: 1}\n"

    found = quarter(objective, as_of="2027-01-01").objective("2026-Q4/goal")

    assert (found.status, "no_data" in found.flags) == ("missed", True)
