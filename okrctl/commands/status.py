"""`okrctl status`: the check-ins one owes, and what needs attention."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from okrctl.commands._context import Context
from okrctl.commands._options import FailOn, Team

if TYPE_CHECKING:
    from okrctl.storage.loading import Loaded

NAME = "status"
GROUP = "Weekly"
EXAMPLES = (
    "okrctl status",
    "okrctl status --mine --as ana",
    "okrctl status --due --team growth",
)


def status(
    context: Context,
    mine: Annotated[bool, typer.Option("--mine", help="only what is mine")] = False,
    team: Team = None,
    due: Annotated[bool, typer.Option("--due", help="only the check-ins that are due, those of others too")] = False,
    fail_on: FailOn = None,
) -> int:
    """What do I owe, and what needs attention?

    It looks at every cycle that runs. Whoever is known, see --as, comes first.
    """
    from okrctl.commands import _filters, _findings
    from okrctl.render.terminal.status import terminal_status
    from okrctl.report import status as status_report

    _findings.check_fail_on(fail_on or [])
    loaded = context.load()
    _filters.check(loaded.workspace, team=team)
    built = status_report.build(
        loaded.workspace,
        context.identity(loaded) if mine else _known(context, loaded),
        context.as_of,
        mine=mine,
        team=team,
        complete=loaded.complete,
        findings=_findings.counts(loaded),
    )
    if context.json:
        context.emit_json("okrctl.status/1", built)
    else:
        context.emit(terminal_status(built, context.style, only_due=due))
    return int(
        _findings.fails(fail_on or [], built.objectives, built.kpis, complete=built.complete, findings=built.findings)
    )


def _known(context: Context, loaded: Loaded) -> str | None:
    """Who is typing, None where nothing says so: then nobody comes first."""
    from okrctl.core.errors import UsageError

    try:
        return context.identity(loaded)
    except UsageError:
        return None
