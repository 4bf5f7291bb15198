"""Calibration: whether results arrived as often as people were sure of them at mid-window. Never for one person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from okrctl.core.frozen import dataclass
from okrctl.core.number import Figure
from okrctl.core.scoring.scores import KeyResultScore, ObjectiveScore
from okrctl.core.scoring.windows import Window

LEAST_RESULTS = 20
"""With fewer results chance says more than people do."""
TENTHS = 10


class Result(NamedTuple):
    """One result that ended: how sure people were of it in the middle, and whether its target was reached."""

    confidence: Figure
    arrived: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The results of which people were so sure: from `low` up to, not including, `high` (1 belongs to the last)."""

    low: Fraction
    high: Fraction
    results: int
    arrived: int
    share: Fraction
    """How many of them arrived, 0-1."""
    confidence: Fraction
    """The mean of their confidences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """How well confidence foretold what happened."""

    results: int
    arrived: int
    confidence: Fraction
    """The mean of all."""
    brier: Fraction
    """0 is perfect, 0.25 what saying 50 % every time gives, 1 always wrong."""
    bands: tuple[Band, ...]
    """Those that hold results, the least sure first."""


def results(objectives: Iterable[ObjectiveScore], as_of: date) -> list[Result]:
    """The key results whose window ended and of which a confidence was given by its middle; none that is left out."""
    return [
        Result(sure, key_result.progress is not None and key_result.progress >= 1)
        for objective in objectives
        for key_result in objective.key_results
        if key_result.score is not None
        and key_result.window is not None
        and key_result.window.has_ended(as_of)
        and (sure := _sure_at(key_result, middle(key_result.window))) is not None
    ]


def middle(window: Window) -> date:
    """The day in the middle of a window; of two the earlier."""
    return window.start + (window.due - window.start) // 2


def _sure_at(key_result: KeyResultScore, day: date) -> Figure | None:
    """The last confidence that was given up to the day."""
    given = [entry.update.confidence for entry in key_result.entries if entry.day <= day]
    return next((one for one in reversed(given) if one is not None), None)


def calibration(given: Sequence[Result]) -> Calibration | None:
    """How well these results were foretold; None for fewer than twenty.

    The score is Brier's: the mean of (confidence - outcome)², the outcome being 1 for what arrived and 0 otherwise.
    """
    if len(given) < LEAST_RESULTS:
        return None
    return Calibration(
        results=len(given),
        arrived=sum(one.arrived for one in given),
        confidence=_mean([Fraction(one.confidence) for one in given]),
        brier=_mean([(Fraction(one.confidence) - one.arrived) ** 2 for one in given]),
        bands=tuple(_band(tenth, given) for tenth in sorted({_tenth(one) for one in given})),
    )


def _tenth(result: Result) -> int:
    return min(int(Fraction(result.confidence) * TENTHS), TENTHS - 1)


def _band(tenth: int, given: Iterable[Result]) -> Band:
    own = [one for one in given if _tenth(one) == tenth]
    arrived = sum(one.arrived for one in own)
    return Band(
        low=Fraction(tenth, TENTHS),
        high=Fraction(tenth + 1, TENTHS),
        results=len(own),
        arrived=arrived,
        share=Fraction(arrived, len(own)),
        confidence=_mean([Fraction(one.confidence) for one in own]),
    )


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)
