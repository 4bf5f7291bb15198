"""Confidence: how sure people are to reach a target, 0 to 1, and how that moved. It is separate from progress."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from okrctl.core.number import Figure
from okrctl.core.scoring.rollup import mean
from okrctl.core.scoring.updates import Entry


class Confidence(NamedTuple):
    """The latest one and the one before it; each None where there is none."""

    latest: Figure | None = None
    before: Figure | None = None

    @property
    def change(self) -> Fraction | None:
        """By how much it rose since the one before; below 0 where it fell."""
        if self.latest is None or self.before is None:
            return None
        return Fraction(self.latest) - Fraction(self.before)


def confidence(entries: Sequence[Entry]) -> Confidence:
    """The confidence of the last update that has one, and of the one before that."""
    given = (entry.update.confidence for entry in reversed(entries) if entry.update.confidence is not None)
    return Confidence(next(given, None), next(given, None))


def mean_confidence(weighted: Sequence[tuple[Figure, Confidence]]) -> Confidence:
    """The weighted mean of the latest confidences, and of those before them; what has none takes no part.

    One that has none before it stands for itself in the mean before, so that only changes change it.
    """
    known = [(weight, given.latest, given.before) for weight, given in weighted if given.latest is not None]
    latest = mean((weight, last) for weight, last, _ in known)
    if all(before is None for *_, before in known):
        return Confidence(latest)
    return Confidence(latest, mean((weight, last if before is None else before) for weight, last, before in known))
