"""OKR034: an end before its start (found with the key results) and days outside the cycle (found here)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from okrctl.core.finding import KeyPath
from okrctl.core.objective import KeyResult
from okrctl.core.scoring.windows import Window
from okrctl.lint.case import Case, Goal, Remark
from okrctl.lint.manual import Manual

MANUAL = Manual(
    code="OKR034",
    level="error",
    what="An end before its start; a warning for a fixed `due` or a `plan` point outside the cycle.",
    why="What is due after the cycle is not finished when the cycle is graded. Only a result that waits for another (`after`)"
    " may pass the end.",
    bad="""\
# cycles/2026-Q4/objectives/month-end.yaml
title: Month-end stops hurting
key_results:
  days:
    title: Days until the books are closed
    start: 9
    target: 3
    start_on: 2026-11-01
    due: 2026-10-15
""",
    good="""\
# cycles/2026-Q4/objectives/month-end.yaml
title: Month-end stops hurting
key_results:
  days:
    title: Days until the books are closed
    start: 9
    target: 3
    start_on: 2026-11-01
    due: 2026-12-15
""",
)


def check(case: Case) -> Iterator[Remark]:
    """Every day outside its cycle, in cycles that are not closed."""
    for goal in case.goals(drafts=True):
        around = Window(goal.cycle.start, goal.cycle.end)
        if goal.objective.due:
            yield from _outside(goal, ("due",), goal.objective.due, around)
        for measure in goal.measures:
            for keys, day in _days(measure.key_result):
                yield from _outside(goal, (*measure.keys, *keys), day, around)


def _days(key_result: KeyResult) -> Iterator[tuple[KeyPath, date]]:
    if key_result.after:
        return
    if key_result.due:
        yield ("due",), key_result.due
    for day in key_result.plan:
        yield ("plan", day.isoformat()), day


def _outside(goal: Goal, keys: KeyPath, day: date, around: Window) -> Iterator[Remark]:
    if not around.start <= day <= around.due:
        message = f"{day} lies outside {goal.cycle.id}, which runs from {around.start} to {around.due}"
        help_ = "choose a day of the cycle, or move the goal into a longer one"
        yield Remark(
            file=goal.ref, keys=keys, on_key=keys[-2:-1] == ("plan",), message=message, help=help_, level="warning"
        )
