from __future__ import annotations

from okrctl.render.terminal.ink import NOTHING, blank, draw, joined, padded, words
from okrctl.render.terminal.style import Style


def test_draw_without_colour_gives_the_bare_text() -> None:
    line = words("bad", "bad") + blank(3)

    assert draw([line, NOTHING], Style(color=False)) == "bad\n\n"


def test_draw_with_colour_inks_each_stretch_and_leaves_no_colour_behind() -> None:
    line = words("x", "good") + words(" plain ") + words("y", "dim") + blank(2)

    assert draw([line], Style(color=True)) == "\x1b[32mx\x1b[0m plain \x1b[2my\x1b[0m\n"


def test_joined_passes_over_what_is_empty() -> None:
    assert joined([words("a"), NOTHING, words("b")], " - ").plain == "a - b"


def test_padded_measures_cells_and_not_characters() -> None:
    assert (padded(words("日本"), 6).plain, padded(words("日本"), 6, right=True).plain) == ("日本  ", "  日本")


def test_columns_behind_right_to_left_text_stay_in_place_in_a_window_only() -> None:
    line = words("שלום") + words("  5")

    assert draw([line], Style(width=40)) == "שלום\u200e  5\n"
    assert draw([line], Style(width=None)) == "שלום  5\n"
