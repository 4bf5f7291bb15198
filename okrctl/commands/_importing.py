"""What `import` is told -> the file's goals, and the plan of what becomes of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from okrctl.commands import _progress
from okrctl.commands._context import Context
from okrctl.core.errors import UsageError
from okrctl.core.frozen import dataclass

if TYPE_CHECKING:
    from okrctl.core.incoming.goals import Incoming
    from okrctl.core.incoming.plan import Plan, Wishes
    from okrctl.core.incoming.readings import IncomingReadings
    from okrctl.sources.importing.days import DayOrder
    from okrctl.sources.importing.table import Row, Table
    from okrctl.storage.loading import Loaded

T = TypeVar("T")

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
    """A plan, the file it came from, and its table where it is one."""

    plan: Plan
    path: Path
    table: Table | None


def brought(context: Context, loaded: Loaded, file: str, wanted: Wanted) -> Brought:
    """The plan of what the file brings.

    Raises WorkspaceError for a file that cannot be read, UsageError for one that makes no sense.
    """
    from okrctl.sources.importing.opening import kind_of
    from okrctl.sources.importing.own_export import is_exported_book

    path = context.cwd / file
    kind = kind_of(path, file)
    if kind == "export" or (kind == "xlsx" and is_exported_book(path, file)):
        return Brought(_plan_of_export(context, loaded, path, file, wanted), path, None)
    if kind in ("csv", "xlsx"):
        table = _table(kind, path)
        plan = _plan_of_readings if wanted.readings else _plan_of_goals
        return Brought(plan(context, loaded, table, wanted), path, table)
    return Brought(_plan(context, loaded, _without_table(kind, path, file), wanted), path, None)


def _plan_of_export(context: Context, loaded: Loaded, path: Path, file: str, wanted: Wanted) -> Plan:
    from okrctl.core.incoming.whole import plan_of_workspace
    from okrctl.sources.importing.own_export import exported

    brought = exported(path, file)
    return plan_of_workspace(loaded.workspace, brought, path.name, _wishes(context, loaded, wanted))


def _without_table(kind: str, path: Path, file: str) -> Incoming:
    """What a file brings that is no table."""
    from okrctl.sources.importing.markdown import markdown_goals
    from okrctl.sources.importing.opening import text_of
    from okrctl.sources.importing.viva_archive import archive_goals

    return archive_goals(path, file) if kind == "archive" else markdown_goals(text_of(path, file), path.name)


def _table(kind: str, path: Path) -> Table:
    from okrctl.sources.importing.csv_table import csv_table
    from okrctl.sources.importing.xlsx_table import xlsx_table

    return xlsx_table(path, path.name) if kind == "xlsx" else csv_table(path, path.name)


def _plan(context: Context, loaded: Loaded, incoming: Incoming, wanted: Wanted) -> Plan:
    from okrctl.core.incoming.planning import plan_of

    if wanted.readings:
        raise UsageError(f"{incoming.file} holds goals, no readings", help="leave out --readings; a table has them")
    return plan_of(loaded.workspace, incoming, _wishes(context, loaded, wanted))


def _plan_of_readings(context: Context, loaded: Loaded, table: Table, wanted: Wanted) -> Plan:
    from okrctl.core.incoming.readings import plan_of_readings
    from okrctl.sources.importing.readings import readings_of

    kpis = loaded.workspace.kpis
    names = {name for kpi_id, kpi in kpis.items() for name in (kpi_id, kpi.title)}

    def read(order: DayOrder | None) -> IncomingReadings:
        return readings_of(table, wanted.map, names, order, _watch(context, table))

    incoming = _asking_for_order(context, wanted, read)
    return plan_of_readings(loaded.workspace, incoming, _wishes(context, loaded, wanted))


def _plan_of_goals(context: Context, loaded: Loaded, table: Table, wanted: Wanted) -> Plan:
    from okrctl.sources.importing.columns import columns_of, preset_of
    from okrctl.sources.importing.goals import goals_of

    preset = preset_of(table, wanted.preset)
    columns = columns_of(table, preset, wanted.map)

    def read(order: DayOrder | None) -> Incoming:
        return goals_of(table, preset, columns, order, _watch(context, table))

    return _plan(context, loaded, _asking_for_order(context, wanted, read), wanted)


def _asking_for_order(context: Context, wanted: Wanted, read: Callable[[DayOrder | None], T]) -> T:
    """What is read; a person at a terminal is asked which comes first in a day that may be two."""
    from okrctl.commands import _asking
    from okrctl.sources.importing.days import Ambiguous

    try:
        return read(_order(wanted))
    except Ambiguous as fault:
        if not context.interactive:
            raise
        question = f"{fault.message}. What comes first, day or month?"
        chosen = _asking.choice(context, None, question, ("dmy", "mdy"), flag="--dates")
        return read("dmy" if chosen == "dmy" else "mdy")


def _watch(context: Context, table: Table) -> Callable[[Iterator[Row]], Iterator[Row]]:
    """What shows on stderr of a terminal how far a long table is read."""
    if table.lines < LONG:
        return iter
    return lambda rows: _progress.counted(context, rows, f"reading {table.file}", table.lines)


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
