"""The figures of a KPI on a day: its value with status, change, limits and signals, and each of its segments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from okrctl.core import spans
from okrctl.core.frozen import dataclass
from okrctl.core.kpi import Kpi
from okrctl.core.kpis.bands import KpiStatus, status
from okrctl.core.kpis.changes import KpiChange, change, comparable_change
from okrctl.core.kpis.process_limits import ProcessLimits, ProcessSignal, process_limits, process_signals
from okrctl.core.kpis.readings import Series, index
from okrctl.core.kpis.targets import target_on
from okrctl.core.kpis.values import PeriodValue, is_summed, period_values, total_points
from okrctl.core.model import Workspace


@dataclass(frozen=True, slots=True)
class KpiSignal:
    """A signal with the period it stands for."""

    signal: ProcessSignal
    period: PeriodValue

    @property
    def note(self) -> str | None:
        """What a person found out about it: the last such note on the period's readings."""
        return next((p.signal for p in reversed(self.period.readings) if p.signal), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentFigures:
    """One segment of a KPI: its own latest period."""

    id: str
    latest: PeriodValue | None
    status: KpiStatus
    change: KpiChange


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiFigures:
    """All that is computed of a KPI on a day."""

    id: str
    kpi: Kpi
    latest: PeriodValue | None
    """The latest period with a reading of the total; None without one."""
    target: Decimal | str | None
    status: KpiStatus
    change: KpiChange
    limits: ProcessLimits | None
    signals: tuple[KpiSignal, ...]
    segments: tuple[SegmentFigures, ...]
    is_stale: bool
    history: tuple[PeriodValue, ...]
    """The value of every period of the total, oldest first."""


def figures(workspace: Workspace, kpi_id: str, as_of: date) -> KpiFigures:
    """The figures of a KPI on a day, whatever its state; KeyError for one that does not exist."""
    kpi, series = workspace.kpis[kpi_id], index(workspace, as_of).series(kpi_id)
    target = target_on(workspace, kpi, as_of)
    history = period_values(kpi, total_points(kpi, series))
    latest = history[-1] if history else None
    limits, signals = _limits_and_signals(kpi, history, as_of)
    return KpiFigures(
        id=kpi_id,
        kpi=kpi,
        latest=latest,
        target=target,
        status=status(kpi, latest.value if latest else None, target),
        change=_total_change(kpi, series, history),
        limits=limits,
        signals=signals,
        segments=_segments(kpi, series, target),
        is_stale=is_stale(workspace, kpi_id, as_of),
        history=history,
    )


def is_stale(workspace: Workspace, kpi_id: str, as_of: date) -> bool:
    """Whether the latest period that ended more than the grace ago has no reading in it or later.

    Readings of a segment count as well. A paused or retired KPI is never stale; one without any reading is.
    """
    kpi, grace = workspace.kpis[kpi_id], workspace.settings.checkins.grace_days
    if kpi.state != "active" or as_of.toordinal() <= grace:
        return False
    last_days = [points[-1].day for points in index(workspace, as_of).series(kpi_id).values()]
    running = spans.index(date.fromordinal(as_of.toordinal() - grace), kpi.measure)
    return not last_days or spans.index(max(last_days), kpi.measure) < running - 1


def _total_change(kpi: Kpi, series: Series, history: Sequence[PeriodValue]) -> KpiChange:
    if kpi.comparable and history:
        return comparable_change(kpi, series, history[-1].period)
    return change(kpi, history)


def _segments(kpi: Kpi, series: Series, target: Decimal | str | None) -> tuple[SegmentFigures, ...]:
    """The segments that the card names, in its order; one without a reading too."""
    return tuple(_segment(kpi, series, segment, target) for segment in kpi.segments)


def _segment(kpi: Kpi, series: Series, segment: str, target: Decimal | str | None) -> SegmentFigures:
    """The figures of one segment; where segments add up, target and bands are the total's and do not judge it."""
    values = period_values(kpi, series.get(segment, ()))
    latest = values[-1] if values else None
    judged = status(kpi, latest.value if latest else None, target)
    return SegmentFigures(
        id=segment,
        latest=latest,
        status="no_target" if latest and is_summed(kpi) else judged,
        change=change(kpi, values),
    )


def _limits_and_signals(
    kpi: Kpi, history: Sequence[PeriodValue], as_of: date
) -> tuple[ProcessLimits | None, tuple[KpiSignal, ...]]:
    """Limits from all periods, or from those that `limits_from` freezes them to, and the signals of all.

    The running period of a sum is left out: it is low only because it has not ended.
    """
    values = [v for v in history if not (is_summed(kpi) and v.period.last >= as_of)]
    points = [(v.day, v.value) for v in values if not isinstance(v.value, str)]
    frozen = kpi.limits_from
    limits = process_limits([p for p in points if not frozen or frozen.first <= p[0] <= frozen.last])
    if limits is None:
        return None, ()
    return limits, tuple(KpiSignal(signal, values[signal.at]) for signal in process_signals(points, limits))
