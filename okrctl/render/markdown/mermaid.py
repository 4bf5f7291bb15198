"""The alignment tree as a Mermaid flowchart, which GitHub and GitLab draw inside Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from okrctl.core.pattern import pattern
from okrctl.render import words as say
from okrctl.render.terminal.cells import one_line
from okrctl.report.around import TreeNode

MOST_NODES = 120
"""Larger flowcharts are refused by the hosts or cannot be read."""
LONGEST_LABEL = 60

_STROKES = {
    "on_track": "#1a7034",
    "achieved": "#1a7034",
    "behind": "#8a5800",
    "at_risk": "#b3261e",
    "missed": "#b3261e",
}
_UNSAFE = pattern(r"[^\w\s.,:!?'’–—…/€+=()-]")


def flowchart(trees: Sequence[TreeNode]) -> list[str]:
    """The lines of the flowchart, its fences included; empty where nothing serves anything."""
    edges = list(_edges(trees))
    if not edges:
        return []
    nodes = {node.ref: node for edge in edges for node in edge}
    kept = dict(list(nodes.items())[:MOST_NODES])
    names = {ref: f"n{number}" for number, ref in enumerate(kept)}
    drawn = [f"  {names[ref]}{_box(node)}:::{node.status or 'unknown'}" for ref, node in kept.items()]
    lines = [f"  {names[a.ref]} --> {names[b.ref]}" for a, b in edges if a.ref in names and b.ref in names]
    used = sorted({node.status or "unknown" for node in kept.values()})
    styles = [f"  classDef {status} stroke:{_STROKES.get(status, '#6b6e76')},stroke-width:2px" for status in used]
    return ["```mermaid", "flowchart LR", *drawn, *dict.fromkeys(lines), *styles, "```"]


def left_out(trees: Sequence[TreeNode]) -> int:
    """How many goals the flowchart has no room for."""
    return max(len({node.ref for edge in _edges(trees) for node in edge}) - MOST_NODES, 0)


def _edges(trees: Sequence[TreeNode]) -> Iterator[tuple[TreeNode, TreeNode]]:
    """What serves what: the goal, and one that serves it, level by level."""
    waiting = list(trees)
    while waiting:
        for node in waiting:
            yield from ((node, child) for child in node.children)
        waiting = [child for node in waiting for child in node.children]


def _box(node: TreeNode) -> str:
    """The node's shape and label; a key result's has round corners."""
    percent = f", {say.percent(node.progress)}" if node.progress is not None else ""
    said = f"<br>{say.status_word(node.status)}{percent}" if node.status else "<br>does not exist"
    label = f'"{_label(node.title or node.ref)}{said}"'
    return f"({label})" if node.kind == "key_result" else f"[{label}]"


def _label(title: str) -> str:
    """The title, every sign that Mermaid or HTML could take for its own by its number."""
    text = one_line(title)
    short = text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 1].rstrip() + "…"
    return _UNSAFE.sub(lambda match: f"#{ord(match[0])};", short)
