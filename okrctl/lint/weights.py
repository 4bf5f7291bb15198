"""OKR033: weights that are negative (found by the types) or all zero (found here)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from okrctl.core.finding import KeyPath
from okrctl.lint.case import Case, Remark
from okrctl.lint.manual import Manual

MANUAL = Manual(
    code="OKR033",
    level="error",
    what="A negative weight; a warning where all weights beside one another are 0.",
    why="Weights are relative: 2 counts twice as much as 1, and 0 is shown without counting. A negative one would turn success"
    " into failure, and where all are 0 there is nothing left to take a mean of.",
    bad="""\
# cycles/2026-Q4/objectives/month-end.yaml
title: Month-end stops hurting
key_results:
  days:
    title: Days until the books are closed
    start: 9
    target: 3
    weight: -1
  questions:
    title: Questions of the auditor
    kind: at_most
    target: 5
""",
    good="""\
# cycles/2026-Q4/objectives/month-end.yaml
title: Month-end stops hurting
key_results:
  days:
    title: Days until the books are closed
    start: 9
    target: 3
    weight: 2
  questions:
    title: Questions of the auditor
    kind: at_most
    target: 5
""",
)


def check(case: Case) -> Iterator[Remark]:
    """Each group of key results, parts or steps that has weights, all of them 0."""
    for goal in case.goals(drafts=True):
        own = goal.key_results
        if case.is_whole(goal.ref):
            yield from _all_zero(goal.ref, ("key_results",), [m.key_result.weight for m in own])
        for measure in goal.measures:
            key_result = measure.key_result
            yield from _all_zero(goal.ref, (*measure.keys, "parts"), [p.weight for p in key_result.parts.values()])
            yield from _all_zero(goal.ref, (*measure.keys, "steps"), [s.weight for s in key_result.steps.values()])


def _all_zero(file: str, keys: KeyPath, weights: Sequence[Decimal]) -> Iterator[Remark]:
    if weights and not any(weights):
        what = "weight is" if len(weights) == 1 else f"{len(weights)} weights are"
        message = f"the {what} 0: nothing is left to score"
        help_ = "give one of them a weight above 0"
        yield Remark(file=file, keys=keys, on_key=True, message=message, help=help_, level="warning")
