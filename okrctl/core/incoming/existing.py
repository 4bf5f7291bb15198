"""Existing: the goals of a workspace, found again by the id of the source they came from, or by what they are.

An objective that came from a source bears the tag `viva-goals:123`, a key result says `source: viva-goals:456`. So the mark
moves with the goal when it is renamed or carried through git, and anybody may see it, or take it away.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field

from okrctl.core.incoming.folding import folded
from okrctl.core.incoming.goals import Link
from okrctl.core.model import Workspace
from okrctl.core.objective import KeyResult, Objective


def mark(source: str, source_id: str | None) -> str | None:
    """The mark that a goal of the source bears; None where the source's ids mean nothing outside its file."""
    return f"{source}:{source_id}" if source and source_id else None


@dataclass(slots=True)
class Existing:
    """Looks goals of a workspace up."""

    workspace: Workspace
    source: str
    _by_mark: dict[str, str] = field(default_factory=dict)
    _by_identity: dict[tuple[str, str, tuple[str, ...], str], list[str]] = field(default_factory=dict)
    _by_title: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Fill the indexes."""
        for cycle in self.workspace.cycles.values():
            for objective_id, objective in cycle.objectives.items():
                ref = f"{cycle.id}/{objective_id}"
                self._by_mark |= {tag: ref for tag in objective.tags if ":" in tag}
                self._by_identity.setdefault(_identity(cycle.id, objective), []).append(ref)
                self._by_title.setdefault(folded(objective.title), []).append(ref)
                for path, key_result in objective.all_key_results():
                    if key_result.source and ":" in key_result.source:
                        self._by_mark[key_result.source] = f"{ref}/{path}"

    def marked(self, source_id: str | None) -> str | None:
        """The ref of the goal that bears this id of the source."""
        own = mark(self.source, source_id)
        return self._by_mark.get(own) if own else None

    def like(self, cycle: str, objective: Objective, claimed: Container[str]) -> str | None:
        """The ref of an objective with the same title, owners, type and cycle that no other row has claimed."""
        alike = sorted(self._by_identity.get(_identity(cycle, objective), ()), key=lambda ref: (len(ref), ref))
        return next((ref for ref in alike if ref not in claimed), None)

    def objective_of(self, link: Link) -> str | None:
        """The ref that a link names: by its mark, by ref, or the only objective of that title."""
        if ref := self.marked(link.name):
            return "/".join(ref.split("/")[:2])
        if self.workspace.find_objective(link.name):
            return link.name
        titled = self._by_title.get(folded(link.title or link.name), [])
        return titled[0] if len(titled) == 1 else None

    def key_result_like(self, ref: str, title: str, owners: tuple[str, ...], claimed: Container[str]) -> str | None:
        """The id of the objective's key result of that title that no row has claimed; of several the one with those owners."""
        objective = self.workspace.find_objective(ref)
        same = [
            (name, one)
            for name, one in (objective.key_results.items() if objective else ())
            if name not in claimed and folded(one.title) == folded(title)
        ]
        if len(same) > 1:
            same = [(name, one) for name, one in same if one.owner == owners] or same
        return same[0][0] if same else None

    def key_result(self, ref: str) -> KeyResult | None:
        """The key result at a ref."""
        return self.workspace.find_key_result(ref)


def _identity(cycle: str, objective: Objective) -> tuple[str, str, tuple[str, ...], str]:
    return cycle, folded(objective.title), objective.owner, objective.type
