"""OKR207: a quantity without a quality or guardrail beside it."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.objective import KeyResult
from okrctl.lint.case import Case, Remark
from okrctl.lint.manual import Manual
from okrctl.lint.wording import quoted

_COUNT = """\
# cycles/2026-Q4/objectives/readers.yaml
title: People come back to read us
key_results:
  posts:
    title: New posts
    kind: recurring
    target: 8
    per: month
"""

MANUAL = Manual(
    code="OKR207",
    level="advice",
    what="A quantity without a quality or guardrail beside it.",
    why="What is only counted gets done faster and worse. Put beside it what must not suffer: an `at_least` or `at_most`, a"
    " share, or a KPI that is watched (`kpis:`). Counted is a `recurring` result, and a number that rises from 0.",
    source="Grove, High Output Management: pair indicators, so that effect and counter-effect are measured; Doerr repeats it",
    bad=_COUNT,
    good=_COUNT
    + """\
  finished:
    title: Readers who reach the end of a post
    kind: at_least
    target: 40
    unit: "%"
""",
)


def check(case: Case) -> Iterator[Remark]:
    """Every objective of which all key results are counts, and which watches no KPI."""
    for goal in case.goals():
        key_results = goal.key_results
        all_counted = key_results and all(_is_counted(measure.key_result) for measure in key_results)
        if all_counted and not goal.objective.kpis and case.is_whole(goal.ref):
            first = key_results[0]
            message = f"{quoted(first.key_result.title)} counts how much, and nothing beside it watches how well"
            help_ = "add a key result of kind at_least or at_most, or kpis: what must not suffer"
            yield Remark(file=goal.ref, keys=first.keys, on_key=True, message=message, help=help_)


def _is_counted(key_result: KeyResult) -> bool:
    """Whether it counts things done: recurring, or a number that rises from 0 and is no share."""
    if key_result.kpi or key_result.unit == "%":
        return False
    if key_result.kind == "recurring":
        return True
    last = key_result.last_value
    return key_result.effective_kind == "metric" and key_result.start == 0 and last is not None and last > 0
