"""The status report over all cycles that run: whose, of which team, in which order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from okrctl.report.status import StatusReport, build

PEOPLE = "format: 1\nname: Northwind\npeople: {ana: {}, bo: {}}\nteams: {growth: {name: Growth}}\n"
FILES = {
    "okrctl.yaml": PEOPLE,
    "cycles/2026/objectives/year.yaml": "title: Year\nowner: bo\nkey_results:\n  sum: {title: Sum, target: 100}\n",
    "cycles/2026-Q4/objectives/goal.yaml": (
        "title: Goal\nowner: ana\nteam: growth\nkey_results:\n  one: {title: One, target: 10}\n  two: {title: Two, target: 10, owner: bo}\n"
    ),
    "cycles/2026-Q3/objectives/past.yaml": "title: Past\nowner: ana\nkey_results:\n  old: {title: Old, target: 10}\n",
}


@pytest.fixture
def status(loaded: Callable[..., Any]) -> Callable[..., StatusReport]:
    """The status of these files on 21 November 2026."""
    return lambda texts, person=None, **about: build(loaded(texts).workspace, person, date(2026, 11, 21), **about)


def test_status_looks_at_every_cycle_that_runs_the_shortest_first(status: Callable[..., StatusReport]) -> None:
    report = status(FILES)

    assert (report.cycles, report.unclosed) == (("2026-Q4", "2026"), ("2026-Q3",))
    assert [objective.ref for objective in report.objectives] == ["2026-Q4/goal", "2026/year"]
    assert [key_result.ref for key_result in report.key_results] == [
        "2026-Q4/goal/one",
        "2026-Q4/goal/two",
        "2026/year/sum",
    ]


def test_what_the_person_owes_stands_apart(status: Callable[..., StatusReport]) -> None:
    report = status(FILES, "bo")

    assert [item.ref for item in report.owes] == ["2026/year/sum", "2026-Q4/goal/two"]
    assert len(report.due) == 3


def test_mine_holds_only_what_is_mine(status: Callable[..., StatusReport]) -> None:
    report = status(FILES, "bo", mine=True)

    assert [item.ref for item in report.due] == ["2026/year/sum", "2026-Q4/goal/two"]
    assert {item.ref for item in report.attention} == {"2026/year/sum", "2026-Q4/goal/two"}


def test_a_team_holds_only_what_is_the_teams(status: Callable[..., StatusReport]) -> None:
    report = status(FILES, team="growth")

    assert [objective.ref for objective in report.objectives] == ["2026-Q4/goal"]
    assert report.filters == (("team", "Growth"),)


def test_somebody_without_a_part_in_it_is_nobody(status: Callable[..., StatusReport]) -> None:
    assert (status(FILES, "zoe").person, status(FILES, "bo").person) == (None, "bo")


def test_in_a_workspace_without_people_every_goal_is_mine(status: Callable[..., StatusReport]) -> None:
    alone = {**FILES, "okrctl.yaml": "format: 1\n"}

    report = status(alone, "zoe")

    assert (report.person, report.owes) == ("zoe", report.due)


def test_attention_of_all_cycles_is_in_one_order(status: Callable[..., StatusReport]) -> None:
    checked = {
        **FILES,
        "cycles/2026/checkins/2026-11/2026-11-20-bo-k0000001.yaml": "date: 2026-11-20\nby: bo\nupdates:\n  year/sum: {value: 1}\n",
    }

    report = status(checked)

    assert [(item.ref, item.why) for item in report.attention] == [
        ("2026/year/sum", "at_risk"),
        ("2026-Q4/goal/one", "silent"),
        ("2026-Q4/goal/two", "silent"),
    ]
