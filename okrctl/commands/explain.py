"""`okrctl explain`: how a number came about, what a code or a word means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from okrctl.commands._completion import explained as explained_words
from okrctl.commands._context import Context

if TYPE_CHECKING:
    from okrctl.core.finding import KeyPath
    from okrctl.lint.manual import Manual
    from okrctl.report.explain.explained import Lookup
    from okrctl.report.glossary.entry import Entry
    from okrctl.storage.loading import Loaded
    from okrctl.storage.reading.nodes import Document

NAME = "explain"
GROUP = "Help"
EXAMPLES = (
    "okrctl explain win-finance/referrals",
    "okrctl explain OKR203",
    "okrctl explain okr-vs-kpi",
)


def explain(
    context: Context,
    ref: Annotated[
        str,
        typer.Argument(
            metavar="REF", help="an objective, key result, KPI or cycle; a code; a word", autocompletion=explained_words
        ),
    ],
) -> None:
    """How did this number come about?

    Every figure of an objective, key result, KPI or cycle: its formula, its numbers, and the file and line of each.

    A code of `okrctl lint` is told about, with a bad and a good sample. So is a word: okr, kpi, okr-vs-kpi, goal, smart,
    kinds, sla, kri. Both are taken before a ref that is spelled the same; write such a ref with its cycle.
    """
    from okrctl.commands import _lookup
    from okrctl.core.errors import UnknownName
    from okrctl.render.terminal.explain import terminal_explain
    from okrctl.report import glossary
    from okrctl.report.explain import explain as explained

    if manual := _manual(ref):
        _tell_code(context, manual)
        return
    if entry := glossary.find(ref):
        _tell(context, entry)
        return
    loaded = context.load()
    try:
        found = _lookup.find(loaded, ref, context.as_of)
    except UnknownName as fault:
        if "/" not in ref:
            fault.help = f"{fault.help}; words that are explained: {', '.join(glossary.WORDS)}"
        raise
    built = explained.build(loaded.workspace, found, context.as_of, _places(loaded))
    if context.json:
        context.emit_json("okrctl.explain/1", built)
    else:
        context.emit(terminal_explain(built, context.style))


def _manual(text: str) -> Manual | None:
    """The manual of a code such as OKR012, in any case; UnknownName for a code that does not exist, None for no code."""
    import re

    from okrctl.core.errors import unknown

    if not re.fullmatch(r"OKR\d+", text, re.IGNORECASE | re.ASCII):
        return None
    from okrctl.lint import MANUALS

    if text.upper() not in MANUALS:
        raise unknown("code", text.upper(), list(MANUALS), help="okrctl lint names the codes it finds")
    return MANUALS[text.upper()]


def _tell_code(context: Context, manual: Manual) -> None:
    """Print what a code means."""
    from okrctl.render.terminal.manual import sections_of, terminal_manual

    if context.json:
        steps = [{"heading": heading, "text": text} for heading, text in sections_of(manual)]
        about = {"ref": manual.code, "kind": "code", "title": manual.what, "table": None, "steps": steps}
        context.emit_json("okrctl.explain/1", about)
    else:
        context.emit(terminal_manual(manual, context.style))


def _tell(context: Context, entry: Entry) -> None:
    """Print what a word means."""
    from okrctl.render.terminal.glossary import terminal_glossary

    if context.json:
        steps = [{"heading": section.heading, "text": section.text} for section in entry.sections]
        about = {"ref": entry.word, "kind": "word", "title": entry.title, "table": entry.table, "steps": steps}
        context.emit_json("okrctl.explain/1", about)
    else:
        context.emit(terminal_glossary(entry, context.style))


def _places(loaded: Loaded) -> Lookup:
    """Where a key stands in the workspace's files; each file is read once."""
    from okrctl.report.explain.explained import Place

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
