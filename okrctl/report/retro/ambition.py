"""Ambition and misses: whether aspirations were too easy or too hard, and which commitments were not kept, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from okrctl.core.frozen import dataclass
from okrctl.core.scoring.scores import ObjectiveScore
from okrctl.core.scoring.statuses import left_out
from okrctl.report.values import Figure

NEAR_ONE = Decimal("0.9")
"""Grades from here on were near 1.0: too easy for an aspiration."""
TOO_HARD = Decimal("0.3")
"""Grades below were too hard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ambition:
    """The grades of aspirational objectives, and what people thought of them."""

    graded: int
    mean: Figure | None
    near_one: int
    near_one_share: Figure | None
    below: int
    below_share: Figure | None
    too_ambitious: int
    about_right: int
    not_challenging_enough: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A commitment that was not kept."""

    ref: str
    title: str
    owners: tuple[str, ...]
    score: Figure | None
    key_results: tuple[str, ...]
    """Those that were missed."""
    explanation: str | None
    """Why, in somebody's words; None where nobody said."""


def ambition(objectives: Iterable[ObjectiveScore]) -> Ambition:
    """The ambition of the aspirational objectives that have ended and have a grade."""
    own = [
        one for one in objectives if one.objective.type == "aspirational" and left_out([one.objective.state]) is None
    ]
    grades = [one.grade for one in own if one.grade is not None and one.status in {"achieved", "missed"}]
    verdicts = Counter(one.review.verdict for one in own if one.review)
    near, below = sum(grade >= NEAR_ONE for grade in grades), sum(grade < TOO_HARD for grade in grades)
    return Ambition(
        graded=len(grades),
        mean=Fraction(sum(grades)) / len(grades) if grades else None,
        near_one=near,
        near_one_share=_share(near, grades),
        below=below,
        below_share=_share(below, grades),
        too_ambitious=verdicts["too_ambitious"],
        about_right=verdicts["about_right"],
        not_challenging_enough=verdicts["not_challenging_enough"],
    )


def _share(part: int, grades: Sequence[Decimal]) -> Fraction | None:
    return Fraction(part, len(grades)) if grades else None


def misses(objectives: Iterable[ObjectiveScore]) -> tuple[Miss, ...]:
    """The committed objectives that ended below 1.0, with their explanations."""
    return tuple(
        Miss(
            ref=one.ref,
            title=one.objective.title,
            owners=one.objective.owner,
            score=one.score,
            key_results=tuple(k.ref for k in one.key_results if k.status == "missed"),
            explanation=one.review.explanation if one.review else None,
        )
        for one in objectives
        if one.objective.type == "committed" and one.status == "missed"
    )
