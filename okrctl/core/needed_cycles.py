"""Needed cycles: whose check-ins count in the report of a cycle."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.model import Cycle, Workspace


def needed_cycles(workspace: Workspace, cycle_id: str) -> frozenset[str]:
    """The cycle, those whose objectives support one of its own, and those that one of its windows waits for; so on from there."""
    needed, found = frozenset[str](), frozenset({cycle_id})
    while found - needed:
        needed = found
        found = needed.union(*(_referred(workspace, one, needed) for one in workspace.cycles.values()))
    return needed


def _referred(workspace: Workspace, cycle: Cycle, needed: frozenset[str]) -> Iterator[str]:
    """The cycle itself where it supports a needed one; what its windows wait for where it is needed itself."""
    if any(_cycle_of(parent) in needed for objective in cycle.objectives.values() for parent in objective.parent):
        yield cycle.id
    if cycle.id in needed:
        waiting = (key_result.after for _, _, _, key_result in workspace.cycles[cycle.id].key_results())
        yield from (_cycle_of(after.reached) for after in waiting if after)


def _cycle_of(ref: str) -> str:
    return ref.partition("/")[0]
