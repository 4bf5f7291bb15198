"""`okrctl new objective`: a new objective as a file of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from okrctl.commands._context import Context
from okrctl.commands._options import Commit, CycleOption, DryRun

if TYPE_CHECKING:
    from okrctl.core.objective import KeyResult, Objective
    from okrctl.storage.loading import Loaded

NAME = "new objective"
GROUP = "Plan"
EXAMPLES = (
    'okrctl new objective "Delight our first customers" --kr "Lift the promoter score: 31 -> 45 points"',
    'okrctl new objective "Ship on time" --type committed --owner bo --kr "Releases: 2 per month" --kr "Rollbacks: <= 1"',
)


def new_objective(
    context: Context,
    title: Annotated[
        str | None, typer.Argument(metavar="[TITLE]", help="what is to be reached; asked for where it is left out")
    ] = None,
    id: Annotated[str | None, typer.Option("--id", metavar="ID", help="its id; made from the title if absent")] = None,
    cycle: CycleOption = None,
    owner: Annotated[
        list[str] | None, typer.Option("--owner", metavar="PERSON", help="who is accountable; may be repeated")
    ] = None,
    team: Annotated[str | None, typer.Option("--team", metavar="TEAM", help="the team that carries it")] = None,
    level: Annotated[
        str | None, typer.Option("--level", metavar="LEVEL", help="company, department, team or individual")
    ] = None,
    parent: Annotated[
        list[str] | None, typer.Option("--parent", metavar="REF", help="what it supports; may be repeated")
    ] = None,
    type: Annotated[
        str, typer.Option("--type", metavar="TYPE", help="aspirational, committed or goal")
    ] = "aspirational",
    why: Annotated[str | None, typer.Option("--why", metavar="TEXT", help="why it matters now")] = None,
    kr: Annotated[
        list[str] | None,
        typer.Option(
            "--kr",
            metavar='"TITLE: MEASURE"',
            help="a key result, such as 31 -> 45 points, >= 99.9 %, <= 12 days, 20..30, +20% from 5000, 10 per month, done; may be repeated",
        ),
    ] = None,
    dry_run: DryRun = False,
    commit: Commit = False,
) -> None:
    """How do I write down a new goal?

    Makes cycles/CYCLE/objectives/ID.yaml with the key results given, in the current quarter unless a cycle is named.
    """
    from okrctl.commands import _asking, _first_finding, _new, _writing
    from okrctl.core.changes.changes import AddObjective
    from okrctl.core.typed import key_result_from

    loaded = context.load()
    asked = title is None
    title = _asking.answer(context, title, "Title of the objective", flag="TITLE")
    measures = kr or (
        _asking.several(context, "Key result, such as Lift the score: 31 -> 45 points", key_result_from)
        if asked
        else []
    )
    cycle_id = _new.cycle_for(context, loaded, cycle)
    objective = _objective(context, loaded, title, owner, team, level, parent, type, why, measures)
    objective_id = _new.free_id(id, title, "objective", _new.taken_objectives(loaded, cycle_id))
    change = AddObjective(cycle_id, objective_id, objective)
    ref = f"{cycle_id}/{objective_id}"
    _writing.carry_out(context, loaded, change, ref=ref, id=objective_id, dry_run=dry_run, commit=commit)
    if not dry_run:
        _first_finding.say(context, loaded.root, ref)


def _objective(
    context: Context,
    loaded: Loaded,
    title: str,
    owner: list[str] | None,
    team: str | None,
    level: str | None,
    parent: list[str] | None,
    kind: str,
    why: str | None,
    measures: list[str],
) -> Objective:
    from okrctl.commands import _lookup, _new
    from okrctl.core.objective import Objective

    parents = tuple(str(_lookup.find(loaded, one, context.as_of)) for one in parent or ())
    return Objective(
        title=_new.title(title),
        why=why,
        type=_new.one_of(kind, ("aspirational", "committed", "goal"), "--type"),  # type: ignore[arg-type]
        level=_new.level(loaded, level),
        team=_new.team(loaded, team),
        owner=_new.owners(loaded, owner),
        parent=parents,
        key_results=_key_results(measures),
    )


def _key_results(measures: list[str]) -> dict[str, KeyResult]:
    from okrctl.commands import _new
    from okrctl.core.typed import key_result_from

    key_results: dict[str, KeyResult] = {}
    for text in measures:
        title, key_result = key_result_from(text)
        _new.title(title)
        key_results[_new.free_id(None, title, "key-result", key_results)] = key_result
    return key_results
