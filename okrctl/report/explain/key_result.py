"""How the figures of a key result came about: window, start, target, value, progress, expected, status."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from okrctl.core.finding import KeyPath
from okrctl.core.objective import MET_OR_NOT
from okrctl.core.scoring.flags import is_stale
from okrctl.core.scoring.key_results import ALWAYS_DUE
from okrctl.core.scoring.scores import KeyResultScore
from okrctl.core.scoring.windows import cadence_days
from okrctl.report.explain.explained import Given, Step, shown, terms
from okrctl.report.explain.pace import gap_step, grade_step, status_step
from okrctl.report.explain.values import Subject, value_steps


def key_result_steps(subject: Subject) -> list[Step]:
    """Every figure of it, each after those it follows from."""
    settings, sources, scored = subject.workspace.settings, subject.sources, subject.scored
    steps = [_window(subject), *value_steps(subject), *_progress(subject), *_score(scored), *_expected(subject)]
    steps += gap_step(scored)
    steps.append(status_step(scored, settings, sources, is_commitment=subject.place.objective.type == "committed"))
    steps += [
        *_confidence(subject),
        *_staleness(subject),
        *grade_step(None if scored.grade is None else scored.score, settings, sources),
        _counted(subject),
    ]
    return steps


def _window(subject: Subject) -> Step:
    window, own, cycle = subject.scored.window, subject.place.key_result, subject.place.cycle
    if own.after and window is None:
        formula = f"begins when {own.after.reached} is reached, which it is not yet"
        return Step(
            figure="window",
            formula=formula,
            numbers="",
            value=None,
            given=(subject.written("after", own.after.reached),),
        )
    assert window is not None  # noqa: S101 - only what waits for another has none
    given = [_end_of_window(subject, "start_on", window.start), _end_of_window(subject, "due", window.due)]
    formula = "its own dates, else its objective's, else the cycle's"
    if own.after:
        count, unit = own.after.within
        formula, given = (
            f"from the day {own.after.reached} was reached, for {count} {unit}",
            [subject.written("after", own.after.reached)],
        )
    elif not any(one.path for one in given):
        given = [Given(name=f"the id {cycle.id} says its days", value=f"{cycle.start} to {cycle.end}")]
    return Step(
        figure="window", formula=formula, numbers="", value=f"{window.start} to {window.due}", given=tuple(given)
    )


def _end_of_window(subject: Subject, name: str, day: date) -> Given:
    """The first or the last day, from whoever says it."""
    around = [(subject.entity, (*_keys_above(subject, level), name)) for level in range(len(subject.place.around) + 1)]
    candidates = [
        *around,
        (subject.entity, (name,)),
        (subject.place.cycle.id, ({"start_on": "start", "due": "end"}[name],)),
    ]
    found = [subject.sources.of(name, day, entity, *keys) for entity, keys in candidates]
    return next((one for one in found if one.path), found[0])


def _keys_above(subject: Subject, levels: int) -> KeyPath:
    """The keys of the key result so many levels above it."""
    return subject.keys[: len(subject.keys) - 2 * levels]


def _progress(subject: Subject) -> Iterator[Step]:
    scored, own = subject.scored, subject.place.key_result
    kind = own.effective_kind
    if scored.progress is None:
        if kind != "baseline":
            yield Step(
                figure="progress",
                formula="none without a value; it counts as 0 until there is one",
                numbers="",
                value=None,
            )
        return
    formula, numbers = _progress_of_a_kind(subject, kind)
    yield Step(figure="progress", formula=formula, numbers=numbers, value=scored.progress, given=_weights(subject))


def _progress_of_a_kind(subject: Subject, kind: str) -> tuple[str, str]:
    scored = subject.scored
    current, start, target = scored.figures.current, scored.start, scored.target
    if kind == "metric" and current is not None and start is not None and target is not None:
        numbers = f"({shown(current)} - {shown(start)}) / ({shown(target)} - {shown(start)})"
        return "(current - start) / (target - start)", numbers
    if kind in MET_OR_NOT:
        met, due = scored.figures.periods_met, scored.figures.periods_due
        return (
            "1 when the limit is kept, else 0",
            f"{shown(current or Decimal(0))} {kind.replace('_', ' ')} {_limits(subject)}; kept in {met} of {due} periods",
        )
    if kind == "recurring":
        met, due = scored.figures.periods_met, scored.figures.periods_due
        return "mean over the periods due of min(1, count / target)", f"{due} periods due, {met} of them full"
    if kind == "parts":
        entries = [
            (part.key_result.weight, part.score) for part in scored.parts if part.counted and part.score is not None
        ]
        return "weighted mean of the scores of its parts", terms(entries)
    if kind == "milestone" and _by_steps(subject):
        return "weight of the steps done / weight of all", _by_steps(subject)
    return {"milestone": "the share done", "score": "the grade given"}.get(kind, "as recorded"), ""


def _by_steps(subject: Subject) -> str:
    """The weights of a milestone's steps as a fraction; empty without steps, and where a share was given instead."""
    steps, scored = subject.place.key_result.steps, subject.scored
    whole = sum((step.weight for step in steps.values()), Decimal(0))
    done = sum((steps[step].weight for step in scored.figures.steps_done), Decimal(0))
    is_by_steps = whole and scored.progress == Fraction(done) / Fraction(whole)
    return f"{shown(done)} / {shown(whole)}" if is_by_steps else ""


def _limits(subject: Subject) -> str:
    own = subject.place.key_result
    if own.kind == "between":
        return f"{shown(own.low or Decimal(0))} and {shown(own.high or Decimal(0))}"
    return shown(subject.scored.target or Decimal(0))


def _weights(subject: Subject) -> tuple[Given, ...]:
    """The weights of the steps, or the scores of the parts."""
    own = subject.place.key_result
    steps = [
        subject.sources.of(f"weight of {step_id}", step.weight, subject.entity, *subject.keys, "steps", step_id)
        for step_id, step in own.steps.items()
    ]
    parts = [
        subject.sources.of(
            f"score of {part.ref.rpartition('/')[2]}",
            part.score,
            subject.entity,
            *subject.keys,
            "parts",
            part.ref.rpartition("/")[2],
        )
        for part in subject.scored.parts
        if part.counted
    ]
    return (*steps, *parts)


def _score(scored: KeyResultScore) -> Iterator[Step]:
    if scored.score is not None:
        yield Step(figure="score", formula="progress limited to 0-1; 0 without a value", numbers="", value=scored.score)


def _expected(subject: Subject) -> Iterator[Step]:
    scored, own = subject.scored, subject.place.key_result
    if scored.expected is None or scored.window is None:
        return
    kind, window = own.effective_kind, scored.window
    given: tuple[Given, ...] = ()
    if kind in ALWAYS_DUE:
        formula, numbers = "1 all the time: it is a limit to keep, not a way to go", ""
    elif kind == "parts":
        entries = [
            (part.key_result.weight, part.expected)
            for part in scored.parts
            if part.counted and part.expected is not None
        ]
        formula, numbers = "weighted mean of what is expected of its parts", terms(entries)
    elif own.plan:
        formula, numbers = (
            "where the line from start through the plan's points to target stands, as a share of the way",
            f"on {subject.as_of}",
        )
        given = tuple(
            subject.sources.of(f"plan {day}", value, subject.entity, *subject.keys, "plan", day.isoformat())
            for day, value in own.plan.items()
        )
    else:
        formula = "days passed / days from the first to the last, limited to 0-1"
        numbers = f"{(min(subject.as_of, window.due) - window.start).days} / {(window.due - window.start).days} days"
    yield Step(figure="expected", formula=formula, numbers=numbers, value=scored.expected, given=given)


def _confidence(subject: Subject) -> Iterator[Step]:
    latest = subject.scored.confidence.latest
    if latest is None:
        return
    cycle = subject.place.cycle.id
    entry = next((e for e in reversed(subject.scored.entries) if e.update.confidence is not None), None)
    given = (
        (
            subject.sources.of(
                f"{entry.day} by {entry.by or 'nobody'}",
                latest,
                f"{cycle}/checkins/{entry.check_in}",
                "updates",
                subject.place.key,
                "confidence",
            ),
        )
        if entry
        else ()
    )
    formula = "the last one that was given" if entry else "weighted mean of its parts' confidences"
    yield Step(figure="confidence", formula=formula, numbers="", value=latest, given=given)


def _staleness(subject: Subject) -> Iterator[Step]:
    """Whether an update is overdue, for what goes by the check-in cadence."""
    scored, settings, own = subject.scored, subject.workspace.settings, subject.place.key_result
    if (
        scored.window is None
        or own.parts
        or own.kpi
        or not scored.window.has_begun(subject.as_of)
        or scored.status in {"achieved", "missed"}
    ):
        return
    since = max(filter(None, (scored.last_update, scored.window.start)))
    allowed = cadence_days(settings.checkins, scored.window) + settings.checkins.grace_days
    given = (
        subject.sources.setting("every", settings.checkins.every, "checkins", "every"),
        subject.sources.setting("grace_days", settings.checkins.grace_days, "checkins", "grace_days"),
    )
    late = is_stale(scored.last_update, scored.window, settings, subject.as_of)
    late_by = (subject.as_of - since).days
    numbers = f"{late_by} {'day' if late_by == 1 else 'days'} since {since}, {allowed} allowed"
    yield Step(
        figure="stale",
        formula="days since the last update, beyond cadence and grace",
        numbers=numbers,
        value="stale" if late else "up to date",
        given=given,
    )


def _counted(subject: Subject) -> Step:
    scored, own = subject.scored, subject.place.key_result
    if scored.counted:
        return Step(
            figure="counted",
            formula="it takes part in the mean above it",
            numbers=f"weight {shown(own.weight)}",
            value="yes",
            given=(subject.written("weight", own.weight),),
        )
    reasons = {
        "scheduled": "its window has not begun",
        "cancelled": "it is cancelled",
        "deferred": "it is deferred",
        "not_graded": "it is not graded",
        "draft": "its objective is a draft",
    }
    reason = (
        "its weight is 0"
        if own.weight == 0
        else reasons.get(
            scored.status, "a baseline has no score" if own.kind == "baseline" else "nothing of it counts yet"
        )
    )
    return Step(figure="counted", formula=reason, numbers="", value="no")
