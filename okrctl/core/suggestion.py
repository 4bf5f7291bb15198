"""Did-you-mean: the known names nearest to a mistyped one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
        return _longer_or_shorter(name.casefold(), by_folded)[:most]
    least = _likeness(name, matches[0]) - 0.12
    return [by_folded[match] for match in matches if _likeness(name, match) >= least]


def _longer_or_shorter(name: str, known: Mapping[str, str]) -> list[str]:
    """The names that go on where this one ends, or end where it goes on: `ana-lima` for `ana`."""
    return [known[one] for one in known if one.startswith(f"{name}-") or name.startswith(f"{one}-")]


def _likeness(name: str, candidate: str) -> float:
    return SequenceMatcher(None, candidate, name.casefold()).ratio()


def did_you_mean(name: str, known: Iterable[str], *, above: str = "") -> str:
    """The tail of a sentence, `; did you mean X?`, or nothing where no name is near; `above` stands before each name.

    >>> did_you_mean("titel", ["title", "state", "why"])
    '; did you mean title?'
    >>> did_you_mean("zzz", ["title", "why"])
    ''
    """
    matches = [f"{above}{match}" for match in nearest(name, known)]
    return f"; did you mean {' or '.join(matches)}?" if matches else ""
