"""Ids made from titles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

_SPELLED = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "ð": "d", "þ": "th"}
)
"""Letters that do not decompose into an ASCII one and a mark."""

LONGEST = 40
"""Characters of an id made from a title; by hand it may have 60."""


def slug(title: str) -> str:
    """The title's ASCII letters and digits with hyphens between, cut at a word; empty where no ASCII letter is left.

    >>> slug("Émile's very first Größe: 20 %")
    'emiles-very-first-grosse-20'
    >>> slug("目标 2026")
    ''
    """
    decomposed = unicodedata.normalize("NFKD", title.translate(_SPELLED)).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’`]", "", decomposed))
    if not re.search("[a-z]", " ".join(words)):
        return ""
    return _cut(words)


def _cut(words: list[str]) -> str:
    kept = words[0][:LONGEST]
    for word in words[1:]:
        if len(kept) + 1 + len(word) > LONGEST:
            break
        kept = f"{kept}-{word}"
    return kept


def numbered(word: str, taken: Container[str]) -> str:
    """The word, or with the first number from 2 on that is free, as `objective-2`."""
    number = 1
    name = word
    while name in taken:
        number += 1
        name = f"{word}-{number}"
    return name
