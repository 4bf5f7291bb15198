"""`okrctl rename`: another id for an objective, a key result or a KPI, and for every mention of it."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands._context import Context
from okrctl.commands._options import Commit, DryRun, Ref

NAME = "rename"
GROUP = "Plan"
EXAMPLES = (
    "okrctl rename win-finance/referrals recommendations",
    "okrctl rename hire-well people-first --dry-run",
    "okrctl rename kpis/churn lost-customers",
)


def rename(
    context: Context,
    ref: Ref,
    new_id: Annotated[str, typer.Argument(metavar="ID", help="the new id: a-z, 0-9 and single hyphens")],
    dry_run: DryRun = False,
    commit: Commit = False,
) -> None:
    """How do I give something another id?

    Renames its file or key and every reference: parents, check-ins, readings, reviews. All or nothing; what an interrupted
    rename leaves is named by okrctl lint, and the same command again completes it.
    """
    from okrctl.commands import _lookup, _new, _writing
    from okrctl.core.changes.changes import Rename
    from okrctl.core.errors import UsageError
    from okrctl.core.fields import read_id

    loaded = context.load()
    found = _lookup.find(loaded, ref, context.as_of)
    if found.kind == "cycle":
        raise UsageError(f"{found} is a cycle; its id says its dates", help="okrctl set changes its title")
    change = Rename(found, str(_new.read(read_id, new_id.removeprefix("kpis/"), "ID")))
    if change.new == found:
        _writing.say_unchanged(context, str(found))
        return
    _writing.carry_out(context, loaded, change, ref=str(change.new), id=change.new_id, dry_run=dry_run, commit=commit)
