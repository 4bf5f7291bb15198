"""OKR106: the same title twice in one cycle and team."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from okrctl.lint.case import Beside, Case, Goal, Remark
from okrctl.lint.manual import Manual
from okrctl.lint.wording import quoted

_FIRST = """\
# cycles/2026-Q4/objectives/month-end.yaml
title: Month-end stops hurting
key_results:
  days: {title: Days until the books are closed, start: 9, target: 3}
"""

MANUAL = Manual(
    code="OKR106",
    level="warning",
    what="The same title twice in one cycle and team.",
    why="Two goals of one name are one goal written twice, or two that people will confuse in every meeting.",
    source="Viva Goals took title, owner and period as a goal's identity",
    bad=_FIRST
    + """\
# cycles/2026-Q4/objectives/month-end-again.yaml
title: Month-end stops hurting
key_results:
  late: {title: Invoices booked late, start: 40, target: 5}
""",
    good=_FIRST
    + """\
# cycles/2026-Q4/objectives/suppliers.yaml
title: Suppliers are paid on the day
key_results:
  late: {title: Invoices booked late, start: 40, target: 5}
""",
)


def check(case: Case) -> Iterator[Remark]:
    """Every later one, with the place of the first."""
    first: dict[tuple[str, str, str], Goal] = {}
    for goal in case.goals(drafts=True):
        key = (goal.cycle.id, goal.objective.team or " ".join(goal.objective.owner), _folded(goal.objective.title))
        other = first.setdefault(key, goal)
        if other is not goal:
            message = f"{quoted(goal.objective.title)} is the title of {other.ref} too"
            beside = Beside(file=other.ref, keys=("title",), message="the first one")
            help_ = "merge them, or say what makes them different"
            yield Remark(file=goal.ref, keys=("title",), message=message, help=help_, related=(beside,))


def _folded(title: str) -> str:
    """The title without what the eye overlooks: case, spaces, and how accents are stored."""
    return " ".join(unicodedata.normalize("NFKC", title).casefold().split())
