"""OKR403: past due and open."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.scoring.scores import ObjectiveScore
from okrctl.lint.case import Case, Goal, Remark, keys_of
from okrctl.lint.manual import Manual
from okrctl.lint.wording import quoted

_GOAL = """\
# cycles/2026-Q3/objectives/month-end.yaml
title: Month-end stops hurting
key_results:
  days: {title: Days until the books are closed, start: 9, target: 3}
# cycles/2026-Q3/checkins/2026-09/2026-09-28-ana-k7f3q2m9.yaml
date: 2026-09-28
by: ana
updates:
  month-end/days: {value: 4}
"""
_REVIEW = """\
# cycles/2026-Q3/reviews/month-end.yaml
date: 2026-10-01
verdict: about_right
learned: The bank's file was the slow part, not our own work
decision: done
"""

MANUAL = Manual(
    code="OKR403",
    level="warning",
    what="An objective past its due day that nobody has closed, or a key result past its own.",
    why="What is never closed is never learned from. Closing takes a minute: what helped, what hindered, what next; or carry"
    " it into the next cycle.",
    source="Viva Goals and InnovationMinds mark what is past due and open",
    bad=_GOAL,
    good=_GOAL + _REVIEW,
)


def check(case: Case) -> Iterator[Remark]:
    """Every such objective, at its `due` or title; and in others every key result whose own `due` has passed unreached."""
    for goal, score in case.scored_goals():
        if "overdue" in score.flags:
            key = "due" if goal.objective.due else "title"
            message = f"{quoted(goal.objective.title)} ended on {score.window.due} and is still open"
            help_ = f"okrctl close {goal.ref}: what helped, what was learned, what next"
            yield Remark(file=goal.ref, keys=(key,), message=message, help=help_)
        else:
            yield from _key_results(goal, score)


def _key_results(goal: Goal, score: ObjectiveScore) -> Iterator[Remark]:
    for one in score.key_results:
        due = one.key_result.due
        if due and one.status == "missed" and one.key_result.state == "active":
            message = f"{quoted(one.key_result.title)} was due on {due} and is not reached"
            help_ = "record its last value; move due:, or write state: deferred or cancelled"
            yield Remark(file=goal.ref, keys=(*keys_of(one.ref), "due"), message=message, help=help_)
