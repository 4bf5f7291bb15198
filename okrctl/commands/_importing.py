"""What `import` is told -> the file's goals, and the plan of what becomes of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from okrctl.commands._context import Context
from okrctl.core.errors import UsageError

if TYPE_CHECKING:
    from okrctl.core.incoming.goals import Incoming
    from okrctl.core.incoming.plan import Plan, Wishes
    from okrctl.sources.importing.days import DayOrder
    from okrctl.sources.importing.table import Row, Table
    from okrctl.storage.loading import Loaded

LONG = 2_000
"""Rows from which on progress is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The options of the command."""

    preset: str | None
    map: tuple[str, ...]
    readings: bool
    dates: str | None
    create_missing: bool
    cycle: str | None


@dataclass(frozen=True, slots=True)
class Brought:
    """A plan, and the table it came from where it came from one."""

    plan: Plan
    table: Table | None


def brought(context: Context, loaded: Loaded, file: str, wanted: Wanted) -> Brought:
    """The plan of what the file brings.

    Raises WorkspaceError for a file that cannot be read, UsageError for one that makes no sense.
    """
    from okrctl.core.incoming.planning import plan_of

    table = _table(context.cwd / file, file)
    incoming = _incoming(context, table, wanted)
    return Brought(plan_of(loaded.workspace, incoming, _wishes(context, loaded, wanted)), table)


def _table(path: Path, file: str) -> Table:
    from okrctl.sources.importing.csv_table import csv_table
    from okrctl.sources.importing.opening import kind_of

    kind_of(path, file)
    return csv_table(path, path.name)


def _incoming(context: Context, table: Table, wanted: Wanted) -> Incoming:
    from okrctl.sources.importing.columns import columns_of, preset_of
    from okrctl.sources.importing.goals import goals_of

    preset = preset_of(table, wanted.preset)
    columns = columns_of(table, preset, wanted.map)
    return goals_of(table, preset, columns, _order(wanted), _watch(context, table))


def _watch(context: Context, table: Table) -> Callable[[Iterator[Row]], Iterator[Row]]:
    """What shows on stderr of a terminal how far a long table is read."""
    if not context.stderr.isatty() or table.lines < LONG:
        return iter
    from rich.console import Console
    from rich.progress import Progress

    def watched(rows: Iterator[Row]) -> Iterator[Row]:
        context.flush()
        with Progress(console=Console(file=context.stderr), transient=True) as bar:
            yield from bar.track(rows, total=table.lines, description=f"reading {table.file}")

    return watched


def _order(wanted: Wanted) -> DayOrder | None:
    from okrctl.commands._new import one_of

    return None if wanted.dates is None else one_of(wanted.dates, ("dmy", "mdy"), "--dates")  # type: ignore[return-value]


def _wishes(context: Context, loaded: Loaded, wanted: Wanted) -> Wishes:
    from okrctl.commands import _new
    from okrctl.core.incoming.plan import Wishes

    return Wishes(
        as_of=context.as_of,
        at=context.now.replace(microsecond=0),
        by=context.identity(loaded),
        cycle=_new.cycle_for(context, loaded, wanted.cycle),
        create_missing=wanted.create_missing,
        taken=frozenset(loaded.files),
    )


def carry_out(
    context: Context, loaded: Loaded, made: Brought, *, rejects: str | None, force: bool, dry_run: bool, commit: bool
) -> None:
    """Writes what the plan says, all of it or nothing, and then the rows that are not taken.

    Raises UsageError where not one row could be taken.
    """
    from okrctl.commands import _writing

    plan = made.plan
    if not _is_nothing_taken(plan):
        _writing.carry_out(
            context,
            loaded,
            plan.change,
            ref=None,
            id=None,
            dry_run=dry_run,
            commit=commit,
            said=plan.sentence,
            plan=plan,
        )
    if rejects is not None and plan.rejected and not dry_run:
        _write_rejects(context, loaded, made, rejects, force=force)
    if _is_nothing_taken(plan):
        first = plan.rejected[0]
        message = f"none of the {len(plan.rejected):,} rows of {plan.file} can be taken; row {first.row}: {first.why}"
        raise UsageError(message, help="nothing was written into the workspace")


def _is_nothing_taken(plan: Plan) -> bool:
    return bool(plan.rejected) and not plan.lines and not plan.changes


def _write_rejects(context: Context, loaded: Loaded, made: Brought, file: str, *, force: bool) -> None:
    """Writes the rows that are not taken into a CSV file with the same columns, each with its number and the reason."""
    from okrctl.commands import _output
    from okrctl.render.csv.text import csv_text
    from okrctl.sources.importing.goals import rejects

    if made.table is None:
        raise UsageError(f"{made.plan.file} has no rows that could be written to {file}", help="leave out --rejects")
    head, *rows = rejects(made.table, made.plan.rejected)
    _output.write_beside(context, loaded.root, "--rejects", file, csv_text(head, rows), force=force)
    context.say(f"{len(rows):,} {'row is' if len(rows) == 1 else 'rows are'} in {file}, each with its reason")
