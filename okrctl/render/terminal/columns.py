"""Columns: how rows stand below one another, which columns leave when the window is narrow, what is cut.

A row begins with its head: a lead that is always whole (indent, sign, id), a title that takes what the columns leave,
and a tail of a few words behind the title. Its other cells stand in columns to the right.
"""

from __future__ import annotations

from collections.abc import Sequence

from okrctl.core.frozen import dataclass
from okrctl.render.terminal import cells
from okrctl.render.terminal.ink import NOTHING, Ink, Words, blank, padded, words
from okrctl.render.terminal.style import Style

GONE = -1
LEAST_OF_A_TITLE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: how it aligns, when it leaves, and how far it stands from the one before."""

    right: bool = False
    leaves: int = 0
    """Its turn to leave, 1 the first; 0 never."""
    yields: bool = False
    """It leaves as soon as a title would be cut at all."""
    most: int | None = None
    """The cells beyond which a terminal cuts it."""
    gap: int = 2


@dataclass(frozen=True, slots=True)
class Row:
    """One row, or two where the head stands alone and the rest below it."""

    cells: tuple[Words, ...]
    lead: Words = NOTHING
    title: Words = NOTHING
    tail: Words = NOTHING
    extra: Words = NOTHING
    """Words behind the tail that leave before the title is cut."""
    rail: Words = NOTHING
    """What stands before the lines of its head after the first, such as the guides of a tree."""

    @property
    def head_width(self) -> int:
        """The cells that its whole head takes."""
        return self.lead.width + self.title.width + sum(2 + words.width for words in (self.tail, self.extra) if words)


@dataclass(frozen=True, slots=True)
class Layout:
    """The width of the head and of each column, `GONE` for those that left."""

    columns: tuple[Column, ...]
    head: int
    widths: tuple[int, ...]
    style: Style

    def lines(self, row: Row) -> list[Words]:
        """The row as one line, or several where its title wraps."""
        first, *more = head_lines(row, self.head, self.style)
        line = padded(first, self.head)
        for column, width, piece in zip(self.columns, self.widths, row.cells, strict=True):
            if width > 0:
                kept = cut_words(piece, width, self.style)
                line = line + blank(column.gap if line.width else 0) + padded(kept, width, right=column.right)
        return [line, *more]


def fit(
    columns: Sequence[Column], rows: Sequence[Row], style: Style, *, least: int, fill: bool = False
) -> Layout | None:
    """The layout of the rows in the window, None where titles would get fewer than `least` cells.

    Columns leave in their turn until the titles have `least` cells, or all that the longest one needs. With `fill` the
    heads take all the room there is.
    """
    head = max((row.head_width for row in rows), default=0)
    natural = tuple(_natural(column, [row.cells[index] for row in rows], style) for index, column in enumerate(columns))
    if style.width is None:
        return Layout(tuple(columns), head, natural, style)
    enough = min(head, max((row.lead.width for row in rows), default=0) + least)
    for turn in range(max(column.leaves for column in columns) + 1):
        widths = tuple(
            GONE if 0 < column.leaves <= turn else width for column, width in zip(columns, natural, strict=True)
        )
        room = style.width - sum(column.gap + width for column, width in zip(columns, widths, strict=True) if width > 0)
        yielding = any(column.yields and width > 0 for column, width in zip(columns, widths, strict=True))
        if room >= (head if yielding else enough):
            return Layout(tuple(columns), room if fill else min(head, room), widths, style)
    return None


def _natural(column: Column, pieces: Sequence[Words], style: Style) -> int:
    widest = max((piece.width for piece in pieces), default=0)
    return min(widest, column.most) if column.most and style.width is not None and style.cut else widest


def head_lines(row: Row, most: int, style: Style) -> list[Words]:
    """The row's head in lines of `most` cells: one where the window cuts the title, several where it wraps."""
    tail, extra = _behind(row.tail), _behind(row.extra)
    if style.width is None or row.head_width <= most:
        return [row.lead + row.title + tail + extra]
    if style.cut:
        return [row.lead + _cut_title(row.title, tail, most - row.lead.width, style)]
    first, *more = wrapped(row.title + tail + extra, most - row.lead.width)
    return [row.lead + first, *(padded(row.rail, row.lead.width) + line for line in more)]


def _behind(piece: Words) -> Words:
    return blank(2) + piece if piece else NOTHING


def _cut_title(title: Words, tail: Words, room: int, style: Style) -> Words:
    """The title cut before its tail, or both together where too little of the title would be left."""
    if room - tail.width >= min(LEAST_OF_A_TITLE, title.width):
        return cut_words(title, room - tail.width, style) + tail
    return cut_words(title + tail, room, style)


def cut_words(piece: Words, most: int, style: Style) -> Words:
    """The piece in at most `most` cells, with an ellipsis where the window cuts it."""
    if piece.width <= most or style.width is None or not style.cut:
        return piece
    ellipsis = "…" if style.unicode else "..."
    kept, room = NOTHING, most - len(ellipsis)
    for text, ink in piece.stretches:
        if cells.width(text) > room:
            return kept + words(cells.first(text, room).rstrip(" ") + ellipsis[: max(most, 0)], ink)
        kept, room = kept + words(text, ink), room - cells.width(text)
    return kept


def wrapped(piece: Words, most: int) -> list[Words]:
    """The piece broken between words into lines of at most `most` cells; a longer word stays whole."""
    lines = [NOTHING]
    for text, ink in _single_words(piece):
        if lines[-1] and lines[-1].width + cells.width(text.rstrip(" ")) > most:
            lines.append(NOTHING)
        lines[-1] = lines[-1] + words(text, ink) if lines[-1] or text.strip(" ") else lines[-1]
    return [_without_space_behind(line) for line in lines[:-1]] + lines[-1:]


def _without_space_behind(line: Words) -> Words:
    """The line as it stands before a break: a space there would push the columns after it."""
    *before, (text, ink) = line.stretches
    return Words((*before, (text.rstrip(" "), ink)))


def _single_words(piece: Words) -> list[tuple[str, Ink]]:
    """Each word with the space behind it, and its ink."""
    return [(part, ink) for text, ink in piece.stretches for part in _with_spaces(text)]


def _with_spaces(text: str) -> list[str]:
    parts = text.split(" ")
    return [part for part in [*(part + " " for part in parts[:-1]), parts[-1]] if part]
