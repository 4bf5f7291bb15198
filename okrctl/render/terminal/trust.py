"""Trust, drawn: every command, address and file that a permission would cover, whole, nothing of it hidden or cut."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from okrctl.render.terminal.cells import one_line
from okrctl.render.terminal.ink import Words, blank, draw, padded, words
from okrctl.render.terminal.style import Style
from okrctl.sources.measured.definitions import Definition, Permission

_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def terminal_trust(name: str, every: Sequence[Definition], sources: str, style: Style, *, is_allowed: bool) -> str:
    """What the sources of a workspace would do, their hash, and whether that is allowed."""
    asking = [(one.kpi_id, one.permission) for one in every if one.permission]
    if not asking:
        return f"{one_line(name)}: no source runs a command, opens a connection or leaves the workspace\n"
    head = f"okrctl pull in {one_line(name)} would, whenever you run it in this folder:"
    first = max(len(kpi_id) for kpi_id, _ in asking) + len("kpis/")
    second = max(len(permission.does) for _, permission in asking)
    lines = [line for kpi_id, permission in asking for line in _lines(kpi_id, permission, first, second)]
    state = words("allowed", "good") if is_allowed else words("not allowed", "warn")
    return draw([words(head), *lines, words("hash ") + words(sources) + words("  ") + state], style)


def _lines(kpi_id: str, permission: Permission, first: int, second: int) -> Iterator[Words]:
    left = padded(words(f"kpis/{kpi_id}"), first) + blank(2) + padded(words(permission.does), second)
    yield blank(2) + left + blank(2) + words(spelled(permission.what), "bold")
    for more in permission.besides:
        yield blank(2 + first + 2 + second + 2) + words(spelled(more))


def spelled(text: str) -> str:
    r"""The text with every character that cannot be seen spelled out, line ends and odd spaces too.

    >>> spelled("echo\u202ea\n")
    'echo\\u{202e}a\\u{a}'
    """
    return "".join(_spelled(character) for character in text)


def _spelled(character: str) -> str:
    kind = unicodedata.category(character)
    hidden = kind in _INVISIBLE or (kind == "Zs" and character != " ")
    return f"\\u{{{ord(character):x}}}" if hidden else character
