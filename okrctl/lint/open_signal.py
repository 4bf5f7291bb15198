"""OKR504: a signal that nobody has annotated."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.finding import KeyPath
from okrctl.core.kpis.figures import KpiSignal, figures
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
# kpis/readings/2026-10/2026-10-31-ana-p2c8x4m1.yaml
date: 2026-10-31
readings:
  - {kpi: churn, value: 2.1, date: 2026-03-31}
  - {kpi: churn, value: 2.0, date: 2026-04-30}
  - {kpi: churn, value: 2.1, date: 2026-05-31}
  - {kpi: churn, value: 2.2, date: 2026-06-30}
  - {kpi: churn, value: 2.1, date: 2026-07-31}
  - {kpi: churn, value: 2.0, date: 2026-08-31}
  - {kpi: churn, value: 2.1, date: 2026-09-30}
"""

MANUAL = Manual(
    code="OKR504",
    level="advice",
    what="A signal that nobody has annotated: a reading that the process limits do not explain.",
    why="Most ups and downs are noise; a signal is worth a question while people still remember. The answer belongs beside the"
    " reading (`signal: …`). The tool does not interpret, it only points.",
    source="Wheeler, Understanding Variation: the process behaviour chart and its three rules",
    bad=_CARD + "  - {kpi: churn, value: 4.8, date: 2026-10-31}\n",
    good=_CARD
    + '  - {kpi: churn, value: 4.8, date: 2026-10-31, signal: "The price change; two accountants moved all their clients"}\n',
    as_of=MID_QUARTER,
)

RULES = {
    1: "lies outside the limits",
    2: "is the third of four near one limit",
    3: "is the eighth in a row on one side of the mean",
}


def check(case: Case) -> Iterator[Remark]:
    """The last such signal of every KPI in use, at its reading."""
    if not case.has_all_readings:
        return
    for kpi_id, kpi in case.workspace.kpis.items():
        if kpi.state != "active":
            continue
        open_ones = [s for s in figures(case.workspace, kpi_id, case.as_of).signals if not s.note]
        if open_ones:
            periods = dict.fromkeys(signal.period.period.id for signal in open_ones)
            last = next(signal for signal in open_ones if signal.period == open_ones[-1].period)
            what = "changes more than the limits explain" if last.signal.what == "range" else RULES[last.signal.rule]
            more = f"; {_count(len(periods) - 1)} too" if len(periods) > 1 else ""
            message = f"signal: {quoted(kpi.title)} in {last.period.period.id} {what}{more}"
            file, keys = _reading(case, kpi_id, last)
            yield Remark(file=file, keys=keys, message=message, help="look into it, then add signal: what was found")


def _reading(case: Case, kpi_id: str, signal: KpiSignal) -> tuple[str, KeyPath]:
    """The place of the last reading of the signal's period."""
    point = signal.period.readings[-1]
    file = case.workspace.readings[point.id]
    days = [(reading.kpi, reading.date or file.date) for reading in file.readings]
    return f"kpis/readings/{point.id}", ("readings", days.index((kpi_id, point.day)), "value")


def _count(earlier: int) -> str:
    return "an earlier one waits" if earlier == 1 else f"{earlier} earlier ones wait"
