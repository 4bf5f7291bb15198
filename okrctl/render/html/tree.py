"""What serves what as a web page: nested lists that fold, each goal with its share, its progress beside pace, its owner."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from okrctl.core.frozen import dataclass
from okrctl.render import tree_words as told
from okrctl.render.html.bars import bar
from okrctl.render.html.page import page
from okrctl.render.pages.tree import TreeView
from okrctl.render.terminal.style import Style
from okrctl.report.around import TreeNode
from okrctl.report.tree.tree import TreeReport

if TYPE_CHECKING:
    from markupsafe import Markup

MOST_OPEN = 150
"""Nodes that are seen at once; of a larger tree the levels that fit, the rest unfolds."""
FIRST_ORPHANS = 12
"""Those that are seen at once."""
MOST_BARS = 2000
"""Beyond so many nodes the numbers stand alone: the page stays small enough to send."""


def html_tree(tree: TreeReport, style: Style) -> str:  # noqa: ARG001 - all formats are called alike
    """The page."""
    return page("tree.html", view=HtmlTreeView(tree))


@dataclass(frozen=True)
class HtmlTreeView(TreeView):
    """What is drawn beside the words, and what a large page folds."""

    def bar(self, node: TreeNode) -> Markup | str:
        """The bar beside a percentage; nothing for what has no way to go."""
        if not told.has_figures(node) or told.is_met_or_not(node) or len(self.nodes) > MOST_BARS:
            return ""
        return bar(node.progress, told.expected(node), node.status or "")

    @property
    def first_orphans(self) -> list[tuple[str, str]]:
        """What serves nothing above it and is seen at once."""
        return self.orphans[:FIRST_ORPHANS]

    @property
    def more_orphans(self) -> list[tuple[str, str]]:
        """What unfolds below it."""
        return self.orphans[FIRST_ORPHANS:]

    def is_open(self, depth: int) -> bool:
        """Whether what hangs below the nodes of that level, 0 for the top, is seen at once."""
        return depth < self._open_levels

    @cached_property
    def _open_levels(self) -> int:
        """Levels whose children stand open, so that no more is seen at once than fits on a few screens."""
        level, seen, depth = self.tree.nodes, len(self.tree.nodes), 0
        while level:
            level = tuple(child for node in level for child in node.children)
            seen += len(level)
            if seen > MOST_OPEN:
                break
            depth += 1
        return depth

    @property
    def groups(self) -> list[tuple[str, tuple[TreeNode, ...]]]:
        """What is on top: one group without a name, or where that is too much for a few screens one for each team."""
        if len(self.tree.nodes) <= MOST_OPEN:
            return [("", self.tree.nodes)] if self.tree.nodes else []
        in_order = ["", *(name for _, name in self.tree.around.teams)]
        groups: dict[str, list[TreeNode]] = {name: [] for name in in_order}
        for node in self.tree.nodes:
            groups.setdefault(self.team(node), []).append(node)
        return [(team or "Without a team", tuple(nodes)) for team, nodes in groups.items() if nodes]

    @cached_property
    def told_in_full(self) -> frozenset[str]:
        """The refs of nodes that stand with all that serves them."""
        return frozenset(node.ref for node in self.nodes if not node.is_repeated and node.title is not None)
