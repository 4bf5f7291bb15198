"""Roll-ups: the weighted means that make an objective of key results, and a team or a cycle of objectives."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from okrctl.core.frozen import dataclass
from okrctl.core.number import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One entry that takes part in a mean."""

    weight: Figure
    score: Fraction
    expected: Fraction
    has_data: bool
    is_guardrail: bool
    """Met or not, or recurring: reaching it is no way that was covered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rollup:
    """The means over the same entries."""

    progress: Fraction | None
    """None without entries, and where none of them has data."""
    score: Fraction | None
    """None without entries only; an entry without data counts as 0."""
    expected: Fraction | None
    is_guardrail: bool
    """Whether all entries are."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing takes part."""
        return self.score is None


def rollup(entries: Iterable[Counted]) -> Rollup:
    """The weighted means of score and expected over the entries."""
    listed = list(entries)
    score = mean((entry.weight, entry.score) for entry in listed)
    return Rollup(
        progress=score if any(entry.has_data for entry in listed) else None,
        score=score,
        expected=mean((entry.weight, entry.expected) for entry in listed),
        is_guardrail=all(entry.is_guardrail for entry in listed),
    )


def mean(weighted: Iterable[tuple[Figure, Figure]]) -> Fraction | None:
    """The exact weighted mean; None where the weights add up to nothing."""
    by_denominator: dict[int, int] = {}
    ones, others = 0, Fraction(0)
    for weight, value in weighted:
        numerator, denominator = value.as_integer_ratio()
        if weight == 1:
            ones += 1
        else:
            others += Fraction(weight)
            numerator, denominator = _times(weight, numerator, denominator)
        by_denominator[denominator] = by_denominator.get(denominator, 0) + numerator
    weights = others + ones
    return _sum(list(by_denominator.items())) / weights if weights else None


def _times(weight: Figure, numerator: int, denominator: int) -> tuple[int, int]:
    over, under = weight.as_integer_ratio()
    return numerator * over, denominator * under


def _sum(terms: list[tuple[int, int]]) -> Fraction:
    """The sum of fractions given as denominator and numerator.

    They are added in pairs, pairs of pairs and so on: one after another would carry a denominator as long as all of
    them together through each step.
    """
    while len(terms) > 1:
        terms = [_pair_sum(terms[i : i + 2]) for i in range(0, len(terms), 2)]
    return Fraction(terms[0][1], terms[0][0]) if terms else Fraction(0)


def _pair_sum(pair: list[tuple[int, int]]) -> tuple[int, int]:
    if len(pair) == 1:
        return pair[0]
    (first, a), (second, b) = pair
    return first * second, a * second + b * first
