"""JSON as scripts read it: the contract of `report --json`, numbers, what is left out."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import jsonschema
import pytest

from okrctl.render.json import text as json_text
from okrctl.render.json.schema import REPORT_SCHEMA, report_schema
from okrctl.report.values import (
    DRAWN,
    Attention,
    Change,
    CycleLine,
    CycleReport,
    FindingCounts,
    Forecast,
    KeyResultLine,
    KpiLine,
    Limits,
    ObjectiveLine,
    Point,
    SegmentLine,
    Signal,
    StatusCounts,
    StepLine,
    Summary,
    TypeFigures,
)

CONTRACT = """
{"schema": "okrctl.report/1", "workspace": "Northwind", "as_of": "2026-11-21", "complete": true,
 "cycle": {"id": "2026-Q4", "title": "Q4 2026", "start": "2026-10-01", "end": "2026-12-31", "elapsed": 0.56044, "state": "active"},
 "summary": {"objectives": 1, "key_results": 2, "progress": 0.442857, "expected": 0.56044, "net_on_track": 0.0,
   "by_status": {"on_track": 1, "behind": 0, "at_risk": 1, "no_data": 0, "achieved": 0, "missed": 0, "scheduled": 0},
   "committed": {"objectives": 0, "progress": null}, "aspirational": {"objectives": 1, "progress": 0.442857}, "stale": 0, "silent": 0},
 "objectives": [{"id": "win-finance", "ref": "2026-Q4/win-finance", "title": "Become the tool that finance teams recommend", "type": "aspirational", "level": "team", "team": "growth",
   "owners": ["ana"], "parents": ["2026/double-the-business"], "state": "active", "weight": 1, "progress": 0.442857, "score": 0.442857, "expected": 0.56044, "gap": 11.758242,
   "status": "behind", "worst": "nps", "confidence": 0.55, "grade": 0.4, "band": "amber", "reviewed": false, "flags": [],
   "key_results": [
    {"id": "nps", "ref": "2026-Q4/win-finance/nps", "title": "Lift the promoter score of finance users", "kind": "metric", "unit": "points", "kpi": "promoter-score", "owners": ["ana"], "weight": 1, "state": "active", "counted": true,
     "start": 31, "target": 45, "low": null, "high": null, "risk": null, "per": null, "current": 35, "total": null, "periods_met": null, "periods_due": null, "steps": null, "start_on": "2026-10-01", "due": "2026-12-31",
     "progress": 0.285714, "score": 0.285714, "expected": 0.56044, "gap": 27.472527, "status": "at_risk", "reported_status": null, "confidence": 0.5, "confidence_change": -0.1, "zone": null, "grade": 0.3, "band": "red",
     "flags": [], "checkins": 4, "last_checkin": "2026-11-16", "note": null, "forecast": {"value": 38.1, "low": 35.2, "high": 41.0, "chance": 0.06, "reaches_on": null}, "parts": []},
    {"id": "referrals", "ref": "2026-Q4/win-finance/referrals", "title": "Referrals each month", "kind": "metric", "unit": null, "kpi": null, "owners": ["ana"], "weight": 1, "state": "active", "counted": true,
     "start": 10, "target": 15, "low": null, "high": null, "risk": null, "per": null, "current": 13, "total": null, "periods_met": null, "periods_due": null, "steps": null, "start_on": "2026-10-01", "due": "2026-12-31",
     "progress": 0.6, "score": 0.6, "expected": 0.56044, "gap": -3.956044, "status": "on_track", "reported_status": null, "confidence": 0.6, "confidence_change": 0.1, "zone": null, "grade": 0.6, "band": "amber",
     "flags": [], "checkins": 2, "last_checkin": "2026-11-21", "note": "Two partners went live", "forecast": null, "parts": []}]}],
 "kpis": [{"id": "promoter-score", "ref": "kpis/promoter-score", "title": "Promoter score of paying customers", "owners": ["ana"], "unit": "points", "better": "up", "level": "company", "value": 35, "period": "2026-11", "date": "2026-11-16", "target": 45,
   "status": "amber", "change": {"previous": 2, "previous_percent": 6.060606, "year": null, "year_percent": null}, "limits": null, "signals": [], "segments": [], "flags": []}],
 "attention": [{"ref": "2026-Q4/win-finance/nps", "why": "at_risk", "text": "27 points behind, confidence falling"}],
 "findings": {"errors": 0, "warnings": 0, "advice": 0}}
"""
"""The example of the contract, to the letter."""

EXPECTED = Fraction(51, 91)
QUARTER = {"start_on": date(2026, 10, 1), "due": date(2026, 12, 31)}


def contract() -> dict[str, Any]:
    return dict(json.loads(CONTRACT))


def key_result(**said: Any) -> KeyResultLine:
    nothing = dict.fromkeys(
        [
            "low",
            "high",
            "risk",
            "per",
            "total",
            "periods_met",
            "periods_due",
            "steps",
            "reported_status",
            "zone",
            "note",
            "forecast",
            "unit",
            "kpi",
        ]
    )
    same = {
        "kind": "metric",
        "owners": ("ana",),
        "weight": Decimal(1),
        "state": "active",
        "counted": True,
        "flags": (),
        "expected": EXPECTED,
    }
    return KeyResultLine(**{**nothing, **same, **QUARTER, **said})


@pytest.fixture
def report() -> CycleReport:
    """The report that the contract's example shows, with the fields that only drawing needs."""
    history = (Point(day=date(2026, 11, 16), value=Decimal(35)),)
    nps = key_result(
        id="nps", ref="2026-Q4/win-finance/nps", title="Lift the promoter score of finance users", unit="points", kpi="promoter-score",
        start=Decimal(31), target=Decimal(45), current=Decimal(35), progress=Fraction(2, 7), score=Fraction(2, 7), gap=(EXPECTED - Fraction(2, 7)) * 100,
        status="at_risk", confidence=Decimal("0.5"), confidence_change=Decimal("-0.1"), grade=Decimal("0.3"), band="red", checkins=4,
        last_checkin=date(2026, 11, 16), history=history, by="ana",
        forecast=Forecast(value=Decimal("38.1"), low=Decimal("35.2"), high=Decimal("41.0"), chance=Fraction(6, 100), reaches_on=None),
    )  # fmt: skip
    referrals = key_result(
        id="referrals", ref="2026-Q4/win-finance/referrals", title="Referrals each month", start=Decimal(10), target=Decimal(15), current=Decimal(13),
        progress=Fraction(3, 5), score=Fraction(3, 5), gap=(EXPECTED - Fraction(3, 5)) * 100, status="on_track", confidence=Decimal("0.6"),
        confidence_change=Decimal("0.1"), grade=Decimal("0.6"), band="amber", checkins=2, last_checkin=date(2026, 11, 21), note="Two partners went live",
    )  # fmt: skip
    objective = ObjectiveLine(
        id="win-finance", ref="2026-Q4/win-finance", title="Become the tool that finance teams recommend", type="aspirational", level="team",
        team="growth", owners=("ana",), parents=("2026/double-the-business",), state="active", weight=Decimal(1), progress=Fraction(31, 70),
        score=Fraction(31, 70), expected=EXPECTED, gap=(EXPECTED - Fraction(31, 70)) * 100, status="behind", worst="nps", confidence=Fraction(11, 20),
        grade=Decimal("0.4"), band="amber", reviewed=False, flags=(), key_results=(nps, referrals), why="Word of mouth", confidence_before=Fraction(1, 2),
    )  # fmt: skip
    kpi = KpiLine(
        id="promoter-score", ref="kpis/promoter-score", title="Promoter score of paying customers", owners=("ana",), unit="points", better="up",
        level="company", value=Decimal(35), period="2026-11", date=date(2026, 11, 16), target=Decimal(45), status="amber",
        change=Change(previous=Decimal(2), previous_percent=Fraction(200, 33)), limits=None, signals=(), segments=(), flags=(), history=history,
    )  # fmt: skip
    summary = Summary(
        objectives=1, key_results=2, progress=Fraction(31, 70), expected=EXPECTED, net_on_track=Fraction(0), by_status=StatusCounts(on_track=1, at_risk=1),
        committed=TypeFigures(objectives=0, progress=None), aspirational=TypeFigures(objectives=1, progress=Fraction(31, 70)), stale=0, silent=0,
        confidence=Fraction(11, 20),
    )  # fmt: skip
    return CycleReport(
        workspace="Northwind", as_of=date(2026, 11, 21), complete=True, summary=summary, objectives=(objective,), kpis=(kpi,),
        cycle=CycleLine(id="2026-Q4", title="Q4 2026", start=date(2026, 10, 1), end=date(2026, 12, 31), elapsed=EXPECTED, state="active"),
        attention=(Attention(ref="2026-Q4/win-finance/nps", why="at_risk", text="27 points behind, confidence falling"),),
        findings=FindingCounts(), teams=(("growth", "Growth"),),
    )  # fmt: skip


def in_order(text: str) -> Any:
    """The document with its keys in their order, so that comparing compares the order too."""
    return json.loads(text, object_pairs_hook=lambda pairs: pairs, parse_float=Decimal, parse_int=Decimal)


@pytest.fixture
def validator() -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(report_schema())


def test_a_report_is_the_document_of_the_contract_with_exactly_its_keys_in_their_order(report: CycleReport) -> None:
    assert in_order(json_text.document(REPORT_SCHEMA, report)) == in_order(CONTRACT)


def test_the_schema_of_the_report_is_a_schema_of_draft_7() -> None:
    jsonschema.Draft7Validator.check_schema(report_schema())


def test_the_contracts_example_fits_the_published_schema(validator: jsonschema.Draft7Validator) -> None:
    assert [error.message for error in validator.iter_errors(contract())] == []


def test_a_report_with_everything_in_it_fits_the_published_schema(
    report: CycleReport, validator: jsonschema.Draft7Validator
) -> None:
    day = date(2026, 11, 1)
    limits = Limits(
        centre=Fraction(1, 3),
        lower=Decimal(0),
        upper=Decimal(2),
        mean_range=Fraction(1),
        range_upper=Fraction(2),
        first=day,
        last=day,
        points=9,
    )
    kpi = replace(
        report.kpis[0], value="good", target="excellent", limits=limits,
        signals=(Signal(rule=1, period="2026-11", date=day, value=Decimal(3), what="value", note=None),),
        segments=(SegmentLine(id="emea", value=None, period=None, status="no_data", change=Change()),),
    )  # fmt: skip
    steps = (StepLine(id="brief", title="Brief agreed", weight=Decimal(2), done=True),)
    milestone = replace(
        report.objectives[0].key_results[0], kind="milestone", steps=steps, parts=(report.objectives[0].key_results[1],)
    )
    objective = replace(report.objectives[0], key_results=(milestone,), grade_computed=Decimal("0.3"))

    printed = json.loads(json_text.document(REPORT_SCHEMA, replace(report, kpis=(kpi,), objectives=(objective,))))

    assert [error.message for error in validator.iter_errors(printed)] == []


@pytest.mark.parametrize("key", ["schema", "summary", "objectives"])
def test_a_report_without_one_of_its_keys_does_not_fit_the_published_schema(
    validator: jsonschema.Draft7Validator, key: str
) -> None:
    document = contract()
    del document[key]

    assert not validator.is_valid(document)


def test_a_report_with_a_word_for_a_number_does_not_fit_the_published_schema(
    validator: jsonschema.Draft7Validator,
) -> None:
    document = contract()
    document["objectives"][0]["key_results"][0]["progress"] = "most"

    assert not validator.is_valid(document)


def test_the_grade_that_was_computed_stands_only_beside_one_that_overrides_it(report: CycleReport) -> None:
    reviewed = replace(report.objectives[0], grade_computed=Decimal("0.3"))

    assert "grade_computed" not in json_text.jsonable(report.objectives[0])
    assert json_text.jsonable(reviewed)["grade_computed"] == Decimal("0.3")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(2, 7), "0.285714"),
        (Fraction(5, 10_000_000), "0.000001"),
        (Fraction(-5, 10_000_000), "-0.000001"),
        (Fraction(1, 2), "0.5"),
        (Fraction(0), "0"),
        (Fraction(10**20), "100000000000000000000"),
        (Decimal("0.1234567890123456789"), "0.1234567890123456789"),
        (Decimal(1250000), "1250000"),
        (7, "7"),
        (True, "true"),
        (None, "null"),
        (date(2026, 11, 21), '"2026-11-21"'),
        (datetime(2026, 11, 21, 9, 30, 12, tzinfo=UTC), '"2026-11-21T09:30:12Z"'),
        (datetime(2026, 11, 21, 9, 30, 12, 500000, tzinfo=UTC), '"2026-11-21T09:30:12.500000Z"'),
        ((1, (2,)), "[1, [2]]"),
        ("Ana Díaz 🎯", '"Ana Díaz 🎯"'),
        ("\x1b[2J\x7f\x9b", '"\\u001b[2J\\u007f\\u009b"'),
    ],
)
def test_computed_figures_have_six_decimals_and_typed_ones_all_of_theirs(value: object, text: str) -> None:
    assert json_text.dumps(value) == text


@dataclass(frozen=True)
class Shape:
    seen: int
    drawn: int = field(default=0, metadata=DRAWN)


def test_a_field_that_is_only_drawn_is_left_out() -> None:
    assert json_text.document("shape/1", Shape(seen=1, drawn=2)) == '{"schema": "shape/1", "seen": 1}'


def test_a_document_may_be_made_of_a_mapping() -> None:
    assert json_text.document("tree/1", {"nodes": ()}) == '{"schema": "tree/1", "nodes": []}'
