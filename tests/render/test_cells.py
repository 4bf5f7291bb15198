from __future__ import annotations

import pytest

from okrctl.render.terminal.cells import cut, harmless, one_line, width, with_direction, wrap


@pytest.mark.parametrize(
    ("text", "cells"),
    [("plain", 5), ("日本", 4), ("e\u0301", 1), ("👍", 2), ("שלום", 4), ("━┃╾", 3), ("\u200e", 0)],
)
def test_width_counts_the_cells_of_a_terminal(text: str, cells: int) -> None:
    assert width(text) == cells


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a\x1b[2Jb", "a\\u{1b}[2Jb"),
        ("a\u202eb", "a\\u{202e}b"),
        ("\u2066x\u2069", "\\u{2066}x\\u{2069}"),
        ("\x85\x00\x7f", "\\u{85}\\u{0}\\u{7f}"),
        ("\ud800", "\\u{d800}"),
        ("[red]x[/] \\", "[red]x[/] \\"),
        ("é日👩\u200d💻\u200f", "é日👩\u200d💻\u200f"),
    ],
)
def test_harmless_spells_out_what_would_steer_the_terminal_and_nothing_else(text: str, seen: str) -> None:
    assert harmless(text) == seen


def test_one_line_joins_lines_with_a_space() -> None:
    assert one_line("  first\r\n second\n\n\tthird\n") == "first second third"


@pytest.mark.parametrize(
    ("text", "most", "seen"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdef", 5, "abcd…"),
        ("abc def", 5, "abc…"),
        ("日本語", 4, "日…"),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
        ("abc", 1, "a"),
        ("abc", 0, ""),
    ],
)
def test_cut_never_halves_a_character(text: str, most: int, seen: str) -> None:
    assert cut(text, most) == seen


def test_cut_in_ascii_ends_with_three_dots() -> None:
    assert cut("abcdefgh", 6, "...") == "abc..."


def test_wrap_breaks_between_words_and_keeps_a_long_word_whole() -> None:
    assert wrap("one two extraordinarily 日本 x", 8) == ["one two", "extraordinarily", "日本 x"]


def test_right_to_left_text_is_followed_by_a_mark_that_keeps_the_columns_after_it_in_place() -> None:
    assert (with_direction("שלום"), with_direction("shalom é")) == ("שלום\u200e", "shalom é")
