"""Key result scoring: one key result's figures, put together from the functions that compute each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from okrctl.core.kpis import figures as kpi_figures
from okrctl.core.model import Workspace
from okrctl.core.number import Figure, Relative
from okrctl.core.objective import MET_OR_NOT
from okrctl.core.scoring.confidence import Confidence, confidence, mean_confidence
from okrctl.core.scoring.expected import expected_by_plan
from okrctl.core.scoring.flags import Signs, is_diverging, is_stale, key_result_flags
from okrctl.core.scoring.kind_figures import Given, KindFigures, absolute_target, kind_figures, way
from okrctl.core.scoring.places import Place, Records, is_finished
from okrctl.core.scoring.progress import score
from okrctl.core.scoring.rollup import Rollup, rollup
from okrctl.core.scoring.scores import KeyResultScore, gap
from okrctl.core.scoring.statuses import Standing, left_out, status
from okrctl.core.scoring.updates import Entry
from okrctl.core.scoring.windows import Window, elapsed

ALWAYS_DUE = MET_OR_NOT | {"recurring"}
"""Kinds of which 1 is expected all the time: guardrails."""


def scored(place: Place, window: Window | None, records: Records, parts: tuple[KeyResultScore, ...]) -> KeyResultScore:
    """The figures of a key result on the records' day; its parts are scored already."""
    given = _given(place, window, records)
    whole = rollup(part.entry for part in parts if part.entry) if parts else None
    figures = KindFigures(progress=whole.progress) if whole else kind_figures(given)
    own_score, expected = _score_and_expected(place, given, figures, whole)
    standing = _standing(place, given, figures, whole, gap(own_score, expected))
    unflagged = KeyResultScore(
        ref=place.ref,
        key_result=place.key_result,
        window=window,
        entries=given.entries,
        values=given.values,
        start=_shown_start(given),
        target=given.target,
        figures=figures,
        score=own_score,
        expected=expected,
        gap=standing.gap,
        counted=standing.has_begun and _counts(place, own_score),
        is_guardrail=standing.is_guardrail,
        status=status(standing, records.workspace.settings),
        flags=(),
        confidence=_confidence(given.entries, parts),
        parts=parts,
    )
    return replace(unflagged, flags=key_result_flags(_signs(place, unflagged, records)))


def _given(place: Place, window: Window | None, records: Records) -> Given:
    """What was recorded of it; of parts the words only."""
    own, settings = place.key_result, records.workspace.settings
    kpi = records.workspace.kpis.get(own.kpi or "")
    entries = records.entries(place)
    start = records.first_value(own, window)
    return Given(
        key_result=own,
        entries=entries,
        values=() if own.parts else records.values(place, window, entries),
        start=start,
        target=absolute_target(own, start),
        window=window,
        as_of=records.until,
        span=kpi.measure if kpi else settings.checkins.every,
        better=kpi.better if kpi else "none",
    )


def _shown_start(given: Given) -> Figure | None:
    """The start that counts: of a way and of a relative target; else what is written."""
    own = given.key_result
    is_used = (own.effective_kind == "metric" and given.target is not None) or isinstance(own.target, Relative)
    return given.start if is_used else own.start


def _score_and_expected(
    place: Place, given: Given, figures: KindFigures, whole: Rollup | None
) -> tuple[Fraction | None, Fraction | None]:
    """Score and expected; both None for what is left out, for a baseline, and where nothing counts or is due."""
    if left_out(place.states) or place.key_result.effective_kind == "baseline" or figures.is_nothing_due:
        return None, None
    if whole:
        return whole.score, whole.expected
    return Fraction(0) if figures.progress is None else score(figures.progress), _expected(given)


def _expected(given: Given) -> Fraction:
    own = given.key_result
    if own.effective_kind in ALWAYS_DUE:
        return Fraction(1)
    if given.window is None:
        return Fraction(0)
    ends = way(given) if own.plan else None
    if ends:
        return expected_by_plan(own.plan, *ends, given.window, given.as_of)
    return elapsed(given.window, given.as_of)


def _counts(place: Place, own_score: Fraction | None) -> bool:
    """Whether it takes part in the mean above it, once its window has begun."""
    is_asked = bool(place.around) or place.objective.progress_from != "children"
    return is_asked and own_score is not None and place.key_result.weight > 0


def _standing(
    place: Place, given: Given, figures: KindFigures, whole: Rollup | None, points_behind: Fraction | None
) -> Standing:
    kind, window = place.key_result.effective_kind, given.window
    is_measured_baseline = kind == "baseline" and figures.current is not None
    return Standing(
        left_out=left_out(place.states),
        has_begun=window is not None and window.has_begun(given.as_of),
        has_ended=window is not None and window.has_ended(given.as_of),
        progress=Fraction(1) if is_measured_baseline else figures.progress,
        gap=points_behind,
        is_guardrail=whole.is_guardrail if whole else kind in ALWAYS_DUE,
        is_commitment=place.objective.type == "committed",
        is_empty=whole is not None and whole.is_empty,
        is_nothing_due=figures.is_nothing_due,
        margin=figures.margin,
    )


def _confidence(entries: list[Entry], parts: tuple[KeyResultScore, ...]) -> Confidence:
    """Its own, else the weighted mean of its parts'."""
    own = confidence(entries)
    if own.latest is not None or not parts:
        return own
    return mean_confidence([(part.key_result.weight, part.confidence) for part in parts if part.counted])


def _signs(place: Place, known: KeyResultScore, records: Records) -> Signs:
    settings = records.workspace.settings
    return Signs(
        status=known.status,
        is_finished=is_finished(place.cycle, place.objective_id, records.until),
        is_stale=_is_stale(place, known, records.workspace, records.until),
        last_update=known.last_update,
        progress=known.progress,
        gap=known.gap,
        confidence=known.confidence.latest,
        is_commitment=place.objective.type == "committed",
        is_diverging=is_diverging(known.entries, known.values, known.gap, settings.status.on_track_within),
    )


def _is_stale(place: Place, known: KeyResultScore, workspace: Workspace, as_of: date) -> bool:
    """Whether an update is overdue: of any part that counts, of its KPI, or its own."""
    if known.parts:
        return any("stale" in part.flags for part in known.parts if part.counted)
    if place.key_result.kpi and place.key_result.kpi in workspace.kpis:
        return kpi_figures.is_stale(workspace, place.key_result.kpi, as_of)
    return known.window is not None and is_stale(known.last_update, known.window, workspace.settings, as_of)
