"""Did-you-mean: the known names nearest to a mistyped one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches

LONGEST = 100
"""Nobody mistypes a longer name; looking for its like would take long."""


def nearest(name: str, known: Iterable[str], *, most: int = 3) -> list[str]:
    """Up to `most` of the known names that look like `name`, the nearest first; none that is much farther than it."""
    if len(name) > LONGEST:
        return []
    by_folded = {candidate.casefold(): candidate for candidate in known}
    matches = get_close_matches(name.casefold(), list(by_folded), n=most, cutoff=0.6)
    if not matches:
        return []
    least = _likeness(name, matches[0]) - 0.12
    return [by_folded[match] for match in matches if _likeness(name, match) >= least]


def _likeness(name: str, candidate: str) -> float:
    return SequenceMatcher(None, candidate, name.casefold()).ratio()


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The tail of a sentence, `; did you mean X?`, or nothing where no name is near.

    >>> did_you_mean("titel", ["title", "state", "why"])
    '; did you mean title?'
    >>> did_you_mean("zzz", ["title", "why"])
    ''
    """
    matches = nearest(name, known)
    return f"; did you mean {' or '.join(matches)}?" if matches else ""
