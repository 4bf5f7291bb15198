"""Pieces and sections of a page: how they follow one another on as many lines as the window asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from okrctl.render.terminal.columns import wrapped
from okrctl.render.terminal.ink import NOTHING, Words, blank, joined
from okrctl.render.terminal.style import Style


def flow(pieces: Sequence[Words], style: Style, between: str = "  ") -> list[Words]:
    """The pieces on as many lines as the window asks for, none of them broken."""
    if style.width is None:
        return [line for line in [joined(pieces, between, "dim")] if line]
    lines = [NOTHING]
    for piece in pieces:
        longer = joined([lines[-1], piece], between, "dim")
        if lines[-1] and longer.width > style.width:
            lines.append(piece)
        else:
            lines[-1] = longer
    return [line for line in lines if line]


def paragraph(piece: Words, style: Style, indent: int = 0) -> list[Words]:
    """The piece wrapped at the window's edge, each line indented."""
    if style.width is None:
        return [blank(indent) + piece]
    return [blank(indent) + line for line in wrapped(piece, max(style.width - indent, 8))]


def page(sections: Iterable[Sequence[Words]]) -> list[Words]:
    """The sections that have lines, an empty line between them."""
    lines: list[Words] = []
    for section in sections:
        if section:
            lines += [NOTHING, *section] if lines else section
    return lines
