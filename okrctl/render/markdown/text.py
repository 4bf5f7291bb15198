"""Markdown as text: what people wrote made harmless, tables whose columns stand below one another, what folds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from okrctl.core.pattern import pattern
from okrctl.render.terminal import cells

_SPECIAL = pattern(r"[\\`*\[\]|~$]|(?<![^\W_])_|_(?![^\W_])")
_ENTITY = pattern(r"&(?=#?\w+;)")
_BLOCK = pattern(r"(?:[#+=>-]|\d+[.)])(?=\s|$|[=-])")
WIDEST_PADDED = 60
"""A longer cell does not push the others of its column to the right."""

Row = Sequence[str]


def escaped(text: str) -> str:
    r"""What a person wrote, on one line, so that Markdown shows it and does nothing else with it.

    >>> escaped("a|b <b> snake_case *x*")
    'a\\|b &lt;b&gt; snake_case \\*x\\*'
    """
    marked = inside(text)
    found = _BLOCK.match(marked)
    return f"{marked[: found.end() - 1]}\\{marked[found.end() - 1 :]}" if found else marked


def inside(text: str) -> str:
    """The same for a text that stands behind something else on its line, where it cannot begin a heading or a list."""
    plain = _ENTITY.sub("&amp;", cells.one_line(text))
    marked = _SPECIAL.sub(lambda match: f"\\{match[0]}", plain)
    return marked.replace("<", "&lt;").replace(">", "&gt;")


def table(heads: Row, rows: Iterable[Row], right: frozenset[int] = frozenset()) -> list[str]:
    """A table, its columns but the last padded so that it reads well as plain text; `right` are the columns of numbers.

    A column in which no row holds anything is left out.
    """
    listed = [list(row) for row in rows]
    kept = [at for at in range(len(heads)) if any(row[at] for row in listed)]
    if not kept:
        return []
    widths = [_width(row[at] for row in (heads, *listed)) for at in kept[:-1]] + [_width([heads[kept[-1]]])]
    rule = "|" + "|".join(_rule(width, right=at in right) for at, width in zip(kept, widths, strict=True)) + "|"
    return [_line(heads, kept, widths, right), rule, *(_line(row, kept, widths, right) for row in listed)]


def _width(texts: Iterable[str]) -> int:
    """The cells of the widest text that others are padded to."""
    return max([3, *(width for width in map(cells.width, texts) if width <= WIDEST_PADDED)])


def _rule(width: int, *, right: bool) -> str:
    return "-" * (width + 1) + ":" if right else "-" * (width + 2)


def _line(row: Row, kept: Sequence[int], widths: Sequence[int], right: frozenset[int]) -> str:
    padded = []
    for at, width in zip(kept, widths, strict=True):
        space = " " * max(width - cells.width(row[at]), 0) if at != kept[-1] or at in right else ""
        padded.append(space + row[at] if at in right else row[at] + space)
    return "| " + " | ".join(padded) + " |"


def folded(summary: str, lines: Sequence[str], *, is_open: bool) -> list[str]:
    """Lines below a summary that folds them; the blank lines let Markdown inside count."""
    return [f"<details{' open' if is_open else ''}>", f"<summary>{summary}</summary>", "", *lines, "", "</details>"]


def document(blocks: Iterable[Sequence[str]]) -> str:
    """The blocks with a blank line between them."""
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"
