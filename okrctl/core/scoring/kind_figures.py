"""Kind figures: what each kind of key result makes of its values. One function per kind, SCORING section 2."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from okrctl.core.frozen import dataclass
from okrctl.core.number import Figure, Relative
from okrctl.core.objective import MET_OR_NOT, KeyResult
from okrctl.core.scoring import guardrails
from okrctl.core.scoring.guardrails import Limits, Margin
from okrctl.core.scoring.measured import Dated
from okrctl.core.scoring.milestones import steps_done
from okrctl.core.scoring.progress import Zone, way_covered, zone
from okrctl.core.scoring.recurring import recurring
from okrctl.core.scoring.updates import Entry
from okrctl.core.scoring.windows import Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """All that a kind's figures follow from."""

    key_result: KeyResult
    entries: list[Entry]
    """Its check-ins."""
    values: tuple[Dated, ...]
    start: Figure
    """As written, else the KPI's last value before the window, else 0."""
    target: Figure | None
    """Absolute."""
    window: Window | None
    """None while what it waits for is not reached."""
    as_of: date
    span: str
    """The periods that a limit is judged in: the KPI's measure, else the cadence."""
    better: str = "none"
    """Which way is better, of its KPI."""

    @property
    def current(self) -> Figure | None:
        """The last value."""
        return self.values[-1].value if self.values else None


@dataclass(frozen=True, slots=True, kw_only=True)
class KindFigures:
    """What follows from the values."""

    current: Figure | None = None
    progress: Fraction | None = None
    total: Figure | None = None
    periods_met: int | None = None
    periods_due: int | None = None
    steps_done: frozenset[str] = frozenset()
    zone: Zone | None = None
    margin: Margin | None = None
    is_nothing_due: bool = False
    """A recurring count none of whose periods is due."""


def absolute_target(key_result: KeyResult, start: Figure) -> Figure | None:
    """The target as an absolute value; None without one, and for a share of a start of zero."""
    target = key_result.target
    if not isinstance(target, Relative):
        return target
    if start == 0 and not target.points:
        return None
    if isinstance(start, Decimal):
        return target.from_start(start)
    step = Fraction(target.amount)
    return start + (step if target.points else abs(start) * step / 100)


def kind_figures(given: Given) -> KindFigures:
    """The figures of a key result without parts, by its kind."""
    return _BY_KIND[given.key_result.effective_kind](given)


def way(given: Given) -> tuple[Figure, Figure] | None:
    """From where to where it goes: start and target, or 0 and 1 of a share; None for what is no way."""
    kind = given.key_result.effective_kind
    if kind in {"milestone", "score"}:
        return Fraction(0), Fraction(1)
    return (given.start, given.target) if kind == "metric" and given.target is not None else None


def _metric(given: Given) -> KindFigures:
    current, target = given.current, given.target
    if current is None or target is None:
        return KindFigures(current=current)
    progress = way_covered(given.start, target, current)
    if progress is None:
        progress = Fraction(_is_as_good(current, target, given.better))
    return KindFigures(
        current=current, progress=progress, zone=_zone(given, current, target, rises=target > given.start)
    )


def _is_as_good(current: Figure, target: Figure, better: str) -> bool:
    """Whether the value of a KPI that stood at its target already is still there or better."""
    return current == target or (better == "up" and current > target) or (better == "down" and current < target)


def _guardrail(given: Given) -> KindFigures:
    current, limits = given.current, guardrails.limits(given.key_result, given.target)
    if limits.low is None and limits.high is None:
        return KindFigures(current=current)
    met, due = _periods(given, limits)
    if current is None:
        return KindFigures(periods_met=met, periods_due=due)
    kind, target = given.key_result.kind, given.target
    return KindFigures(
        current=current,
        progress=Fraction(guardrails.is_met(current, limits)),
        periods_met=met,
        periods_due=due,
        zone=None if target is None else _zone(given, current, target, rises=kind == "at_least"),
        margin=guardrails.margin(current, limits),
    )


def _periods(given: Given, limits: Limits) -> tuple[int | None, int | None]:
    if given.window is None:
        return None, None
    return guardrails.periods_met(given.values, limits, given.span, given.window, given.as_of)


def _milestone(given: Given) -> KindFigures:
    return KindFigures(
        current=given.current,
        progress=None if given.current is None else Fraction(given.current),
        steps_done=steps_done(given.key_result.steps, given.entries),
    )


def _score(given: Given) -> KindFigures:
    return KindFigures(current=given.current, progress=None if given.current is None else Fraction(given.current))


def _baseline(given: Given) -> KindFigures:
    return KindFigures(current=given.current)


def _recurring(given: Given) -> KindFigures:
    per, target = given.key_result.per, given.target
    if per is None or target is None or given.window is None:
        return KindFigures(current=given.current)
    figures = recurring(given.values, per, target, given.window, given.as_of)
    is_silent = not given.entries and not given.values
    return KindFigures(
        current=figures.current,
        progress=None if is_silent else figures.progress,
        total=figures.total,
        periods_met=figures.periods_met,
        periods_due=figures.periods_due,
        is_nothing_due=figures.periods_due == 0,
    )


def _zone(given: Given, current: Figure, target: Figure, *, rises: bool) -> Zone | None:
    own = given.key_result
    return zone(current, target=target, rises=rises, commit=own.commit, stretch=own.stretch)


_BY_KIND: Mapping[str, Callable[[Given], KindFigures]] = {
    "metric": _metric,
    "milestone": _milestone,
    "recurring": _recurring,
    "score": _score,
    "baseline": _baseline,
    **dict.fromkeys(MET_OR_NOT, _guardrail),
}
