"""How much a surface can show, from the environment and the terminal."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from okrctl.render.terminal.style import ColorWish, Style, style_of


def test_a_pipe_has_no_width_and_no_colour() -> None:
    assert style_of({}, columns=None) == Style(width=None, color=False, unicode=True, cut=False)


def test_a_terminal_has_its_width_and_colour() -> None:
    assert style_of({"TERM": "xterm"}, columns=100) == Style(width=100, color=True, unicode=True, cut=True)


def test_columns_gives_a_pipe_a_width_at_which_nothing_is_cut() -> None:
    assert style_of({"COLUMNS": "60"}, columns=None) == Style(width=60, color=False, unicode=True, cut=False)


@pytest.mark.parametrize(
    ("columns", "width"), [("60", 60), ("0", 100), ("wide", 100), ("", 100), ("-5", 100), ("3", 20)]
)
def test_columns_overrides_the_terminals_width_where_it_is_a_number(columns: str, width: int) -> None:
    assert style_of({"COLUMNS": columns}, columns=100).width == width


@pytest.mark.parametrize(
    ("environ", "columns", "wish", "color"),
    [
        ({}, 80, "auto", True),
        ({"NO_COLOR": "1"}, 80, "auto", False),
        ({"NO_COLOR": ""}, 80, "auto", True),
        ({"TERM": "dumb"}, 80, "auto", False),
        ({"FORCE_COLOR": "1"}, None, "auto", True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, None, "auto", False),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, None, "auto", True),
        ({"NO_COLOR": "1"}, None, "always", True),
        ({"FORCE_COLOR": "1"}, 80, "never", False),
    ],
)
def test_colour_is_where_it_is_wished_or_welcome(
    environ: Mapping[str, str], columns: int | None, wish: ColorWish, color: bool
) -> None:
    assert style_of(environ, columns=columns, color=wish).color is color


@pytest.mark.parametrize(
    ("environ", "unicode"),
    [
        ({}, True),
        ({"LANG": "en_US.UTF-8"}, True),
        ({"LANG": "C.UTF-8"}, True),
        ({"LANG": "C"}, False),
        ({"LANG": "POSIX"}, False),
        ({"LC_CTYPE": "C", "LANG": "en_US.UTF-8"}, False),
        ({"LC_ALL": "C", "LANG": "en_US.UTF-8"}, False),
        ({"LC_ALL": "de_DE.UTF-8", "LANG": "C"}, True),
        ({"LC_ALL": "", "LANG": "C"}, False),
    ],
)
def test_our_signs_are_ascii_where_the_locale_that_decides_is_c(environ: Mapping[str, str], unicode: bool) -> None:
    assert style_of(environ, columns=80).unicode is unicode
