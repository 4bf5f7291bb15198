"""How figures came about: formula, numbers, file and line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

FILES = {
    "okrctl.yaml": "format: 1\nname: Northwind\nstatus: {on_track_within: 5}\n",
    "cycles/2026-Q4/objectives/goal.yaml": """\
title: Goal
key_results:
  nps:
    title: Score
    start: 31
    target: 45
  limit: {title: Limit, kind: at_most, target: 12, weight: 2}
  later: {title: Later, target: 5, start_on: 2026-12-01}
  more: {title: More, start: 10, target: +50%}
  launch:
    title: Launch
    kind: milestone
    steps:
      brief: {title: Brief}
      contract: {title: Contract, weight: 2}
  calls: {title: Calls, kind: recurring, target: 10, per: month}
  both:
    title: Both
    parts:
      emea: {title: Emea, target: 10}
      apac: {title: Apac, target: 10, weight: 3}
  fed: {title: Fed, kpi: churn, target: 2}
""",
    "cycles/2026-Q4/checkins/2026-11/2026-11-16-ana-k0000001.yaml": """\
date: 2026-11-16
by: ana
updates:
  goal/nps: {value: 35, confidence: 0.5}
  goal/limit: {value: 14}
  goal/more: {value: 12}
  goal/launch: {done: [brief]}
  goal/calls: {value: 4}
  goal/both/emea: {value: 5}
  goal/both/apac: {value: 1}
""",
    "kpis/churn.yaml": "title: Churn\nbetter: down\ntarget: 2\n",
    "kpis/readings/2026-11/2026-11-02-kim-r0000001.yaml": (
        "date: 2026-11-02\nreadings:\n  - {kpi: churn, value: 5, date: 2026-09-02}\n  - {kpi: churn, value: 4}\n"
    ),
}
OBJECTIVE = "cycles/2026-Q4/objectives/goal.yaml"
CHECK_IN = "cycles/2026-Q4/checkins/2026-11/2026-11-16-ana-k0000001.yaml"
READINGS = "kpis/readings/2026-11/2026-11-02-kim-r0000001.yaml"


@pytest.fixture
def explained(okrctl: Callable[..., Any]) -> Callable[..., dict[str, Any]]:
    """The steps of what a ref names, by figure."""
    run = okrctl(FILES)
    return lambda ref: {step["figure"]: step for step in run(f"explain {ref} --json").json["steps"]}


def told(step: dict[str, Any]) -> tuple[object, str, list[tuple[str, str | None, int | None]]]:
    return step["value"], step["numbers"], [(one["value"], one["path"], one["line"]) for one in step["given"]]


def test_every_number_of_a_metric_has_its_file_and_line(explained: Callable[..., dict[str, Any]]) -> None:
    steps = explained("goal/nps")

    assert list(steps) == [
        "window", "start", "target", "current", "progress", "score", "expected", "gap", "status", "confidence", "stale", "grade", "counted",
    ]  # fmt: skip
    assert told(steps["start"]) == (31, "", [("31", OBJECTIVE, 5)])
    assert told(steps["target"]) == (45, "", [("45", OBJECTIVE, 6)])
    assert told(steps["current"]) == (35, "on 2026-11-16", [("35", CHECK_IN, 4)])
    assert told(steps["progress"]) == (0.285714, "(35 - 31) / (45 - 31)", [])
    assert told(steps["expected"]) == (0.56044, "51 / 91 days", [])
    assert told(steps["gap"]) == (27.472527, "(0.56044 - 0.285714) × 100", [])
    assert told(steps["confidence"]) == (0.5, "", [("0.5", CHECK_IN, 4)])


def test_a_status_names_the_limits_and_whether_they_are_the_default(explained: Callable[..., dict[str, Any]]) -> None:
    status = explained("goal/nps")["status"]

    assert told(status) == ("at_risk", "27.47 > 25", [("5", "okrctl.yaml", 3), ("25", None, None)])
    assert [one["name"] for one in status["given"]] == ["on_track_within", "at_risk_beyond (the default)"]


@pytest.mark.parametrize(
    ("ref", "numbers"),
    [
        ("goal/limit", "14 at most 12; kept in 0 of 7 periods"),
        ("goal/launch", "1 / 3"),
        ("goal/calls", "1 periods due, 0 of them full"),
        ("goal/both", "(1 × 0.5 + 3 × 0.1) / 4"),
        ("goal/fed", "(4 - 5) / (2 - 5)"),
        ("goal/more", "(12 - 10) / (15 - 10)"),
    ],
)
def test_progress_of_each_kind_shows_its_own_formula(
    explained: Callable[..., dict[str, Any]], ref: str, numbers: str
) -> None:
    assert explained(ref)["progress"]["numbers"] == numbers


def test_a_relative_target_is_written_out(explained: Callable[..., dict[str, Any]]) -> None:
    assert told(explained("goal/more")["target"]) == (15, "10 +50%", [("+50%", OBJECTIVE, 9)])


def test_the_reading_behind_a_value_is_named(explained: Callable[..., dict[str, Any]]) -> None:
    steps = explained("goal/fed")

    assert told(steps["current"]) == (4, "on 2026-11-02", [("4", READINGS, 4)])
    assert steps["start"]["formula"] == "the last value of kpis/churn before the window"


def test_a_narrower_window_names_the_line_that_says_it(explained: Callable[..., dict[str, Any]]) -> None:
    steps = explained("goal/later")

    assert told(steps["window"]) == (
        "2026-12-01 to 2026-12-31", "", [("2026-12-01", OBJECTIVE, 8), ("2026-12-31", None, None)],
    )  # fmt: skip
    assert steps["counted"]["formula"] == "its window has not begun"


def test_an_objective_is_the_weighted_mean_of_what_counts(explained: Callable[..., dict[str, Any]]) -> None:
    progress = explained("2026-Q4/goal")["progress"]

    assert progress["numbers"] == "(1 × 0.285714 + 2 × 0 + 1 × 0.4 + 1 × 0.333333 + 1 × 0 + 1 × 0.2 + 1 × 0.333333) / 8"
    assert [(one["name"], one["line"]) for one in progress["given"]][-2:] == [
        ("score of fed, weight 1", 22),
        ("later does not count", 8),
    ]


def test_a_cycle_is_the_weighted_mean_of_its_objectives(explained: Callable[..., dict[str, Any]]) -> None:
    steps = explained("2026-Q4")

    assert list(steps) == ["elapsed", "progress", "expected", "gap", "net_on_track"]
    assert steps["progress"]["numbers"] == "(1 × 0.194048) / 1"


def test_a_kpi_names_its_reading_its_change_and_its_status(explained: Callable[..., dict[str, Any]]) -> None:
    steps = explained("kpis/churn")

    assert told(steps["value"]) == (4, "2026-11", [("4", READINGS, 4)])
    assert told(steps["status"]) == ("red", "", [("down", "kpis/churn.yaml", 2)])
    assert steps["limits"]["formula"] == "none for fewer than six periods"
