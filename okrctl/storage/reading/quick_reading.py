"""The quick read: the tree of a file from libyaml's parser, or None wherever there is doubt.

The slow reader (`documents.py`) is the truth. This one answers only where it must agree with it: plain files without a
fault, an anchor, a tag, a second document or an odd character. Everything else, every error too, is left to the slow one,
which also knows places. A property test holds the two side by side over generated and mutated files.

libyaml by way of PyYAML, because it hands out events whose scalars are texts: the values of a file are typed by our schema,
never by YAML's guess, so a parser that returns floats or dates is of no use here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from okrctl.core.finding import Finding
from okrctl.storage.reading.documents import DEEPEST, document_from, fault_in, read_document
from okrctl.storage.reading.nodes import Document, Mapping, Plain
from okrctl.storage.reading.plain_style import plain_tree
from okrctl.storage.reading.text_guards import decoded

_ODD = (
    "[\x00-\x08\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff\ue028\ue029]"  # odd characters
    "|\r(?!\n)"  # a line end of its own
    "|<{7}|={7}|>{7}|[|]{7}"  # merge markers
    "|^[%?]|^[.-]{3}"  # directives, keys with a question mark, marks between documents
    "|[|>][-+0-9]*#"  # a comment where only spaces may stand
)
_DOUBT = re.compile(_ODD, re.MULTILINE)
_DOUBT_OR_STRAYED = re.compile(_ODD + "| #[^ \n\r]", re.MULTILINE)
"""The same, and a comment that may have been meant as text."""

_KEY = re.compile(r"^( *)[^\s#'\"-][^:\n]*:(?=\s)", re.MULTILINE)

NEAR = 20_000
"""Characters before a fault with which the slow reader tells what it is, where the whole would take it seconds."""


def quick_document(path: str, data: bytes) -> Document | None:
    """The document with its plain tree; its places are read by the slow reader when somebody asks for them."""
    tree = quick_tree(data)
    if tree is None:
        return None

    def exact() -> Mapping:
        document, _ = readable_document(path, data)
        assert document is not None  # noqa: S101 - the quick reader doubts whatever the slow one refuses
        return document.root

    return Document(path, data.decode("utf-8"), bom=False, tree=exact, quick=tree)


def quick_tree(data: bytes) -> dict[str, Plain] | None:
    """What `plain(read_document(…).root)` would be, where that is beyond doubt; None otherwise."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return plain_tree(text) or (None if _DOUBT_OR_STRAYED.search(text) else _tree(text))


def readable_document(path: str, data: bytes, *, near: int = NEAR) -> tuple[Document | None, list[Finding]]:
    """What `read_document` gives, sooner; only where an absent value would stand may differ, so edits do not use it.

    A fault in a text of more than `near` characters is told from so many around it.
    """
    text = decoded(path, data)
    if isinstance(text, Finding) or _DOUBT.search(text[0]):
        return read_document(path, data)
    from yaml import YAMLError
    from yaml.error import MarkedYAMLError

    try:
        return document_from(path, text[0], _events(text[0]), bom=text[1])
    except MarkedYAMLError as fault:
        found = _fault_near(path, text[0], fault, near)
        return (None, [found]) if found else read_document(path, data)
    except (YAMLError, _Doubt):
        return read_document(path, data)


def _events(text: str) -> Iterator[Any]:
    """The events of libyaml; raises _Doubt for anchors, aliases and tags, and where there is no libyaml."""
    try:
        from yaml.cyaml import CParser
    except ImportError:
        raise _Doubt from None
    parser = CParser(text)
    while (event := parser.get_event()) is not None:
        if getattr(event, "anchor", None) is not None or getattr(event, "tag", None) is not None:
            raise _Doubt
        yield event


def _fault_near(path: str, text: str, fault: Any, near: int) -> Finding | None:
    """The slow reader's words for a fault of a long text; None unless the quick one finds the same in that stretch."""
    marks = [mark for mark in (fault.context_mark, fault.problem_mark) if mark]
    at, until = marks[0].index, marks[-1].index
    start = _outermost_line(text, at - near, at)
    is_open_to_the_end = until - at > near and until >= len(text.rstrip())
    end = len(text) if not is_open_to_the_end else (text.find("\n", at + near, at + 2 * near) + 1) or at + 2 * near
    again = _fault_of(text[start:end]) if start or end < len(text) else None
    same_words = again and (again.problem == fault.problem or (end < len(text) and again.context == fault.context))
    if not same_words or _first(again) + start != at:
        return None
    found = fault_in(path, text, start, end)
    return found if found and found.line in {mark.line + 1 for mark in marks} else None


def _first(fault: Any) -> int:
    """Where the fault begins: what was opened there is not closed, or what it complains of."""
    mark = fault.context_mark or fault.problem_mark
    return int(mark.index)


def _fault_of(text: str) -> Any:
    """What libyaml says against the text; None where it says nothing, or must not be asked."""
    from yaml import YAMLError
    from yaml.error import MarkedYAMLError

    try:
        for _ in _events(text):
            pass
    except MarkedYAMLError as fault:
        return fault
    except (YAMLError, _Doubt):
        return None
    return None


def _outermost_line(text: str, start: int, end: int) -> int:
    """Where the least indented key between the indexes begins; of several the first. 0 where there is none."""
    keys = list(_KEY.finditer(text, start, end)) if start > 0 else []
    return min(keys, key=lambda key: len(key[1])).start() if keys else 0


def _tree(text: str) -> dict[str, Plain] | None:
    from yaml import YAMLError

    try:
        from yaml.cyaml import CParser
    except ImportError:  # PyYAML without libyaml: the slow reader does it all
        return None
    try:
        root = _built(CParser(text))
    except (YAMLError, _Doubt):
        return None
    return root if isinstance(root, dict) else None


class _Doubt(Exception):
    """Something that only the slow reader may judge."""


def _built(parser: Any) -> Plain | None:
    """The tree of the one document; its keys as texts, keys without a value left out."""
    from yaml import events

    scalar, mapping, sequence = events.ScalarEvent, events.MappingStartEvent, events.SequenceStartEvent
    ends = (events.MappingEndEvent, events.SequenceEndEvent)
    root: Plain | None = None
    stack: list[tuple[bool, list[Any]]] = []
    while (event := parser.get_event()) is not None:
        kind = type(event)
        if kind is scalar:
            if event.anchor is not None or event.tag is not None:
                raise _Doubt
            node: Any = None if event.value == "" and event.implicit[0] else event.value
        elif kind is mapping or kind is sequence:
            if event.anchor is not None or event.tag is not None or len(stack) == DEEPEST:
                raise _Doubt
            stack.append((kind is mapping, []))
            continue
        elif kind in ends:
            is_mapping, children = stack.pop()
            node = _mapping(children) if is_mapping else ["" if child is None else child for child in children]
        elif kind is events.AliasEvent or (kind is events.DocumentStartEvent and root is not None):
            raise _Doubt
        else:
            continue
        if stack:
            stack[-1][1].append(node)
        else:
            root = node
    return root


def _mapping(children: list[Any]) -> dict[str, Plain]:
    keys, values = ["" if key is None else key for key in children[::2]], children[1::2]
    if any(not isinstance(key, str) or key == "<<" for key in keys) or len(set(keys)) < len(keys):
        raise _Doubt
    return {key: value for key, value in zip(keys, values, strict=True) if value is not None}
