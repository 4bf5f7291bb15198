"""OKR502: a KPI that no objective watches or drives."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.lint.case import Case, Remark
from okrctl.lint.manual import Manual
from okrctl.lint.wording import quoted

_CARD = """\
# kpis/churn.yaml
title: Churn
unit: "%"
better: down
measure: month
target: 2
# kpis/readings/2026-09/2026-09-30-ana-p2c8x4m1.yaml
date: 2026-09-30
readings:
  - {kpi: churn, value: 2.1}
"""
_GOAL = """\
# cycles/2026-Q4/objectives/month-end.yaml
title: Month-end stops hurting
key_results:
  days: {title: Days until the books are closed, start: 9, target: 3}
"""

MANUAL = Manual(
    code="OKR502",
    level="advice",
    what="A KPI that no objective watches (`kpis:`) or drives (`kpi:` of a key result).",
    why="KPIs tell how the business is, objectives what is to change; where they never meet, one of them is not about what"
    " matters. Silent while nothing is planned.",
    source="Guides to using KPIs and OKRs together advise to link them",
    bad=_CARD + _GOAL,
    good=_CARD + _GOAL.replace("key_results:", "kpis: [churn]\nkey_results:"),
)


def check(case: Case) -> Iterator[Remark]:
    """Every active KPI that no open goal names, nor a KPI above or below it."""
    goals = case.goals(drafts=True)
    if not goals or not case.has_all_goals:
        return
    named = {kpi for goal in goals for kpi in goal.objective.kpis}
    named |= {m.key_result.kpi for goal in goals for m in goal.measures if m.key_result.kpi}
    watched = _with_relatives(case, named)
    for kpi_id, kpi in case.workspace.kpis.items():
        if kpi.state == "active" and kpi_id not in watched:
            message = f"no open objective watches or drives {quoted(kpi.title)}"
            help_ = f"name it where it matters (kpis: [{kpi_id}]), or write state: paused or retired"
            yield Remark(file=f"kpis/{kpi_id}", keys=("title",), message=message, help=help_)


def _with_relatives(case: Case, named: set[str]) -> set[str]:
    """The KPIs that are named, with those they drive and those that drive them."""
    found = set(named)
    while True:
        parents = {k.parent for i, k in case.workspace.kpis.items() if i in found and k.parent}
        children = {i for i, k in case.workspace.kpis.items() if k.parent in found}
        if parents | children <= found:
            return found
        found |= parents | children
