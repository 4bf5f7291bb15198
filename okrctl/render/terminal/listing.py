"""A list: a few cells that stand in columns, then a note or a command; one line each, or two in a narrow window."""

from __future__ import annotations

from collections.abc import Sequence

from okrctl.core.frozen import dataclass
from okrctl.render.terminal.columns import cut_words, wrapped
from okrctl.render.terminal.ink import NOTHING, Words, blank, joined, padded
from okrctl.render.terminal.style import Style

INDENT = 2
LEAST_NOTE, LEAST_LOOSE_NOTE = 26, 40
"""Notes that would get fewer cells beside their rows, all in columns or each for itself, move below them."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list."""

    cells: tuple[Words, ...]
    note: Words = NOTHING
    """What may be cut at the window's edge."""
    command: Words = NOTHING
    """What must stay whole, so that it can be pasted."""


def listing(items: Sequence[Item], style: Style) -> list[Words]:
    """The items below one another: all in columns where that leaves room for the notes, else only the first cells."""
    widths = [max(item.cells[index].width for item in items) for index in range(len(items[0].cells))] if items else []
    fixed = INDENT + sum(width + 2 for width in widths if width)
    if style.width is None or style.width - fixed >= _least(items):
        return [line for item in items for line in _beside(item, widths, style)]
    return [line for item in items for line in _loose(item, widths[0], style)]


def _least(items: Sequence[Item]) -> int:
    """The cells behind the columns without which it is better to take two lines."""
    return max(max(item.command.width, min(item.note.width, LEAST_NOTE)) for item in items)


def _beside(item: Item, widths: Sequence[int], style: Style) -> list[Words]:
    start = blank(INDENT) + _in_columns(item.cells, widths) + blank(2)
    return _behind(start, item.note, style) if item.note else [start + item.command]


def _loose(item: Item, first: int, style: Style) -> list[Words]:
    """Only the first cell in a column; the note or command behind the others where it has room, else below them."""
    rest = joined(item.cells[1:])
    line = blank(INDENT) + padded(item.cells[0], first) + blank(2) + rest
    room = (style.width or 0) - line.width - 2
    if room >= max(item.command.width, min(item.note.width, LEAST_LOOSE_NOTE)):
        return _behind(line + blank(2), item.note, style) if item.note else [line + blank(2) + item.command]
    lines = [line] if room >= -2 else [blank(INDENT) + item.cells[0], *_wrapped(rest, style)]
    if item.note:
        return lines + _behind(blank(INDENT + 2), item.note, style)
    return [*lines, blank(INDENT + 2) + item.command] if item.command else lines


def _wrapped(rest: Words, style: Style) -> list[Words]:
    return [blank(INDENT + 2) + line for line in wrapped(rest, (style.width or 0) - INDENT - 2) if line]


def _in_columns(cells: Sequence[Words], widths: Sequence[int]) -> Words:
    return joined([padded(cell, width) for cell, width in zip(cells, widths, strict=True) if width])


def _behind(start: Words, note: Words, style: Style) -> list[Words]:
    """The note behind the start: cut at the edge of a window, wrapped elsewhere, whole in a pipe."""
    if style.width is None:
        return [start + note]
    room = style.width - start.width
    if style.cut:
        return [start + cut_words(note, room, style)]
    first, *more = wrapped(note, max(room, 8))
    return [start + first, *(blank(start.width) + line for line in more)]
