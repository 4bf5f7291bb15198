"""Tree lines: which objective hangs below which, up to the top, and what leads in a circle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from okrctl.core.address import parse_ref
from okrctl.core.alignment import objective_ref, without_loops
from okrctl.core.frozen import dataclass
from okrctl.core.model import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeLines:
    """What hangs below what."""

    tops: tuple[str, ...]
    """Objectives that serve nothing, in the order they were met."""
    below: Mapping[str, list[str]]
    """Objectives by what they serve: an objective or a key result."""
    first_parent: Mapping[str, str]
    """What each objective hangs below with all that serves it; below other parents it is only named."""
    on_loops: frozenset[str]
    """Objectives with a line that leads back to them."""
    written: Mapping[str, list[str]]
    """The objectives that each objective says it serves, those on loops too."""
    served: frozenset[str]
    """Objectives that others serve, themselves or one of their key results."""
    leading: frozenset[str]
    """Everything with something below it, itself or one of its parts."""

    def inner(self, workspace: Workspace, ref: str) -> list[str]:
        """The refs of an objective's key results, or of a key result's parts."""
        whole = parse_ref(ref)
        if whole.key_result:
            found = workspace.find_key_result(ref)
            return [f"{ref}/{part}" for part in found.parts] if found else []
        objective = workspace.find_objective(ref)
        return [f"{ref}/{key_result}" for key_result in objective.key_results] if objective else []

    def leads_somewhere(self, key_result: str) -> bool:
        """Whether anything hangs below the key result or one of its parts."""
        return key_result in self.leading


def tree_lines(workspace: Workspace, refs: Iterable[str]) -> TreeLines:
    """The lines of these objectives and of all that they serve, in any cycle."""
    parents = _parents_of(workspace, refs)
    written = {ref: list(dict.fromkeys(objective_ref(one) for one in above)) for ref, above in parents.items()}
    sound = without_loops(written)
    kept = {ref: [one for one in above if objective_ref(one) in sound[ref]] for ref, above in parents.items()}
    below: dict[str, list[str]] = {}
    for ref, above in kept.items():
        for parent in above:
            below.setdefault(parent, []).append(ref)
    return TreeLines(
        tops=tuple(ref for ref, above in kept.items() if not above),
        below=below,
        first_parent={ref: above[0] for ref, above in kept.items() if above},
        on_loops=frozenset(ref for ref in written if len(sound[ref]) < len(written[ref])),
        written=written,
        served=frozenset(objective_ref(parent) for parent in below),
        leading=frozenset(part for parent in below for part in _with_what_it_lies_in(parent)),
    )


def _parents_of(workspace: Workspace, refs: Iterable[str]) -> dict[str, list[str]]:
    """What each objective serves, as it is written; then the same for those, up to the top."""
    found: dict[str, list[str]] = {}
    waiting = list(refs)[::-1]
    while waiting:
        ref = waiting.pop()
        if ref not in found:
            objective = workspace.find_objective(ref)
            found[ref] = list(dict.fromkeys(objective.parent)) if objective else []
            waiting.extend(objective_ref(parent) for parent in reversed(found[ref]))
    return found


def _with_what_it_lies_in(ref: str) -> Iterator[str]:
    """The ref, and those of what it is a part of."""
    while ref:
        yield ref
        ref = ref.rpartition("/")[0]
