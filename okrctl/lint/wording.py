"""Wording: how rules look at the words of a title, and how they quote it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from okrctl.core.pattern import pattern

LONGEST_QUOTE = 60

_WORD = pattern(r"[^\W_][\w'’-]*")


def quoted(title: str) -> str:
    """The title in quotes, cut where it is long.

    >>> quoted("Become the tool that finance teams recommend")
    '"Become the tool that finance teams recommend"'
    """
    return f'"{title}"' if len(title) <= LONGEST_QUOTE else f'"{title[: LONGEST_QUOTE - 1].rstrip()}…"'


def words_of(text: str) -> list[str]:
    """The words in lower case.

    >>> words_of("State-of-the-art, isn't it?")
    ['state-of-the-art', "isn't", 'it']
    """
    return [match.casefold() for match in _WORD.findall(text)]


def first_of(text: str, verbs: tuple[str, ...]) -> str | None:
    """The verb that the text begins with, itself or as "launching"; None where it begins otherwise.

    >>> first_of("Rolling out the shop", ("roll", "roll out"))
    'roll out'
    """
    words = words_of(text)
    possible = _by_first_word(verbs).get(words[0], ()) if words else ()
    found = [verb for verb in possible if words[1 : verb.count(" ") + 1] == verb.split()[1:]]
    return max(found, key=len, default=None)


@cache
def _by_first_word(verbs: tuple[str, ...]) -> dict[str, list[str]]:
    """The verbs by each form of their first word."""
    found: dict[str, list[str]] = {}
    for verb in verbs:
        for form in forms(verb.split()[0]):
            found.setdefault(form, []).append(verb)
    return found


def contained(text: str, phrases: Iterable[str]) -> str | None:
    """The first of the phrases that stands in the text as whole words; None where none does.

    >>> contained("Be the best at it", ["better", "the best"])
    'the best'
    """
    joined = f" {' '.join(words_of(text))} "
    return next((phrase for phrase in phrases if f" {phrase} " in joined), None)


def forms(verb: str) -> tuple[str, ...]:
    """The verb and its form in -ing.

    >>> forms("write"), forms("run")
    (('write', 'writing'), ('run', 'running', 'runing'))
    """
    if verb.endswith("e") and not verb.endswith("ee"):
        return verb, verb[:-1] + "ing"
    doubled = (verb + verb[-1] + "ing",) if re.search(r"[^aeiou][aeiou][bdgmnpt]\Z", verb) else ()
    return (verb, *doubled, verb + "ing")
