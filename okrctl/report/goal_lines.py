"""Goal lines: a scored objective or key result beside what is written of it, as a line of a report."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from okrctl.core.model import Workspace
from okrctl.core.objective import MET_OR_NOT, KeyResult
from okrctl.core.scoring import grades
from okrctl.core.scoring.forecast import forecast
from okrctl.core.scoring.measured import one_a_day
from okrctl.core.scoring.scores import KeyResultScore, ObjectiveScore
from okrctl.report.values import Figure, Forecast, KeyResultLine, ObjectiveLine, Point, StepLine


def objective_line(
    workspace: Workspace,
    scored: ObjectiveScore,
    as_of: date,
    key_results: Iterable[KeyResultScore] | None = None,
    *,
    forecasts: bool = True,
) -> ObjectiveLine:
    """The line of an objective, with all of its key results or only those given; its own figures stay the same.

    Forecasts take as long as everything else together; without them it is for what does not show them.
    """
    own = scored.objective
    shown = scored.key_results if key_results is None else key_results
    return ObjectiveLine(
        id=scored.ref.partition("/")[2],
        ref=scored.ref,
        title=own.title,
        type=own.type,
        level=own.level,
        team=own.team,
        owners=own.owner,
        parents=own.parent,
        state=own.state,
        weight=own.weight,
        worst=scored.worst,
        confidence=scored.confidence.latest,
        reviewed=scored.review is not None,
        key_results=tuple(key_result_line(workspace, k, as_of, own.owner, forecasts=forecasts) for k in shown),
        grade_computed=scored.computed_grade if scored.is_overridden else None,
        confidence_before=scored.confidence.before,
        why=own.why,
        **_standing(workspace, scored),
    )


def key_result_line(
    workspace: Workspace,
    scored: KeyResultScore,
    as_of: date,
    inherited: tuple[str, ...],
    *,
    forecasts: bool = True,
) -> KeyResultLine:
    """The line of a key result or part; `inherited` are the owners of what it belongs to."""
    owners = scored.key_result.owner or inherited
    return KeyResultLine(
        id=scored.ref.rpartition("/")[2],
        ref=scored.ref,
        owners=owners,
        counted=scored.counted,
        start=scored.start,
        target=scored.target,
        steps=_steps(scored),
        start_on=scored.window.start if scored.window else None,
        due=scored.window.due if scored.window else None,
        confidence=scored.confidence.latest,
        confidence_change=scored.confidence.change,
        forecast=_forecast(scored, as_of) if forecasts else None,
        parts=tuple(key_result_line(workspace, part, as_of, owners, forecasts=forecasts) for part in scored.parts),
        pace=_pace(scored),
        **_written(workspace, scored.key_result),
        **_recorded(scored),
        **_standing(workspace, scored),
    )


def _written(workspace: Workspace, own: KeyResult) -> dict[str, Any]:
    """What a person wrote of a key result."""
    kpi = workspace.kpis.get(own.kpi or "")
    return {
        "title": own.title,
        "kind": own.effective_kind,
        "unit": own.unit or (kpi.unit if kpi else None),
        "kpi": own.kpi,
        "weight": own.weight,
        "state": own.state,
        "low": own.low,
        "high": own.high,
        "risk": own.risk,
        "per": own.per,
        "period": _period(workspace, own),
    }


def _period(workspace: Workspace, own: KeyResult) -> str | None:
    """The calendar period in which the kind is judged; None for kinds that have none."""
    if own.effective_kind not in MET_OR_NOT:
        return own.per
    kpi = workspace.kpis.get(own.kpi or "")
    return kpi.measure if kpi else workspace.settings.checkins.every


def _recorded(scored: KeyResultScore) -> dict[str, Any]:
    """What its updates say and come to."""
    figures, last = scored.figures, scored.entries[-1] if scored.entries else None
    return {
        "current": figures.current,
        "total": figures.total,
        "periods_met": figures.periods_met,
        "periods_due": figures.periods_due,
        "zone": figures.zone,
        "reported_status": last.update.status if last else None,
        "checkins": len(scored.check_ins),
        "last_checkin": scored.last_update,
        "note": last.update.note if last else None,
        "by": last.by if last else None,
        "history": tuple(Point(day=value.day, value=value.value) for value in one_a_day(scored.values)),
    }


def _standing(workspace: Workspace, scored: KeyResultScore | ObjectiveScore) -> dict[str, Any]:
    """How it stands, in the figures that key results and objectives have in common."""
    grade: Decimal | None = scored.grade
    return {
        "progress": scored.progress,
        "score": scored.score,
        "expected": scored.expected,
        "gap": scored.gap,
        "status": scored.status,
        "grade": grade,
        "band": None if grade is None else grades.band(grade, workspace.settings.bands),
        "flags": scored.flags,
    }


def _pace(scored: KeyResultScore) -> tuple[Point, ...]:
    """The values that are expected on the days where the pace changes; none of what has no way to go."""
    own, window = scored.key_result, scored.window
    ends = _ends(scored)
    if ends is None or window is None:
        return ()
    plan = [Point(day=day, value=value) for day, value in sorted(own.plan.items()) if window.start <= day <= window.due]
    return (Point(day=window.start, value=ends[0]), *plan, Point(day=window.due, value=ends[1]))


def _ends(scored: KeyResultScore) -> tuple[Figure, Figure] | None:
    """Where the way begins and ends; None for kinds that are met or not, and without a target."""
    if scored.key_result.effective_kind in {"milestone", "score"}:
        return Decimal(0), Decimal(1)
    if scored.key_result.effective_kind != "metric" or scored.start is None or scored.target is None:
        return None
    return scored.start, scored.target


def _steps(scored: KeyResultScore) -> tuple[StepLine, ...] | None:
    """The steps of a milestone that has some."""
    done = scored.figures.steps_done
    steps = scored.key_result.steps.items()
    return tuple(StepLine(id=i, title=step.title, weight=step.weight, done=i in done) for i, step in steps) or None


def _forecast(scored: KeyResultScore, as_of: date) -> Forecast | None:
    """Where a metric that is scored is heading; None for every other kind, and where there are too few updates."""
    if scored.key_result.effective_kind != "metric" or scored.score is None:
        return None
    if scored.target is None or scored.window is None:
        return None
    found = forecast(
        [(value.day, value.value) for value in scored.values],
        target=scored.target,
        start_on=scored.window.start,
        due=scored.window.due,
        as_of=as_of,
        start=scored.start,
    )
    if found is None:
        return None
    return Forecast(value=found.value, low=found.low, high=found.high, chance=found.chance, reaches_on=found.reaches_on)
