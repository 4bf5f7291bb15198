"""OKR401: nothing recorded a week after the start."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.scoring.scores import KeyResultScore, ObjectiveScore
from okrctl.core.scoring.statuses import RUNNING
from okrctl.lint.case import Case, Remark, leaves
from okrctl.lint.manual import MID_QUARTER, Manual
from okrctl.lint.wording import quoted

DAYS = 7

_GOAL = """\
# cycles/2026-Q4/objectives/month-end.yaml
title: Month-end stops hurting
key_results:
  days: {title: Days until the books are closed, start: 9, target: 3}
"""
_CHECK_IN = """\
# cycles/2026-Q4/checkins/2026-11/2026-11-20-ana-k7f3q2m9.yaml
date: 2026-11-20
by: ana
updates:
  month-end/days: {value: 6}
"""

MANUAL = Manual(
    code="OKR401",
    level="warning",
    what=f"An objective of which nothing is recorded {DAYS} days after its start.",
    why="Set and forgotten is how most goals die. The first update may be the starting value with a confidence.",
    source="Viva Goals raised this alert after seven days",
    bad=_GOAL,
    good=_GOAL + _CHECK_IN,
    as_of=MID_QUARTER,
)


def check(case: Case) -> Iterator[Remark]:
    """Every running objective none of whose key results has an update."""
    for goal, score in case.scored_goals():
        if is_silent(score, case) and case.has_all_check_ins(goal.cycle.id) and case.has_all_readings:
            days = (case.as_of - score.window.start).days
            message = f"nothing is recorded of {quoted(goal.objective.title)}, {days} days after its start"
            help_ = f"record where it stands: okrctl checkin {goal.id}/…"
            yield Remark(file=goal.ref, keys=("title",), message=message, help=help_)


def is_silent(score: ObjectiveScore, case: Case) -> bool:
    """Whether every key result that runs began more than a week ago and has no update."""
    running = [leaf for key_result in score.key_results for leaf in leaves(key_result) if leaf.status in RUNNING]
    return bool(running) and all(_is_silent(leaf, case) for leaf in running)


def _is_silent(leaf: KeyResultScore, case: Case) -> bool:
    is_old = leaf.window is not None and (case.as_of - leaf.window.start).days > DAYS
    return is_old and "silent" in leaf.flags
