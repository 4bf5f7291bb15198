"""`okrctl explain`: how a number came about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrctl.commands._context import Context
from okrctl.commands._options import Ref

if TYPE_CHECKING:
    from okrctl.core.finding import KeyPath
    from okrctl.report.explained import Lookup
    from okrctl.storage.loading import Loaded
    from okrctl.storage.nodes import Document

NAME = "explain"
GROUP = "Help"
EXAMPLES = (
    "okrctl explain win-finance/referrals",
    "okrctl explain win-finance",
    "okrctl explain kpis/churn",
)


def explain(context: Context, ref: Ref) -> None:
    """How did this number come about?

    Every figure of an objective, key result, KPI or cycle: its formula, its numbers, and the file and line of each.
    """
    from okrctl.commands import _lookup
    from okrctl.render.terminal_explain import terminal_explain
    from okrctl.report import explain as explained

    loaded = context.load()
    found = _lookup.find(loaded, ref, context.as_of)
    built = explained.build(loaded.workspace, found, context.as_of, _places(loaded))
    if context.json:
        context.emit_json("okrctl.explain/1", built)
    else:
        context.emit(terminal_explain(built, context.style))


def _places(loaded: Loaded) -> Lookup:
    """Where a key stands in the workspace's files; each file is read once."""
    from okrctl.report.explained import Place

    documents: dict[str, Document | None] = {}

    def lookup(entity: str, keys: KeyPath) -> Place | None:
        path = loaded.files.get(entity)
        if path is None:
            return None
        if path not in documents:
            documents[path] = loaded.document(path)
        document = documents[path]
        node, _ = document.find(keys) if document else (None, None)
        return Place(path, document.place(keys, on_key=True).line) if document and node else None

    return lookup
