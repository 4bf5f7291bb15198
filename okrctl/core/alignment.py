"""Alignment: which objectives support which, and where such lines lead back to themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from okrctl.core.address import parse_ref
from okrctl.core.model import Workspace
from okrctl.core.objective import Objective
from okrctl.core.settings import Settings


def children(workspace: Workspace) -> dict[str, list[str]]:
    """The refs of the objectives that support each objective, itself or one of its key results, in any cycle."""
    found: dict[str, list[str]] = {}
    for cycle in workspace.cycles.values():
        for objective_id, objective in cycle.objectives.items():
            child = f"{cycle.id}/{objective_id}"
            for parent in dict.fromkeys(objective_ref(parent) for parent in objective.parent):
                found.setdefault(parent, []).append(child)
    return found


def objective_ref(ref: str) -> str:
    """The ref of the objective that a whole ref names or lies in.

    >>> objective_ref("2026/double-the-business/revenue")
    '2026/double-the-business'
    """
    whole = parse_ref(ref)
    return f"{whole.cycle}/{whole.objective}"


def supports_nothing(objective: Objective, settings: Settings) -> bool:
    """Whether an objective below the first level has no parent; never in a workspace without teams."""
    if not settings.has_team_structure or objective.parent or objective.level not in settings.levels:
        return False
    return settings.levels.index(objective.level) > 0


def without_loops(lines: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The lines but those that lie on a loop: from a name to one from which the lines lead back to it."""
    group = _groups(lines)
    return {name: [to for to in ends if group.get(to) != group[name]] for name, ends in lines.items()}


def _groups(lines: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """For each name the number of its group: names that lead to one another share one (Kosaraju's two walks)."""
    backwards: dict[str, list[str]] = {}
    for name, ends in lines.items():
        for end in ends:
            backwards.setdefault(end, []).append(name)
    finished = [name for walk in _walks(lines, lines, set()) for name in walk]
    seen: set[str] = set()
    return {name: number for number, walk in enumerate(_walks(backwards, reversed(finished), seen)) for name in walk}


def _walks(lines: Mapping[str, Sequence[str]], starts: Iterable[str], seen: set[str]) -> Iterable[list[str]]:
    """For each start that no walk has met, the names first met from it, each after all it leads to."""
    for start in starts:
        if start in seen:
            continue
        seen.add(start)
        walk: list[str] = []
        ahead = [(start, iter(lines.get(start, ())))]
        while ahead:
            name, ends = ahead[-1]
            unmet = next((end for end in ends if end not in seen), None)
            if unmet is None:
                walk.append(name)
                ahead.pop()
            else:
                seen.add(unmet)
                ahead.append((unmet, iter(lines.get(unmet, ()))))
        yield walk
