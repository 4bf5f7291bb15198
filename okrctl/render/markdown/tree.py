"""What serves what as Markdown: a Mermaid flowchart where the host draws it, and the same as a nested list."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.render import spelled
from okrctl.render import words as say
from okrctl.render.markdown import mermaid
from okrctl.render.markdown.report import INCOMPLETE
from okrctl.render.markdown.text import document, escaped
from okrctl.render.pages.tree import TreeView
from okrctl.render.terminal.style import Style
from okrctl.report.around import TreeNode
from okrctl.report.tree.tree import TreeReport


def markdown_tree(tree: TreeReport, style: Style) -> str:  # noqa: ARG001 - all formats are called alike
    """The page."""
    view = TreeView(tree)
    listed = [line for node in tree.nodes for line in _lines(node, 0, view)]
    return document([*_top(view), *_chart(tree), listed, *_wrong(view)])


def _top(view: TreeView) -> Iterator[list[str]]:
    yield [f"# {escaped(view.title)}"]
    yield [f"{view.when}. {view.answer}"]
    yield [] if view.tree.complete else [INCOMPLETE]


def _chart(tree: TreeReport) -> Iterator[list[str]]:
    yield mermaid.flowchart(tree.nodes)
    missing = mermaid.left_out(tree.nodes)
    yield [f"The chart has no room for {missing} more; the list has them all."] if missing else []


def _lines(node: TreeNode, depth: int, view: TreeView) -> Iterator[str]:
    """The item of a node, then those of what hangs below it."""
    yield f"{'  ' * depth}- {_item(node, view)}"
    for child in node.children:
        yield from _lines(child, depth + 1, view)


def _item(node: TreeNode, view: TreeView) -> str:
    if node.title is None:
        return f"`{node.ref}` does not exist"
    title = escaped(node.title) if node.kind == "key_result" else f"**{escaped(node.title)}**"
    share, problem = view.share(node), view.problem(node)
    pieces = [
        say.status_word(node.status or "no_data"),
        view.progress(node) if node.progress is not None else "",
        spelled.pace_words(node.gap) if view.pace(node) else "",
        f"{share} share" if share else "",
        escaped(view.owners(node)),
        *(escaped(text) for text in view.about(node)),
        *view.place(node),
        f"**{problem}**" if problem else "",
    ]
    return f"{say.sign(node.status or 'no_data', unicode=True)} {title}: {', '.join(filter(None, pieces))}"


def _wrong(view: TreeView) -> Iterator[list[str]]:
    """Circles and orphans by name, with the command that mends them."""
    yield [f"- **In a circle**: `{view.circle(loop)}`" for loop in view.tree.loops]
    if view.orphans:
        named = ", ".join(f"{escaped(title)} (`{ref}`)" for title, ref in view.orphans)
        yield [f"**Serve nothing above them**: {named}"]
        yield [f"Say what one serves: `{view.mending}`"]
