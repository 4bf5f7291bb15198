"""The tree as pages tell it, whatever they are written in."""

from __future__ import annotations

from functools import cached_property

from okrctl.core.frozen import dataclass
from okrctl.render import tree_words as told
from okrctl.render import words as say
from okrctl.report.around import TreeNode
from okrctl.report.tree.tree import TreeReport
from okrctl.report.typed_refs import typed


@dataclass(frozen=True)
class TreeView:
    """What a page asks about the tree beyond its figures."""

    tree: TreeReport

    @property
    def title(self) -> str:
        """The name of the page."""
        return " · ".join([self.tree.workspace, "what serves what", *(name for _, name in self.tree.filters)])

    @property
    def when(self) -> str:
        """The day, with its weekday."""
        return f"{say.weekday(self.tree.as_of)}, {say.day(self.tree.as_of)}"

    @cached_property
    def nodes(self) -> list[TreeNode]:
        """Every node, each before what hangs below it."""
        return list(told.all_nodes(self.tree.nodes))

    @property
    def answer(self) -> str:
        """How much there is, in one sentence."""
        if not self.tree.nodes:
            return "There are no such objectives." if self.tree.filters else "There are no objectives yet."
        known = {node.ref: node.kind for node in self.nodes if node.title is not None}
        counted = [
            say.count(sum(kind == wanted for kind in known.values()), wanted.replace("_", " "))
            for wanted in ("goal", "objective", "key_result")
            if wanted in known.values()
        ]
        listed = " and ".join([", ".join(counted[:-1]), counted[-1]]) if len(counted) > 1 else counted[0]
        return f"{listed}, from what is on top down to what is measured."

    def about(self, node: TreeNode) -> list[str]:
        """Its id, what kind it is, its cycle where that is another, and its team by name."""
        if node.kind == "key_result":
            return [node.ref.rpartition("/")[2]] if node.title is not None else []
        return [self.team(node) if text == node.team else text for text in told.about(node, self.tree)]

    def team(self, node: TreeNode) -> str:
        """The name of its team; empty for none."""
        return self._teams.get(node.team or "", node.team or "")

    def share(self, node: TreeNode) -> str:
        """Its part in the progress of what it stands below; empty where it has none."""
        return say.percent(node.share) if node.share is not None else ""

    def progress(self, node: TreeNode) -> str:
        """How far it is."""
        return told.progress(node)

    def pace(self, node: TreeNode) -> str:
        """The points ahead of the pace or behind it."""
        return told.pace(node)

    def problem(self, node: TreeNode) -> str:
        """What is wrong with it."""
        return told.problem(node)

    def place(self, node: TreeNode) -> list[str]:
        """Whether it is told in full elsewhere, and how much below it is not shown."""
        return told.place(node)

    def owners(self, node: TreeNode) -> str:
        """The owners by the names that okrctl.yaml gives them."""
        return ", ".join(self._people.get(owner, owner) for owner in node.owners)

    def circle(self, loop: tuple[str, ...]) -> str:
        """The objectives that lead back to one another."""
        return " → ".join((*loop, loop[0]))

    @cached_property
    def orphans(self) -> list[tuple[str, str]]:
        """What serves nothing above it: title, and the ref that one types."""
        titles = {node.ref: node.title or node.ref for node in self.nodes}
        return [(titles.get(ref, ref), typed(ref, self.tree.needing_cycle)) for ref in self.tree.orphans]

    @property
    def mending(self) -> str:
        """The command that says what the first of those serves."""
        return f"okrctl set {self.orphans[0][1]} parent=…" if self.orphans else ""

    @cached_property
    def _people(self) -> dict[str, str]:
        return dict(self.tree.around.people)

    @cached_property
    def _teams(self) -> dict[str, str]:
        return dict(self.tree.around.teams)
