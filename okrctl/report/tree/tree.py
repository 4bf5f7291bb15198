"""The tree: what serves what, from the goals on top down to the key results, with contributions and status."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field, replace
from datetime import date

from okrctl.core.alignment import supports_nothing
from okrctl.core.checks.loops import loops_in
from okrctl.core.frozen import dataclass
from okrctl.core.model import Workspace
from okrctl.core.open_cycles import open_cycles
from okrctl.core.scoring.scoring import Scores
from okrctl.report.around import Around, TreeNode, around
from okrctl.report.filters import Filter
from okrctl.report.tree.lines import TreeLines, tree_lines
from okrctl.report.tree.nodes import bare_node
from okrctl.report.typed_refs import needing_their_cycle
from okrctl.report.values import DRAWN, FindingCounts

DEEPEST = 40
"""Levels; what serves something further down stands as a tree of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeReport:
    """What serves what on a day."""

    workspace: str
    as_of: date
    complete: bool
    cycles: tuple[str, ...]
    """The open cycles; of others only what these serve is here."""
    nodes: tuple[TreeNode, ...]
    """What serves nothing else, goals first, each with what serves it."""
    orphans: tuple[str, ...]
    """Objectives below the first level that serve nothing."""
    loops: tuple[tuple[str, ...], ...]
    """Objectives that serve one another in a circle; their lines are left out."""
    findings: FindingCounts
    filters: tuple[tuple[str, str], ...] = field(default=(), metadata=DRAWN)
    needing_cycle: frozenset[str] = field(default=frozenset(), metadata=DRAWN)
    """The refs of objectives that have to be typed with their cycle in front."""
    around: Around = field(default=Around(), metadata=DRAWN)


def build(  # noqa: PLR0913 - each is an independent choice of the person who asks
    workspace: Workspace,
    as_of: date,
    *,
    depth: int | None = None,
    team: str | None = None,
    complete: bool = True,
    findings: FindingCounts = FindingCounts(),  # noqa: B008 - a frozen value
) -> TreeReport:
    """The tree of the cycles that are open on a day and of every parent of theirs.

    Of a team and its sub-teams: its objectives and what they serve. `depth` levels are kept, 1 for the top alone.
    """
    cycles = open_cycles(workspace, as_of)
    scores = Scores(workspace, as_of)
    refs = [f"{cycle.id}/{objective}" for cycle in reversed(cycles) for objective in cycle.objectives]
    own = frozenset(ref for ref in refs if _is_of_team(workspace, ref, team))
    lines = tree_lines(workspace, [ref for ref in refs if ref in own])
    nodes = _Grower(scores, lines, own).grown()
    return TreeReport(
        workspace=workspace.name,
        as_of=as_of,
        complete=complete,
        cycles=tuple(cycle.id for cycle in cycles),
        nodes=tuple(_cut(node, depth) for node in nodes) if depth else tuple(nodes),
        orphans=tuple(ref for ref in refs if ref in own and _is_orphan(workspace, ref)),
        loops=tuple(loops_in(lines.written)),
        findings=findings,
        filters=Filter(team=team).named(workspace.settings),
        needing_cycle=needing_their_cycle(workspace),
        around=around(workspace),
    )


def forest(scores: Scores, refs: Iterable[str]) -> tuple[TreeNode, ...]:
    """The trees of these objectives and of all that they serve, in any cycle; of key results only those that are served."""
    return tuple(_Grower(scores, tree_lines(scores.workspace, refs), frozenset()).grown())


def _is_of_team(workspace: Workspace, ref: str, team: str | None) -> bool:
    objective = workspace.find_objective(ref)
    return team is None or (objective is not None and objective.team in workspace.settings.with_sub_teams(team))


def _is_orphan(workspace: Workspace, ref: str) -> bool:
    objective = workspace.find_objective(ref)
    return objective is not None and supports_nothing(objective, workspace.settings)


@dataclass(slots=True)
class _Grower:
    """Grows the trees from what hangs below each ref."""

    scores: Scores
    lines: TreeLines
    own: frozenset[str]
    """The objectives whose key results are shown, even those that nothing hangs below."""

    def grown(self) -> list[TreeNode]:
        """The trees of what serves nothing, and of what hangs too far down in one of them."""
        nodes, waiting = [], [*self._tops()]
        while waiting:
            deeper: list[str] = []
            nodes.append(self._node(waiting.pop(0), None, 1, deeper))
            waiting += deeper
        return nodes

    def _tops(self) -> list[str]:
        """Goals before objectives, what is served before what is not."""
        workspace = self.scores.workspace
        goals = {ref for ref in self.lines.tops if (found := workspace.find_objective(ref)) and found.type == "goal"}
        return sorted(self.lines.tops, key=lambda ref: (ref not in goals, ref not in self.lines.served))

    def _node(self, ref: str, parent: str | None, depth: int, deeper: list[str]) -> TreeNode:
        bare = self._bare(ref, parent)
        if parent is not None and self.lines.first_parent.get(ref, parent) != parent:
            return replace(bare, is_repeated=True)
        below = [*self._below(ref)]
        if depth == DEEPEST and below:
            deeper.append(ref)
            return replace(bare, is_repeated=True)
        return replace(bare, children=tuple(self._node(child, ref, depth + 1, deeper) for child in below))

    def _below(self, ref: str) -> Iterable[str]:
        """Its key results or parts, then the objectives that serve it; of others' key results those that are served."""
        inner = self.lines.inner(self.scores.workspace, ref)
        objective = "/".join(ref.split("/")[:2])
        yield from (one for one in inner if objective in self.own or self.lines.leads_somewhere(one))
        yield from self.lines.below.get(ref, ())

    def _bare(self, ref: str, parent: str | None) -> TreeNode:
        bare = bare_node(self.scores, ref, parent)
        if ref in self.lines.on_loops:
            return replace(bare, problem="loop")
        is_alone = parent is None and ref in self.own and _is_orphan(self.scores.workspace, ref)
        return replace(bare, problem="orphan") if is_alone else bare


def _cut(node: TreeNode, depth: int) -> TreeNode:
    """The node with so many levels, itself the first."""
    if depth > 1:
        return replace(node, children=tuple(_cut(child, depth - 1) for child in node.children))
    return replace(node, children=(), hidden=sum(1 for _ in _all_below(node)))


def _all_below(node: TreeNode) -> Iterator[TreeNode]:
    for child in node.children:
        yield child
        yield from _all_below(child)
