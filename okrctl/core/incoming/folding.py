"""How titles and names are compared: blanks and capitals do not count."""

from __future__ import annotations


def folded(text: str) -> str:
    """The text as it is compared.

    >>> folded(" Win  Finance ") == folded("win finance")
    True
    """
    return " ".join(text.split()).casefold()
