"""OKR104: no owner, or one who has left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from okrctl.core.finding import KeyPath
from okrctl.lint.case import Case, Goal, Remark
from okrctl.lint.manual import Manual
from okrctl.lint.wording import quoted

_PEOPLE = """\
# okrctl.yaml
format: 1
people:
  ana: {name: Ana Díaz}
  bo: {name: Bo Lind, left: 2026-09-30}
"""
_GOAL = """\
key_results:
  days:
    title: Days until the books are closed
    start: 9
    target: 3
"""
_PATH = "# cycles/2026-Q4/objectives/month-end.yaml\ntitle: Month-end stops hurting\n"

MANUAL = Manual(
    code="OKR104",
    level="warning",
    what="An objective without an owner (silent in a workspace of one person), or a goal whose owner has left.",
    why="What everybody owns nobody updates. One person is accountable; others may be named behind them.",
    source="GitLab's handbook: one directly responsible individual; whatmatters.com: one owner per goal",
    bad=_PEOPLE + _PATH + "owner: bo\n" + _GOAL,
    good=_PEOPLE + _PATH + "owner: ana\n" + _GOAL,
)


def check(case: Case) -> Iterator[Remark]:
    """Every active objective without an owner, and every owner of an open goal who has left."""
    for goal in case.goals(drafts=True):
        objective = goal.objective
        if (
            not objective.owner
            and objective.state == "active"
            and not case.is_of_one_person
            and case.is_whole(goal.ref)
        ):
            message = f"{quoted(objective.title)} has no owner"
            yield Remark(file=goal.ref, keys=("title",), message=message, help="add owner: the one who is accountable")
        yield from _gone(case, goal, ("owner",), objective.owner)
        for measure in goal.measures:
            yield from _gone(case, goal, (*measure.keys, "owner"), measure.key_result.owner)


def _gone(case: Case, goal: Goal, keys: KeyPath, owners: Sequence[str]) -> Iterator[Remark]:
    for index, owner in enumerate(owners):
        person = case.workspace.settings.people.get(owner)
        if person and person.left and person.left <= case.as_of:
            message = f"{person.name or owner} left on {person.left}"
            yield Remark(file=goal.ref, keys=(*keys, index), message=message, help="hand it to somebody else")
