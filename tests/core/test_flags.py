from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from okrctl.core.scoring.scores import KeyResultScore
from okrctl.core.scoring.scoring import Scores

Scored = Callable[..., KeyResultScore]
Quarter = Callable[..., Scores]
WAY = "start: 0, target: 91"


@pytest.mark.parametrize(
    ("as_of", "flags"),
    [
        ("2026-11-02", ()),
        ("2026-11-12", ()),
        ("2026-11-13", ("stale",)),
        ("2026-12-31", ("stale",)),
        ("2027-01-01", ()),
    ],
)
def test_a_result_is_stale_when_cadence_and_grace_have_passed_since_its_last_update(
    scored: Scored, as_of: str, flags: tuple[str, ...]
) -> None:
    assert scored(WAY, "2026-11-02 value: 33", as_of=as_of).flags == flags


def test_words_are_an_update_too(scored: Scored) -> None:
    assert scored(WAY, "2026-10-10 value: 40", "2026-11-20 note: nothing new").flags == ()


def test_an_update_from_before_the_window_is_not_stale_when_the_window_begins(scored: Scored) -> None:
    assert scored(WAY, "2026-08-01 value: 0", as_of="2026-10-11").flags == ()
    assert scored(WAY, "2026-08-01 value: 0", as_of="2026-10-12").flags == ("stale",)


@pytest.mark.parametrize(
    ("as_of", "flags"),
    [
        ("2026-09-30", ()),
        ("2026-10-01", ("silent",)),
        ("2026-10-11", ("silent",)),
        ("2026-10-12", ("stale", "silent")),
        ("2027-01-01", ("silent", "no_data")),
    ],
)
def test_a_result_without_any_update_is_silent_and_after_cadence_and_grace_stale_too(
    scored: Scored, as_of: str, flags: tuple[str, ...]
) -> None:
    assert scored(WAY, as_of=as_of).flags == flags


def test_a_result_that_has_arrived_is_never_stale(scored: Scored) -> None:
    assert scored(WAY, "2026-10-10 value: 91", as_of="2026-12-30").flags == ()


@pytest.mark.parametrize("state", ["cancelled", "deferred", "not_graded"])
def test_what_is_left_out_has_no_flags(scored: Scored, state: str) -> None:
    assert scored(f"{WAY}, state: {state}", "2026-10-10 value: -5", as_of="2027-01-01").flags == ()
    assert scored(f"{WAY}, state: {state}", as_of="2027-01-01").flags == ()


@pytest.mark.parametrize(
    ("cadence", "stale_from"),
    [
        ("every: day, grace_days: 0", "2026-11-04"),
        ("every: 2 weeks, grace_days: 3", "2026-11-20"),
        ("every: month, grace_days: 3", "2026-11-29"),
    ],
)
def test_the_cadence_is_the_workspaces_but_no_longer_than_a_quarter_of_the_window(
    scored: Scored, cadence: str, stale_from: str
) -> None:
    # 92 days: a month's 31 days are shortened to 23
    settings = {"okrctl.yaml": f"format: 1\ncheckins: {{{cadence}}}\n"}

    day_before = (date.fromisoformat(stale_from) - timedelta(days=1)).isoformat()
    assert scored(WAY, "2026-11-02 value: 33", as_of=day_before, files=settings).flags == ()
    assert scored(WAY, "2026-11-02 value: 33", as_of=stale_from, files=settings).flags == ("stale",)


def test_a_result_is_not_stale_in_a_closed_cycle(scored: Scored) -> None:
    closed = {"cycles/2026-Q4/cycle.yaml": "state: closed\n"}

    assert scored(WAY, "2026-10-10 value: 10", files=closed).flags == ()


def test_a_cycle_that_was_closed_since_was_open_before_its_last_review(scored: Scored) -> None:
    closed = {
        "cycles/2026-Q4/cycle.yaml": "state: closed\n",
        "cycles/2026-Q4/reviews/goal.yaml": "date: 2026-12-01\n",
    }

    assert scored(WAY, "2026-10-10 value: 10", as_of="2026-11-30", files=closed).flags == ("stale",)
    assert scored(WAY, "2026-10-10 value: 10", as_of="2026-12-01", files=closed).flags == ()


@pytest.mark.parametrize(("held_on", "flags"), [("2026-11-21", ()), ("2026-11-22", ("stale",))])
def test_a_result_is_not_stale_once_its_objective_was_reviewed(
    scored: Scored, held_on: str, flags: tuple[str, ...]
) -> None:
    review = {"cycles/2026-Q4/reviews/goal.yaml": f"date: {held_on}\n"}

    assert scored(WAY, "2026-10-10 value: 10", files=review).flags == flags


@pytest.mark.parametrize(("reading", "flags"), [("2026-10-31", ()), ("2026-09-30", ("stale",))])
def test_a_result_with_a_kpi_is_stale_when_the_kpi_is(scored: Scored, reading: str, flags: tuple[str, ...]) -> None:
    files = {
        "kpis/visits.yaml": "title: Visits\nmeasure: month\n",
        "kpis/readings/2026-11/a.yaml": f"date: {reading}\nreadings: [{{kpi: visits, value: 10}}]\n",
    }

    result = scored(f"{WAY}, kpi: visits", "2026-11-20 note: on it", files=files)

    assert result.flags == flags


def test_readings_in_the_window_end_the_silence(scored: Scored) -> None:
    files = {
        "kpis/visits.yaml": "title: Visits\nmeasure: month\n",
        "kpis/readings/2026-11/a.yaml": "date: 2026-11-02\nreadings: [{kpi: visits, value: 10}]\n",
    }

    assert "silent" not in scored(f"{WAY}, kpi: visits", files=files).flags
    assert "silent" in scored(f"{WAY}, kpi: visits, start_on: 2026-11-03", files=files).flags


SAME = [
    "2026-11-06 value: 10, status: on_track",
    "2026-11-13 value: 10, status: on_track",
    "2026-11-20 value: 10, status: on_track",
]


@pytest.mark.parametrize(
    ("updates", "flags"),
    [
        (SAME, ("diverging",)),
        ([*SAME[:1], "2026-11-13 status: on_track", "2026-11-20 status: on_track"], ("diverging",)),
        (SAME[1:], ()),
        (["2026-11-06 value: 11, status: on_track", *SAME[1:]], ()),
        ([*SAME[:2], "2026-11-20 value: 10, status: behind"], ()),
        ([*SAME[:2], "2026-11-20 value: 10"], ()),
        (["2026-11-06 status: on_track", *SAME[1:]], ()),
        (["2026-11-01 value: 10", "2026-11-06 status: on_track", *SAME[1:]], ("diverging",)),
        (["2026-11-01 value: 99", *SAME], ("diverging",)),
    ],
)
def test_three_equal_values_reported_on_track_against_a_gap_diverge(
    scored: Scored, updates: list[str], flags: tuple[str, ...]
) -> None:
    assert scored(WAY, *updates).flags == flags


def test_on_pace_equal_values_do_not_diverge(scored: Scored) -> None:
    updates = [update.replace("value: 10", "value: 45") for update in SAME]

    assert scored(WAY, *updates).flags == ()


@pytest.mark.parametrize(
    ("about", "confidence", "flags"),
    [
        ("type: committed", "0.49", ("low_confidence",)),
        ("type: committed", "0.5", ()),
        ("type: aspirational", "0.1", ()),
        ("type: goal", "0.1", ()),
    ],
)
def test_a_commitment_below_half_is_in_doubt(
    quarter: Quarter, about: str, confidence: str, flags: tuple[str, ...]
) -> None:
    objective = f"title: Goal\n{about}\nkey_results:\n  kr: {{title: Result, target: 91}}\n"

    scores = quarter(objective, f"2026-11-20 kr: {{value: 60, confidence: {confidence}}}")

    assert scores.key_result("2026-Q4/goal/kr").flags == flags
    assert scores.objective("2026-Q4/goal").flags == flags


def test_a_kept_commitment_is_in_no_doubt(scored: Scored) -> None:
    assert scored(WAY, "2026-11-20 value: 91, confidence: 0.2", about="type: committed").flags == ()


@pytest.mark.parametrize(
    ("settings", "level", "parent", "flags"),
    [
        ("teams: {growth: {}}", "level: team", "", ("unaligned",)),
        ("teams: {growth: {}}", "level: company", "", ()),
        ("teams: {growth: {}}", "", "", ()),
        ("teams: {growth: {}}", "level: team", "parent: 2026-Q4/other", ()),
        ("name: One person", "level: team", "", ()),
        ("teams: {growth: {}}\nlevels: [team, individual]", "level: team", "", ()),
    ],
)
def test_an_objective_below_the_first_level_that_supports_nothing_is_unaligned(
    quarter: Quarter, settings: str, level: str, parent: str, flags: tuple[str, ...]
) -> None:
    files = {
        "okrctl.yaml": f"format: 1\n{settings}\n",
        "cycles/2026-Q4/objectives/other.yaml": "title: Other\ntype: goal\n",
    }

    found = quarter(f"title: Goal\n{level}\n{parent}\n", files=files).objective("2026-Q4/goal")

    assert found.flags == flags


@pytest.mark.parametrize(
    ("about", "as_of", "review", "flags"),
    [
        ("", "2026-12-31", None, ()),
        ("", "2027-01-01", None, ("overdue",)),
        ("due: 2026-11-20", "2026-11-21", None, ("overdue",)),
        ("", "2027-01-05", "2027-01-05", ()),
        ("", "2027-01-05", "2027-01-06", ("overdue",)),
        ("state: deferred", "2027-01-05", None, ()),
        ("state: draft", "2027-01-05", None, ()),
    ],
)
def test_past_its_end_an_objective_waits_for_its_review(
    quarter: Quarter, about: str, as_of: str, review: str | None, flags: tuple[str, ...]
) -> None:
    files = {"cycles/2026-Q4/reviews/goal.yaml": f"date: {review}\n"} if review else {}

    assert quarter(f"title: Goal\n{about}\n", as_of=as_of, files=files).objective("2026-Q4/goal").flags == flags


def test_a_part_that_is_stale_makes_the_whole_stale(quarter: Quarter) -> None:
    objective = """
        title: Goal
        key_results:
          whole:
            title: Whole
            parts:
              a: {title: A, target: 10}
              b: {title: B, target: 10}
              c: {title: C, target: 10, weight: 0}
        """

    stale = quarter(objective, "2026-11-20 whole/a: {value: 6}", "2026-10-20 whole/b: {value: 6}")
    fresh = quarter(objective, "2026-11-20 whole/a: {value: 6}", "2026-11-19 whole/b: {value: 6}")

    assert stale.key_result("2026-Q4/goal/whole").flags == ("stale",)
    assert fresh.key_result("2026-Q4/goal/whole").flags == ()
