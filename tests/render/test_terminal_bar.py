from __future__ import annotations

from fractions import Fraction

import pytest

from okrctl.render.terminal.bar import bar
from okrctl.render.terminal.style import Style

ROOM = 12


def drawn(progress: Fraction | None, expected: Fraction | None, *, unicode: bool = True) -> str:
    return bar(progress, expected, room=ROOM, ink="good", style=Style(unicode=unicode)).plain


@pytest.mark.parametrize(
    ("progress", "expected", "seen"),
    [
        (Fraction(0), Fraction(0), "┃───────────"),
        (Fraction(2, 7), Fraction(51, 91), "━━━╾──┃─────"),
        (Fraction(3, 5), Fraction(51, 91), "━━━━━━┃─────"),
        (Fraction(1), Fraction(51, 91), "━━━━━━┃━━━━━"),
        (Fraction(5, 4), Fraction(1), "━━━━━━━━━━━┃"),
        (Fraction(-1, 4), Fraction(1, 2), "──────┃─────"),
        (None, Fraction(1, 2), "──────┃─────"),
        (Fraction(1, 2), None, "━━━━━━──────"),
    ],
)
def test_a_bar_shows_progress_and_where_it_should_be(
    progress: Fraction | None, expected: Fraction | None, seen: str
) -> None:
    assert drawn(progress, expected) == seen


def test_a_bar_in_ascii() -> None:
    assert drawn(Fraction(2, 7), Fraction(51, 91), unicode=False) == "###...|....."


@pytest.mark.parametrize("twelfths", range(-3, 16))
def test_a_bar_is_always_as_wide_as_its_room(twelfths: int) -> None:
    share = Fraction(twelfths, 12)

    assert len(drawn(share, share)) == ROOM


def test_the_mark_stands_out_and_the_rest_is_faint() -> None:
    line = bar(Fraction(1, 2), Fraction(3, 4), room=4, ink="bad", style=Style())

    assert line.stretches == (("━━", "bad"), ("─", "dim"), ("┃", "bold"), ("", "dim"))
