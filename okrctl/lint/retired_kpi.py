"""OKR505: a retired KPI that is still linked."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.finding import KeyPath
from okrctl.lint.case import Case, Goal, Remark
from okrctl.lint.manual import Manual

_CARDS = """\
# kpis/open-tickets.yaml
title: Open tickets at the end of the month
state: retired
replaced_by: first-reply
# kpis/first-reply.yaml
title: Hours to the first reply
unit: hours
better: down
measure: month
target: 8
# kpis/readings/2026-09/2026-09-30-ana-p2c8x4m1.yaml
date: 2026-09-30
readings:
  - {kpi: first-reply, value: 9}
"""
_GOAL = """\
# cycles/2026-Q4/objectives/support.yaml
title: People hang up lighter than they called
kpis: [%s]
key_results:
  mood: {title: Conversations that end well, unit: "%%", start: 61, target: 80}
"""

MANUAL = Manual(
    code="OKR505",
    level="advice",
    what="A retired KPI that an open goal still links to (at the link).",
    why="Nobody measures it any more, so beside the goal it will look forgotten rather than retired.",
    bad=_CARDS + _GOAL % "first-reply, open-tickets",
    good=_CARDS + _GOAL % "first-reply",
)


def check(case: Case) -> Iterator[Remark]:
    """Every link of an open goal to a retired KPI."""
    for goal in case.goals(drafts=True):
        for index, kpi_id in enumerate(goal.objective.kpis):
            yield from _retired(case, goal, ("kpis", index), kpi_id)
        for measure in goal.measures:
            if measure.key_result.kpi:
                yield from _retired(case, goal, (*measure.keys, "kpi"), measure.key_result.kpi)


def _retired(case: Case, goal: Goal, keys: KeyPath, kpi_id: str) -> Iterator[Remark]:
    kpi = case.workspace.kpis.get(kpi_id)
    if kpi and kpi.state == "retired":
        help_ = f"link {kpi.replaced_by}, which took its place" if kpi.replaced_by else "link another, or remove it"
        yield Remark(file=goal.ref, keys=keys, message=f'the KPI "{kpi_id}" is retired', help=help_)
