"""Rhythm: how regularly a cycle's key results were updated, by the cadence of the workspace."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from okrctl.core.frozen import dataclass
from okrctl.core.model import Cycle
from okrctl.core.scoring.scores import KeyResultScore
from okrctl.core.scoring.statuses import LEFT_OUT
from okrctl.core.scoring.updates import in_force
from okrctl.core.scoring.windows import cadence_days
from okrctl.core.settings import Settings
from okrctl.report.values import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRhythm:
    """How regularly one key result was updated."""

    ref: str
    title: str
    periods: int
    """Cadences that its window had by as-of."""
    kept: int
    """Those with an update in them."""
    longest_gap: int
    """The most days without an update, counted from the window's start and to its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """How regularly the cycle was updated."""

    every: str
    """The cadence of okrctl.yaml."""
    check_ins: int
    people: int
    """Who made them."""
    periods: int
    kept: int
    share: Figure | None
    """Kept of all periods, 0-1; None before the first has passed."""
    silent: tuple[str, ...]
    """Key results that nobody ever updated."""
    key_results: tuple[ResultRhythm, ...]
    """Those that take updates themselves, the least regular first."""


def rhythm(cycle: Cycle, key_results: Iterable[KeyResultScore], settings: Settings, as_of: date) -> Rhythm:
    """The rhythm up to a day; what a KPI feeds is measured on its own days and is left out."""
    own = [one for score in key_results for one in _updatable(score)]
    each = sorted(filter(None, (_of(one, settings, as_of) for one in own)), key=_regularity)
    shown = {one.ref for one in own}
    made = [
        check_in
        for _, check_in in in_force(cycle.checkins, as_of)
        if any(f"{cycle.id}/{key}" in shown for key in check_in.updates)
    ]
    periods, kept = sum(one.periods for one in each), sum(one.kept for one in each)
    return Rhythm(
        every=settings.checkins.every,
        check_ins=len(made),
        people=len({check_in.by for check_in in made if check_in.by}),
        periods=periods,
        kept=kept,
        share=Fraction(kept, periods) if periods else None,
        silent=tuple(one.ref for one in own if one.last_update is None and _has_begun(one, as_of)),
        key_results=tuple(each),
    )


def _updatable(score: KeyResultScore) -> Iterator[KeyResultScore]:
    """The key result, or its parts, where it counts and no KPI feeds it."""
    if score.status in LEFT_OUT:
        return
    if score.parts:
        for part in score.parts:
            yield from _updatable(part)
    elif not score.key_result.kpi:
        yield score


def _has_begun(score: KeyResultScore, as_of: date) -> bool:
    return score.window is not None and score.window.has_begun(as_of)


def _of(score: KeyResultScore, settings: Settings, as_of: date) -> ResultRhythm | None:
    """The rhythm of one; None before its first period has passed."""
    if score.window is None:
        return None
    length = cadence_days(settings.checkins, score.window)
    last = min(as_of, score.window.due)
    periods = ((last - score.window.start).days + 1) // length
    if periods < 1:
        return None
    start = score.window.start
    days = sorted({entry.day for entry in score.entries})
    kept = {(day - start).days // length for day in days if start <= day < start + timedelta(days=periods * length)}
    stations = [start, *(day for day in days if start <= day <= last), last]
    gap = max((after - before).days for before, after in pairwise(stations))
    return ResultRhythm(ref=score.ref, title=score.key_result.title, periods=periods, kept=len(kept), longest_gap=gap)


def _regularity(one: ResultRhythm) -> tuple[float, int, str]:
    return one.kept / one.periods, -one.longest_gap, one.ref
