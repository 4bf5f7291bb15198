"""Entry: what there is to say about one word, in sections of text and one table."""

from __future__ import annotations

from okrctl.core.frozen import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Facts beside one another; the first column names what a row is about."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A paragraph under a word or two."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One word, explained on one screen."""

    word: str
    title: str
    """What it means, in one line."""
    sections: tuple[Section, ...]
    table: Table | None = None
    more: str = ""
    """The command that shows it at work."""
