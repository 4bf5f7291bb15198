"""The ids of what an import makes new."""

from __future__ import annotations

from collections.abc import Collection

from okrctl.core.fields import DEVICE_NAMES
from okrctl.core.slug import numbered, slug

NEVER = DEVICE_NAMES | {"kpis"}
"""Words that no id may be."""


def free_id(title: str, word: str, taken: Collection[str]) -> str:
    """The title's slug, or with the first number from 2 on that is free; the word where the title has no ASCII letters.

    >>> free_id("Win", "objective", {"win"}), free_id("目标", "objective", ()), free_id("Nul", "team", ())
    ('win-2', 'objective', 'nul-2')
    """
    return numbered(slug(title) or word, NEVER | set(taken))
