"""The plain style: the tree of a text that is written as okrctl writes, one key or item a line; None for any other text.

A small part of YAML, read line by line at five times the speed of a whole parser and without loading one. A line outside of
it (a block text, an escape, braces in braces, a value that goes on) leaves the whole file to YAML's readers, which decide what it means.
"""

from __future__ import annotations

import re

from okrctl.core.pattern import pattern
from okrctl.storage.reading.nodes import Written

_KEY = r"[A-Za-z0-9_$][A-Za-z0-9_$./@+-]{0,199}+"
_QUOTED = r"\"[^\"\\\n]*+\"|'[^'\n]*+'"
_WORD = r"-?[\w+][^\n,\[\]{}:#]*+(?<!\s)"  # a text between brackets or braces
_ITEM = f"(?:{_QUOTED}|{_WORD})"
_LIST = rf"\[(?:{_ITEM}(?:, {_ITEM})*+)?\]"
_SHORT = f"(?:{_QUOTED}|{_LIST}|{_WORD})"
_BRACES = rf"\{{{_KEY}: {_SHORT}(?:, {_KEY}: {_SHORT})*+\}}"
_TEXT = r"(?:[^\s\-?:,\[\]{}#&*!|>'\"%@`]|-(?=\S))[^\s:#]*+(?:(?::(?=\S)|(?<=\S)#| ++(?=[^\s#]))[^\s:#]*+)*+"
_COMMENT = r"#(?: .*)?"  # one that can be nothing else
_LINE = pattern(
    rf"^( *)(- )?(?:({_KEY}|\"[A-Za-z0-9. ]{{0,100}}\"):(?= |$) *)?"
    rf"({_QUOTED}|{_LIST}|{_BRACES}|{_TEXT})?(?: +{_COMMENT}| *)$"
    rf"|^(?:#.*| *(?:{_COMMENT})?)$",
    re.MULTILINE,
)
_ENTRIES, _ITEMS = pattern(f"({_KEY}): ({_SHORT})"), pattern(_ITEM)
DEEPEST = 20
"""More levels than any of our files has."""

_Row = tuple[int, str, str, str]
"""A line with something on it: its indent, `- ` or nothing, its key and its value."""


class _OtherStyle(Exception):
    """The text is not in this style."""


def plain_tree(text: str) -> dict[str, Written | None] | None:
    """The keys and values, None where there is no value; None for a text in another style, or without any key.

    Odd characters are for YAML's readers to judge, and so is what git leaves of a merge.
    """
    lines = text.rstrip("\n")
    if not lines.replace("\n", "").isprintable() or any(sign * 7 in lines for sign in "<=>|"):
        return None
    found = _LINE.findall(lines)
    if len(found) != lines.count("\n") + 1:
        return None
    rows = [(len(indent), dash, key, value) for indent, dash, key, value in found if dash or key or value]
    try:
        tree, end = _mapping(rows, 0, 0, DEEPEST)
    except _OtherStyle:
        return None
    return tree if rows and end == len(rows) else None


def _mapping(rows: list[_Row], at: int, indent: int, depth: int) -> tuple[dict[str, Written | None], int]:
    """The keys that stand at the indent from a row on, and the row behind them."""
    if not depth:
        raise _OtherStyle
    tree: dict[str, Written | None] = {}
    while at < len(rows) and rows[at][0] == indent and not rows[at][1]:
        _, _, key, value = rows[at]
        key = key.strip('"')
        if not key or key in tree:
            raise _OtherStyle
        at += 1
        if value:
            tree[key] = _value(value)
        else:
            tree[key], at = _below(rows, at, indent, depth)
    if at < len(rows) and rows[at][0] > indent:
        raise _OtherStyle
    return tree, at


def _below(rows: list[_Row], at: int, indent: int, depth: int) -> tuple[Written | None, int]:
    """What a key without a value on its line holds: keys or items further right, items right below it, or nothing."""
    if at == len(rows) or rows[at][0] < indent or (rows[at][0] == indent and not rows[at][1]):
        return None, at
    inner, dash = rows[at][0], rows[at][1]
    return _items(rows, at, inner, depth - 1) if dash else _mapping(rows, at, inner, depth - 1)


def _items(rows: list[_Row], at: int, indent: int, depth: int) -> tuple[list[Written], int]:
    """The items of the list at the indent from a row on, and the row behind them."""
    items: list[Written] = []
    item: Written
    while at < len(rows) and rows[at][0] == indent and rows[at][1]:
        _, _, key, value = rows[at]
        if key:
            inner = indent + 2
            rows[at] = (inner, "", key, value)
            item, at = _mapping(rows, at, inner, depth)
        elif value:
            item, at = _value(value), at + 1
        else:
            raise _OtherStyle
        items.append(item)
    if at < len(rows) and rows[at][0] > indent:
        raise _OtherStyle
    return items, at


def _value(text: str) -> Written:
    """What stands behind a key or a dash; the pattern of a line has checked its form."""
    if text[0] in "\"'":
        return text[1:-1]
    if text[0] == "[":
        return [item[1:-1] if item[0] in "\"'" else item for item in _ITEMS.findall(text)]
    return _entries(text) if text[0] == "{" else text


def _entries(text: str) -> dict[str, Written | None]:
    entries = _ENTRIES.findall(text)
    tree: dict[str, Written | None] = {key: _value(value) for key, value in entries}
    if len(tree) < len(entries):
        raise _OtherStyle
    return tree
