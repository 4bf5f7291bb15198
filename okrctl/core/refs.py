"""Refs as people type them: what a whole ref, a short one, the beginning or the end of one names.

A cycle's id in front looks in that cycle alone, closed or not; without one, the cycles that are not closed are searched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from okrctl.core.address import KPI_PREFIX, Ref, parse_ref
from okrctl.core.errors import UnknownName, ambiguous, unknown
from okrctl.core.model import Cycle, Workspace
from okrctl.core.period import parse
from okrctl.core.suggestion import nearest

SEE_ALL = "see them all: okrctl tree"
MOST_BEGUN = 3
"""So many refs that begin as typed are offered."""


def resolve(text: str, workspace: Workspace, as_of: date) -> Ref:
    """What the text names: exact before prefix before last part.

    Raises UnknownName: with the nearest names, or with the candidates where it names several, those of the cycles that
    contain as-of first.
    """
    text = text.strip().strip("/")
    if text.startswith(KPI_PREFIX):
        return _kpi(text, workspace)
    first, _, rest = text.partition("/")
    if first in workspace.cycles or (parse(first) and not _is_objective(first, workspace)):
        return _in_cycle(text, first, rest, workspace)
    exact = _exact(text, workspace)
    names = () if exact else tuple(_names(workspace))
    found = exact or _prefixed(text, names) or _ending(text, names)
    return _only(found, text, names, workspace, as_of)


def all_refs(workspace: Workspace) -> Iterator[Ref]:
    """Every ref that a short form may name: objectives, key results and parts of the cycles not closed, then KPIs."""
    for cycle in workspace.cycles.values():
        if not cycle.is_closed:
            yield from _of_cycle(cycle)
    for kpi in workspace.kpis:
        yield Ref(kpi=kpi)


def _kpi(text: str, workspace: Workspace) -> Ref:
    kpi_id = text.removeprefix(KPI_PREFIX)
    found = [kpi_id] if kpi_id in workspace.kpis else [k for k in workspace.kpis if k.startswith(kpi_id) and kpi_id]
    if not found:
        raise unknown("KPI", kpi_id, list(workspace.kpis), help=SEE_ALL)
    if len(found) > 1:
        raise ambiguous("KPI", kpi_id, found)
    return Ref(kpi=found[0])


def _is_objective(name: str, workspace: Workspace) -> bool:
    return any(name in cycle.objectives for cycle in workspace.cycles.values())


def _in_cycle(text: str, cycle_id: str, rest: str, workspace: Workspace) -> Ref:
    """What the text names in the cycle that it begins with."""
    cycle = workspace.cycles.get(cycle_id)
    if cycle is None:
        raise unknown("cycle", cycle_id, list(workspace.cycles), help=f"make it: okrctl new cycle {cycle_id}")
    if not rest:
        return Ref(cycle=cycle_id)
    whole = parse_ref(text)
    if _exists(whole, cycle):
        return whole
    names = tuple((ref.short, ref) for ref in _of_cycle(cycle))
    found = _prefixed(rest, names) or _ending(rest, names)
    if len(found) > 1:
        raise ambiguous("ref", text, [str(ref) for ref in found])
    if not found:
        raise unknown("objective or key result", text, [str(ref) for _, ref in names], help=SEE_ALL)
    return found[0]


def _exists(ref: Ref, cycle: Cycle) -> bool:
    objective = cycle.objectives.get(ref.objective or "")
    return objective is not None and (ref.key_result is None or objective.find(ref.key_result) is not None)


def _exact(text: str, workspace: Workspace) -> list[Ref]:
    objective, _, path = text.partition("/")
    refs = (Ref(cycle=cycle.id, objective=objective, key_result=path or None) for cycle in workspace.cycles.values())
    return [
        ref
        for ref in refs
        if not workspace.cycles[ref.cycle or ""].is_closed and _exists(ref, workspace.cycles[ref.cycle or ""])
    ]


def _of_cycle(cycle: Cycle) -> Iterator[Ref]:
    for objective_id, objective in cycle.objectives.items():
        yield Ref(cycle=cycle.id, objective=objective_id)
        for path, _ in objective.all_key_results():
            yield Ref(cycle=cycle.id, objective=objective_id, key_result=path)


def _names(workspace: Workspace) -> Iterator[tuple[str, Ref]]:
    return ((ref.short, ref) for ref in all_refs(workspace))


def _prefixed(text: str, names: Iterable[tuple[str, Ref]]) -> list[Ref]:
    """The refs of as many parts as the text that begin with it, so that `win` is the objective and not its key results."""
    depth = text.count("/")
    return [ref for name, ref in names if text and name.startswith(text) and name.count("/") == depth]


def _ending(text: str, names: Iterable[tuple[str, Ref]]) -> list[Ref]:
    """The refs whose last part, or last parts, the text is."""
    return [ref for name, ref in names if text and name.endswith(f"/{text}")]


def _only(found: list[Ref], text: str, names: tuple[tuple[str, Ref], ...], workspace: Workspace, as_of: date) -> Ref:
    if not found:
        raise _unknown(text, [name for name, _ in names])
    if len(found) == 1:
        return found[0]
    current = {cycle.id for cycle in workspace.cycles.values() if cycle.start <= as_of <= cycle.end}
    in_order = sorted(found, key=lambda ref: ref.cycle not in current)
    raise ambiguous("ref", text, [str(ref) for ref in in_order])


def _unknown(text: str, names: list[str]) -> UnknownName:
    """The error with the nearest names, where only a last part is mistyped the refs that end in what was meant.

    Where nothing looks like it, the refs whose last parts begin with its parts.
    """
    lasts: dict[str, str] = {}
    for name in names:
        lasts.setdefault(name.rpartition("/")[2], name)
    known = names if "/" in text else [*names, *lasts]
    if text and not nearest(text, known):
        begun = [name for name in names if _begins(name, text)]
        if begun:
            shortest = sorted(begun, key=lambda name: (name.count("/"), len(name)))[:MOST_BEGUN]
            return UnknownName(
                f'no objective, key result or KPI "{text}"; did you mean {" or ".join(shortest)}?', help=SEE_ALL
            )
    return unknown("objective, key result or KPI", text, known, help=SEE_ALL)


def _begins(name: str, text: str) -> bool:
    """Whether the last parts of a ref begin with the parts of the text: `win/nps` with `w/n`, and with `n`."""
    typed = text.split("/")
    parts = name.split("/")[-len(typed) :]
    return len(parts) == len(typed) and all(part.startswith(word) for part, word in zip(parts, typed, strict=True))
