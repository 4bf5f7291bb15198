"""What stands beside a goal in the tree, in words, wherever it is drawn.

Each function gives plain text with the signs of a terminal that knows Unicode; `words.our` has the other form.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.objective import MET_OR_NOT
from okrctl.render import words as say
from okrctl.report.around import TreeNode
from okrctl.report.tree.tree import TreeReport
from okrctl.report.values import Figure

_PROBLEMS = {"orphan": "serves nothing above it", "loop": "in a circle", "missing": "cannot be read"}


def has_figures(node: TreeNode) -> bool:
    """Whether progress and pace stand beside it; not where it is told in full elsewhere, nor before it begins."""
    is_unknown = node.progress is None and (node.expected is None or node.status == "scheduled")
    return not node.is_repeated and not is_unknown


def is_met_or_not(node: TreeNode) -> bool:
    """Whether it has no way between, only a limit that is kept or not."""
    return node.measured_as in MET_OR_NOT and node.progress is not None


def progress(node: TreeNode) -> str:
    """How far it is: `29 %`, `met`, `unmet`; empty where no figures stand beside it."""
    if not has_figures(node):
        return ""
    if is_met_or_not(node):
        return "met" if node.progress == 1 else "unmet"
    return say.percent(node.progress)


def expected(node: TreeNode) -> Figure | None:
    """What is expected of it by now; None once that is over, and for what has no way."""
    is_over = node.status in {"achieved", "missed"}
    return node.expected if has_figures(node) and not is_over and not is_met_or_not(node) else None


def pace(node: TreeNode) -> str:
    """The points ahead of the pace or behind it: `−27`; empty where none is expected."""
    return say.distance(node.gap) if expected(node) is not None else ""


def about(node: TreeNode, report: TreeReport) -> list[str]:
    """Its id, what kind it is, its cycle where that is another, and its team."""
    if node.kind == "key_result":
        return []
    cycle, _, id_ = node.ref.partition("/")
    said = [id_, "goal" if node.kind == "goal" else "", cycle if cycle != report.cycles[0] else "", node.team or ""]
    return [text for text in said if text]


def place(node: TreeNode) -> list[str]:
    """Whether it is told in full elsewhere, and how much below it is not shown."""
    repeated = ["in full elsewhere"] if node.is_repeated else []
    return [*repeated, f"{node.hidden} below"] if node.hidden else repeated


def problem(node: TreeNode) -> str:
    """What is wrong with it; empty for nothing."""
    return _PROBLEMS[node.problem] if node.problem else ""


def all_nodes(nodes: tuple[TreeNode, ...]) -> Iterator[TreeNode]:
    """Every node of the trees, each before what hangs below it."""
    for node in nodes:
        yield node
        yield from all_nodes(node.children)
