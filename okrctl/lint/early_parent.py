"""OKR107: a parent that ends before its child begins."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.alignment import objective_ref
from okrctl.core.scoring.windows import objective_window
from okrctl.lint.case import Case, Remark
from okrctl.lint.manual import Manual

_PARENT = """\
# cycles/{cycle}/objectives/calm-company.yaml
title: Grow up without losing our calm
type: goal
"""
_CHILD = """\
# cycles/2026-Q4/objectives/month-end.yaml
title: Month-end stops hurting
parent: {cycle}/calm-company
key_results:
  days: {{title: Days until the books are closed, start: 9, target: 3}}
"""
_REVIEW = """\
# cycles/2026-Q3/reviews/calm-company.yaml
date: 2026-09-30
learned: Alarms go down when the deploys are small
"""

MANUAL = Manual(
    code="OKR107",
    level="warning",
    what="A parent that ends before its child begins.",
    why="The child can no longer help it. Point it at what the parent was carried into, or at the year.",
    bad=_PARENT.format(cycle="2026-Q3") + _CHILD.format(cycle="2026-Q3") + _REVIEW,
    good=_PARENT.format(cycle="2026") + _CHILD.format(cycle="2026"),
)


def check(case: Case) -> Iterator[Remark]:
    """Every such parent, at the reference."""
    for goal in case.goals(drafts=True):
        for index, parent in enumerate(goal.objective.parent):
            ref = objective_ref(parent)
            above = case.workspace.find_objective(ref)
            cycle = case.workspace.cycles.get(ref.partition("/")[0])
            if above and cycle and objective_window(above, cycle).due < goal.window.start:
                ended = objective_window(above, cycle).due
                message = f"{ref} ended on {ended}, before this begins on {goal.window.start}"
                help_ = "name the goal that it was carried into, or one of the year"
                yield Remark(file=goal.ref, keys=("parent", index), message=message, help=help_)
