"""OKR405: a commitment that its own people doubt."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.number import shown
from okrctl.lint.case import Case, Remark, keys_of
from okrctl.lint.manual import MID_QUARTER, Manual
from okrctl.lint.wording import quoted

_GOAL = """\
# cycles/2026-Q4/objectives/month-end.yaml
title: Month-end stops hurting
type: committed
key_results:
  days: {title: Days until the books are closed, start: 9, target: 3}
"""
_CHECK_IN = """\
# cycles/2026-Q4/checkins/2026-11/2026-11-20-ana-k7f3q2m9.yaml
date: 2026-11-20
by: ana
updates:
  month-end/days: {value: 6, confidence: %s}
"""

MANUAL = Manual(
    code="OKR405",
    level="warning",
    what="A commitment with a confidence below 5 of 10.",
    why="A commitment is a promise that others build on. When it is in doubt they should hear it now, not at the end: ask for"
    " help, or agree on less, with a line under `decisions`.",
    source="Google's OKR playbook: escalate promptly when a committed key result is in doubt",
    bad=_GOAL + _CHECK_IN % "0.3",
    good=_GOAL + _CHECK_IN % "0.7",
    as_of=MID_QUARTER,
)


def check(case: Case) -> Iterator[Remark]:
    """Every key result of a commitment whose latest confidence is that low."""
    for goal, score in case.scored_goals():
        for one in score.key_results:
            latest = one.confidence.latest
            if "low_confidence" in one.flags and latest is not None:
                scale = case.workspace.settings.confidence_scale
                said = shown(latest * scale, 1)
                message = f"{quoted(one.key_result.title)} is a commitment with a confidence of {said} of {scale}"
                help_ = "say so to those who build on it; ask for help, or agree on less and note it under decisions:"
                yield Remark(file=goal.ref, keys=keys_of(one.ref), on_key=True, message=message, help=help_)
