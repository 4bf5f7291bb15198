"""`okrctl retro`: what a cycle taught."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands import _completion
from okrctl.commands._context import Context
from okrctl.commands._options import Force, Output, PageFormat, Team

NAME = "retro"
GROUP = "Review"
EXAMPLES = ("okrctl retro", "okrctl retro --team growth", "okrctl retro --format html -o retro.html")


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
    format: PageFormat = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """What did we learn?

    Were aspirations too easy or too hard, which commitments were missed and why, how regular were the check-ins, which
    KPIs are worth keeping, what did earlier cycles teach; and from 20 results on, how well confidence foretold them.
    """
    from okrctl.commands import _filters, _findings, _pages
    from okrctl.render import RETRO_FORMATS
    from okrctl.report.retro import retro as retro_report

    name = _pages.format_of(context, format, output, RETRO_FORMATS)
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
    sentence = f"retrospective of {built.cycle.title} on {built.as_of}"
    _pages.publish(context, loaded.root, built, RETRO_FORMATS, name, output, sentence, force=force)
