"""The values a report is made of: every figure, computed and named, before anything is drawn.

Field names are the keys of the JSON contract (schema `okrctl.report/1`). Shares are 0-1, gaps are points, names ending in
`_percent` are percent. Computed figures are exact (`Fraction`), what a person typed is `Decimal`; rounding happens where
they are shown. Fields marked `DRAWN` serve the surfaces that draw and are not part of the JSON.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from okrctl.core.frozen import dataclass
from okrctl.report.around import Around

Figure = Decimal | Fraction
Day = date  # for fields that are themselves called `date`
DRAWN: dict[str, Any] = {"json": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One value of a history, on its day."""

    day: date
    value: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """One step of a milestone."""

    id: str
    title: str
    weight: Decimal
    done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """Where a metric is heading: median and 10-90 % range at the end, chance to reach the target (0-1)."""

    value: Figure
    low: Figure
    high: Figure
    chance: Figure
    reaches_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyResultLine:
    """One key result (or part), scored; `history` has its values, oldest first, `pace` those expected where it changes."""

    id: str
    ref: str
    title: str
    kind: str
    unit: str | None
    kpi: str | None
    owners: tuple[str, ...]
    weight: Decimal
    state: str
    counted: bool
    start: Figure | None
    target: Figure | None
    low: Decimal | None
    high: Decimal | None
    risk: Decimal | None
    per: str | None
    current: Figure | None
    total: Figure | None
    periods_met: int | None
    periods_due: int | None
    steps: tuple[StepLine, ...] | None
    start_on: date | None
    due: date | None
    progress: Figure | None
    score: Figure | None
    expected: Figure | None
    gap: Figure | None
    status: str
    reported_status: str | None
    confidence: Figure | None
    confidence_change: Figure | None
    zone: str | None
    grade: Decimal | None
    band: str | None
    flags: tuple[str, ...]
    checkins: int
    last_checkin: date | None
    note: str | None
    forecast: Forecast | None
    parts: tuple[KeyResultLine, ...] = ()
    history: tuple[Point, ...] = field(default=(), metadata=DRAWN)
    by: str | None = field(default=None, metadata=DRAWN)  # who made the last check-in
    pace: tuple[Point, ...] = field(default=(), metadata=DRAWN)
    period: str | None = field(default=None, metadata=DRAWN)
    """What a limit or a count is judged in: day, week, 2 weeks, month, quarter, year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveLine:
    """One objective with its key results, scored."""

    id: str
    ref: str
    title: str
    type: str
    level: str | None
    team: str | None
    owners: tuple[str, ...]
    parents: tuple[str, ...]
    state: str
    weight: Decimal
    progress: Figure | None
    score: Figure | None
    expected: Figure | None
    gap: Figure | None
    status: str
    worst: str | None
    confidence: Figure | None
    grade: Decimal | None
    band: str | None
    reviewed: bool
    flags: tuple[str, ...]
    key_results: tuple[KeyResultLine, ...]
    grade_computed: Decimal | None = None
    """Only in the JSON where a review overrides the grade."""
    confidence_before: Figure | None = field(default=None, metadata=DRAWN)
    """The same mean of the confidences before the latest ones."""
    why: str | None = field(default=None, metadata=DRAWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A KPI's change to the previous period and to the same period a year ago; points for a unit of %."""

    previous: Figure | None = None
    previous_percent: Figure | None = None
    year: Figure | None = None
    year_percent: Figure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Process limits of a KPI (Wheeler's XmR chart) and the readings they come from."""

    centre: Figure
    lower: Figure
    upper: Figure
    mean_range: Figure
    range_upper: Figure
    first: date
    last: date
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """A reading that the process limits do not explain."""

    rule: int
    period: str
    date: Day
    value: Figure
    what: str
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentLine:
    """One segment of a KPI."""

    id: str
    value: Figure | str | None
    period: str | None
    status: str
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiLine:
    """One KPI with its latest value."""

    id: str
    ref: str
    title: str
    owners: tuple[str, ...]
    unit: str | None
    better: str
    level: str | None
    value: Figure | str | None
    period: str | None
    date: Day | None
    target: Figure | str | None
    status: str
    change: Change
    limits: Limits | None
    signals: tuple[Signal, ...]
    segments: tuple[SegmentLine, ...]
    flags: tuple[str, ...]
    history: tuple[Point, ...] = field(default=(), metadata=DRAWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleLine:
    """The cycle that a report is about."""

    id: str
    title: str
    start: date
    end: date
    elapsed: Figure
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeFigures:
    """Number and mean progress of the objectives of one type."""

    objectives: int
    progress: Figure | None
    kept: int = field(default=0, metadata=DRAWN)
    """How many of them have a score of 1 so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusCounts:
    """How many counted key results stand where (`scheduled`: those left out for that reason only)."""

    on_track: int = 0
    behind: int = 0
    at_risk: int = 0
    no_data: int = 0
    achieved: int = 0
    missed: int = 0
    scheduled: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The cycle in a few figures, of what the filters let through."""

    objectives: int
    key_results: int
    progress: Figure | None
    expected: Figure | None
    net_on_track: Figure | None
    by_status: StatusCounts
    committed: TypeFigures
    aspirational: TypeFigures
    stale: int
    silent: int
    confidence: Figure | None = field(default=None, metadata=DRAWN)
    confidence_before: Figure | None = field(default=None, metadata=DRAWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """One thing that needs a person, with the reason in words."""

    ref: str
    why: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingCounts:
    """How many findings the files raised."""

    errors: int = 0
    warnings: int = 0
    advice: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleReport:
    """How a cycle stands on a day."""

    workspace: str
    as_of: date
    complete: bool
    """False where a figure misses something that could not be read."""
    cycle: CycleLine
    summary: Summary
    objectives: tuple[ObjectiveLine, ...]
    kpis: tuple[KpiLine, ...]
    attention: tuple[Attention, ...]
    findings: FindingCounts
    confidence_scale: int = field(default=10, metadata=DRAWN)
    teams: tuple[tuple[str, str], ...] = field(default=(), metadata=DRAWN)
    """Ids and names of the teams, in the order of okrctl.yaml."""
    filters: tuple[tuple[str, str], ...] = field(default=(), metadata=DRAWN)
    """What it was narrowed to, as (kind, name that people see): ("team", "Growth")."""
    needing_cycle: frozenset[str] = field(default=frozenset(), metadata=DRAWN)
    """The refs of objectives that have to be typed with their cycle in front."""
    around: Around = field(default=Around(), metadata=DRAWN)
