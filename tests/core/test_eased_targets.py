"""Which change of a key result's definition made its target easier to reach."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from okrctl.core.changes.eased_targets import Change, eased_targets
from okrctl.core.objective import Objective
from okrctl.storage.loading import Loaded

DAY = date(2026, 11, 3)
Load = Callable[[dict[str, str]], Loaded]


@pytest.fixture
def goal(loaded: Load) -> Callable[[str], Objective]:
    """The objective with one key result, given as `start: 10, target: 18`."""

    def made(key_result: str) -> Objective:
        text = f"title: Goal\nkey_results:\n  kr: {{title: Result, {key_result}}}\n"
        card = "title: Churn\nbetter: down\n"
        files = {
            "cycles/2026-Q4/objectives/goal.yaml": text,
            "kpis/churn.yaml": card,
            "kpis/sales.yaml": "title: Sales\n",
        }
        return loaded(files).workspace.cycles["2026-Q4"].objectives["goal"]

    return made


@pytest.mark.parametrize(
    ("before", "after", "eased"),
    [
        ("start: 10, target: 18", "start: 10, target: 15", ("target", "18", "15")),
        ("start: 9, target: 3", "start: 9, target: 5", ("target", "3", "5")),
        ("start: 10, target: +80%", "start: 10, target: +50%", ("target", "18", "15")),
        ("start: -10, target: 0", "start: -10, target: -5", ("target", "0", "-5")),
        ("kind: at_least, target: 99", "kind: at_least, target: 95", ("target", "99", "95")),
        ("kind: at_most, target: 2", "kind: at_most, target: 4", ("target", "2", "4")),
        ("kind: between, low: 3, high: 5", "kind: between, low: 2, high: 5", ("low", "3", "2")),
        ("kind: between, low: 3, high: 5", "kind: between, low: 3, high: 6", ("high", "5", "6")),
        ("kind: recurring, target: 10, per: month", "kind: recurring, target: 8, per: month", ("target", "10", "8")),
        ("kpi: churn, target: 2", "kpi: churn, target: 3", ("target", "2", "3")),
        ("kpi: sales, target: 9", "kpi: sales, target: 7", ("target", "9", "7")),
    ],
)
def test_an_easier_target_is_seen(
    before: str, after: str, eased: tuple[str, str, str], goal: Callable[[str], Objective]
) -> None:
    change = Change(objective="2026-Q4/goal", day=DAY, before=goal(before), after=goal(after), now=goal(after))

    found = list(eased_targets(change, frozenset({"churn"})))

    assert [(one.key, one.before, one.after) for one in found] == [eased]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("start: 10, target: 15", "start: 10, target: 18"),
        ("start: 9, target: 5", "start: 9, target: 3"),
        ("kind: at_most, target: 4", "kind: at_most, target: 2"),
        ("kind: between, low: 2, high: 6", "kind: between, low: 3, high: 5"),
        ("kpi: churn, target: 3", "kpi: churn, target: 2"),
        ("start: 10, target: 18", "kind: at_least, target: 15"),
        ("start: 10, target: 18", "kind: score"),
        ("start: 10, target: 18", "start: 10, target: 18, weight: 2"),
    ],
)
def test_a_harder_target_or_another_change_is_none(before: str, after: str, goal: Callable[[str], Objective]) -> None:
    change = Change(objective="2026-Q4/goal", day=DAY, before=goal(before), after=goal(after), now=goal(after))

    assert list(eased_targets(change, frozenset({"churn"}))) == []


def test_what_was_taken_back_since_is_none(goal: Callable[[str], Objective]) -> None:
    hard, easy = goal("start: 10, target: 18"), goal("start: 10, target: 15")
    change = Change(objective="2026-Q4/goal", day=DAY, before=hard, after=easy, now=hard)

    assert list(eased_targets(change, frozenset())) == []


def test_a_key_result_that_is_gone_is_none(goal: Callable[[str], Objective]) -> None:
    hard, gone = goal("start: 10, target: 18"), Objective(title="Goal")
    change = Change(objective="2026-Q4/goal", day=DAY, before=hard, after=gone, now=gone)

    assert list(eased_targets(change, frozenset())) == []
