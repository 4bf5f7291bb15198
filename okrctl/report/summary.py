"""Summary: objectives and key results, of a cycle, a team or a person, in a few figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import fields
from fractions import Fraction

from okrctl.core.scoring.confidence import mean_confidence
from okrctl.core.scoring.rollup import Rollup, rollup
from okrctl.core.scoring.scores import KeyResultScore, ObjectiveScore
from okrctl.core.scoring.statuses import left_out
from okrctl.report.filters import Shown
from okrctl.report.values import StatusCounts, Summary, TypeFigures


def summary(shown: Sequence[Shown]) -> Summary:
    """The figures of what is shown; drafts, cancelled and deferred objectives are left out of all of them."""
    objectives = [one.objective for one in shown if left_out([one.objective.objective.state]) is None]
    key_results = [key_result for one in shown for key_result in one.key_results]
    whole = _rollup(objectives)
    confidence = mean_confidence([(o.objective.weight, o.confidence) for o in objectives if o.counted])
    by_status = _by_status(shown)
    return Summary(
        objectives=len(objectives),
        key_results=sum(key_result.counted for key_result in key_results),
        progress=whole.progress,
        expected=whole.expected,
        net_on_track=net_on_track(by_status),
        by_status=by_status,
        committed=_of_type(objectives, "committed"),
        aspirational=_of_type(objectives, "aspirational"),
        stale=sum("stale" in k.flags and "silent" not in k.flags for k in key_results),
        silent=sum("silent" in k.flags for k in key_results),
        confidence=confidence.latest,
        confidence_before=confidence.before,
    )


def net_on_track(counts: StatusCounts) -> Fraction | None:
    """`(on_track + achieved - at_risk - missed) / counted key results`, from -1 to 1; None without any."""
    counted = counts.on_track + counts.behind + counts.at_risk + counts.no_data + counts.achieved + counts.missed
    well, badly = counts.on_track + counts.achieved, counts.at_risk + counts.missed
    return Fraction(well - badly, counted) if counted else None


def _rollup(objectives: Iterable[ObjectiveScore]) -> Rollup:
    """The weighted means of the objectives that count."""
    return rollup(entry for objective in objectives if (entry := objective.entry))


def _by_status(shown: Iterable[Shown]) -> StatusCounts:
    counts = Counter(
        key_result.status
        for one in shown
        for key_result in one.key_results
        if key_result.counted or _is_only_scheduled(key_result, one.objective)
    )
    return StatusCounts(**{field.name: counts[field.name] for field in fields(StatusCounts)})


def _is_only_scheduled(key_result: KeyResultScore, objective: ObjectiveScore) -> bool:
    """Whether nothing but its window keeps it from counting."""
    own = key_result.key_result
    is_asked = own.weight > 0 and own.kind != "baseline" and objective.objective.progress_from != "children"
    return key_result.status == "scheduled" and is_asked


def _of_type(objectives: Iterable[ObjectiveScore], objective_type: str) -> TypeFigures:
    own = [objective for objective in objectives if objective.objective.type == objective_type]
    return TypeFigures(
        objectives=len(own), progress=_rollup(own).progress, kept=sum(objective.score == 1 for objective in own)
    )
