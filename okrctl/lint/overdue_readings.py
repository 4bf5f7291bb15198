"""OKR503: readings that are overdue."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.kpis.figures import is_stale
from okrctl.core.kpis.readings import index
from okrctl.lint.case import Case, Remark
from okrctl.lint.manual import MID_QUARTER, Manual
from okrctl.lint.wording import quoted

_CARD = """\
# kpis/churn.yaml
title: Churn
unit: "%"
better: down
measure: month
target: 2
"""
_READING = """\
# kpis/readings/{month}/{month}-28-ana-p2c8x4m1.yaml
date: {month}-28
readings:
  - {{kpi: churn, value: 2.1}}
"""

MANUAL = Manual(
    code="OKR503",
    level="warning",
    what="A KPI whose last ended period has no reading, the grace days over.",
    why="A measure that is not measured is remembered as good. Record it, let `okrctl pull` fetch it, or write `state: paused`.",
    bad=_CARD + _READING.format(month="2026-08"),
    good=_CARD + _READING.format(month="2026-10"),
    as_of=MID_QUARTER,
)


def check(case: Case) -> Iterator[Remark]:
    """Every active KPI that is stale."""
    if not case.has_all_readings:
        return
    for kpi_id, kpi in case.workspace.kpis.items():
        if is_stale(case.workspace, kpi_id, case.as_of):
            message = f"{quoted(kpi.title)} is measured every {kpi.measure} and has {_last(case, kpi_id)}"
            help_ = f"okrctl checkin kpis/{kpi_id} VALUE, or state: paused"
            key = "measure" if "measure" in case.written.get(f"kpis/{kpi_id}", ()) else "title"
            yield Remark(file=f"kpis/{kpi_id}", keys=(key,), message=message, help=help_)


def _last(case: Case, kpi_id: str) -> str:
    days = [points[-1].day for points in index(case.workspace, case.as_of).series(kpi_id).values()]
    return f"no reading since {max(days)}" if days else "no reading yet"
