"""Review and KpiReview: what a cycle taught."""

# Annotations are values here, not texts: reading a file asks for them, and compiling texts would take longer than the rest.

from typing import Literal

from okrctl.core.fields import Day, FromFile, Share, Text
from okrctl.core.frozen import dataclass

Verdict = Literal["too_ambitious", "about_right", "not_challenging_enough"]
ReviewDecision = Literal["done", "carry_forward", "modify", "drop"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(FromFile):
    """The closing of an objective."""

    date: Day
    """The day of the review."""
    by: Text | None = None
    """Who held it."""
    grade: Share | None = None
    """Only to override the computed grade, 0 to 1."""
    reason: Text | None = None
    """Why the grade was overridden."""
    verdict: Verdict | None = None
    """too_ambitious | about_right | not_challenging_enough."""
    helped: Text | None = None
    """What helped."""
    hindered: Text | None = None
    """What hindered."""
    learned: Text | None = None
    """What is done differently next time."""
    explanation: Text | None = None
    """Why a commitment was not kept."""
    decision: ReviewDecision | None = None
    """done | carry_forward | modify | drop."""
    carried_to: Text | None = None
    """The objective that carries it forward."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiReview(FromFile):
    """The verdict on a KPI at the end of a cycle."""

    date: Day
    """The day of the review."""
    by: Text | None = None
    """Who held it."""
    verdict: Literal["keep", "tweak", "replace"] | None = None
    """keep | tweak | replace."""
    learned: Text | None = None
    """What was learned."""
