"""OKR102: more than five key results."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.lint.case import Case, Remark
from okrctl.lint.manual import Manual

MOST = 5

MANUAL = Manual(
    code="OKR102",
    level="warning",
    what="More than five key results under one objective.",
    why="What has six measures has no direction: each gets a sixth of the attention. Keep those that would convince a stranger,"
    " and watch the rest as KPIs.",
    source="Doerr, Measure What Matters: three to five key results per objective",
    bad="""\
# cycles/2026-Q4/objectives/first-month.yaml
title: The first month feels like coming home
key_results:
  activation: {title: New customers who send an invoice in a week, unit: "%", start: 52, target: 70}
  cancels: {title: Customers who cancel in their first month, unit: "%", start: 9, target: 4}
  imports: {title: New customers who import their contacts, unit: "%", start: 30, target: 60}
  logins: {title: New customers who log in twice a week, unit: "%", start: 40, target: 65}
  colleagues: {title: New customers with a second user, unit: "%", start: 18, target: 30}
  questions: {title: Questions of a new customer, start: 6, target: 3}
""",
    good="""\
# cycles/2026-Q4/objectives/first-month.yaml
title: The first month feels like coming home
key_results:
  activation: {title: New customers who send an invoice in a week, unit: "%", start: 52, target: 70}
  cancels: {title: Customers who cancel in their first month, unit: "%", start: 9, target: 4}
  questions: {title: Questions of a new customer, start: 6, target: 3}
""",
)


def check(case: Case) -> Iterator[Remark]:
    """Every objective with more, at the first one too many."""
    for goal in case.goals():
        key_results = goal.key_results
        if len(key_results) > MOST:
            message = f"{len(key_results)} key results; with more than {MOST} none gets attention"
            help_ = "keep those that would convince a stranger; watch the others as kpis:"
            yield Remark(file=goal.ref, keys=key_results[MOST].keys, on_key=True, message=message, help=help_)
