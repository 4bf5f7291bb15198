"""`okrctl retro`: what a cycle taught."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands import _completion
from okrctl.commands._context import Context
from okrctl.commands._options import Team

NAME = "retro"
GROUP = "Review"
EXAMPLES = ("okrctl retro", "okrctl retro --team growth", "okrctl retro --json")


def retro(
    context: Context,
    cycle: Annotated[
        str | None,
        typer.Argument(
            metavar="[CYCLE]",
            help="the cycle to look back on; the last one that is over if absent",
            autocompletion=_completion.cycles,
        ),
    ] = None,
    team: Team = None,
) -> None:
    """What did we learn?

    Were aspirations too easy or too hard, which commitments were missed and why, how regular were the check-ins, which
    KPIs are worth keeping, what did earlier cycles teach; and from 20 results on, how well confidence foretold them.
    """
    from okrctl.commands import _filters, _findings
    from okrctl.render.terminal.retro import terminal_retro
    from okrctl.report.retro import retro as retro_report

    loaded = context.load()
    _filters.check(loaded.workspace, team=team)
    built = retro_report.build(
        loaded.workspace,
        cycle if cycle is not None else retro_report.cycle_to_look_back_on(loaded.workspace, context.as_of),
        context.as_of,
        team=team,
        complete=loaded.complete,
        findings=_findings.counts(loaded),
    )
    if context.json:
        context.emit_json("okrctl.retro/1", built)
    else:
        context.emit(terminal_retro(built, context.style))
