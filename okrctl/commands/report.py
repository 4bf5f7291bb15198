"""`okrctl report`: how a cycle stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from okrctl.commands._context import Context
from okrctl.commands._options import CycleOption, FailOn, Force, Level, Output, Owner, Quarter, Team

if TYPE_CHECKING:
    from okrctl.core.model import Workspace

NAME = "report"
GROUP = "Review"
EXAMPLES = (
    "okrctl report --quarter",
    "okrctl report --quarter last --team growth",
    "okrctl report --fail-on at_risk --json",
)

ENDINGS = {"json": "json"}
"""The format that a file's name asks for."""


def report(
    context: Context,
    quarter: Quarter = None,
    cycle: CycleOption = None,
    team: Team = None,
    owner: Owner = None,
    level: Level = None,
    format: Annotated[str | None, typer.Option("--format", metavar="FORMAT", help="table or json")] = None,
    output: Output = None,
    force: Force = False,
    fail_on: FailOn = None,
) -> int:
    """How is the quarter?

    The cycle is the one that --quarter or --cycle names, else the shortest that is not closed and contains as-of.
    """
    from okrctl.commands import _filters, _findings, _output
    from okrctl.render import drawing
    from okrctl.render.style import Style
    from okrctl.report import cycle as cycle_report

    name = _format(context, format, output)
    _findings.check_fail_on(fail_on or [])
    loaded = context.load()
    _filters.check(loaded.workspace, team=team, owner=owner, level=level)
    chosen = _cycle(context, loaded.workspace, quarter, cycle)
    built = cycle_report.build(
        loaded.workspace,
        chosen,
        context.as_of,
        team=team,
        owner=owner,
        level=level,
        complete=loaded.complete,
        findings=_findings.counts(loaded),
    )
    if output is None:
        context.emit(str(drawing(name)(built, context.style)))
    else:
        drawn = drawing(name)(built, Style(unicode=context.style.unicode))
        _output.write(
            context, loaded.root, output, drawn, f"report of {built.cycle.title} on {built.as_of}", force=force
        )
    return int(
        _findings.fails(fail_on or [], built.objectives, built.kpis, complete=built.complete, findings=built.findings)
    )


def _format(context: Context, typed: str | None, output: str | None) -> str:
    """The format's name: as typed, JSON with `--json`, else what the file's name ends with, else the table.

    Raises UsageError for one that does not exist, and for one that only a file can hold.
    """
    from okrctl.core.errors import UsageError
    from okrctl.core.suggestion import did_you_mean
    from okrctl.render import FORMATS

    ending = (output or "").rpartition(".")[2].lower()
    name = typed or ("json" if context.json else ENDINGS.get(ending, "table"))
    if name not in FORMATS:
        raise UsageError(f'--format: "{name}" is none of {", ".join(FORMATS)}{did_you_mean(name, FORMATS)}')
    return name


def _cycle(context: Context, workspace: Workspace, quarter: str | None, cycle: str | None) -> str:
    """The id of the cycle that is asked for."""
    from okrctl.core.current_cycle import current_cycle
    from okrctl.core.errors import UsageError
    from okrctl.core.period import quarter_from

    if quarter is not None and cycle is not None:
        raise UsageError("--quarter and --cycle ask for two cycles", help="leave one of them out")
    if cycle is not None:
        return cycle
    if quarter is None:
        return current_cycle(workspace, context.as_of)
    return quarter_from(quarter or None, context.as_of, workspace.settings.fiscal_year_starts, workspace.cycles)
