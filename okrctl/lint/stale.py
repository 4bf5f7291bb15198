"""OKR402: no update within the cadence and its grace."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.scoring.scores import KeyResultScore
from okrctl.lint.case import Case, Remark, keys_of, leaves
from okrctl.lint.manual import MID_QUARTER, Manual
from okrctl.lint.nothing_recorded import is_silent
from okrctl.lint.wording import quoted

_GOAL = """\
# cycles/2026-Q4/objectives/month-end.yaml
title: Month-end stops hurting
key_results:
  days: {title: Days until the books are closed, start: 9, target: 3}
"""
_CHECK_IN = """\
# cycles/2026-Q4/checkins/2026-11/{day}-ana-k7f3q2m9.yaml
date: {day}
by: ana
updates:
  month-end/days: {{value: 6}}
"""

MANUAL = Manual(
    code="OKR402",
    level="warning",
    what="Stale: a key result without an update within the cadence and its grace (`checkins` in okrctl.yaml).",
    why="An old number looks as sure as a new one. Say that nothing moved, too: a note with the same value is an update.",
    source="Perdoo, Tability and Viva Goals call such a result outdated",
    bad=_GOAL + _CHECK_IN.format(day="2026-11-02"),
    good=_GOAL + _CHECK_IN.format(day="2026-11-20"),
    as_of=MID_QUARTER,
)


def check(case: Case) -> Iterator[Remark]:
    """Every stale key result and part; what a KPI feeds is told of at the KPI."""
    for goal, score in case.scored_goals():
        if is_silent(score, case) or not case.has_all_check_ins(goal.cycle.id):
            continue
        for leaf in (leaf for key_result in score.key_results for leaf in leaves(key_result)):
            if "stale" in leaf.flags and leaf.key_result.kpi not in case.workspace.kpis:
                message = f"{quoted(leaf.key_result.title)} has had no update {_since(leaf, case)}"
                help_ = f"okrctl checkin {leaf.ref.partition('/')[2]} VALUE, or -m that nothing moved"
                yield Remark(file=goal.ref, keys=keys_of(leaf.ref), on_key=True, message=message, help=help_)


def _since(leaf: KeyResultScore, case: Case) -> str:
    if leaf.last_update:
        return f"for {(case.as_of - leaf.last_update).days} days"
    return f"since its start on {leaf.window.start}" if leaf.window else "yet"
