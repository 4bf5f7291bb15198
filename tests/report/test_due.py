"""Which check-ins are due, and since when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from textwrap import dedent
from typing import Any

import pytest

from okrctl.report.status import build

GOAL = "cycles/2026-Q4/objectives/goal.yaml"
CHECK_IN = "cycles/2026-Q4/checkins/2026-11/2026-11-{day}-ana-k000000{day}.yaml"


def files(key_result: str, *, checked_on: tuple[int, ...] = ()) -> dict[str, str]:
    objective = f"title: Goal\nowner: ana\nkey_results:\n  kr: {{title: Result, {key_result}}}\n"
    said = {
        CHECK_IN.format(day=day): f"date: 2026-11-{day}\nby: ana\nupdates:\n  goal/kr: {{value: 11}}\n"
        for day in checked_on
    }
    return {GOAL: objective, **said}


@pytest.fixture
def due_on(loaded: Callable[..., Any]) -> Callable[..., list[tuple[str, date]]]:
    """What will be due, and when, of a workspace on 21 November 2026."""

    def found(texts: dict[str, str], as_of: str = "2026-11-21") -> list[tuple[str, date]]:
        report = build(loaded(texts).workspace, None, date.fromisoformat(as_of))
        return [(item.update, item.due_on) for item in (*report.due, *report.upcoming)]

    return found


def test_an_update_is_due_the_cadence_after_the_last_one(due_on: Callable[..., object]) -> None:
    assert due_on(files("start: 10, target: 15", checked_on=(12, 16))) == [("2026-Q4/goal/kr", date(2026, 11, 23))]


def test_without_an_update_it_is_due_the_cadence_after_the_start(due_on: Callable[..., object]) -> None:
    assert due_on(files("start: 10, target: 15")) == [("2026-Q4/goal/kr", date(2026, 10, 8))]


def test_the_cadence_is_that_of_the_workspace(due_on: Callable[..., object]) -> None:
    monthly = files("start: 10, target: 15", checked_on=(16,)) | {
        "okrctl.yaml": "format: 1\ncheckins: {every: 2 weeks}\n"
    }

    assert due_on(monthly) == [("2026-Q4/goal/kr", date(2026, 11, 30))]


def test_in_a_short_window_it_is_due_after_a_quarter_of_it(due_on: Callable[..., object]) -> None:
    short = files("start: 10, target: 15, start_on: 2026-11-14, due: 2026-11-25")

    assert due_on(short) == [("2026-Q4/goal/kr", date(2026, 11, 17))]


@pytest.mark.parametrize(
    "about",
    [
        "start: 10, target: 15, state: cancelled",
        "start: 10, target: 15, state: deferred",
        "start: 10, target: 15, state: not_graded",
        "start: 10, target: 15, start_on: 2026-12-01",
        "start: 10, target: 15, due: 2026-11-20",
        "start: 10, target: 11",
    ],
    ids=["cancelled", "deferred", "not graded", "not begun", "over", "achieved"],
)
def test_what_is_left_out_not_begun_over_or_achieved_is_never_due(due_on: Callable[..., object], about: str) -> None:
    assert due_on(files(about, checked_on=(12,))) == []


def test_nothing_is_due_in_a_closed_cycle(due_on: Callable[..., object]) -> None:
    closed = files("start: 10, target: 15") | {"cycles/2026-Q4/cycle.yaml": "state: closed\n"}

    assert due_on(closed) == []


def test_parts_are_due_and_not_what_they_belong_to(due_on: Callable[..., object]) -> None:
    parts = files("parts: {emea: {title: A, target: 5}, apac: {title: B, target: 5}}")

    assert due_on(parts) == [("2026-Q4/goal/kr/apac", date(2026, 10, 8)), ("2026-Q4/goal/kr/emea", date(2026, 10, 8))]


KPI = {"kpis/score.yaml": "title: Score\nowner: ana\n"}


def reading(day: str) -> dict[str, str]:
    return {f"kpis/readings/{day[:7]}/{day}-ana-r0000001.yaml": f"date: {day}\nreadings: [{{kpi: score, value: 33}}]\n"}


def test_what_a_kpi_feeds_is_due_with_the_kpi_and_once(due_on: Callable[..., object]) -> None:
    fed = files("kpi: score, start: 30, target: 40") | KPI | reading("2026-09-16")

    assert due_on(fed) == [("kpis/score", date(2026, 11, 1))]


@pytest.mark.parametrize(
    ("read_on", "due"),
    [("2026-10-31", date(2026, 12, 1)), ("2026-11-20", date(2027, 1, 1)), ("2026-08-01", date(2026, 10, 1))],
)
def test_a_kpi_is_due_when_the_first_period_without_a_reading_ends(
    due_on: Callable[..., object], read_on: str, due: date
) -> None:
    alone = {**KPI, **reading(read_on), GOAL: "title: Goal\n"}

    assert due_on(alone) == [("kpis/score", due)]


def test_a_kpi_without_any_reading_is_due_since_the_period_began(due_on: Callable[..., object]) -> None:
    assert due_on({**KPI, GOAL: "title: Goal\n"}) == [("kpis/score", date(2026, 11, 1))]


def test_a_paused_kpi_is_never_due(due_on: Callable[..., object]) -> None:
    assert due_on({"kpis/score.yaml": "title: Score\nstate: paused\n", GOAL: "title: Goal\n"}) == []


def test_a_window_that_waited_may_pass_the_end_of_its_cycle(due_on: Callable[..., object]) -> None:
    texts = {
        "cycles/launch-2026/cycle.yaml": "start: 2026-05-01\nend: 2026-10-31\n",
        "cycles/launch-2026/objectives/go.yaml": dedent("""\
            title: Go
            key_results:
              live: {title: Live, kind: milestone}
              revenue: {title: Revenue, target: 100, after: {reached: launch-2026/go/live, within: 3 months}}
            """),
        "cycles/launch-2026/checkins/2026-10/2026-10-20-ana-k0000001.yaml": "date: 2026-10-20\nupdates:\n  go/live: {done: true}\n",
    }

    assert due_on(texts) == [("launch-2026/go/revenue", date(2026, 10, 27))]
