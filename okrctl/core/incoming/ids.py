"""The ids of what an import makes new."""

from __future__ import annotations

from collections.abc import Collection

from okrctl.core.fields import DEVICE_NAMES
from okrctl.core.slug import numbered, slug

NEVER = DEVICE_NAMES | {"kpis"}
"""Words that no id may be."""


def free_id(title: str, word: str, taken: Collection[str], also: Collection[str] = ()) -> str:
    """The title's slug if neither collection has it, or with the first number from 2 on that is free; the word where the title has no ASCII letters.

    >>> free_id("Win", "objective", {"win"}), free_id("目标", "objective", ()), free_id("Nul", "team", ())
    ('win-2', 'objective', 'nul-2')
    """
    return numbered(slug(title) or word, _Any(NEVER, taken, also))


class _Any:
    """Several collections asked as one; they may hold thousands, and joining them for each new id would take minutes."""

    def __init__(self, *collections: Collection[str]) -> None:
        self.collections = collections

    def __contains__(self, name: object) -> bool:
        """Whether one of them has it."""
        return any(name in one for one in self.collections)
