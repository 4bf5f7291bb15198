"""The alignment tree: which goals serve which, from those at the top down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from okrctl.core.address import parse_ref
from okrctl.core.alignment import objective_ref, without_loops
from okrctl.core.scores import KeyResultScore, ObjectiveScore
from okrctl.core.scoring import Scores
from okrctl.report.around import TreeNode

DEEPEST = 40
"""Levels; what serves something further down stands as a tree of its own."""


def alignment_tree(scores: Scores, refs: Iterable[str]) -> tuple[TreeNode, ...]:
    """The trees of these objectives and of all that they serve, in any cycle.

    What serves a key result hangs below that; other key results are left out. What serves several goals hangs below the
    first of them and is only named below the others. Lines that lead in a circle are left out. Goals that neither serve
    another nor are served come last.
    """
    lines = without_loops(_lines(scores, refs))
    below: dict[str, list[str]] = {}
    for ref, parents in lines.items():
        for parent in parents:
            below.setdefault(parent, []).append(ref)
    tops = sorted((ref for ref, parents in lines.items() if not parents), key=lambda ref: ref not in below)
    grower = _Grower(scores, below, {ref: parents[0] for ref, parents in lines.items() if parents})
    return tuple(grower.grown(tops))


def _lines(scores: Scores, refs: Iterable[str]) -> dict[str, list[str]]:
    """From each objective, and each key result on the way, what it serves, up to the top."""
    lines: dict[str, list[str]] = {}
    waiting = list(refs)[::-1]
    while waiting:
        ref = waiting.pop()
        if ref in lines:
            continue
        lines[ref] = _parents(scores, ref)
        waiting.extend(reversed(lines[ref]))
    return lines


def _parents(scores: Scores, ref: str) -> list[str]:
    if parse_ref(ref).key_result:
        return [objective_ref(ref)]
    objective = scores.workspace.find_objective(ref)
    return list(dict.fromkeys(objective.parent)) if objective else []


@dataclass(slots=True)
class _Grower:
    """Grows the trees from what hangs below each ref."""

    scores: Scores
    below: Mapping[str, list[str]]
    first_parent: Mapping[str, str]

    def grown(self, tops: Iterable[str]) -> Iterator[TreeNode]:
        """The trees of these, and of what hangs too far down in one of them."""
        waiting = [*tops]
        while waiting:
            deeper: list[str] = []
            yield self._node(waiting.pop(0), None, 1, deeper)
            waiting += deeper

    def _node(self, ref: str, parent: str | None, depth: int, deeper: list[str]) -> TreeNode:
        bare = self._bare(ref)
        if parent is not None and self.first_parent[ref] != parent:
            return replace(bare, is_repeated=True)
        below = self.below.get(ref, [])
        if depth == DEEPEST and below:
            deeper.append(ref)
            return replace(bare, is_repeated=True)
        children = [self._node(child, ref, depth + 1, deeper) for child in below]
        return replace(bare, children=tuple(sorted(children, key=lambda child: child.is_repeated)))

    def _bare(self, ref: str) -> TreeNode:
        address = parse_ref(ref)
        if self.scores.workspace.find_objective(objective_ref(ref)) is None:
            return TreeNode(ref=ref, title=None, kind="objective", status=None, progress=None)
        if not address.key_result:
            return _of_objective(self.scores.objective(ref))
        try:
            return _of_key_result(self.scores.key_result(ref))
        except KeyError:
            return TreeNode(ref=ref, title=None, kind="key_result", status=None, progress=None)


def _of_objective(scored: ObjectiveScore) -> TreeNode:
    own = scored.objective
    kind = "goal" if own.type == "goal" else "objective"
    return TreeNode(ref=scored.ref, title=own.title, kind=kind, status=scored.status, progress=scored.progress)


def _of_key_result(scored: KeyResultScore) -> TreeNode:
    return TreeNode(
        ref=scored.ref, title=scored.key_result.title, kind="key_result", status=scored.status, progress=scored.progress
    )
