"""Renames: what is called otherwise after a change, seen by equal content; the rest is new or dropped."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import field, replace
from typing import TypeVar

from okrctl.core.frozen import dataclass
from okrctl.core.kpi import Kpi
from okrctl.core.model import Cycle, Workspace
from okrctl.core.objective import KeyResult, Objective

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Renames:
    """The refs that changed, each whole ref by the one before, and what is nowhere after."""

    new_names: Mapping[str, str] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()

    def of(self, ref: str) -> str:
        """What the ref before is called after: by its own new name, else by that of what it lies in."""
        return _through(ref, self.new_names)

    def before(self, ref: str) -> str:
        """What the ref after was called before."""
        return _through(ref, {new: old for old, new in self.new_names.items()})

    def own_name_before(self, ref: str) -> str | None:
        """The ref before, where it is the thing itself that was renamed, not only what it lies in."""
        return next((old for old, new in self.new_names.items() if new == ref), None)

    def is_dropped(self, ref: str) -> bool:
        """Whether the objective or KPI that was called so is nowhere after."""
        return ref in self.dropped


def _through(ref: str, names: Mapping[str, str]) -> str:
    """The ref with its longest known beginning replaced."""
    parts = ref.split("/")
    for depth in range(len(parts), 0, -1):
        beginning = "/".join(parts[:depth])
        if beginning in names:
            return "/".join([names[beginning], *parts[depth:]])
    return ref


def renames(before: Workspace, after: Workspace) -> Renames:
    """What of the one is called otherwise in the other; first cycles, then objectives, then key results, and KPIs."""
    names = _matched(before.cycles, after.cycles, _cycle_content, _cycle_title)
    old = {_through(ref, names): (ref, objective) for ref, objective in _objectives(before)}
    new = dict(_objectives(after))
    moved = _matched({now: was[1] for now, was in old.items()}, new, _content, _title)
    names |= {old[now][0]: to for now, to in moved.items()}
    kpis = {f"kpis/{i}": kpi for i, kpi in before.kpis.items()}
    new_kpis = {f"kpis/{i}": kpi for i, kpi in after.kpis.items()}
    names |= _matched(kpis, new_kpis, _card, lambda kpi: kpi.title)
    for now, (was, objective) in old.items():
        to = moved.get(now, now)
        if to in new:
            names |= _key_results(was, to, objective.key_results, new[to].key_results)
    dropped = {was for now, (was, _) in old.items() if moved.get(now, now) not in new}
    dropped |= {ref for ref in kpis if names.get(ref, ref) not in new_kpis}
    return Renames(names, frozenset(dropped))


def _key_results(was: str, now: str, old: Mapping[str, KeyResult], new: Mapping[str, KeyResult]) -> dict[str, str]:
    """The new names of key results in one objective, and of parts in one key result."""
    found = _matched(old, new, lambda one: replace(one, after=None, kpi=None), lambda one: one.title)
    names = {f"{was}/{name}": f"{now}/{to}" for name, to in found.items()}
    for name, key_result in old.items():
        to = found.get(name, name)
        if to in new:
            names |= _key_results(f"{was}/{name}", f"{now}/{to}", key_result.parts, new[to].parts)
    return names


def _matched(
    old: Mapping[str, T], new: Mapping[str, T], content: Callable[[T], object], title: Callable[[T], Hashable]
) -> dict[str, str]:
    """The new name of each that is not there under its old one: of equal content, else the only one of its title."""
    gone = {name: one for name, one in old.items() if name not in new}
    come = {name: one for name, one in new.items() if name not in old}
    found: dict[str, str] = {}
    for name, one in gone.items():
        same = next((to for to, other in come.items() if content(other) == content(one)), None)
        if same is not None:
            found[name] = same
            del come[same]
    for name, one in gone.items():
        alike = [to for to, other in come.items() if title(other) is not None and title(other) == title(one)]
        beside = [other for other in gone if other not in found and title(gone[other]) == title(one)]
        if name not in found and len(alike) == 1 and len(beside) == 1:
            found[name] = alike[0]
            del come[alike[0]]
    return found


def _objectives(workspace: Workspace) -> Iterator[tuple[str, Objective]]:
    for cycle in workspace.cycles.values():
        yield from ((f"{cycle.id}/{i}", objective) for i, objective in cycle.objectives.items())


def _content(objective: Objective) -> object:
    """Everything but refs, which may follow a rename."""
    key_results = {i: replace(k, after=None, kpi=None) for i, k in objective.key_results.items()}
    return replace(objective, parent=(), continues=None, kpis=(), key_results=key_results)


def _title(objective: Objective) -> Hashable:
    return objective.title


def _card(kpi: Kpi) -> object:
    return replace(kpi, parent=None, replaced_by=None)


def _cycle_content(cycle: Cycle) -> object:
    """The goals in it; a cycle without any equals none."""
    return [(i, _content(objective)) for i, objective in cycle.objectives.items()] or object()


def _cycle_title(cycle: Cycle) -> Hashable:  # noqa: ARG001 - cycles of one title may well be two
    return None
