"""OKR202: a metric without the value it starts from."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.lint.case import Case, Remark
from okrctl.lint.manual import Manual
from okrctl.lint.wording import quoted

MANUAL = Manual(
    code="OKR202",
    level="warning",
    what="A metric with a target and no `start`: nobody will know how far it came.",
    why="Progress is the way from start to target; without a start it is counted from 0, and 40 of 45 looks like success"
    " though it began at 38. Write `start: 0` where it does begin at nothing, or measure first: `kind: baseline`.",
    source="Lamorte and Viva Goals know a key result of its own kind for finding the first number: the baseline",
    bad="""\
# cycles/2026-Q4/objectives/recommended.yaml
title: Become the tool that finance teams recommend
key_results:
  nps:
    title: Promoter score of finance users
    unit: points
    target: 45
""",
    good="""\
# cycles/2026-Q4/objectives/recommended.yaml
title: Become the tool that finance teams recommend
key_results:
  nps:
    title: Promoter score of finance users
    unit: points
    start: 31
    target: 45
""",
)


def check(case: Case) -> Iterator[Remark]:
    """Every such metric; one with a KPI starts where the KPI stands."""
    for goal in case.goals():
        for measure in goal.measures:
            own = measure.key_result
            if own.effective_kind == "metric" and own.target is not None and own.start is None and not own.kpi:
                message = f"{quoted(own.title)} has no start: it counts from 0"
                help_ = "add start: the value today (0 where it begins at nothing), or kind: baseline to find it"
                yield Remark(file=goal.ref, keys=(*measure.keys, "target"), message=message, help=help_)
