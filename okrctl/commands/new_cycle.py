"""`okrctl new cycle`: a new cycle with its file."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands._context import Context, typed_day
from okrctl.commands._options import Commit, DryRun

NAME = "new cycle"
GROUP = "Plan"
EXAMPLES = (
    "okrctl new cycle 2031-Q1",
    'okrctl new cycle launch --start 2031-05-01 --end 2031-10-31 --title "Product launch"',
)


def new_cycle(
    context: Context,
    id: Annotated[
        str,
        typer.Argument(metavar="ID", help="2026-Q4, 2026-H2, 2026, 2026-11, 2026-W47, FY27-Q1, or a name of your own"),
    ],
    start: Annotated[
        str | None, typer.Option("--start", metavar="DAY", help="the first day of a cycle with a name of its own")
    ] = None,
    end: Annotated[
        str | None, typer.Option("--end", metavar="DAY", help="the last day of a cycle with a name of its own")
    ] = None,
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="the name that people see")] = None,
    dry_run: DryRun = False,
    commit: Commit = False,
) -> None:
    """How do I begin a quarter, a year, or a span of our own?

    Makes cycles/ID/cycle.yaml. An id such as 2026-Q4 says its own dates; any other needs --start and --end.
    """
    from okrctl.commands import _new, _writing
    from okrctl.core.changes.changes import AddCycle
    from okrctl.core.errors import UsageError
    from okrctl.core.model import CycleFile
    from okrctl.core.period import parse

    loaded = context.load()
    cycle_id = _new.cycle_id(loaded, id)
    own = parse(cycle_id, loaded.workspace.settings.fiscal_year_starts)
    first, last = (typed_day(day, context.today) if day else None for day in (start, end))
    if own and (first or last):
        raise UsageError(f"{cycle_id} says its own dates", help="leave --start and --end out, or choose another id")
    if not own and (first is None or last is None):
        raise UsageError(f"the id {cycle_id} does not say its dates", help="add --start and --end")
    if first and last and first > last:
        raise UsageError(f"it would end on {last} before it starts on {first}", help="swap --start and --end")
    about = CycleFile(title=_new.title(title) if title else (own.title if own else None), start=first, end=last)
    _writing.carry_out(
        context, loaded, AddCycle(cycle_id, about), ref=cycle_id, id=cycle_id, dry_run=dry_run, commit=commit
    )
