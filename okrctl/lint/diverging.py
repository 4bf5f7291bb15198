"""OKR406: reported on track while the value stands still."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from okrctl.core.number import half_up
from okrctl.lint.case import Case, Remark, keys_of
from okrctl.lint.manual import MID_QUARTER, Manual
from okrctl.lint.wording import quoted

_GOAL = """\
# cycles/2026-Q4/objectives/month-end.yaml
title: Month-end stops hurting
key_results:
  days: {title: Days until the books are closed, start: 9, target: 3}
"""
_CHECK_IN = """\
# cycles/2026-Q4/checkins/2026-11/2026-11-{day}-ana-k7f3q2m{day}.yaml
date: 2026-11-{day}
by: ana
updates:
  month-end/days: {{value: 9, status: {status}}}
"""

MANUAL = Manual(
    code="OKR406",
    level="advice",
    what="Diverging: three equal values, each reported on track, while the gap is beyond `on_track_within`.",
    why="Word and number tell two stories. Perhaps the number comes late (then a `plan` says so), perhaps hope is reported.",
    source="OpenOKR and the green-bar trap: a green status never hides a value that does not move",
    bad=_GOAL
    + "".join(_CHECK_IN.format(day=day, status="on_track") for day in (6, 13, 20)).replace("2026-11-6", "2026-11-06"),
    good=_GOAL
    + "".join(_CHECK_IN.format(day=day, status="behind") for day in (6, 13, 20)).replace("2026-11-6", "2026-11-06"),
    as_of=MID_QUARTER,
)


def check(case: Case) -> Iterator[Remark]:
    """Every key result that carries the flag."""
    for goal, score in case.scored_goals():
        for one in score.key_results:
            if "diverging" in one.flags:
                points = half_up(one.gap or Fraction(0), 0)
                message = (
                    f"{quoted(one.key_result.title)} is reported on track, stands still, and is {points} points behind"
                )
                help_ = "report it as it is, or add a plan: if the value comes late"
                yield Remark(file=goal.ref, keys=keys_of(one.ref), on_key=True, message=message, help=help_)
