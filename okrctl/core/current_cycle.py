"""Which cycle is meant where none is named, and what a cycle is that has no folder yet."""

from __future__ import annotations

from datetime import date

from okrctl.core.errors import UnknownName, unknown
from okrctl.core.model import Cycle, Workspace
from okrctl.core.period import parse


def current_cycle(workspace: Workspace, as_of: date) -> str:
    """The id of the shortest cycle that is not closed and contains as-of, else of the last one that ended.

    Of cycles of one length the first by id. Where none has ended it is the one that runs, though closed, else the first
    to begin. Raises UnknownName where there is no cycle at all.
    """
    cycles = sorted(workspace.cycles.values(), key=lambda cycle: cycle.id)
    if not cycles:
        raise UnknownName("there is no cycle yet", help="make one: okrctl new cycle 2026-Q4")
    running = [cycle for cycle in cycles if cycle.start <= as_of <= cycle.end]
    if open_ones := [cycle for cycle in running if not cycle.is_closed]:
        return min(open_ones, key=_length).id
    if ended := [cycle for cycle in cycles if cycle.end < as_of]:
        return max(reversed(ended), key=lambda cycle: cycle.end).id
    return min(running, key=_length).id if running else min(cycles, key=lambda cycle: cycle.start).id


def cycle_or_empty(workspace: Workspace, cycle_id: str) -> Cycle:
    """The cycle; an empty one for the id of a period that has no folder. Raises UnknownName for any other id."""
    cycle = workspace.cycles.get(cycle_id)
    if cycle:
        return cycle
    period = parse(cycle_id, workspace.settings.fiscal_year_starts)
    if period is None:
        raise unknown("cycle", cycle_id, list(workspace.cycles), help="see them all: okrctl tree")
    return Cycle(id=cycle_id, title=period.title, start=period.start, end=period.end)


def _length(cycle: Cycle) -> int:
    return (cycle.end - cycle.start).days
