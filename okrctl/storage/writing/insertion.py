"""The edit that adds a key result to a hand-written objective, in the style of the file; or a refusal with the text to paste."""

from __future__ import annotations

from okrctl.core.errors import WriteRefused
from okrctl.core.objective import KeyResult
from okrctl.storage.reading.lines import has_blank_line, line_at, newline_of
from okrctl.storage.reading.nodes import Document, Entry, Mapping, Node, Scalar, is_absent, last_leaf_end
from okrctl.storage.writing.disk import NOTHING
from okrctl.storage.writing.edits import Edit, NotProvablySafe, column, is_text_block, last_leaf, lines_at, place_behind
from okrctl.storage.writing.files import block_lines, flow_entry

KEY = "key_results"
USUAL_STEP = 2
"""Columns that a level is indented by where the file shows no habit of its own."""


def key_result_edit(document: Document, key_result_id: str, key_result: KeyResult) -> Edit:
    """The edit that puts the key result behind the objective's others.

    Raises WriteRefused, with the text to paste, where the file's style leaves a doubt.
    """
    try:
        return _edit(document, key_result_id, key_result)
    except NotProvablySafe as doubt:
        raise WriteRefused(
            f"{document.path} cannot be edited safely: {doubt}{NOTHING}",
            help=by_hand(key_result_id, key_result),
            path=document.path,
        ) from None


def by_hand(key_result_id: str, key_result: KeyResult) -> str:
    """What a person is told to paste where okrctl does not write."""
    return f"add by hand under {KEY}: {flow_entry(key_result_id, key_result)}"


def _edit(document: Document, key_result_id: str, key_result: KeyResult) -> Edit:
    entry = document.root.entry(KEY)
    if entry is None:
        return behind_the_last(document.text, document.root, KEY, {key_result_id: key_result}, USUAL_STEP)
    if isinstance(entry.value, Mapping) and entry.value.entries:
        step = USUAL_STEP if document.root.flow or entry.value.flow else _step(document.text, entry.key, entry.value)
        return behind_the_last(document.text, entry.value, key_result_id, key_result, step)
    if not is_absent(entry.value) and not isinstance(entry.value, Mapping):
        raise NotProvablySafe(f"{KEY} holds no keys and values")
    return _as_the_first(document, entry, key_result_id, key_result)


def behind_the_last(text: str, mapping: Mapping, key: str, value: object, step: int) -> Edit:
    """The edit that adds an entry behind the last one of a mapping that has some."""
    last = mapping.entries[-1]
    if mapping.flow:
        return between_braces(last, key, value)
    at = column(text, last.key)
    place = place_behind(text, last, at)
    gap = [""] if _stand_apart(text, mapping) else []
    lines = block_lines(key, value, habitual_step(text, mapping, step))
    return lines_at(text, place, gap + [" " * at + line for line in lines])


def between_braces(last: Entry, key: str, value: object) -> Edit:
    """The edit that adds an entry behind the last one in braces."""
    if is_absent(last.value):
        raise NotProvablySafe("the last entry in the braces has no value")
    end = last_leaf_end(last.value)
    return Edit(end, end, f", {flow_entry(key, value)}")


def _step(text: str, key: Scalar, block: Mapping) -> int:
    """The columns by which a block is indented under its key."""
    return column(text, block.entries[0].key) - column(text, key)


def habitual_step(text: str, mapping: Mapping, otherwise: int) -> int:
    """The columns by which the last block in a mapping is indented."""
    blocks = [(e.key, e.value) for e in mapping.entries if isinstance(e.value, Mapping) and not e.value.flow]
    return _step(text, *blocks[-1]) if blocks else otherwise


def _stand_apart(text: str, mapping: Mapping) -> bool:
    """Whether a blank line is due before a new entry because one stands between the last two."""
    if len(mapping.entries) < 2 or is_text_block(text, last_leaf(mapping.entries[-1]).value):
        return False
    before, last = mapping.entries[-2:]
    return has_blank_line(text, last_leaf_end(before.value), last.key.start)


def _as_the_first(document: Document, entry: Entry, key_result_id: str, key_result: KeyResult) -> Edit:
    """The edit that fills `key_results:` or `key_results: {}`."""
    text, node = document.text, entry.value
    in_braces = flow_entry(key_result_id, key_result)
    if document.root.flow:
        gap = " " if text[node.start - 1] == ":" else ""
        return Edit(node.start, node.end, f"{gap}{{{in_braces}}}")
    at = column(text, entry.key)
    step = habitual_step(text, document.root, USUAL_STEP)
    lines = [" " * (at + step) + line for line in block_lines(key_result_id, key_result, step)]
    if is_absent(node):
        return lines_at(text, place_behind(text, entry, at + 1), lines)
    return _in_place_of_braces(text, node, lines) or Edit(node.start + 1, node.end - 1, in_braces)


def _in_place_of_braces(text: str, braces: Node, lines: list[str]) -> Edit | None:
    """The edit that turns `key_results: {}` into a block, None where the braces are not alone behind their key."""
    line = line_at(text, braces.start)
    before, rest = text[line.start : braces.start].rstrip(" \t"), text[braces.end : line.end]
    behind = rest.strip(" \t")
    if braces.end > line.end or not before.endswith(":") or (behind and not behind.startswith("#")):
        return None
    new = "".join(newline_of(text) + line for line in lines)
    if behind:
        return Edit(line.start + len(before), line.end, rest + new)
    return Edit(line.start + len(before), braces.end, new)
