"""One word of the glossary, in the terminal: what it means, a table where it helps, paragraphs, the way on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from okrctl.render import words as say
from okrctl.render.terminal.columns import wrapped
from okrctl.render.terminal.flowing import page, paragraph
from okrctl.render.terminal.ink import NOTHING, Words, blank, draw, joined, padded, words
from okrctl.render.terminal.style import Style
from okrctl.report.glossary.entry import Entry, Section, Table

WIDEST = 84
"""Prose is not set wider than this."""
LEAST_CELL = 22
"""In narrower columns a table's rows are told below one another."""


def terminal_glossary(entry: Entry, style: Style) -> str:
    """The word's screen as text for a terminal or a pipe."""
    prose = style if style.width is None else replace(style, width=min(style.width, WIDEST))
    return draw(
        page(
            [
                [words(entry.title, "bold")],
                _table(entry.table, prose) if entry.table else [],
                *(_section(section, prose) for section in entry.sections),
                _way_on(entry.more, prose),
            ]
        ),
        style,
    )


def _section(section: Section, style: Style) -> list[Words]:
    text = words(section.heading, "accent") + words(f"  {_our(section.text, style)}")
    return paragraph(text, style)


def _way_on(command: str, style: Style) -> list[Words]:
    """The command, whole so that it can be pasted."""
    return [words("Try: ", "dim") + words(_our(command, style))] if command else []


def _table(table: Table, style: Style) -> list[Words]:
    first = max(len(row[0]) for row in (table.columns, *table.rows))
    most = _cell_width(table, first, style)
    if most is not None and most < LEAST_CELL:
        return [line for row in table.rows for line in _stacked(row, table.columns, style)]
    rows = [table.columns, *table.rows]
    cells = [[_cell(text, most, style) for text in row[1:]] for row in rows]
    widths = [max(line.width for row in cells for line in row[at]) for at in range(len(table.columns) - 1)]
    lines = []
    for number, (row, drawn) in enumerate(zip(rows, cells, strict=True)):
        lines += _row(words(row[0], "dim" if not number else "accent"), drawn, first, widths, dim=not number)
    return lines


def _cell_width(table: Table, first: int, style: Style) -> int | None:
    """The cells that each column but the first gets; None where a row is a line."""
    others = len(table.columns) - 1
    return None if style.width is None else (style.width - first - 2 * others) // others


def _cell(text: str, most: int | None, style: Style) -> list[Words]:
    if most is None:
        return [words(_our(text, style))]
    return [words(line.plain.rstrip()) for line in wrapped(words(_our(text, style)), most)]


def _row(name: Words, drawn: Sequence[Sequence[Words]], first: int, widths: Sequence[int], *, dim: bool) -> list[Words]:
    """A row of several lines where a cell has several."""
    lines = []
    for number, pieces in enumerate(zip_longest(*drawn, fillvalue=NOTHING)):
        start = padded(name if not number else NOTHING, first)
        shown = [words(piece.plain, "dim") if dim else piece for piece in pieces]
        filled = [blank(2) + padded(piece, width) for piece, width in zip(shown, widths, strict=True)]
        lines.append(start + joined(filled, ""))
    return lines


def _stacked(row: Sequence[str], columns: Sequence[str], style: Style) -> list[Words]:
    """A row below one another: its name, then each cell after its column's."""
    lines = [words(row[0], "accent")]
    for column, text in zip(columns[1:], row[1:], strict=True):
        lines += paragraph(words(f"{column}: ", "dim") + words(_our(text, style)), style, 2)
    return lines


def _our(text: str, style: Style) -> str:
    return say.our(text, unicode=style.unicode)
