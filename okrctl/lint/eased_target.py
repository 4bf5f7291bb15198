"""OKR407: a target made easier while its cycle runs, without a word about it."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.changes.eased_targets import EasedTarget
from okrctl.lint.case import Case, Goal, Remark, keys_of
from okrctl.lint.manual import MID_QUARTER, Manual
from okrctl.lint.wording import quoted

_BEFORE = """\
# cycles/2026-Q4/objectives/month-end.yaml (as of 2026-10-01)
title: Month-end stops hurting
key_results:
  days: {title: Days until the books are closed, start: 9, target: 3}
"""
_AFTER = """\
# cycles/2026-Q4/objectives/month-end.yaml (as of 2026-11-03)
title: Month-end stops hurting
"""
_REST = """\
key_results:
  days: {title: Days until the books are closed, start: 9, target: 5}
# cycles/2026-Q4/checkins/2026-11/2026-11-20-ana-k7f3q2m9.yaml
date: 2026-11-20
by: ana
updates:
  month-end/days: {value: 6}
"""
_DECISION = """\
decisions:
  - {date: 2026-11-03, by: ana, text: "Five days, not three: the bank's new file comes in January"}
"""

MANUAL = Manual(
    code="OKR407",
    level="warning",
    what="A target made easier mid-cycle (seen in git) without a `decisions` entry on or after that day.",
    why="Targets may change when the world does, never because one fears to miss them. One sentence under `decisions` keeps"
    ' the difference visible; `okrctl set REF target=… --why "…"` writes both.',
    source="whatmatters.com: change a target for a reason, not for the grade",
    bad=_BEFORE + _AFTER + _REST,
    good=_BEFORE + _AFTER + _DECISION + _REST,
    as_of=MID_QUARTER,
)


def check(case: Case) -> Iterator[Remark]:
    """Every such change in a goal that is still open."""
    open_goals = {goal.ref: goal for goal in case.goals()}
    for eased in case.eased:
        goal = open_goals.get(eased.objective)
        key_result = goal.objective.find(eased.path) if goal else None
        if goal and key_result and goal.window.start < eased.day <= case.as_of and not _is_told(goal, eased):
            message = f"{eased.key} of {quoted(key_result.title)} was made easier on {eased.day}: {eased.before} became {eased.after}"
            help_ = "say why under decisions:, with that day or a later one"
            keys = (*keys_of(f"{goal.ref}/{eased.path}"), eased.key)
            yield Remark(file=goal.ref, keys=keys, message=message, help=help_)


def _is_told(goal: Goal, eased: EasedTarget) -> bool:
    return any(decision.date >= eased.day for decision in goal.objective.decisions)
