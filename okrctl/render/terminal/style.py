"""Style: how much a surface can show: its width, whether colour is welcome, whether it knows more than ASCII."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from okrctl.core.frozen import dataclass

ColorWish = Literal["auto", "always", "never"]
NARROWEST = 20
"""Narrower windows are drawn as if they had this many columns."""


@dataclass(frozen=True, slots=True)
class Style:
    """What the surface that is drawn on can show."""

    width: int | None = None
    """Columns; None for a pipe: a row is a line."""
    color: bool = False
    unicode: bool = True
    """False: our own signs are ASCII. What a person wrote is printed as it is either way."""
    cut: bool = True
    """Whether a long text may be cut at the width; False for a pipe that was given one: there words wrap."""


def style_of(environ: Mapping[str, str], *, columns: int | None, color: ColorWish = "auto") -> Style:
    """The style of a stream; `columns` is its terminal's width, None where it is no terminal.

    COLUMNS overrides the width. `color` overrides NO_COLOR, that FORCE_COLOR, that TERM=dumb, and that the terminal.
    """
    width = _columns_wished(environ) or columns
    return Style(
        width=max(width, NARROWEST) if width else None,
        color=_wants_color(environ, color, is_terminal=columns is not None),
        unicode=_knows_unicode(environ),
        cut=columns is not None,
    )


def _columns_wished(environ: Mapping[str, str]) -> int | None:
    text = environ.get("COLUMNS", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else None


def _wants_color(environ: Mapping[str, str], color: ColorWish, *, is_terminal: bool) -> bool:
    if color != "auto":
        return color == "always"
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return True
    return is_terminal and environ.get("TERM") != "dumb"


def _knows_unicode(environ: Mapping[str, str]) -> bool:
    """Whether the locale that decides, LC_ALL before LC_CTYPE before LANG, is another than C and POSIX."""
    named = (environ.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    return next(filter(None, named), "") not in {"C", "POSIX"}
