"""OKR105: an objective below the first level that supports nothing."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.alignment import supports_nothing
from okrctl.lint.case import Case, Remark
from okrctl.lint.manual import Manual
from okrctl.lint.wording import quoted

_SETTINGS = """\
# okrctl.yaml
format: 1
teams:
  finance: {name: Finance}
"""
_COMPANY = """\
# cycles/2026/objectives/calm-company.yaml
title: Grow up without losing our calm
type: goal
level: company
owner: the founder
"""
_TEAM = """\
# cycles/2026-Q4/objectives/month-end.yaml
title: Month-end stops hurting
level: team
team: finance
owner: the head of finance
"""
_REST = """\
key_results:
  days: {title: Days until the books are closed, start: 9, target: 3}
"""

MANUAL = Manual(
    code="OKR105",
    level="advice",
    what="An objective below the first level that supports nothing (silent without `teams`).",
    why="A parent says whom it helps. Good work that serves nothing written down is either a sign that something is missing"
    " above, or work for another quarter. Not every objective needs a parent; silence the line with the reason.",
    source="Perdoo and Viva Goals remind of it; whatmatters.com: alignment is a network, not a cascade",
    bad=_SETTINGS + _COMPANY + _TEAM + _REST,
    good=_SETTINGS + _COMPANY + _TEAM + "parent: 2026/calm-company\n" + _REST,
)


def check(case: Case) -> Iterator[Remark]:
    """Every active one."""
    for goal in case.goals():
        if supports_nothing(goal.objective, case.workspace.settings) and case.is_whole(goal.ref):
            message = f"{quoted(goal.objective.title)} supports nothing"
            help_ = "add parent: what it helps, as 2026/double-the-business"
            yield Remark(file=goal.ref, keys=("title",), message=message, help=help_)
