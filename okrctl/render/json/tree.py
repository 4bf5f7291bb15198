"""The tree as JSON, schema `okrctl.tree/1`."""

from __future__ import annotations

from okrctl.render.json.text import document
from okrctl.render.terminal.style import Style
from okrctl.report.tree.tree import TreeReport

TREE_SCHEMA = "okrctl.tree/1"


def json_tree(tree: TreeReport, style: Style) -> str:  # noqa: ARG001 - all formats are called alike
    """The one document."""
    return document(TREE_SCHEMA, tree) + "\n"
