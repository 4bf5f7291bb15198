"""Strayed comments: text behind a # that its writer meant, and YAML takes for a comment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from okrctl.core.finding import MOST_ALIKE, Finding, KeyPath
from okrctl.core.pattern import pattern
from okrctl.storage.reading.nodes import Document, Mapping, Node, Scalar, Sequence

PROSE = frozenset({
    "title", "name", "theme", "why", "what", "how", "note", "next", "text", "formula", "signal", "learned", "helped",
    "hindered", "explanation", "reason", "priorities", "wins", "blockers", "tags", "evidence",
})  # fmt: skip
"""Keys whose values people write as they speak; behind other values a comment is meant."""

_SUSPECT = pattern(r"[ \t]#(?![ \t#!]|okrctl:)\S")
_LOST = pattern(r"[ \t]+(?P<lost>#(?![ \t#!]|okrctl:)[^\r\n]*)")


def strayed_comments(document: Document) -> Iterator[Finding]:
    """The findings (OKR007) for words that are lost: behind a # that has a space before it and none behind it."""
    if _SUSPECT.search(document.text):
        yield from islice(_found(document), MOST_ALIKE + 1)


def _found(document: Document) -> Iterator[Finding]:
    for keys, node, before in _prose(document.root, (), document.root.start, is_prose=False):
        lost = _LOST.match(document.text, node.end if node.text else _behind(document, before, node))
        if lost and node.plain:
            yield _finding(document, keys, node, lost)


def _behind(document: Document, before: int, node: Scalar) -> int:
    """Where a value that is not there would follow: behind the first colon or dash from `before` on."""
    sign = re.compile(r"[^\r\n]*?[:-](?=[ \t])").match(document.text, before)
    return sign.end() if sign else node.end


def _finding(document: Document, keys: KeyPath, node: Scalar, lost: re.Match[str]) -> Finding:
    words = lost["lost"].rstrip()
    shown = words if len(words) <= 40 else words[:39] + "…"
    kept = f'only "{node.text[:60]}" is read' if node.text else "nothing is read"
    return Finding(
        code="OKR007",
        level="warning",
        message=f'YAML takes "{shown}" for a comment, and {kept}',
        path=document.path,
        keys=keys,
        span=document.span(lost.start("lost"), lost.start("lost") + len(words)),
        help="put quotes around the whole text; a comment has a space behind its #",
    )


def _prose(node: Node, keys: KeyPath, before: int, *, is_prose: bool) -> Iterator[tuple[KeyPath, Scalar, int]]:
    """The texts that stand at such keys, each with where its key ends or its item begins."""
    if isinstance(node, Scalar):
        if is_prose:
            yield keys, node, before
    elif isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            yield from _prose(item, (*keys, index), max(item.start - 2, 0), is_prose=is_prose)
    elif isinstance(node, Mapping):
        for entry in node.entries:
            yield from _prose(entry.value, (*keys, entry.key.text), entry.key.end, is_prose=entry.key.text in PROSE)
