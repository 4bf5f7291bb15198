"""Scores: everything that is computed of a key result and of an objective on a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from okrctl.core.frozen import dataclass
from okrctl.core.number import Figure
from okrctl.core.objective import KeyResult, Objective
from okrctl.core.review import Review
from okrctl.core.scoring.confidence import Confidence
from okrctl.core.scoring.grades import grade
from okrctl.core.scoring.kind_figures import KindFigures
from okrctl.core.scoring.measured import Dated
from okrctl.core.scoring.rollup import Counted
from okrctl.core.scoring.updates import Entry
from okrctl.core.scoring.windows import Window


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyResultScore:
    """One key result, or part of one, scored."""

    ref: str
    """Whole: `2026-Q4/win-finance/nps`."""
    key_result: KeyResult
    window: Window | None
    """None while what it waits for (`after`) is not reached."""
    entries: list[Entry]
    """Its own check-ins, in order."""
    values: tuple[Dated, ...]
    """Its values over time, in order; none of a result with parts."""
    start: Figure | None
    target: Figure | None
    """Absolute."""
    figures: KindFigures
    score: Fraction | None
    """None where it is left out by its state, is a baseline, or has nothing that counts or is due."""
    expected: Fraction | None
    gap: Fraction | None
    """The points behind the expected pace; None without a score."""
    counted: bool
    """Whether it takes part in the mean above it."""
    is_guardrail: bool
    """Met or not, recurring, or made of such alone."""
    status: str
    flags: tuple[str, ...]
    confidence: Confidence
    parts: tuple[KeyResultScore, ...]

    @property
    def progress(self) -> Fraction | None:
        """Raw: below 0 when it went the wrong way, above 1 when it went further. None without data."""
        return self.figures.progress

    @property
    def grade(self) -> Decimal | None:
        """The score with one decimal; None without data."""
        return None if self.score is None or self.progress is None else grade(self.score)

    @property
    def check_ins(self) -> frozenset[str]:
        """The ids of the check-ins that update it or its parts."""
        return frozenset(entry.check_in for entry in self.entries).union(*(part.check_ins for part in self.parts))

    @property
    def last_update(self) -> date | None:
        """The day of the last check-in or reading of it or its parts."""
        days = [entry.day for entry in self.entries[-1:]] + [value.day for value in self.values[-1:]]
        return max([*days, *(part.last_update for part in self.parts if part.last_update)], default=None)

    @property
    def entry(self) -> Counted | None:
        """What it adds to the mean above it; None where it does not count."""
        if not self.counted or self.score is None or self.expected is None:
            return None
        return Counted(
            weight=self.key_result.weight,
            score=self.score,
            expected=self.expected,
            has_data=self.progress is not None,
            is_guardrail=self.is_guardrail,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveScore:
    """One objective with its key results, scored."""

    ref: str
    """Whole: `2026-Q4/win-finance`."""
    objective: Objective
    window: Window
    key_results: tuple[KeyResultScore, ...]
    progress: Fraction | None
    score: Fraction | None
    expected: Fraction | None
    is_guardrail: bool
    """Whether all that counts in it is met or not, or recurring."""
    counted: bool
    """Whether it takes part in the means above it: it is active, has begun, has a weight and a figure."""
    status: str
    flags: tuple[str, ...]
    worst: str | None
    """The key result with the lowest score against what was expected of it."""
    confidence: Confidence
    review: Review | None
    """The one that was held by as-of."""

    @property
    def gap(self) -> Fraction | None:
        """The points behind the expected pace; None without a score."""
        return gap(self.score, self.expected)

    @property
    def computed_grade(self) -> Decimal | None:
        """The score with one decimal; None without data."""
        return None if self.score is None or self.progress is None else grade(self.score)

    @property
    def grade(self) -> Decimal | None:
        """The one that a review gives, else the computed one."""
        given = self.review.grade if self.review else None
        return self.computed_grade if given is None else given

    @property
    def is_overridden(self) -> bool:
        """Whether a review gives another grade than the computed one, or the same on purpose."""
        return self.review is not None and self.review.grade is not None

    @property
    def entry(self) -> Counted | None:
        """What it adds to the means above it; None where it does not count."""
        if not self.counted or self.score is None or self.expected is None:
            return None
        return Counted(
            weight=self.objective.weight,
            score=self.score,
            expected=self.expected,
            has_data=self.progress is not None,
            is_guardrail=self.is_guardrail,
        )


def gap(score: Fraction | None, expected: Fraction | None) -> Fraction | None:
    """`(expected - score) × 100`, in points; None where either is missing."""
    return None if score is None or expected is None else (expected - score) * 100
