"""Texts of other tools made plain: on one line, without marks of HTML, without characters that no file may hold."""

from __future__ import annotations

import html
import re

from okrctl.core.fields import is_control


def on_one_line(text: str) -> str:
    """The words of the text with one blank between them."""
    return " ".join(text.split())


def without_marks(text: str) -> str:
    """The text of HTML, a blank in place of each of its marks.

    >>> without_marks("<b>Two</b> &amp; three")
    ' Two  & three'
    """
    return re.sub(r"<[^<>]*>", " ", html.unescape(text))


def without_controls(text: str) -> str:
    """The text without control characters and halves of characters; line ends stay, as line feeds."""
    if text.isprintable():
        return text
    return "".join(c for c in text.replace("\r\n", "\n").replace("\r", "\n") if not (is_control(c) or _is_half(c)))


def _is_half(character: str) -> bool:
    return "\ud800" <= character <= "\udfff"
