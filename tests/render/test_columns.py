from __future__ import annotations

import pytest

from okrctl.render.terminal.columns import Column, Row, fit
from okrctl.render.terminal.ink import words
from okrctl.render.terminal.style import Style

COLUMNS = (Column(right=True), Column(leaves=1), Column(leaves=2))
ROWS = [
    Row((words("5 %"), words("history"), words("pace")), words("+ "), words("A title of some length")),
    Row((words("100 %"), words("x"), words("y")), words("    - "), words("Another"), words("stale")),
]


def drawn(width: int | None, *, least: int = 10, cut: bool = True) -> list[str] | None:
    style = Style(width=width, cut=cut)
    layout = fit(COLUMNS, ROWS, style, least=least)
    return [line.plain.rstrip() for row in ROWS for line in layout.lines(row)] if layout else None


def test_with_room_every_column_stands_below_one_another() -> None:
    assert drawn(80) == [
        "+ A title of some length    5 %  history  pace",
        "    - Another  stale      100 %  x        y",
    ]


def test_a_narrow_window_cuts_titles_at_its_edge_but_never_the_tail() -> None:
    assert drawn(40, least=5) == [
        "+ A title of some…    5 %  history  pace",
        "    - Anot…  stale  100 %  x        y",
    ]


def test_columns_leave_in_their_turn_before_titles_get_too_short() -> None:
    assert drawn(38, least=16) == [
        "+ A title of some length    5 %  pace",
        "    - Another  stale      100 %  y",
    ]


def test_where_even_the_last_column_does_not_fit_there_is_no_layout() -> None:
    assert drawn(12, least=10) is None


def test_a_pipe_has_no_width() -> None:
    assert drawn(None, least=500) == drawn(80)


def test_where_nothing_may_be_cut_titles_wrap_below_themselves() -> None:
    assert drawn(40, least=12, cut=False) == [
        "+ A title of some     5 %  history  pace",
        "  length",
        "    - Another       100 %  x        y",
        "      stale",
    ]


@pytest.mark.parametrize("width", range(12, 60))
def test_no_line_is_wider_than_its_window(width: int) -> None:
    lines = drawn(width, least=4)

    assert lines is None or max(len(line) for line in lines) <= width
