"""Report values made by hand: each factory fills what a test does not say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from okrctl.report.values import (
    Attention,
    Change,
    CycleLine,
    CycleReport,
    FindingCounts,
    KeyResultLine,
    KpiLine,
    ObjectiveLine,
    Point,
    Signal,
    StatusCounts,
    Summary,
    TypeFigures,
)

AS_OF = date(2026, 11, 21)


def key_result_line(**said: Any) -> KeyResultLine:
    """A key result's line; `history` may be plain numbers, one a week."""
    values = said.pop("history", ())
    points = tuple(Point(day=AS_OF - timedelta(weeks=len(values) - n), value=Decimal(v)) for n, v in enumerate(values))
    absent = dict.fromkeys(
        [
            "unit",
            "kpi",
            "target",
            "start",
            "low",
            "high",
            "risk",
            "per",
            "current",
            "total",
            "periods_met",
            "periods_due",
            "steps",
            "start_on",
            "due",
            "progress",
            "score",
            "expected",
            "gap",
            "reported_status",
            "confidence",
            "confidence_change",
            "zone",
            "grade",
            "band",
            "last_checkin",
            "note",
            "forecast",
        ]
    )
    usual = {"kind": "metric", "owners": ("ana",), "weight": Decimal(1), "state": "active", "counted": True, "status": "no_data",
             "flags": (), "checkins": 0, "title": "A title", "ref": f"2026-Q4/objective/{said.get('id', 'kr')}", "id": "kr"}  # fmt: skip
    return KeyResultLine(**{**absent, **usual, **said, "history": points})


def objective_line(**said: Any) -> ObjectiveLine:
    """An objective's line."""
    absent = dict.fromkeys(
        ["level", "team", "progress", "score", "expected", "gap", "worst", "confidence", "grade", "band"]
    )
    usual = {"id": "objective", "title": "An objective", "type": "aspirational", "owners": ("ana",), "parents": (), "state": "active",
             "weight": Decimal(1), "status": "no_data", "reviewed": False, "flags": (), "key_results": (),
             "ref": f"2026-Q4/{said.get('id', 'objective')}"}  # fmt: skip
    return ObjectiveLine(**{**absent, **usual, **said})


def kpi_line(**said: Any) -> KpiLine:
    """A KPI's line; `history` may be plain numbers, one a month."""
    values = said.pop("history", ())
    points = tuple(
        Point(day=AS_OF - timedelta(days=30 * (len(values) - n)), value=Decimal(v)) for n, v in enumerate(values)
    )
    absent = dict.fromkeys(["unit", "level", "value", "period", "date", "target", "limits"])
    usual = {"id": "kpi", "title": "A KPI", "owners": (), "better": "none", "status": "no_data", "change": Change(), "signals": (),
             "segments": (), "flags": (), "ref": f"kpis/{said.get('id', 'kpi')}"}  # fmt: skip
    return KpiLine(**{**absent, **usual, **said, "history": points})


def cycle_report(**said: Any) -> CycleReport:
    """A report of the fourth quarter of 2026 on 21 November."""
    nothing = TypeFigures(objectives=0, progress=None)
    summary = {"objectives": len(said.get("objectives", ())), "key_results": 0, "progress": None, "expected": None, "net_on_track": None,
               "by_status": StatusCounts(), "committed": nothing, "aspirational": nothing, "stale": 0, "silent": 0}  # fmt: skip
    usual = {
        "workspace": "Northwind",
        "as_of": AS_OF,
        "complete": True,
        "cycle": CycleLine(
            id="2026-Q4",
            title="Q4 2026",
            start=date(2026, 10, 1),
            end=date(2026, 12, 31),
            elapsed=Fraction(51, 91),
            state="active",
        ),
        "objectives": (),
        "kpis": (),
        "attention": (),
        "findings": FindingCounts(),
    }
    return CycleReport(**{**usual, **said, "summary": Summary(**{**summary, **said.get("summary", {})})})


@pytest.fixture
def key_result() -> Callable[..., KeyResultLine]:
    """Makes a key result's line from what a test says."""
    return key_result_line


@pytest.fixture
def objective() -> Callable[..., ObjectiveLine]:
    """Makes an objective's line from what a test says."""
    return objective_line


@pytest.fixture
def kpi() -> Callable[..., KpiLine]:
    """Makes a KPI's line from what a test says."""
    return kpi_line


@pytest.fixture
def report() -> Callable[..., CycleReport]:
    """Makes a cycle's report from what a test says."""
    return cycle_report


@pytest.fixture
def northwind() -> CycleReport:
    """A report with a bit of everything."""
    expected = Fraction(51, 91)
    nps = key_result_line(
        id="nps", ref="2026-Q4/win-finance/nps", title="Lift the promoter score of finance users", unit="points", start=Decimal(31), target=Decimal(45),
        current=Decimal(35), progress=Fraction(2, 7), score=Fraction(2, 7), expected=expected, gap=(expected - Fraction(2, 7)) * 100, status="at_risk",
        confidence=Decimal("0.5"), confidence_change=Decimal("-0.1"), history=(31, 33, 34, 35), last_checkin=date(2026, 11, 16),
        note="Two large surveys still open", checkins=4,
    )  # fmt: skip
    referrals = key_result_line(
        id="referrals", ref="2026-Q4/win-finance/referrals", title="Referrals each month", start=Decimal(10), target=Decimal(15), current=Decimal(13),
        progress=Fraction(3, 5), score=Fraction(3, 5), expected=expected, gap=(expected - Fraction(3, 5)) * 100, status="on_track",
        confidence=Decimal("0.6"), confidence_change=Decimal("0.1"), history=(11, 13), last_checkin=date(2026, 11, 21), note="Two partners went live",
    )  # fmt: skip
    uptime = key_result_line(
        id="uptime", ref="2026-Q4/ship-mobile/uptime", title="The service is there when it is needed", kind="at_least", unit="%", target=Decimal("99.9"),
        current=Decimal("99.95"), progress=Fraction(1), score=Fraction(1), expected=Fraction(1), gap=Fraction(0), status="on_track", owners=("bo",),
        history=(), last_checkin=date(2026, 11, 20),
    )  # fmt: skip
    beta = key_result_line(
        id="beta-users", ref="2026-Q4/ship-mobile/beta-users", title="People who use the beta each week", start=Decimal(0), target=Decimal(120_000),
        current=Decimal(44_500), progress=Fraction(445, 1200), score=Fraction(445, 1200), expected=expected, gap=(expected - Fraction(445, 1200)) * 100,
        status="behind", owners=("bo",), flags=("stale",), confidence=Decimal("0.6"), history=(1000, 9000, 20000, 44500), last_checkin=date(2026, 11, 5),
    )  # fmt: skip
    launch = key_result_line(
        id="launch", ref="2026-Q4/ship-mobile/launch", title="Partner programme is live", kind="milestone", current=Decimal(0), expected=expected,
        gap=expected * 100, score=Fraction(0), status="no_data", flags=("silent",), owners=("cy", "bo"),
    )  # fmt: skip
    invoices = key_result_line(
        id="on-time", ref="2026-Q4/invoices/on-time", title="Invoices that leave on the agreed day", unit="%", start=Decimal(80), target=Decimal(100),
        current=Decimal(100), progress=Fraction(1), score=Fraction(1), expected=expected, gap=(expected - 1) * 100, status="achieved", owners=("dee",),
        confidence=Decimal("0.9"), history=(80, 92, 97, 100, 100), last_checkin=date(2026, 11, 18),
    )  # fmt: skip
    return cycle_report(
        objectives=(
            objective_line(id="invoices", title="Every invoice leaves on time", type="committed", level="company", progress=Fraction(1), score=Fraction(1),
                           expected=expected, gap=(expected - 1) * 100, status="achieved", confidence=Fraction(9, 10), owners=("dee",), key_results=(invoices,)),
            objective_line(id="win-finance", title="Become the tool that finance teams recommend", level="team", team="growth", progress=Fraction(31, 70),
                           score=Fraction(31, 70), expected=expected, gap=(expected - Fraction(31, 70)) * 100, status="behind", worst="nps",
                           confidence=Fraction(11, 20), confidence_before=Fraction(6, 10), key_results=(nps, referrals)),
            objective_line(id="ship-mobile", title="Finance in the pocket: ship the mobile application to everybody", level="team", team="product",
                           progress=Fraction(45, 100), score=Fraction(45, 100), expected=expected, gap=(expected - Fraction(45, 100)) * 100, status="behind",
                           worst="launch", confidence=Fraction(6, 10), owners=("bo",), key_results=(uptime, beta, launch)),
        ),
        kpis=(
            kpi_line(id="promoter-score", title="Promoter score", unit="points", better="up", value=Decimal(35), period="2026-11", target=Decimal(45),
                     status="amber", change=Change(previous=Decimal(2)), history=(30, 31, 31, 32, 33, 35)),
            kpi_line(id="gross-margin", title="Gross margin", unit="%", better="up", value=Decimal("71.4"), period="2026-10", target=Decimal(70), status="green",
                     change=Change(previous=Decimal("0.6")), history=(70, 70, 71, 70, 71, 71)),
            kpi_line(id="churn", title="Churn", unit="%", better="down", value=Decimal("2.9"), period="2026-10", target=Decimal(2), status="red",
                     change=Change(previous=Decimal("0.8")), history=(2, 2, 2, 2, 2, 3),
                     signals=(Signal(rule=1, period="2026-10", date=date(2026, 10, 31), value=Decimal("2.9"), what="value", note=None),)),
        ),
        attention=(
            Attention(ref="2026-Q4/win-finance/nps", why="at_risk", text="27 points behind, confidence falling"),
            Attention(ref="2026-Q4/ship-mobile/beta-users", why="behind", text="19 points behind, last update 16 days ago"),
            Attention(ref="2026-Q4/ship-mobile/launch", why="silent", text="silent since the start"),
            Attention(ref="kpis/churn", why="signal", text="outside its limits"),
        ),
        summary={
            "key_results": 6, "progress": Fraction(63, 100), "expected": expected,
            "by_status": StatusCounts(on_track=2, behind=1, at_risk=1, achieved=1, no_data=1),
            "committed": TypeFigures(objectives=1, progress=Fraction(1), kept=1), "aspirational": TypeFigures(objectives=2, progress=Fraction(45, 100)),
            "stale": 1, "silent": 1, "confidence": Fraction(58, 100), "confidence_before": Fraction(61, 100),
        },
        teams=(("product", "Product"), ("growth", "Growth")),
    )  # fmt: skip
