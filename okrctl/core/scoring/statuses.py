"""Statuses: one word for how a key result or an objective stands. The list of SCORING, section 4, the first that fits."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction

from okrctl.core.frozen import dataclass
from okrctl.core.number import Figure
from okrctl.core.scoring.grades import grade
from okrctl.core.scoring.guardrails import Margin
from okrctl.core.settings import Settings, StatusLimits

LEFT_OUT = ("cancelled", "deferred", "draft", "not_graded")
"""States that leave out of every score; of several the first counts."""
RUNNING = frozenset({"on_track", "behind", "at_risk", "no_data"})
"""Statuses of what is neither finished, nor left out, nor still to come."""

_BY_MARGIN = {"met": "on_track", "near": "behind", "beyond": "at_risk"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What decides a status."""

    left_out: str | None
    has_begun: bool
    has_ended: bool
    progress: Figure | None
    gap: Fraction | None
    is_guardrail: bool
    """Achieved only after its end: met or not, recurring, or made of such alone."""
    is_commitment: bool
    is_empty: bool = False
    """Made of other entries of which none counts."""
    is_nothing_due: bool = False
    """A recurring count none of whose periods is due."""
    margin: Margin | None = None
    """Of a key result that is met or not."""


def left_out(states: Collection[str]) -> str | None:
    """The state that leaves it out of scores, its own or one it inherits; None where it counts."""
    return next((state for state in LEFT_OUT if state in states), None)


def status(standing: Standing, settings: Settings) -> str:
    """The first of the list that fits."""
    if standing.left_out:
        return standing.left_out
    if not standing.has_begun:
        return "scheduled"
    if standing.is_empty:
        return "no_data"
    if is_achieved(standing, settings):
        return "achieved"
    return "missed" if standing.has_ended else _running_status(standing, settings.status)


def is_achieved(standing: Standing, settings: Settings) -> bool:
    """Whether it has arrived.

    Before its end that is a progress of 1, of what is a way. After it a commitment needs a score of 1, everything else
    a green grade.
    """
    if standing.progress is None:
        return False
    if standing.has_ended and not standing.is_commitment:
        return grade(min(Fraction(standing.progress), Fraction(1))) >= settings.bands.green_from
    return standing.progress >= 1 and (standing.has_ended or not standing.is_guardrail)


def _running_status(standing: Standing, limits: StatusLimits) -> str:
    if standing.progress is None or standing.gap is None:
        return "on_track" if standing.is_nothing_due else "no_data"
    if standing.margin:
        return _BY_MARGIN[standing.margin]
    return by_gap(standing.gap, limits)


def by_gap(gap: Figure, limits: StatusLimits) -> str:
    """on_track, behind or at_risk, by the points behind the expected pace."""
    if gap <= limits.on_track_within:
        return "on_track"
    return "behind" if gap <= limits.at_risk_beyond else "at_risk"
