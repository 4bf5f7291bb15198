"""All about one objective, key result, KPI or cycle."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from okrctl.core.address import parse_ref
from okrctl.report.history.history import HistoryRow
from okrctl.report.show import Related, ShowReport, build

FILES = {
    "cycles/2026/objectives/double.yaml": "title: Double it\n",
    "cycles/2026-Q4/objectives/goal.yaml": (
        "title: Goal\nowner: ana\nparent: 2026/double\nkpis: [churn]\nkey_results:\n"
        "  kr: {title: Result, start: 10, target: 15}\n"
        "  fed: {title: Fed, kpi: churn, start: 5, target: 2}\n"
        "  steps: {title: Steps, kind: milestone, steps: {a: {title: A}, b: {title: B}, c: {title: C}}}\n"
    ),
    "cycles/2026-Q4/objectives/child.yaml": "title: Child\nparent: 2026-Q4/goal/kr\n",
    "cycles/2026-Q4/checkins/2026-11/2026-11-06-ana-k0000001.yaml": (
        "date: 2026-11-06\nby: ana\nupdates:\n  goal/kr: {value: 11, confidence: 0.5}\n  goal/steps: {done: [a]}\n"
    ),
    "cycles/2026-Q4/checkins/2026-11/2026-11-13-bo-k0000002.yaml": (
        "date: 2026-11-13\nby: bo\nupdates:\n  goal/kr: {value: 10.5, note: A dip, status: behind, blockers: [Legal], next: Wait}\n"
        "  goal/fed: {confidence: 0.4, note: Words}\n"
    ),
    "kpis/churn.yaml": "title: Churn\nunit: '%'\nbetter: down\ntarget: 2\nsegments: [emea]\n",
    "kpis/readings/2026-11/2026-11-02-kim-r0000001.yaml": (
        "date: 2026-11-02\nby: kim\nreadings:\n  - {kpi: churn, value: 4, note: Better, signal: The new bill}\n"
        "  - {kpi: churn, value: 6, segment: emea}\n  - {kpi: churn, value: 5, date: 2026-10-02}\n"
    ),
}


@pytest.fixture
def shown(loaded: Callable[..., Any]) -> Callable[..., ShowReport]:
    """Everything about what a whole ref names on 21 November 2026."""
    return lambda ref, **more: build(loaded({**FILES, **more}).workspace, parse_ref(ref), date(2026, 11, 21))


def row(day: str, record: str, **said: Any) -> HistoryRow:
    return HistoryRow(date=date.fromisoformat(day), record=record, **said)


def test_a_key_result_has_its_fields_its_figures_and_what_it_is_tied_to(shown: Callable[..., ShowReport]) -> None:
    report = shown("2026-Q4/goal/kr")

    assert (report.kind, report.title, report.typed) == ("key result", "Result", "goal/kr")
    assert report.fields == {"title": "Result", "start": Decimal(10), "target": Decimal(15)}
    assert report.key_result is not None
    assert report.key_result.progress == Fraction(1, 10)
    assert (report.objective, report.kpi) == (None, None)
    assert report.related == (
        Related(how="part of", ref="2026-Q4/goal", title="Goal"),
        Related(how="supported by", ref="2026-Q4/child", title="Child"),
    )


def test_the_history_of_a_key_result_is_the_newest_first_with_changes(shown: Callable[..., ShowReport]) -> None:
    assert shown("2026-Q4/goal/kr").history == (
        row("2026-11-13", "k0000002", by="bo", value=Decimal("10.5"), change=Decimal("-0.5"), note="A dip", status="behind",
            blockers=("Legal",), next="Wait"),
        row("2026-11-06", "k0000001", by="ana", value=Decimal(11), confidence=Decimal("0.5")),
    )  # fmt: skip


def test_the_history_of_what_a_kpi_feeds_joins_readings_and_words(shown: Callable[..., ShowReport]) -> None:
    assert shown("2026-Q4/goal/fed").history == (
        row("2026-11-13", "k0000002", by="bo", confidence=Decimal("0.4"), note="Words"),
        row(
            "2026-11-02",
            "r0000001",
            by="kim",
            value=Decimal(4),
            change=Decimal(-1),
            note="Better",
            signal="The new bill",
        ),
        row("2026-10-02", "r0000001", by="kim", value=Decimal(5)),
    )


def test_the_history_of_a_milestone_is_in_shares(shown: Callable[..., ShowReport]) -> None:
    done = row("2026-11-06", "k0000001", by="ana", value=Fraction(1, 3), done=("a",), is_share=True)

    assert shown("2026-Q4/goal/steps").history == (done,)


def test_the_history_of_an_objective_is_that_of_its_key_results(shown: Callable[..., ShowReport]) -> None:
    report = shown("2026-Q4/goal")

    assert [(entry.date.day, entry.key_result) for entry in report.history] == [
        (13, "kr"), (13, "fed"), (6, "kr"), (6, "steps"), (2, "fed"), (2, "fed"),
    ]  # fmt: skip


def test_an_objective_names_its_parents_and_the_kpis_it_watches(shown: Callable[..., ShowReport]) -> None:
    assert shown("2026-Q4/goal").related == (
        Related(how="supports", ref="2026/double", title="Double it"),
        Related(how="watches", ref="kpis/churn", title="Churn"),
    )


def test_a_kpi_names_what_it_measures_and_its_history_holds_segments(shown: Callable[..., ShowReport]) -> None:
    report = shown("kpis/churn")

    assert report.related == (
        Related(how="measures", ref="2026-Q4/goal/fed", title="Fed"),
        Related(how="watched by", ref="2026-Q4/goal", title="Goal"),
    )
    assert [(entry.date.day, entry.segment, entry.value, entry.change) for entry in report.history] == [
        (2, None, Decimal(4), Decimal(-1)),
        (2, "emea", Decimal(6), None),
        (2, None, Decimal(5), None),
    ]


def test_a_cycle_has_its_figures(shown: Callable[..., ShowReport]) -> None:
    report = shown("2026-Q4")

    assert report.cycle is not None
    assert (report.cycle.elapsed, report.within is not None) == (Fraction(51, 91), True)


def test_what_is_continued_and_replaced_is_named(shown: Callable[..., ShowReport]) -> None:
    report = shown("2026/double", **{"cycles/2027/objectives/again.yaml": "title: Again\ncontinues: 2026/double\n"})

    assert Related(how="continued by", ref="2027/again", title="Again") in report.related
