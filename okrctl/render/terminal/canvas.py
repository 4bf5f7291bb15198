"""A canvas of dots: lines drawn into a few rows of text, eight dots to a cell where the terminal knows braille."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from okrctl.render.terminal.ink import Ink, Words

_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bits of a braille cell, by row and column of its dots."""
_BRAILLE = 0x2800


@dataclass(slots=True)
class Canvas:
    """Rows of cells; x runs to the right and y upwards, both from 0 to 1."""

    columns: int
    rows: int
    unicode: bool
    _cells: dict[tuple[int, int], tuple[int, str, Ink]] = field(default_factory=dict)

    @property
    def dots_across(self) -> int:
        """Dots in a row."""
        return self.columns * (2 if self.unicode else 1)

    @property
    def dots_up(self) -> int:
        """Dots in a column."""
        return self.rows * (4 if self.unicode else 1)

    def line(self, points: Iterable[tuple[float, float]], ink: Ink, letter: str, *, every: int = 1) -> None:
        """A line through the points; every n-th dot of it alone makes it faint. ASCII terminals see the letter."""
        dots = [self._dot(x, y) for x, y in points]
        steps = [step for start, end in pairwise(dots) for step in _between(start, end)] or dots
        for at, (across, up) in enumerate(dict.fromkeys(steps)):
            if at % every == 0:
                self._set(across, up, ink, letter)

    def mark(self, x: float, y: float, ink: Ink, sign: str, label: str = "") -> None:
        """A sign that takes a whole cell, above everything drawn, and its label beside it where there is room."""
        across, up = self._dot(x, y)
        wide, tall = (2, 4) if self.unicode else (1, 1)
        row, column = (self.dots_up - 1 - up) // tall, across // wide
        text, start = f"{sign} {label}".rstrip(), column
        if column + len(text) > self.columns:
            text, start = f"{label} {sign}".lstrip(), column - len(label) - (1 if label else 0)
        for place, letter in enumerate(text, max(start, 0)):
            self._cells[row, place] = (0, letter, ink)

    def _dot(self, x: float, y: float) -> tuple[int, int]:
        across = round(min(max(x, 0.0), 1.0) * (self.dots_across - 1))
        return across, round(min(max(y, 0.0), 1.0) * (self.dots_up - 1))

    def _set(self, across: int, up: int, ink: Ink, letter: str) -> None:
        """Sets one dot. What is drawn later lies above, and its ink wins the whole cell."""
        wide, tall = (2, 4) if self.unicode else (1, 1)
        down = self.dots_up - 1 - up
        place = (down // tall, across // wide)
        bits = _DOTS[down % tall][across % wide] if self.unicode else 0
        old = self._cells.get(place, (0, letter, ink))
        kept = old[0] if old[2] == ink or ink == "dim" else 0
        self._cells[place] = (kept | bits, letter, ink)

    def lines(self) -> list[Words]:
        """The rows, the highest first."""
        return [Words(tuple(self._cell(row, column) for column in range(self.columns))) for row in range(self.rows)]

    def _cell(self, row: int, column: int) -> tuple[str, Ink]:
        bits, letter, ink = self._cells.get((row, column), (0, " ", "plain"))
        return (chr(_BRAILLE | bits) if bits else letter, ink)


def _between(start: tuple[int, int], end: tuple[int, int]) -> list[tuple[int, int]]:
    """The dots from one to the other, both included."""
    steps = max(abs(end[0] - start[0]), abs(end[1] - start[1]), 1)
    return [
        (start[0] + round((end[0] - start[0]) * n / steps), start[1] + round((end[1] - start[1]) * n / steps))
        for n in range(steps + 1)
    ]
