"""`okrctl import`: the goals that people have elsewhere, into files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from okrctl.commands._context import Context
from okrctl.commands._options import Commit, CycleOption, DryRun, Force

if TYPE_CHECKING:
    from okrctl.core.incoming.plan import Plan

NAME = "import"
GROUP = "In"
EXAMPLES = (
    "okrctl import data/goals.csv --dry-run",
    "okrctl import data/goals.csv --map note=Comment --rejects not-taken.csv",
    "okrctl import data/readings.csv --readings",
)


def import_(
    context: Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="CSV, XLSX, Markdown, a ZIP of Viva Goals, or an export")],
    preset: Annotated[
        str | None,
        typer.Option(
            "--preset",
            metavar="NAME",
            help="viva-goals, betterworks, peoplebox, culture-amp or table; told by the columns",
        ),
    ] = None,
    map: Annotated[
        list[str] | None,
        typer.Option(
            "--map", metavar="KEY=COLUMN", help="what a column stands for: title, owner, target …; may be repeated"
        ),
    ] = None,
    readings: Annotated[bool, typer.Option("--readings", help="the table holds values of KPIs, one a row")] = False,
    dates: Annotated[
        str | None, typer.Option("--dates", metavar="ORDER", help="dmy or mdy: how to read 03/04/2026")
    ] = None,
    create_missing: Annotated[
        bool, typer.Option("--create-missing", help="write unknown people, teams, periods and KPIs into the workspace")
    ] = False,
    cycle: CycleOption = None,
    rejects: Annotated[
        str | None,
        typer.Option("--rejects", metavar="FILE", help="write the rows that are not taken here, each with its reason"),
    ] = None,
    force: Force = False,
    dry_run: DryRun = False,
    commit: Commit = False,
) -> None:
    """How do I bring the goals that I have?

    Shows what it would make, what it cannot take and whom it does not know, and writes it, all or nothing. The same file
    again changes nothing, a newer one only what changed in it.
    """
    from okrctl.commands import _import_writing, _importing

    loaded = context.load()
    wanted = _importing.Wanted(
        preset=preset, map=tuple(map or ()), readings=readings, dates=dates, create_missing=create_missing, cycle=cycle
    )
    brought = _importing.brought(context, loaded, file, wanted)
    _show(context, brought.plan)
    _import_writing.carry_out(context, loaded, brought, rejects=rejects, force=force, dry_run=dry_run, commit=commit)


def _show(context: Context, plan: Plan) -> None:
    """The plan, on stdout: it is half of the answer."""
    from okrctl.render.terminal.plan import terminal_plan

    text = terminal_plan(plan, context.style)
    if text and not context.json:
        context.emit(f"{text}\n")
