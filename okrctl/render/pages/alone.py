"""A report that holds nothing but what is given: for pages about things that stand in no cycle."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from okrctl.report.values import CycleLine, CycleReport, FindingCounts, StatusCounts, Summary, TypeFigures


def report_alone(workspace: str, as_of: date, **given: Any) -> CycleReport:
    """The report; `given` are the fields that it does hold."""
    nothing = TypeFigures(objectives=0, progress=None)
    summary = Summary(
        objectives=0,
        key_results=0,
        progress=None,
        expected=None,
        net_on_track=None,
        by_status=StatusCounts(),
        committed=nothing,
        aspirational=nothing,
        stale=0,
        silent=0,
    )
    usual: dict[str, Any] = {
        "complete": True,
        "cycle": CycleLine(id="", title="", start=as_of, end=as_of, elapsed=Fraction(1), state="active"),
        "summary": summary,
        "objectives": (),
        "kpis": (),
        "attention": (),
        "findings": FindingCounts(),
    }
    return CycleReport(workspace=workspace, as_of=as_of, **{**usual, **given})
