"""`okrctl set`: other values for the fields of a goal, a card or a cycle, in place, with the reason beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from okrctl.commands._context import Context
from okrctl.commands._options import Commit, Day, DryRun, Ref

if TYPE_CHECKING:
    from okrctl.core import address
    from okrctl.core.changes.changes import AddDecision
    from okrctl.storage.loading import Loaded

NAME = "set"
GROUP = "Plan"
EXAMPLES = (
    'okrctl set win-finance/referrals target=14 --why "Two partners start in January only"',
    "okrctl set win-finance owner=ana,mara due=",
    'okrctl set kpis/churn bands.green="<= 1.5"',
)


def set(  # noqa: A001 - the command's name
    context: Context,
    ref: Ref,
    fields: Annotated[
        list[str],
        typer.Argument(metavar="KEY=VALUE…", help="target=50, owner=ana,bo, bands.green='>= 40'; due= removes it"),
    ],
    why: Annotated[
        str | None,
        typer.Option("--why", metavar="TEXT", help="the reason, noted among the decisions of the goal or KPI"),
    ] = None,
    date: Day = None,
    dry_run: DryRun = False,
    commit: Commit = False,
) -> None:
    """How do I change a goal, a KPI or a cycle?

    Touches only the characters that change; comments, order and style of the file stay. A value without anything removes
    the field.
    """
    from okrctl.commands import _lookup, _setting, _writing
    from okrctl.core.changes.changes import Several

    loaded = context.load()
    found = _lookup.find(loaded, ref, context.as_of)
    change = _setting.change_of(loaded, found, fields, context.as_of)
    decision = _decision(context, loaded, found, why, date) if why is not None else None
    changes = tuple(one for one in (change, decision) if one)
    if not changes:
        _writing.say_unchanged(context, str(found))
        return
    _writing.carry_out(
        context,
        loaded,
        Several(changes),
        ref=str(found),
        id=str(found).rpartition("/")[2],
        dry_run=dry_run,
        commit=commit,
    )


def _decision(context: Context, loaded: Loaded, found: address.Ref, why: str, day: str | None) -> AddDecision:
    """The decision, noted with the objective or the KPI. Raises UsageError for a cycle, which has none."""
    from okrctl.core.changes.changes import AddDecision
    from okrctl.core.errors import UsageError
    from okrctl.core.objective import Decision

    if found.kind == "cycle":
        raise UsageError("a cycle has no decisions", help="note it with one of its objectives, or leave out --why")
    if not why.strip():
        raise UsageError("--why says nothing", help="say in a few words why, or leave it out")
    entity = f"{found.cycle}/{found.objective}" if found.objective else str(found)
    return AddDecision(entity, Decision(date=context.day(day), by=context.identity(loaded), text=why.strip()))
