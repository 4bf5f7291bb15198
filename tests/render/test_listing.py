from __future__ import annotations

from okrctl.render.terminal.ink import words
from okrctl.render.terminal.listing import Item, listing
from okrctl.render.terminal.style import Style

ITEMS = [
    Item(
        (words("win-finance/nps"), words("27 points behind"), words("ana")),
        note=words('"Two large surveys are still open"'),
    ),
    Item((words("hire/offers"), words("no value yet"), words("cy")), command=words("okrctl checkin hire/offers …")),
]


def drawn(width: int | None, *, cut: bool = True) -> list[str]:
    return [line.plain.rstrip() for line in listing(ITEMS, Style(width=width, cut=cut))]


def test_with_room_everything_stands_in_columns() -> None:
    assert drawn(None) == [
        '  win-finance/nps  27 points behind  ana  "Two large surveys are still open"',
        "  hire/offers      no value yet      cy   okrctl checkin hire/offers …",
    ]


def test_a_note_is_cut_at_the_edge_of_a_window_and_a_command_never() -> None:
    assert drawn(70) == [
        '  win-finance/nps  27 points behind  ana  "Two large surveys are stil…',
        "  hire/offers      no value yet      cy   okrctl checkin hire/offers …",
    ]


def test_in_a_narrow_window_note_and_command_move_below() -> None:
    assert drawn(50) == [
        "  win-finance/nps  27 points behind  ana",
        '    "Two large surveys are still open"',
        "  hire/offers      no value yet  cy",
        "    okrctl checkin hire/offers …",
    ]


def test_in_a_very_narrow_window_everything_has_its_own_line() -> None:
    assert drawn(24) == [
        "  win-finance/nps",
        "    27 points behind",
        "    ana",
        '    "Two large surveys…',
        "  hire/offers",
        "    no value yet  cy",
        "    okrctl checkin hire/offers …",
    ]


def test_where_nothing_may_be_cut_a_note_wraps() -> None:
    assert drawn(40, cut=False)[1:3] == [
        '    "Two large surveys are still open"',
        "  hire/offers      no value yet  cy",
    ]
    assert drawn(24, cut=False)[3:5] == ['    "Two large surveys', '    are still open"']
