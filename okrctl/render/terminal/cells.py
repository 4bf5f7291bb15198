"""Text measured in the cells of a terminal: how wide it is, cut, padded, wrapped, and made harmless.

A letter with a combining mark takes one cell, a Chinese character or an emoji two. What a person wrote goes through
`harmless` once, before anything else; our own text never needs to.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from okrctl.core.pattern import pattern

_CONTROLS = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_LINE_ENDS = pattern(r"[ ]*[\t\n\r]+[ ]*")
_LEFT_TO_RIGHT_MARK = "\u200e"


def width(text: str) -> int:
    """The number of cells that the text takes.

    >>> width("日本e\u0301")
    5
    """
    return len(text) if text.isascii() else _wide(text)


@lru_cache(maxsize=4096)
def _wide(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)


def harmless(text: str) -> str:
    r"""The text with control characters and bidirectional controls spelled out; line ends and tabs stay.

    >>> harmless("a\x1b[2Jb")
    'a\\u{1b}[2Jb'
    """
    if text.isascii() and text.isprintable():
        return text
    return _CONTROLS.sub(lambda match: f"\\u{{{ord(match[0]):x}}}", text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """The harmless text on one line: line ends and tabs become a space."""
    return _LINE_ENDS.sub(" ", harmless(text).strip("\t\n\r "))


def with_direction(text: str) -> str:
    """The text with an invisible mark behind right-to-left letters, so that the columns after them stay in place."""
    if text.isascii() or not any(unicodedata.bidirectional(character) in {"R", "AL", "AN"} for character in text):
        return text
    return text + _LEFT_TO_RIGHT_MARK


def cut(text: str, most: int, ellipsis: str = "…") -> str:
    """The text in at most `most` cells, with an ellipsis where something is missing.

    >>> cut("日本語", 5)
    '日本…'
    """
    if width(text) <= most:
        return text
    return first(text, most - len(ellipsis)).rstrip() + ellipsis if most > len(ellipsis) else first(text, most)


def first(text: str, room: int) -> str:
    """As much of the text as fits into `room` cells, no character halved."""
    if text.isascii() or room <= 0:
        return text[: max(room, 0)]
    from rich.cells import set_cell_size

    return set_cell_size(text, room).rstrip(" ")


def hanging(text: str, most: int | None) -> str:
    r"""The text in lines of at most `most` cells, those after the first two cells further in; as it is without a width.

    >>> hanging("  was 33 on 1 Nov, start 31", 16)
    '  was 33 on 1\n    Nov, start\n    31'
    """
    if most is None or width(text) <= most:
        return text
    body = text.lstrip(" ")
    indent = " " * (len(text) - len(body))
    first_line, *more = wrap(body, max(most - len(indent) - 2, 8))
    return "\n".join([indent + first_line.rstrip(" "), *(f"{indent}  {line.strip(' ')}" for line in more)])


def wrap(text: str, most: int) -> list[str]:
    """The text in lines of at most `most` cells, broken between words; a longer word stays whole.

    >>> wrap("Every invoice leaves on time", 14)
    ['Every invoice', 'leaves on time']
    """
    lines: list[str] = []
    for word in text.split(" "):
        if lines and width(lines[-1]) + 1 + width(word) <= most:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines
