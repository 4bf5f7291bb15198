"""How gap, status, confidence and grade follow; the same for key results and objectives."""

from __future__ import annotations

from fractions import Fraction

from okrctl.core.scoring.grades import grade
from okrctl.core.scoring.scores import KeyResultScore, ObjectiveScore
from okrctl.core.scoring.statuses import LEFT_OUT
from okrctl.core.settings import Settings
from okrctl.report.explain.explained import Given, Sources, Step, points, shown

Scored = KeyResultScore | ObjectiveScore


def gap_step(scored: Scored) -> list[Step]:
    """The points behind the expected pace; no step where there is no score."""
    if scored.gap is None or scored.expected is None or scored.score is None:
        return []
    numbers = f"({shown(scored.expected)} - {shown(scored.score)}) × 100"
    return [Step(figure="gap", formula="(expected - score) × 100, in points", numbers=numbers, value=scored.gap)]


def status_step(scored: Scored, settings: Settings, sources: Sources, *, is_commitment: bool) -> Step:
    """The status with the first rule that fitted."""
    rule, numbers, given = _rule(scored, settings, sources, is_commitment=is_commitment)
    return Step(figure="status", formula=rule, numbers=numbers, value=scored.status, given=given)


def _rule(
    scored: Scored, settings: Settings, sources: Sources, *, is_commitment: bool
) -> tuple[str, str, tuple[Given, ...]]:
    """The rule that decided, its numbers, and the limits it knows from okrctl.yaml."""
    status = scored.status
    if status in LEFT_OUT:
        return "its state, or that of what it belongs to, leaves it out", "", ()
    if status in {"on_track", "behind", "at_risk"}:
        return _running_rule(scored, settings, sources)
    rules = {
        "scheduled": "its window has not begun",
        "no_data": "it has no value yet",
        "missed": "its end has passed and it was not achieved",
        "achieved": "its progress is 1 or more",
    }
    if status == "achieved" and not is_commitment and scored.score is not None and scored.score < 1:
        green = settings.bands.green_from
        numbers = f"grade {grade(scored.score)} is at least {shown(green)}"
        return (
            "after the end an aspiration is achieved from green_from on",
            numbers,
            (sources.setting("green_from", green, "bands", "green_from"),),
        )
    return rules[status], "", ()


def _running_rule(scored: Scored, settings: Settings, sources: Sources) -> tuple[str, str, tuple[Given, ...]]:
    margin = scored.figures.margin if isinstance(scored, KeyResultScore) else None
    if margin:
        said = {"met": "the limit is kept", "near": "beyond the limit, within risk", "beyond": "beyond the limit"}
        return said[margin], "", ()
    if scored.gap is None:
        return "none of its periods is due yet", "", ()
    limits = settings.status
    within = sources.setting("on_track_within", limits.on_track_within, "status", "on_track_within")
    beyond = sources.setting("at_risk_beyond", limits.at_risk_beyond, "status", "at_risk_beyond")
    numbers = {
        "on_track": f"{points(scored.gap)} ≤ {shown(limits.on_track_within)}",
        "behind": f"{shown(limits.on_track_within)} < {points(scored.gap)} ≤ {shown(limits.at_risk_beyond)}",
        "at_risk": f"{points(scored.gap)} > {shown(limits.at_risk_beyond)}",
    }
    return (
        "by the gap: on track up to on_track_within, at risk beyond at_risk_beyond",
        numbers[scored.status],
        (within, beyond),
    )


def grade_step(score: Fraction | None, settings: Settings, sources: Sources) -> list[Step]:
    """The grade that the score comes to, with its band; no step without a score."""
    if score is None:
        return []
    bands = settings.bands
    given = (
        sources.setting("amber_from", bands.amber_from, "bands", "amber_from"),
        sources.setting("green_from", bands.green_from, "bands", "green_from"),
    )
    formula = "score with one decimal, half-up, then the band it lies in; shown after the end"
    return [Step(figure="grade", formula=formula, numbers="", value=grade(score), given=given)]
