"""Which cycles are open on a day: those that people work on then."""

from __future__ import annotations

from datetime import date

from okrctl.core.current_cycle import current_cycle
from okrctl.core.model import Cycle, Workspace


def open_cycles(workspace: Workspace, as_of: date) -> list[Cycle]:
    """The cycles that contain the day and were not closed then, the shortest first.

    Where there is none it is the one that a report would show; none at all in a workspace without cycles.
    """
    found = [cycle for cycle in workspace.cycles.values() if was_open(cycle, as_of)]
    if not found and workspace.cycles:
        return [workspace.cycles[current_cycle(workspace, as_of)]]
    return sorted(found, key=lambda cycle: ((cycle.end - cycle.start).days, cycle.id))


def was_open(cycle: Cycle, as_of: date) -> bool:
    """Whether the cycle contains the day and was not closed by then."""
    return cycle.start <= as_of <= cycle.end and not cycle.was_closed_on(as_of)
