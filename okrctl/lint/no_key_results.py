"""OKR101: an objective without key results."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.lint.case import Case, Remark
from okrctl.lint.manual import Manual
from okrctl.lint.wording import quoted

MANUAL = Manual(
    code="OKR101",
    level="warning",
    what="An objective without key results (`type: goal` needs none).",
    why="Without a key result nobody can say whether it was reached. Two to five say how one would know; a lasting aim above"
    " the objectives is a `type: goal`.",
    source="Doerr, Measure What Matters: an objective is what, key results are how one knows; Castro advises two to five",
    bad="""\
# cycles/2026-Q4/objectives/month-end.yaml
title: Month-end stops hurting
""",
    good="""\
# cycles/2026-Q4/objectives/month-end.yaml
title: Month-end stops hurting
key_results:
  days:
    title: Days until the books are closed
    start: 9
    target: 3
""",
)


def check(case: Case) -> Iterator[Remark]:
    """Every active objective that has none, or whose are all cancelled or deferred."""
    for goal in case.goals():
        objective = goal.objective
        if objective.type == "goal" or goal.key_results or objective.progress_from != "key_results":
            continue
        if case.is_whole(goal.ref):
            left = " that is not cancelled or deferred" if objective.key_results else ""
            message = f"{quoted(objective.title)} has no key result{left}: nobody will know whether it was reached"
            help_ = f'okrctl new kr {goal.ref} "…", or type: goal for a lasting aim'
            yield Remark(file=goal.ref, keys=("title",), message=message, help=help_)
