"""Key results that no file can hold, for their faults leave them out: whoever makes one gets figures and no crash."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from okrctl.core.checkin import CheckIn, Update
from okrctl.core.model import Cycle, Workspace
from okrctl.core.number import Relative
from okrctl.core.objective import After, KeyResult, Objective
from okrctl.core.scoring.scores import KeyResultScore
from okrctl.core.scoring.scoring import Scores
from okrctl.core.settings import Settings

START, END = date(2026, 10, 1), date(2026, 12, 31)


def scored(key_result: KeyResult, value: str | None = "5", as_of: date = date(2026, 11, 21)) -> KeyResultScore:
    """The key result in 2026-Q4 after one value."""
    updates = {"goal/kr": Update(value=Decimal(value))} if value else {}
    cycle = Cycle(
        id="2026-Q4",
        title="Q4 2026",
        start=START,
        end=END,
        objectives={"goal": Objective(title="Goal", key_results={"kr": key_result})},
        checkins={"c": CheckIn(date=date(2026, 11, 20), updates=updates)},
    )
    workspace = Workspace(settings=Settings(format=1), cycles={"2026-Q4": cycle})
    return Scores(workspace, as_of).key_result("2026-Q4/goal/kr")


@pytest.mark.parametrize(
    "key_result",
    [
        KeyResult(title="K", kind="at_least"),
        KeyResult(title="K", kind="between"),
        KeyResult(title="K", kind="recurring"),
        KeyResult(title="K", kind="recurring", target=Decimal(5)),
        KeyResult(title="K", target=Relative(Decimal(20), points=False)),
        KeyResult(title="K", kind="metric"),
        KeyResult(title="K", target=Decimal(5), kpi="unknown"),
    ],
)
def test_without_what_its_kind_needs_a_result_has_no_progress(key_result: KeyResult) -> None:
    found = scored(key_result)

    assert (found.progress, found.score, found.status) == (None, 0, "no_data")


@pytest.mark.parametrize(("value", "progress"), [("5", 1), ("6", 0), ("4", 0)])
def test_a_way_of_no_length_is_covered_where_it_stands(value: str, progress: int) -> None:
    assert scored(KeyResult(title="K", start=Decimal(5), target=Decimal(5)), value).progress == progress


def test_a_plan_for_a_way_of_no_length_passes_evenly() -> None:
    found = scored(KeyResult(title="K", start=Decimal(5), target=Decimal(5), plan={date(2026, 11, 1): Decimal(9)}))

    assert found.expected == scored(KeyResult(title="K", target=Decimal(5))).expected


@pytest.mark.parametrize(("target", "progress"), [("0", 1), ("-3", 1)])
def test_a_count_that_has_to_reach_nothing_is_full(target: str, progress: int) -> None:
    key_result = KeyResult(title="K", kind="recurring", target=Decimal(target), per="month")

    assert scored(key_result, as_of=date(2026, 12, 1)).figures.periods_met == progress


@pytest.mark.parametrize("value", ["-4", None])
def test_a_count_below_a_target_below_zero_fills_nothing(value: str | None) -> None:
    key_result = KeyResult(title="K", kind="recurring", target=Decimal(-3), per="month")

    assert scored(key_result, value, as_of=date(2026, 12, 1)).score == 0


@pytest.mark.parametrize(
    "reached", ["2026-Q4/none/kr", "2026-Q4/goal/none", "2025-Q1/goal/kr", "nonsense", "2026-Q4/goal/kr/part"]
)
def test_what_waits_for_something_unknown_never_begins(reached: str) -> None:
    waiting = KeyResult(title="K", kind="at_most", target=Decimal(9), after=After(reached=reached, within=(1, "weeks")))

    found = scored(waiting)

    assert (found.status, found.window, found.figures.periods_due, found.expected) == ("scheduled", None, None, 1)


def test_a_count_that_waits_has_no_period() -> None:
    waiting = KeyResult(
        title="K",
        kind="recurring",
        target=Decimal(9),
        per="day",
        after=After(reached="2026-Q4/goal/none", within=(1, "weeks")),
    )

    assert (scored(waiting).progress, scored(waiting).figures.periods_due) == (None, None)


def test_a_window_that_ends_before_it_starts_is_over_when_it_begins() -> None:
    turned = KeyResult(title="K", target=Decimal(9), start_on=date(2026, 11, 20), due=date(2026, 11, 2))

    assert (scored(turned).expected, scored(turned).status) == (1, "missed")
    assert scored(replace(turned, start_on=date(2026, 12, 20))).status == "scheduled"
