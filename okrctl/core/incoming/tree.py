"""Rows that name what they hang below -> objectives with their key results, parts and initiatives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from okrctl.core.incoming.existing import Existing
from okrctl.core.incoming.folding import folded
from okrctl.core.incoming.goals import Incoming, IncomingGoal, Link, Rejected, RowNote


@dataclass(slots=True, eq=False)
class KeyResultNode:
    """A key result of the file, with what lies below it."""

    goal: IncomingGoal
    parts: list[KeyResultNode] = field(default_factory=list)
    id: str = ""
    """Set when it is placed."""
    path: str = ""
    """Its whole ref, set when it is placed; empty where it is not taken."""
    weight: Decimal = Decimal(1)
    """Set when it is placed."""

    @property
    def cycle(self) -> str:
        """The cycle that it is placed in."""
        return self.path.partition("/")[0]


@dataclass(slots=True, eq=False)
class ObjectiveNode:
    """An objective of the file, or one of the workspace that gets key results from the file."""

    goal: IncomingGoal | None
    """None for one that only the workspace has."""
    ref: str = ""
    """`2026-Q4/win-finance`, set when it is placed."""
    key_results: list[KeyResultNode] = field(default_factory=list)
    initiatives: list[IncomingGoal] = field(default_factory=list)
    above: list[ObjectiveNode | KeyResultNode | str] = field(default_factory=list)
    """What it serves: nodes of the file, or refs of the workspace."""
    serves_it: int = 0
    """Objectives of the file that hang below it."""


@dataclass(slots=True)
class Tree:
    """The objectives of a file in their order, and what had no place."""

    objectives: list[ObjectiveNode] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    notes: list[RowNote] = field(default_factory=list)


def tree_of(incoming: Incoming, existing: Existing) -> Tree:
    """The tree that the rows make, with what already is in the workspace to hang below."""
    return _Linking(incoming, existing).tree()


class _Linking:
    """Links the rows of one file, each once."""

    def __init__(self, incoming: Incoming, existing: Existing) -> None:
        self.incoming, self.existing = incoming, existing
        self.by_id: dict[str, IncomingGoal] = {}
        self.by_title: dict[str, list[IncomingGoal]] = {}
        self.by_row: dict[int, IncomingGoal] = {}
        self.objectives: dict[int, ObjectiveNode] = {}
        self.key_results: dict[int, KeyResultNode] = {}
        self.of_workspace: dict[str, ObjectiveNode] = {}
        self.result = Tree()

    def tree(self) -> Tree:
        """All of it."""
        goals = [goal for goal in self.incoming.goals if self.is_first(goal)]
        for goal in goals:
            self.by_title.setdefault(folded(goal.title), []).append(goal)
            if goal.kind == "objective":
                self.by_row[goal.row] = goal
                self.objectives[id(goal)] = ObjectiveNode(goal)
            elif goal.kind == "key_result":
                self.key_results[id(goal)] = KeyResultNode(goal)
        for key_result in self.key_results.values():
            self.hang_key_result(key_result)
        for goal in goals:
            if goal.kind == "initiative":
                self.hang_initiative(goal)
        for objective in self.objectives.values():
            self.align(objective)
        self.result.objectives = [*self.objectives.values(), *self.of_workspace.values()]
        return self.result

    def is_first(self, goal: IncomingGoal) -> bool:
        """Whether no row above has the same id; what was said when the row was read is said."""
        first = self.by_id.setdefault(goal.source_id, goal) if goal.source_id else goal
        if first is not goal:
            self.reject(goal.row, f"the id {goal.source_id} stands in row {first.row} already")
            return False
        self.result.notes += [RowNote(goal.row, text) for text in goal.notes]
        return True

    def found(self, link: Link, asking: IncomingGoal) -> IncomingGoal | None:
        """The row that a link names: by id, else by title, the one of the same period first."""
        if link.row is not None:
            return self.by_row.get(link.row)
        if link.name in self.by_id:
            return self.by_id[link.name]
        named = [one for one in self.by_title.get(folded(link.title or link.name), ()) if one is not asking]
        same = [one for one in named if one.period == asking.period] or named
        return next((one for one in same if one.kind == "objective"), same[0] if same else None)

    def hang_key_result(self, node: KeyResultNode) -> None:
        """Below its objective; below another key result as a part, where that has no measure of its own."""
        links, row = node.goal.parents, node.goal.row
        if not links:
            self.reject(row, "a key result without an objective above it")
            return
        if len(links) > 1:
            self.note(row, f"it hangs below {len(links)} goals; it is taken below the first, {_called(links[0])}")
        above = self.found(links[0], node.goal)
        if above is None:
            self.hang_in_workspace(node, links[0])
        elif above.kind == "objective":
            self.objectives[id(above)].key_results.append(node)
        elif above.kind == "key_result":
            self.hang_below_key_result(node, above)
        else:
            self.reject(row, f'it hangs below the initiative "{above.title}" of row {above.row}')

    def hang_in_workspace(self, node: KeyResultNode, link: Link) -> None:
        """Below an objective that only the workspace knows."""
        ref = self.existing.objective_of(link)
        if ref is None:
            self.reject(node.goal.row, f"its objective {_called(link)} is neither in the file nor in the workspace")
            return
        self.of_workspace.setdefault(ref, ObjectiveNode(None, ref)).key_results.append(node)

    def hang_below_key_result(self, node: KeyResultNode, above: IncomingGoal) -> None:
        """As a part, or where the one above has its own measure beside it."""
        if above.key_result and above.key_result.is_unmeasured and not above.latest.share:
            self.key_results[id(above)].parts.append(node)
            if self.in_circle(node):
                self.key_results[id(above)].parts.remove(node)
                self.reject(node.goal.row, "it hangs below itself")
            return
        root = self.objective_above(above)
        if root is None:
            self.reject(node.goal.row, f'the key result above it, "{above.title}", has no objective')
            return
        root.key_results.append(node)
        self.note(node.goal.row, f'it hangs below the key result "{above.title}", which has its own measure: beside it')

    def in_circle(self, node: KeyResultNode) -> bool:
        """Whether the node lies below itself."""
        waiting, seen = list(node.parts), {id(node)}
        while waiting:
            one = waiting.pop()
            if one is node:
                return True
            if id(one) not in seen:
                seen.add(id(one))
                waiting += one.parts
        return False

    def objective_above(self, goal: IncomingGoal) -> ObjectiveNode | None:
        """The objective of the file at the top of a key result."""
        seen: set[int] = set()
        while goal.kind == "key_result" and goal.parents and id(goal) not in seen:
            seen.add(id(goal))
            above = self.found(goal.parents[0], goal)
            if above is None:
                return None
            goal = above
        return self.objectives.get(id(goal))

    def hang_initiative(self, goal: IncomingGoal) -> None:
        """With the objective above it, or above its key result."""
        above = self.found(goal.parents[0], goal) if goal.parents else None
        root = self.objective_above(above) if above else None
        if root:
            root.initiatives.append(goal)
        elif goal.parents:
            self.reject(goal.row, f"the goal above it, {_called(goal.parents[0])}, is not in the file")
        else:
            self.reject(goal.row, "an initiative without an objective above it")

    def align(self, node: ObjectiveNode) -> None:
        """What the objective serves."""
        goal = node.goal
        for link in goal.parents if goal else ():
            assert goal is not None  # noqa: S101 - it has parents
            above = self.found(link, goal)
            if above is None:
                ref = self.existing.objective_of(link)
                node.above += [ref] if ref else []
                if not ref:
                    self.note(goal.row, f"what it serves, {_called(link)}, is not there: left out")
            elif above.kind == "initiative" or self.serves(above, goal):
                self.note(goal.row, f"it would serve itself through {_called(link)}: left out")
            elif above.kind == "objective":
                node.above.append(self.objectives[id(above)])
                self.objectives[id(above)].serves_it += 1
            else:
                node.above.append(self.key_results[id(above)])

    def serves(self, goal: IncomingGoal, other: IncomingGoal) -> bool:
        """Whether the goal is the other, or serves it by any way."""
        waiting, seen = [goal], set[int]()
        while waiting:
            one = waiting.pop()
            if one is other:
                return True
            if id(one) not in seen:
                seen.add(id(one))
                waiting += [above for link in one.parents if (above := self.found(link, one))]
        return False

    def reject(self, row: int, why: str) -> None:
        """Put a row among those that are not taken."""
        self.result.rejected.append(Rejected(row, why))

    def note(self, row: int, text: str) -> None:
        """Say something about a row that is taken."""
        self.result.notes.append(RowNote(row, text))


def goals_below(node: ObjectiveNode) -> Iterator[IncomingGoal]:
    """The rows of everything below an objective."""
    yield from _with_parts(node.key_results)
    yield from node.initiatives


def _with_parts(nodes: Iterable[KeyResultNode]) -> Iterator[IncomingGoal]:
    for node in nodes:
        yield node.goal
        yield from _with_parts(node.parts)


def _called(link: Link) -> str:
    return f'"{link.title}" ({link.name})' if link.title else f'"{link.name}"'
