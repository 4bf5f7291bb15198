"""OKR404: the first confidence of an aspiration is too high, or too low."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from okrctl.core.number import shown
from okrctl.core.scoring.scores import KeyResultScore
from okrctl.core.scoring.statuses import RUNNING
from okrctl.lint.case import Case, Remark, keys_of
from okrctl.lint.manual import MID_QUARTER, Manual
from okrctl.lint.wording import quoted

TOO_SAFE, TOO_WILD = Decimal("0.8"), Decimal("0.2")

_GOAL = """\
# cycles/2026-Q4/objectives/month-end.yaml
title: Month-end stops hurting
key_results:
  days: {title: Days until the books are closed, start: 9, target: 3}
"""
_CHECK_IN = """\
# cycles/2026-Q4/checkins/2026-11/2026-11-20-ana-k7f3q2m9.yaml
date: 2026-11-20
by: ana
updates:
  month-end/days: {value: 8, confidence: %s}
"""

MANUAL = Manual(
    code="OKR404",
    level="advice",
    what="The first confidence of an aspiration is above 8 of 10 (too safe) or below 2 of 10.",
    why="An aspiration begins as an even bet. Nearly sure at the start means the target asks for nothing new; nearly hopeless"
    " means nobody will try. Move the target, or call it a commitment (`type: committed`).",
    source="Wodtke, Radical Focus: begin at 5 of 10; 10 is sandbagging, 1 will never happen",
    bad=_GOAL + _CHECK_IN % "0.9",
    good=_GOAL + _CHECK_IN % "0.5",
    as_of=MID_QUARTER,
)


def check(case: Case) -> Iterator[Remark]:
    """Every running key result of an aspiration that began so."""
    for goal, score in case.scored_goals():
        if goal.objective.type != "aspirational":
            continue
        for one in score.key_results:
            first = _first(one)
            if first is not None and one.status in RUNNING and not TOO_WILD <= first <= TOO_SAFE:
                scale = case.workspace.settings.confidence_scale
                message = f"{quoted(one.key_result.title)} began with a confidence of {shown(first * scale)} of {scale}"
                if first > TOO_SAFE:
                    help_ = "an aspiration begins near half: aim higher, or write type: committed"
                else:
                    help_ = "an aspiration begins near half: aim where somebody believes in it"
                yield Remark(file=goal.ref, keys=keys_of(one.ref), on_key=True, message=message, help=help_)


def _first(one: KeyResultScore) -> Decimal | None:
    given = (entry.update.confidence for entry in one.entries if entry.update.confidence is not None)
    return next(given, None)
