from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction

import pytest

from okrctl.core.model import Workspace
from okrctl.report.cycle import build
from okrctl.report.values import CycleReport
from okrctl.storage.loading import Loaded

FILES = {
    "okrctl.yaml": """
format: 1
teams:
  product: {name: Product}
  growth: {name: Growth, parent: product}
  apps: {parent: growth}
  sales: {}
people:
  ana: {name: Ana Díaz}
  bo: {}
  cy: {}
""",
    "cycles/2026-Q4/objectives/a-product.yaml": """
title: A
team: product
level: department
owner: ana
kpis: [uptime]
key_results:
  one: {title: One, kind: score}
  two: {title: Two, kind: score, owner: bo}
""",
    "cycles/2026-Q4/objectives/b-apps.yaml": """
title: B
team: apps
level: team
owner: [bo, ana]
key_results:
  one: {title: One, kind: score}
""",
    "cycles/2026-Q4/objectives/c-sales.yaml": """
title: C
team: sales
level: team
owner: bo
key_results:
  one: {title: One, kpi: sales, target: 100}
  two: {title: Two, kind: score, owner: [cy, ana]}
  six: {title: Six, parts: {x: {title: X, kind: score, owner: ana}, y: {title: Y, kind: score}}}
""",
    "cycles/2026-Q4/objectives/d-nobody.yaml": "title: D\ntype: goal\n",
    "cycles/2026-Q4/checkins/2026-11/c1.yaml": """
date: 2026-11-20
updates:
  a-product/one: {value: 0.2}
  a-product/two: {value: 0.4}
  b-apps/one: {value: 0.9}
  c-sales/two: {value: 0.6}
""",
    "kpis/uptime.yaml": "title: Uptime\n",
    "kpis/sales.yaml": "title: Sales\n",
    "kpis/churn.yaml": "title: Churn\nteam: growth\nowner: cy\nlevel: company\n",
    "kpis/old.yaml": "title: Old\nteam: growth\nstate: retired\n",
    "kpis/rest.yaml": "title: Rest\nstate: paused\n",
}


@pytest.fixture
def workspace(loaded: Callable[[Mapping[str, str]], Loaded]) -> Workspace:
    """Four objectives of three teams and three people."""
    return loaded(FILES).workspace


def shown(report: CycleReport) -> dict[str, list[str]]:
    """The key results that are shown, by objective."""
    return {line.id: [key_result.id for key_result in line.key_results] for line in report.objectives}


Shown = dict[str, list[str]]
A: Shown = {"a-product": ["one", "two"]}
B: Shown = {"b-apps": ["one"]}
C: Shown = {"c-sales": ["one", "two", "six"]}
D: Shown = {"d-nobody": []}


@pytest.mark.parametrize(
    ("by", "lines"),
    [
        ({}, A | B | C | D),
        ({"team": "product"}, A | B),
        ({"team": "growth"}, B),
        ({"team": "sales"}, C),
        ({"team": "none"}, {}),
        ({"level": "team"}, B | C),
        ({"level": "company"}, {}),
        ({"owner": "ana"}, A | B | {"c-sales": ["two", "six"]}),
        ({"owner": "bo"}, {"a-product": ["two"]} | B | C),
        ({"owner": "cy"}, {"c-sales": ["two"]}),
        ({"owner": "dee"}, {}),
        ({"owner": "ana", "team": "sales"}, {"c-sales": ["two", "six"]}),
        ({"owner": "bo", "level": "team", "team": "product"}, B),
    ],
)
def test_filters_are_joined_by_and(workspace: Workspace, by: dict[str, str], lines: dict[str, list[str]]) -> None:
    assert shown(build(workspace, "2026-Q4", date(2026, 11, 21), **by)) == lines  # type: ignore[arg-type]


@pytest.mark.parametrize("by", [{"owner": "bo"}, {"owner": "cy"}, {"team": "product"}, {"level": "team"}])
def test_an_objectives_own_figures_never_change_by_a_filter(workspace: Workspace, by: dict[str, str]) -> None:
    whole = {line.id: line for line in build(workspace, "2026-Q4", date(2026, 11, 21)).objectives}

    narrowed = build(workspace, "2026-Q4", date(2026, 11, 21), **by).objectives  # type: ignore[arg-type]

    for line in narrowed:
        known = whole[line.id]
        assert (line.progress, line.expected, line.gap, line.status, line.worst, line.confidence, line.grade) == (
            known.progress, known.expected, known.gap, known.status, known.worst, known.confidence, known.grade,
        )  # fmt: skip


def test_the_summary_is_of_what_is_shown(workspace: Workspace) -> None:
    found = build(workspace, "2026-Q4", date(2026, 11, 21), owner="cy").summary

    assert (found.objectives, found.key_results, found.progress, found.by_status.on_track) == (1, 1, Fraction(1, 5), 1)


@pytest.mark.parametrize(
    ("by", "kpis"),
    [
        ({}, ["churn", "sales", "uptime"]),
        ({"team": "product"}, ["churn", "uptime"]),
        ({"team": "sales"}, ["sales"]),
        ({"owner": "cy"}, ["churn"]),
        ({"owner": "ana"}, ["uptime"]),
        ({"level": "team"}, ["sales"]),
        ({"level": "company"}, ["churn"]),
        ({"level": "company", "owner": "ana"}, []),
    ],
)
def test_kpis_are_those_that_pass_themselves_or_serve_what_is_shown(
    workspace: Workspace, by: dict[str, str], kpis: list[str]
) -> None:
    report = build(workspace, "2026-Q4", date(2026, 11, 21), **by)  # type: ignore[arg-type]

    assert sorted(line.id for line in report.kpis) == kpis


def test_the_report_names_what_it_was_narrowed_to(workspace: Workspace) -> None:
    report = build(workspace, "2026-Q4", date(2026, 11, 21), team="growth", owner="ana", level="team")

    assert report.filters == (("team", "Growth"), ("owner", "Ana Díaz"), ("level", "team"))
    assert build(workspace, "2026-Q4", date(2026, 11, 21), team="apps").filters == (("team", "apps"),)
