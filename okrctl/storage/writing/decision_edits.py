"""The edit that notes a decision behind the others of a hand-written goal or card, in the style of the file."""

from __future__ import annotations

from okrctl.core.changes.setting import Setting
from okrctl.core.errors import WriteRefused
from okrctl.core.objective import Decision
from okrctl.core.pattern import pattern
from okrctl.storage.reading.lines import line_at
from okrctl.storage.reading.nodes import Document, Entry, Mapping, Node, Sequence, is_absent, last_leaf_end
from okrctl.storage.writing.disk import NOTHING
from okrctl.storage.writing.edits import Edit, NotProvablySafe, column, lines_at, place_behind
from okrctl.storage.writing.field_edits import field_edit
from okrctl.storage.writing.files import block_lines, flow, written_fields

KEY = "decisions"
_DASH = pattern(r"( *)- +\Z")


def decision_edit(document: Document, decision: Decision, order: tuple[str, ...]) -> Edit:
    """The edit that adds the decision.

    Raises WriteRefused, with the line to type, where the file's style leaves a doubt.
    """
    entry = document.root.entry(KEY)
    if entry is None or is_absent(entry.value):
        edit = field_edit(document, (), Setting((KEY,), (decision,)), order)
        assert edit is not None  # noqa: S101 - there is a value to write
        return edit
    try:
        return _behind_the_last(document.text, entry, entry.value, decision)
    except NotProvablySafe as doubt:
        message = f"{document.path} cannot be edited safely: {doubt}{NOTHING}"
        raise WriteRefused(message, help=by_hand(decision), path=document.path) from None


def by_hand(decision: Decision) -> str:
    """What a person is told to type where okrctl does not write."""
    return f"write by hand under {KEY}: - {flow(decision)}"


def _behind_the_last(text: str, entry: Entry, node: Node, decision: Decision) -> Edit:
    if not isinstance(node, Sequence):
        raise NotProvablySafe(f"{KEY} is no list")
    if node.flow:
        return _between_brackets(node, decision)
    last = node.items[-1]
    line = line_at(text, last.start)
    dash = _DASH.match(text[line.start : last.start])
    if not dash:
        raise NotProvablySafe("the dash of the last decision stands elsewhere")
    at = len(dash[1])
    place = place_behind(text, entry, max(at, column(text, entry.key) + 1))
    lines = _item_lines(last, decision, len(dash[0]) - at)
    return lines_at(text, place, [" " * at + line for line in lines])


def _between_brackets(node: Sequence, decision: Decision) -> Edit:
    if not node.items:
        return Edit(node.start + 1, node.end - 1, flow(decision))
    end = last_leaf_end(node.items[-1])
    return Edit(end, end, f", {flow(decision)}")


def _item_lines(last: Node, decision: Decision, width: int) -> list[str]:
    """The item as the last one is written: on one line, or a line for each field."""
    if not isinstance(last, Mapping) or last.flow:
        return ["-" + " " * (width - 1) + flow(decision)]
    lines = [line for key, value in written_fields(decision) for line in block_lines(key, value)]
    return ["-" + " " * (width - 1) + lines[0], *(" " * width + line for line in lines[1:])]
