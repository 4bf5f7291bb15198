from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import simplejson

from okrctl.core.errors import UnknownName
from okrctl.core.model import Workspace
from okrctl.render.json.text import document
from okrctl.report.cycle import build
from okrctl.report.values import CycleReport, FindingCounts, Point
from okrctl.storage.loading import Loaded

Load = Callable[[Mapping[str, str]], Loaded]
AS_OF = date(2026, 11, 21)

NORTHWIND = {
    "okrctl.yaml": "format: 1\nname: Northwind\nteams:\n  growth: {name: Growth}\n",
    "cycles/2026/objectives/double-the-business.yaml": "title: Double the business\ntype: goal\nlevel: company\n",
    "cycles/2026-Q4/objectives/win-finance.yaml": """
title: Become the tool that finance teams recommend
level: team
team: growth
owner: ana
parent: 2026/double-the-business
key_results:
  nps:
    title: Lift the promoter score of finance users
    unit: points
    start: 31
    target: 45
  referrals:
    title: Referrals each month
    start: 10
    target: +50%
""",
    "cycles/2026-Q4/checkins/2026-10/2026-10-12-ana-k1aaaaaa.yaml": """
date: 2026-10-12
updates:
  win-finance/nps: {value: 31}
""",
    "cycles/2026-Q4/checkins/2026-10/2026-10-26-ana-k2aaaaaa.yaml": """
date: 2026-10-26
updates:
  win-finance/nps: {value: 33}
""",
    "cycles/2026-Q4/checkins/2026-11/2026-11-02-ana-k3aaaaaa.yaml": """
date: 2026-11-02
updates:
  win-finance/nps: {value: 34, confidence: 0.6}
  win-finance/referrals: {value: 11, confidence: 0.5}
""",
    "cycles/2026-Q4/checkins/2026-11/2026-11-16-ana-k4aaaaaa.yaml": """
date: 2026-11-16
updates:
  win-finance/nps: {value: 35, confidence: 0.5}
""",
    "cycles/2026-Q4/checkins/2026-11/2026-11-21-ana-k5aaaaaa.yaml": """
date: 2026-11-21
by: ana
updates:
  win-finance/referrals: {value: 13, confidence: 0.6, note: Two partners went live}
""",
}

EXPECTED = """
{"schema": "okrctl.report/1", "workspace": "Northwind", "as_of": "2026-11-21", "complete": true,
 "cycle": {"id": "2026-Q4", "title": "Q4 2026", "start": "2026-10-01", "end": "2026-12-31", "elapsed": 0.56044, "state": "active"},
 "summary": {"objectives": 1, "key_results": 2, "progress": 0.442857, "expected": 0.56044, "net_on_track": 0.0,
   "by_status": {"on_track": 1, "behind": 0, "at_risk": 1, "no_data": 0, "achieved": 0, "missed": 0, "scheduled": 0},
   "committed": {"objectives": 0, "progress": null}, "aspirational": {"objectives": 1, "progress": 0.442857}, "stale": 0, "silent": 0},
 "objectives": [{"id": "win-finance", "ref": "2026-Q4/win-finance", "title": "Become the tool that finance teams recommend", "type": "aspirational", "level": "team", "team": "growth",
   "owners": ["ana"], "parents": ["2026/double-the-business"], "state": "active", "weight": 1, "progress": 0.442857, "score": 0.442857, "expected": 0.56044, "gap": 11.758242,
   "status": "behind", "worst": "nps", "confidence": 0.55, "grade": 0.4, "band": "amber", "reviewed": false, "flags": [],
   "key_results": [
    {"id": "nps", "ref": "2026-Q4/win-finance/nps", "title": "Lift the promoter score of finance users", "kind": "metric", "unit": "points", "kpi": null, "owners": ["ana"], "weight": 1, "state": "active", "counted": true,
     "start": 31, "target": 45, "low": null, "high": null, "risk": null, "per": null, "current": 35, "total": null, "periods_met": null, "periods_due": null, "steps": null, "start_on": "2026-10-01", "due": "2026-12-31",
     "progress": 0.285714, "score": 0.285714, "expected": 0.56044, "gap": 27.472527, "status": "at_risk", "reported_status": null, "confidence": 0.5, "confidence_change": -0.1, "zone": null, "grade": 0.3, "band": "red",
     "flags": [], "checkins": 4, "last_checkin": "2026-11-16", "note": null, "parts": []},
    {"id": "referrals", "ref": "2026-Q4/win-finance/referrals", "title": "Referrals each month", "kind": "metric", "unit": null, "kpi": null, "owners": ["ana"], "weight": 1, "state": "active", "counted": true,
     "start": 10, "target": 15, "low": null, "high": null, "risk": null, "per": null, "current": 13, "total": null, "periods_met": null, "periods_due": null, "steps": null, "start_on": "2026-10-01", "due": "2026-12-31",
     "progress": 0.6, "score": 0.6, "expected": 0.56044, "gap": -3.956044, "status": "on_track", "reported_status": null, "confidence": 0.6, "confidence_change": 0.1, "zone": null, "grade": 0.6, "band": "amber",
     "flags": [], "checkins": 2, "last_checkin": "2026-11-21", "note": "Two partners went live", "forecast": null, "parts": []}]}],
 "kpis": [],
 "attention": [{"ref": "2026-Q4/win-finance/nps", "why": "at_risk", "text": "27 points behind, confidence falling"}],
 "findings": {"errors": 0, "warnings": 0, "advice": 0}}
"""


@pytest.fixture
def northwind(loaded: Load) -> Workspace:
    """One objective with two metrics and five check-ins."""
    return loaded(NORTHWIND).workspace


def as_json(report: CycleReport) -> Any:
    """The report as scripts read it."""
    return simplejson.loads(document("okrctl.report/1", report), use_decimal=True)


def test_the_report_of_the_contract_has_its_figures_to_the_sixth_decimal(northwind: Workspace) -> None:
    found = as_json(build(northwind, "2026-Q4", AS_OF))

    forecast = found["objectives"][0]["key_results"][0].pop("forecast")
    assert found == simplejson.loads(EXPECTED, use_decimal=True)
    assert list(forecast) == ["value", "low", "high", "chance", "reaches_on"]


def test_what_is_drawn_and_not_in_the_json_is_there_too(northwind: Workspace) -> None:
    objective = build(northwind, "2026-Q4", AS_OF).objectives[0]

    referrals = objective.key_results[1]
    assert referrals.history == (Point(day=date(2026, 11, 2), value=Decimal(11)), Point(day=AS_OF, value=Decimal(13)))
    assert referrals.by == "ana"
    assert objective.confidence_before == Decimal("0.55")


def test_as_of_an_earlier_day_later_check_ins_do_not_exist(northwind: Workspace) -> None:
    report = build(northwind, "2026-Q4", date(2026, 10, 31))

    nps, referrals = report.objectives[0].key_results
    assert (nps.current, nps.checkins, nps.confidence, nps.forecast) == (33, 2, None, None)
    assert (referrals.status, referrals.flags) == ("no_data", ("stale", "silent"))


def test_a_report_before_its_cycle_is_planned_and_all_is_scheduled(northwind: Workspace) -> None:
    report = build(northwind, "2026-Q4", date(2026, 9, 1))

    assert (report.cycle.state, report.cycle.elapsed, report.summary.progress) == ("planned", 0, None)
    assert (report.summary.by_status.scheduled, report.summary.key_results, report.attention) == (2, 0, ())


def test_a_report_after_its_cycle_says_how_it_ended(northwind: Workspace) -> None:
    report = build(northwind, "2026-Q4", date(2027, 2, 1))

    assert (report.cycle.elapsed, report.cycle.state) == (1, "active")
    assert [line.status for line in report.objectives[0].key_results] == ["missed", "missed"]
    assert report.objectives[0].flags == ("overdue",)


def test_a_cycle_without_a_folder_is_an_empty_report(northwind: Workspace) -> None:
    report = build(northwind, "2027-Q1", AS_OF)

    assert (report.cycle.title, report.objectives, report.summary.net_on_track) == ("Q1 2027", (), None)


def test_a_custom_cycle_that_does_not_exist_is_unknown(northwind: Workspace) -> None:
    with pytest.raises(UnknownName):
        build(northwind, "launch", AS_OF)


def test_the_report_passes_on_what_the_files_raised(northwind: Workspace) -> None:
    counts = FindingCounts(errors=1, warnings=2, advice=3)

    report = build(northwind, "2026-Q4", AS_OF, complete=False, findings=counts)

    assert (report.complete, report.findings, report.teams) == (False, counts, (("growth", "Growth"),))


def test_the_lines_of_every_kind_say_what_they_are_made_of(loaded: Load) -> None:
    objective = """
title: Goal
owner: [ana, bo]
key_results:
  launch:
    title: Launch
    kind: milestone
    owner: cy
    steps: {brief: {title: Brief}, contract: {title: Contract, weight: 2}}
  posts: {title: Posts, kind: recurring, target: 2, per: month}
  uptime: {title: Uptime, kind: between, low: 1, high: 5, kpi: uptime}
  whole: {title: Whole, parts: {a: {title: A, target: 2, owner: dee}, b: {title: B, target: 2}}}
  plain: {title: No number}
"""
    check_in = "date: 2026-11-20\nby: ana\nupdates:\n  goal/launch: {done: [brief], status: behind}\n  goal/posts: {value: 2}\n  goal/whole/a: {value: 1}\n"
    workspace = loaded(
        {
            "cycles/2026-Q4/objectives/goal.yaml": objective,
            "cycles/2026-Q4/checkins/2026-11/c1.yaml": check_in,
            "kpis/uptime.yaml": "title: Uptime\nunit: hours\n",
        }
    ).workspace

    launch, posts, uptime, whole, plain = build(workspace, "2026-Q4", AS_OF).objectives[0].key_results

    assert launch.steps is not None
    assert [(step.id, step.weight, step.done) for step in launch.steps] == [("brief", 1, True), ("contract", 2, False)]
    assert (launch.owners, launch.reported_status, launch.kind) == (("cy",), "behind", "milestone")
    assert (posts.total, posts.current, posts.periods_met, posts.periods_due, posts.per) == (2, 2, 1, 2, "month")
    assert (uptime.unit, uptime.kpi, uptime.low, uptime.high, uptime.steps) == ("hours", "uptime", 1, 5, None)
    assert (whole.kind, [part.id for part in whole.parts], whole.checkins) == ("parts", ["a", "b"], 1)
    assert (whole.parts[0].owners, whole.parts[1].owners) == (("dee",), ("ana", "bo"))
    assert (whole.parts[0].ref, whole.parts[0].progress) == ("2026-Q4/goal/whole/a", Decimal("0.5"))
    assert (plain.kind, plain.start, plain.target, plain.status) == ("metric", None, None, "no_data")


def test_a_grade_given_by_a_review_stands_beside_the_computed_one(loaded: Load) -> None:
    review = {"cycles/2026-Q4/reviews/win-finance.yaml": "date: 2026-11-20\ngrade: 0.75\nreason: hard\n"}

    objective = build(loaded({**NORTHWIND, **review}).workspace, "2026-Q4", AS_OF).objectives[0]

    assert (objective.grade, objective.band, objective.grade_computed, objective.reviewed) == (
        Decimal("0.75"),
        "green",
        Decimal("0.4"),
        True,
    )
    assert objective.status == "behind"


def test_a_review_without_a_grade_overrides_nothing(loaded: Load) -> None:
    review = {"cycles/2026-Q4/reviews/win-finance.yaml": "date: 2026-11-20\nverdict: about_right\n"}

    objective = build(loaded({**NORTHWIND, **review}).workspace, "2026-Q4", AS_OF).objectives[0]

    assert (objective.grade, objective.grade_computed, objective.reviewed) == (Decimal("0.4"), None, True)


def test_a_closed_cycle_says_so_on_any_day(loaded: Load) -> None:
    workspace = loaded({**NORTHWIND, "cycles/2026-Q4/cycle.yaml": "state: closed\n"}).workspace

    assert build(workspace, "2026-Q4", date(2026, 10, 2)).cycle.state == "closed"
