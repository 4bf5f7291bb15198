"""OKR201: a key result with neither kind nor target."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.lint.case import Case, Remark
from okrctl.lint.manual import Manual
from okrctl.lint.wording import quoted

MANUAL = Manual(
    code="OKR201",
    level="warning",
    what="A key result with neither kind nor target: nothing to score.",
    why="It counts as no data, for ever. Give it a number, or a kind that needs none: `milestone` (done or not), `score`"
    " (a judgement from 0 to 1), `baseline` (measure it once, to find the number).",
    source='Marissa Mayer: "It\'s not a key result unless it has a number"; Grove took done-or-not as well',
    bad="""\
# cycles/2026-Q4/objectives/month-end.yaml
title: Month-end stops hurting
key_results:
  known:
    title: Colleagues know what we are working on
""",
    good="""\
# cycles/2026-Q4/objectives/month-end.yaml
title: Month-end stops hurting
key_results:
  known:
    title: Colleagues know what we are working on
    kind: score
    scoring:
      0.3: They ask us each time
      0.7: They know our three topics of the month
""",
)


def check(case: Case) -> Iterator[Remark]:
    """Every key result and part without either."""
    for goal in case.goals():
        for measure in goal.measures:
            if measure.key_result.is_unmeasured:
                message = f"{quoted(measure.key_result.title)} has neither kind nor target: there is nothing to score"
                help_ = "add target: …, or kind: milestone, score or baseline"
                yield Remark(file=goal.ref, keys=measure.keys, on_key=True, message=message, help=help_)
