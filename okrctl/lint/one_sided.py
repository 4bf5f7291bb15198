"""OKR305: key results that are all lagging, or all leading."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.lint.case import Case, Measure, Remark
from okrctl.lint.manual import Manual

_GOAL = """\
# cycles/2026-Q4/objectives/first-month.yaml
title: The first month feels like coming home
key_results:
  cancels:
    title: Customers who cancel in their first month
    unit: "%"
    start: 9
    target: 4
    leading_or_lagging: lagging
"""
_OTHER = """\
  activation:
    title: New customers who send an invoice in a week
    unit: "%"
    start: 52
    target: 70
    leading_or_lagging: {tag}
"""

MANUAL = Manual(
    code="OKR305",
    level="advice",
    what="All key results lagging or all leading, where they are tagged.",
    why="A lagging measure tells too late to do anything about it, a leading one does not tell whether it worked. One of each"
    " shows the way and the arrival.",
    source="whatmatters.com advises a mix of leading and lagging measures",
    bad=_GOAL + _OTHER.format(tag="lagging"),
    good=_GOAL + _OTHER.format(tag="leading"),
)


def check(case: Case) -> Iterator[Remark]:
    """Every objective with two or more key results, all tagged alike; one with a KPI may be tagged on the card."""
    for goal in case.goals():
        key_results = goal.key_results
        tags = {_tag(case, measure) for measure in key_results}
        if len(key_results) > 1 and len(tags) == 1 and None not in tags and case.is_whole(goal.ref):
            tag = tags.pop()
            message = f"every key result is {tag}"
            missing = "an early sign of it" if tag == "lagging" else "the outcome they are for"
            yield Remark(file=goal.ref, keys=("key_results",), on_key=True, message=message, help=f"add {missing}")


def _tag(case: Case, measure: Measure) -> str | None:
    kpi = case.workspace.kpis.get(measure.key_result.kpi or "")
    return measure.key_result.leading_or_lagging or (kpi.leading_or_lagging if kpi else None)
