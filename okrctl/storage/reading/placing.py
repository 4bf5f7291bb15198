"""Placing: the findings of rules, which know keys only, get their lines and columns; silenced ones are dropped.

A line is silenced for some codes by a comment on it, or on the lines above it that hold nothing else:
`# okrctl: ignore[OKR301] because the number is the product's name`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from okrctl.core.finding import Finding, is_advisory
from okrctl.core.pattern import pattern
from okrctl.storage.layout import ref_at
from okrctl.storage.loading import Loaded
from okrctl.storage.reading.nodes import Document, scalars

_IGNORE = pattern(r"#[ \t]*okrctl:[ \t]*ignore\[(?P<codes>[^\]\r\n]*)\]")


def placed(loaded: Loaded, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings with their spans, in the order given, but those that a comment silences."""
    documents: dict[str, tuple[Document | None, dict[int, frozenset[str]]]] = {}

    def document_of(path: str) -> tuple[Document | None, dict[int, frozenset[str]]]:
        if path not in documents:
            document = loaded.document(path)
            documents[path] = (document, silenced_lines(document) if document else {})
        return documents[path]

    for finding in findings:
        document, silenced = document_of(finding.path)
        ref = ref_at(finding.path, finding.keys)
        if document is None:
            yield replace(finding, ref=ref)
            continue
        span = document.place(finding.keys, on_key=finding.on_key)
        if is_advisory(finding.code) and finding.code in silenced.get(span.line, ()):
            continue
        related = tuple(
            replace(r, span=other.place(r.keys)) if (other := document_of(r.path)[0]) else r for r in finding.related
        )
        yield replace(finding, span=span, ref=ref, related=related)


def silenced_lines(document: Document) -> dict[int, frozenset[str]]:
    """The codes that are silenced on each line, by the number of the line."""
    silenced: dict[int, frozenset[str]] = {}
    below: dict[int, int] = {}
    for index, codes in reversed(list(_comments(document))):
        line = own = document.span(index, index).line
        while _holds_only_a_comment(document, line):
            line = below.get(line + 1, line + 1)
        below[own] = line
        silenced[line] = silenced.get(line, frozenset()) | codes
    return silenced


def _comments(document: Document) -> Iterator[tuple[int, frozenset[str]]]:
    """Where such comments stand and what they silence; one inside a text is no comment."""
    matches = list(_IGNORE.finditer(document.text))
    texts = sorted((s.start, s.end) for s in scalars(document.root)) if matches else []
    for match in matches:
        before = bisect_right(texts, (match.start(), len(document.text))) - 1
        if before < 0 or texts[before][1] <= match.start():
            yield match.start(), frozenset(code.strip() for code in match["codes"].split(","))


def _holds_only_a_comment(document: Document, line: int) -> bool:
    starts = document.line_starts
    if line >= len(starts):
        return False
    return document.text[starts[line - 1] : starts[line]].lstrip(" \t").startswith("#")
