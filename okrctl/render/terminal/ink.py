"""Words: a piece of a line with the ink of each stretch, which only becomes colour where colour is wanted.

Layout measures and joins `Words`; `draw` at the very end turns them into text. Only the eight plain colours and the
attributes bold and dim are used, since they are what every theme, dark or light, has tuned to its background.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Literal

from okrctl.core.frozen import dataclass
from okrctl.render.terminal import cells
from okrctl.render.terminal.style import Style

Ink = Literal["plain", "bold", "dim", "good", "warn", "bad", "accent"]
CODES: dict[Ink, str] = {"bold": "1", "dim": "2", "good": "32", "warn": "33", "bad": "31", "accent": "36"}


@dataclass(frozen=True)
class Words:
    """Stretches of text, each with its ink."""

    stretches: tuple[tuple[str, Ink], ...] = ()

    def __add__(self, other: Words) -> Words:
        """Both, one after the other."""
        return Words(self.stretches + other.stretches)

    def __bool__(self) -> bool:
        """Whether there is anything to see."""
        return any(text for text, _ in self.stretches)

    @property
    def plain(self) -> str:
        """The text alone."""
        return "".join(text for text, _ in self.stretches)

    @cached_property
    def width(self) -> int:
        """The cells it takes; layout asks again and again."""
        return sum(cells.width(text) for text, _ in self.stretches)


NOTHING = Words()


def words(text: str, ink: Ink = "plain") -> Words:
    """The text in one ink."""
    return Words(((text, ink),)) if text else NOTHING


def blank(count: int) -> Words:
    """That many spaces; none for a negative number."""
    return words(" " * count)


def joined(pieces: Iterable[Words], between: str = "  ", ink: Ink = "plain") -> Words:
    """The pieces that are not empty, with `between` between them."""
    seen = [piece for piece in pieces if piece]
    line = seen[0] if seen else NOTHING
    for piece in seen[1:]:
        line = line + words(between, ink) + piece
    return line


def padded(piece: Words, most: int, *, right: bool = False) -> Words:
    """The piece with spaces up to `most` cells, before it where it aligns to the right."""
    space = blank(most - piece.width)
    return space + piece if right else piece + space


def draw(lines: Iterable[Words], style: Style) -> str:
    """The lines as text, each with a line end and without spaces at its end."""
    return "".join(_drawn(line, style) + "\n" for line in lines)


def _drawn(line: Words, style: Style) -> str:
    stretches = without_end_spaces(line).stretches
    if style.width is not None and style.unicode:
        stretches = tuple((cells.with_direction(text), ink) for text, ink in stretches)
    return "".join(_inked(text, ink, color=style.color) for text, ink in stretches)


def _inked(text: str, ink: Ink, *, color: bool) -> str:
    return f"\x1b[{CODES[ink]}m{text}\x1b[0m" if color and ink != "plain" and text.strip(" ") else text


def without_end_spaces(line: Words) -> Words:
    """The line without the spaces at its end."""
    kept = list(line.stretches)
    while kept and not kept[-1][0].rstrip(" "):
        kept.pop()
    if kept:
        kept[-1] = (kept[-1][0].rstrip(" "), kept[-1][1])
    return Words(tuple(kept))
