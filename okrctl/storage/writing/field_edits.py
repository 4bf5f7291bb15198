"""The edit that gives one field of a hand-written text another value, puts it in or takes it out; or a refusal with the line to type."""

from __future__ import annotations

import re
from dataclasses import is_dataclass

from okrctl.core.changes.setting import Keys, Setting
from okrctl.core.errors import WriteRefused
from okrctl.core.pattern import pattern
from okrctl.storage.reading.lines import line_at, newline_of
from okrctl.storage.reading.nodes import Document, Entry, Mapping, Scalar, is_absent, scalars
from okrctl.storage.writing.disk import NOTHING
from okrctl.storage.writing.edits import (
    Edit,
    NotProvablySafe,
    behind_colon,
    behind_text_block,
    column,
    is_text_block,
    last_leaf,
    lines_at,
    next_line,
    place_behind,
)
from okrctl.storage.writing.files import beside, block_lines, flow, flow_entry
from okrctl.storage.writing.insertion import USUAL_STEP, behind_the_last, between_braces, habitual_step
from okrctl.storage.writing.scalars import quoted

_COMMENT = pattern(r"(?:^|(?<=\s))#", re.MULTILINE)


def field_edit(document: Document, keys: Keys, setting: Setting, order: tuple[str, ...]) -> Edit | None:
    """The edit for one field of the thing at `keys`; None where nothing is to be done.

    A new field stands behind those that come before it in `order`. Raises WriteRefused, with the line to type, where the
    file's style leaves a doubt.
    """
    try:
        return _edit(document, keys, setting, order)
    except NotProvablySafe as doubt:
        message = f"{document.path} cannot be edited safely: {doubt}{NOTHING}"
        raise WriteRefused(message, help=by_hand(keys, setting), path=document.path) from None


def by_hand(keys: Keys, setting: Setting) -> str:
    """What a person is told to type where okrctl does not write."""
    *above, key = (*keys, *setting.keys)
    where = f" under {' / '.join(map(str, above))}" if above else ""
    if setting.value is None:
        return f"remove by hand{where}: {key}"
    return f"write by hand{where}: {flow_entry(key, setting.value)}"


def _edit(document: Document, keys: Keys, setting: Setting, order: tuple[str, ...]) -> Edit | None:
    *above, last = (str(key) for key in (*keys, *setting.keys))
    mapping, _ = document.find(tuple(above))
    if not isinstance(mapping, Mapping):
        raise NotProvablySafe(f"{above[-1]} holds no keys and values" if above else "there are no keys and values")
    entry = mapping.entry(last)
    if setting.value is None:
        return _without(document.text, mapping, entry) if entry else None
    if entry is None:
        return _with(document.text, mapping, last, setting.value, order if len(setting.keys) == 1 else ())
    return _instead(document.text, entry, setting.value, in_flow=mapping.flow)


def _with(text: str, mapping: Mapping, key: str, value: object, order: tuple[str, ...]) -> Edit:
    """The edit that puts a new entry in."""
    if not mapping.entries:
        return Edit(mapping.start + 1, mapping.end - 1, flow_entry(key, value))
    anchor = _anchor(mapping, key, order)
    if mapping.flow:
        return between_braces(anchor, key, value)
    if anchor is mapping.entries[-1]:
        return behind_the_last(text, mapping, key, value, USUAL_STEP)
    at = column(text, anchor.key)
    lines = block_lines(key, value, habitual_step(text, mapping, USUAL_STEP))
    return lines_at(text, place_behind(text, anchor, at + 1), [" " * at + line for line in lines])


def _anchor(mapping: Mapping, key: str, order: tuple[str, ...]) -> Entry:
    """The entry behind which a new one stands: the last of those that usually come before it."""
    earlier = order[: order.index(key)] if key in order else ()
    return next((one for one in reversed(mapping.entries) if one.key.text in earlier), mapping.entries[-1])


def _instead(text: str, entry: Entry, value: object, *, in_flow: bool) -> Edit:
    """The edit that puts a value in the place of another."""
    node = entry.value
    holds_mappings = isinstance(value, tuple) and any(is_dataclass(item) for item in value)
    new = flow(value, entry.key.text) if in_flow or holds_mappings else beside(entry.key.text, value)
    if is_absent(node):
        place = behind_colon(text, entry.key)
        return Edit(place, place, f" {new}")
    if is_text_block(text, node):
        return _instead_of_text_block(text, node.start, new)
    if isinstance(node, Scalar):
        return Edit(node.start, node.end, _in_quotes_of(text[node.start], value) or new)
    if node.flow:
        _refuse_comments(text, entry, node.start, node.end)
        return Edit(node.start, node.end, new)
    start, end = behind_colon(text, entry.key), _end(text, entry)
    _refuse_comments(text, entry, start, end)
    return Edit(start, end, f" {new}")


def _instead_of_text_block(text: str, start: int, new: str) -> Edit:
    header = line_at(text, start)
    if "#" in text[start : header.end]:
        raise NotProvablySafe("a comment stands on the first line of the text")
    end = behind_text_block(text, start)
    ended = end > start and text[end - 1] in "\r\n"
    return Edit(start, end, new + (newline_of(text) if ended else ""))


def _in_quotes_of(quote: str, value: object) -> str | None:
    """The text in the quotes that the old one stood in; None for another value, or where it had none."""
    if not isinstance(value, str) or quote not in "'\"":
        return None
    return quoted(value) if quote == '"' or not value.isprintable() else "'" + value.replace("'", "''") + "'"


def _end(text: str, entry: Entry) -> int:
    """The index behind the last character of an entry's value; NotProvablySafe where that is inside a block text."""
    leaf = last_leaf(entry)
    if is_text_block(text, leaf.value):
        raise NotProvablySafe("the old value ends in a block text")
    return behind_colon(text, leaf.key) if is_absent(leaf.value) else leaf.value.end


def _without(text: str, mapping: Mapping, entry: Entry) -> Edit | None:
    """The edit that takes an entry out; where a comment stands on its line, or it is the only one, only its value."""
    if mapping.flow:
        return _out_of_braces(text, mapping, entry)
    end = next_line(text, entry)
    if len(mapping.entries) > 1 and not _comments(text, entry, entry.key.start, end):
        at = column(text, entry.key)
        return Edit(entry.key.start - at, end, "")
    if is_absent(entry.value):
        return None
    start, behind = behind_colon(text, entry.key), _end(text, entry)
    _refuse_comments(text, entry, start, behind)
    return Edit(start, behind, "")


def _out_of_braces(text: str, mapping: Mapping, entry: Entry) -> Edit:
    at = mapping.entries.index(entry)
    end = behind_colon(text, entry.key) if is_absent(entry.value) else entry.value.end
    start = entry.key.start
    if at + 1 < len(mapping.entries):
        end = mapping.entries[at + 1].key.start
    elif at:
        before = mapping.entries[at - 1]
        start = behind_colon(text, before.key) if is_absent(before.value) else before.value.end
    _refuse_comments(text, entry, start, end)
    return Edit(start, end, "")


def _refuse_comments(text: str, entry: Entry, start: int, end: int) -> None:
    if _comments(text, entry, start, end):
        raise NotProvablySafe("a comment stands between the values that would go")


def _comments(text: str, entry: Entry, start: int, end: int) -> bool:
    """Whether a comment stands in the stretch; a `#` inside a text is none."""
    stretch = list(text[start:end])
    for one in (entry.key, *scalars(entry.value)):
        for index in range(max(one.start, start), min(max(one.end, one.start), end)):
            stretch[index - start] = "x"
    return bool(_COMMENT.search("".join(stretch)))
