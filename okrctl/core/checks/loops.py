"""Loops: parents of objectives, parents of KPIs and corrections that lead back to themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from okrctl.core.address import parse_ref
from okrctl.core.checks.cross_fault import CrossFault
from okrctl.core.finding import KeyPath
from okrctl.core.model import Workspace


def loop_faults(workspace: Workspace) -> Iterator[CrossFault]:
    """Parents of objectives, parents of KPIs, and corrections that lead back to themselves; each loop once."""
    parents = {
        f"{c.id}/{i}": [_objective_of(p) for p in o.parent]
        for c in workspace.cycles.values()
        for i, o in c.objectives.items()
    }
    for loop in loops_in(parents):
        yield _loop_fault(loop, ("parent",), "OKR024", "parents form a loop")
    drivers = {f"kpis/{i}": [f"kpis/{k.parent}"] if k.parent else [] for i, k in workspace.kpis.items()}
    for loop in loops_in(drivers):
        yield _loop_fault(loop, ("parent",), "OKR024", "parents form a loop")
    for folder, records in _records(workspace):
        corrections = {f"{folder}/{i}": [f"{folder}/{other}"] if other else [] for i, other in records.items()}
        for loop in loops_in(corrections):
            yield _loop_fault(loop, ("supersedes",), "OKR021", "corrections form a loop")


def _records(workspace: Workspace) -> Iterator[tuple[str, dict[str, str | None]]]:
    for cycle in workspace.cycles.values():
        yield f"{cycle.id}/checkins", {i: c.supersedes for i, c in cycle.checkins.items()}
    yield "kpis/readings", {i: r.supersedes for i, r in workspace.readings.items()}


def _objective_of(ref: str) -> str:
    whole = parse_ref(ref)
    return f"{whole.cycle}/{whole.objective}"


def _loop_fault(loop: tuple[str, ...], keys: KeyPath, code: str, what: str) -> CrossFault:
    return CrossFault(loop[0], keys, code, f"{what}: {' -> '.join((*loop, loop[0]))}", "remove one of them")


def loops_in(edges: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """Every loop that a walk along the edges meets, each once, beginning with its smallest name."""
    found: set[tuple[str, ...]] = set()
    done: set[str] = set()
    for start in sorted(edges):
        path = [start]
        ahead = [iter(() if start in done else edges[start])]
        while ahead:
            node = next(ahead[-1], None)
            if node is None:
                done.add(path.pop())
                ahead.pop()
            elif node in path:
                found.add(_from_smallest(path[path.index(node) :]))
            elif node not in done:
                path.append(node)
                ahead.append(iter(edges.get(node, ())))
    return sorted(found)


def _from_smallest(loop: list[str]) -> tuple[str, ...]:
    first = loop.index(min(loop))
    return (*loop[first:], *loop[:first])
