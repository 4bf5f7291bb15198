"""OKR103: more than five active objectives of one team or person in one cycle."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.lint.case import Case, Goal, Remark
from okrctl.lint.manual import Manual

MOST = 5
_SIX = "".join(
    f"""\
# cycles/2026-Q4/objectives/{name}.yaml
title: {title}
team: growth
key_results:
  measure: {{title: {measure}, start: 9, target: 3}}
"""
    for name, title, measure in (
        ("month-end", "Month-end stops hurting", "Days until the books are closed"),
        ("first-month", "The first month feels like coming home", "Questions of a new customer"),
        ("support", "People hang up lighter than they called", "Hours until the first reply"),
        ("calm", "Nights belong to sleep", "Alarms at night each month"),
        ("prices", "Everybody understands our prices", "Questions about an invoice each week"),
        ("offices", "Accountants bring their clients along", "Weeks until an office signs"),
    )
)
_TEAM = "# okrctl.yaml\nformat: 1\nteams:\n  growth: {name: Growth}\n"

MANUAL = Manual(
    code="OKR103",
    level="warning",
    what="More than five active objectives of one team or person in one cycle.",
    why="Focus is what the method is for: every objective beyond the first few takes from the others. Defer some"
    " (`state: deferred`), or make them key results of one larger aim.",
    source="Doerr, Measure What Matters: three to five objectives per cycle; Wodtke, Radical Focus: one",
    bad=_TEAM + _SIX.replace("team: growth", "team: growth\nowner: the head of growth"),
    good=_TEAM
    + _SIX.replace("team: growth", "team: growth\nowner: the head of growth")
    .replace("title: Weeks until an office signs", "title: Weeks until an office signs")
    .replace(
        "title: Accountants bring their clients along", "title: Accountants bring their clients along\nstate: deferred"
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Each team and person with too many, at the first objective too many; who leads all of a team's is not told twice."""
    told: set[tuple[str, ...]] = set()
    for (_, who), goals in _by_holder(case).items():
        refs = tuple(goal.ref for goal in goals)
        if len(goals) > MOST and refs not in told:
            told.add(refs)
            first_too_many = goals[MOST]
            names = ", ".join(goal.id for goal in goals)
            message = f"{who} has {len(goals)} active objectives in {first_too_many.cycle.id}: {names}"
            help_ = f"more than {MOST} have no focus; defer some (state: deferred)"
            yield Remark(file=first_too_many.ref, keys=("title",), message=message, help=help_)


def _by_holder(case: Case) -> dict[tuple[str, str], list[Goal]]:
    """The objectives by cycle and holder; where nobody is named, one person holds all."""
    held: dict[tuple[str, str], list[Goal]] = {}
    for goal in case.goals():
        objective = goal.objective
        if objective.type == "goal":
            continue
        holders = [f"team {objective.team}"] if objective.team else []
        holders += objective.owner[:1]
        if not holders and case.is_of_one_person:
            holders = ["one person"]
        for holder in holders:
            held.setdefault((goal.cycle.id, holder), []).append(goal)
    return held
