"""OKR204: an objective of which every key result is a milestone."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.lint.case import Case, Remark
from okrctl.lint.manual import Manual

MANUAL = Manual(
    code="OKR204",
    level="warning",
    what="Every key result is a milestone: all output, no outcome.",
    why="Everything can be delivered and nothing be better. Add one measure of what the deliveries are for; if it moves only"
    " after the cycle, take an early sign of it.",
    source="Castro tells value-based from activity-based key results; Google's playbook asks for outcomes",
    bad="""\
# cycles/2026-Q4/objectives/recommended.yaml
title: Become the tool that finance teams recommend
key_results:
  brief: {title: Partner brief is agreed, kind: milestone}
  live: {title: Partner programme is live, kind: milestone}
""",
    good="""\
# cycles/2026-Q4/objectives/recommended.yaml
title: Become the tool that finance teams recommend
key_results:
  live: {title: Partner programme is live, kind: milestone}
  nps: {title: Promoter score of finance users, unit: points, start: 31, target: 45}
""",
)


def check(case: Case) -> Iterator[Remark]:
    """Every such objective; goals are above outcomes."""
    for goal in case.goals():
        kinds = {measure.key_result.effective_kind for measure in goal.key_results}
        if kinds == {"milestone"} and goal.objective.type != "goal" and case.is_whole(goal.ref):
            message = "every key result is a milestone: all of it can be done and nothing be better"
            help_ = "add one measure of what they are for"
            yield Remark(file=goal.ref, keys=("key_results",), on_key=True, message=message, help=help_)
