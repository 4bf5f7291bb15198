"""A progress bar with a mark where it should be today: `━━━━━─┃──────`."""

from __future__ import annotations

from fractions import Fraction

from okrctl.core import number
from okrctl.render.terminal.ink import Ink, Words, words
from okrctl.render.terminal.style import Style
from okrctl.report.values import Figure


def bar(progress: Figure | None, expected: Figure | None, *, room: int, ink: Ink, style: Style) -> Words:
    """A bar of `room` cells; without an expected value it has no mark."""
    filled = _filled(_limited(progress or Fraction(0)), room, unicode=style.unicode)
    rest = ("─" if style.unicode else ".") * (room - len(filled))
    line = words(filled, ink) + words(rest, "dim")
    if expected is None:
        return line
    return _with_mark(line, min(int(_limited(expected) * room), room - 1), "┃" if style.unicode else "|")


def _limited(share: Figure) -> Fraction:
    return min(max(Fraction(share), Fraction(0)), Fraction(1))


def _filled(share: Fraction, room: int, *, unicode: bool) -> str:
    """The filled part, to half a cell where the terminal has a sign for it."""
    if not unicode:
        return "#" * int(number.half_up(share * room, 0))
    whole, half = divmod(int(number.half_up(share * room * 2, 0)), 2)
    return "━" * whole + "╾" * half


def _with_mark(line: Words, place: int, mark: str) -> Words:
    """The line with the character at `place` replaced by the mark; all of its characters are one cell wide."""
    stretches: list[tuple[str, Ink]] = []
    for text, ink in line.stretches:
        if 0 <= place < len(text):
            stretches += [(text[:place], ink), (mark, "bold"), (text[place + 1 :], ink)]
        else:
            stretches.append((text, ink))
        place -= len(text)
    return Words(tuple(stretches))
