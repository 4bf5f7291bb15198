"""libyaml's parser: the events of a text, and the tree of one that is beyond doubt.

By way of PyYAML, because it hands out events whose scalars are texts: the values of a file are typed by our schema, never
by YAML's guess, so a parser that returns floats or dates is of no use here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from okrctl.core.pattern import pattern
from okrctl.storage.reading.nodes import DEEPEST, Written

_ODD = (
    "[\x00-\x08\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff\ue028\ue029]"  # odd characters
    "|\r(?!\n)"  # a line end of its own
    "|<{7}|={7}|>{7}|[|]{7}"  # merge markers
    r"|^%|^[ -]*\?|^[.-]{3}"  # directives, keys with a question mark, marks between documents
    "|[|>][-+0-9]*#"  # a comment where only spaces may stand
)
DOUBT = pattern(_ODD, re.MULTILINE)
_DOUBT_OR_STRAYED = pattern(_ODD + "| #[^ \n\r]", re.MULTILINE)
"""The same, and a comment that may have been meant as text."""


class Doubt(Exception):
    """Something that only the slow reader may judge."""


def libyaml_tree(text: str) -> dict[str, Written | None] | None:
    """The keys and values of the one document, None where there is no value; None wherever there is doubt."""
    if _DOUBT_OR_STRAYED.search(text):
        return None
    from yaml import YAMLError

    try:
        from yaml.cyaml import CParser
    except ImportError:  # PyYAML without libyaml: the slow reader does it all
        return None
    try:
        root = _built(CParser(text))
    except (YAMLError, Doubt):
        return None
    return root if isinstance(root, dict) else None


def events(text: str) -> Iterator[Any]:
    """The events of libyaml; raises Doubt for anchors, aliases and tags, and where there is no libyaml."""
    try:
        from yaml.cyaml import CParser
    except ImportError:
        raise Doubt from None
    parser = CParser(text)
    while (event := parser.get_event()) is not None:
        if getattr(event, "anchor", None) is not None or getattr(event, "tag", None) is not None:
            raise Doubt
        yield event


def _built(parser: Any) -> Written | None:
    """The tree of the one document; its keys as texts, None where a key has no value."""
    from yaml import events

    scalar, mapping, sequence = events.ScalarEvent, events.MappingStartEvent, events.SequenceStartEvent
    ends = (events.MappingEndEvent, events.SequenceEndEvent)
    root: Written | None = None
    stack: list[tuple[bool, bool, list[Any]]] = []
    while (event := parser.get_event()) is not None:
        kind = type(event)
        if kind is scalar:
            if event.anchor is not None or event.tag is not None:
                raise Doubt
            node: Any = None if event.value == "" and event.implicit[0] else event.value
        elif kind is mapping or kind is sequence:
            if event.anchor is not None or event.tag is not None or len(stack) == DEEPEST:
                raise Doubt
            stack.append((kind is mapping, event.flow_style, []))
            continue
        elif kind in ends:
            is_mapping, in_braces, children = stack.pop()
            node = (
                _mapping(children, in_braces=in_braces)
                if is_mapping
                else ["" if child is None else child for child in children]
            )
        elif kind is events.AliasEvent or (kind is events.DocumentStartEvent and root is not None):
            raise Doubt
        else:
            continue
        if stack:
            stack[-1][2].append(node)
        else:
            root = node
    return root


def _mapping(children: list[Any], *, in_braces: bool) -> dict[str, Written | None]:
    keys, values = ["" if key is None else key for key in children[::2]], children[1::2]
    if any(not isinstance(key, str) or key == "<<" for key in keys) or len(set(keys)) < len(keys):
        raise Doubt
    if in_braces and None in values:
        raise Doubt  # {value: 35,5} holds a key 5
    return dict(zip(keys, values, strict=True))
