"""The KPIs of a report: what the core computed of each, as lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from okrctl.core.address import Ref
from okrctl.core.kpis.changes import KpiChange
from okrctl.core.kpis.figures import KpiFigures, KpiSignal, SegmentFigures, figures
from okrctl.core.kpis.process_limits import ProcessLimits
from okrctl.core.kpis.values import PeriodValue
from okrctl.core.model import Workspace
from okrctl.report.values import Change, KpiLine, Limits, Point, SegmentLine, Signal


def kpi_lines(workspace: Workspace, as_of: date, kpi_ids: Iterable[str]) -> tuple[KpiLine, ...]:
    """The lines of these KPIs on a day, in the order of their ids as given; an id without a card is passed over."""
    return tuple(_line(figures(workspace, kpi_id, as_of)) for kpi_id in kpi_ids if kpi_id in workspace.kpis)


def _line(computed: KpiFigures) -> KpiLine:
    kpi, latest = computed.kpi, computed.latest
    return KpiLine(
        id=computed.id,
        ref=str(Ref(kpi=computed.id)),
        title=kpi.title,
        owners=kpi.owner,
        unit=kpi.unit,
        better=kpi.better,
        level=kpi.level,
        value=latest.value if latest else None,
        period=latest.period.id if latest else None,
        date=latest.day if latest else None,
        target=computed.target,
        status=computed.status,
        change=_change(computed.change),
        limits=_limits(computed.limits) if computed.limits else None,
        signals=tuple(map(_signal, computed.signals)),
        segments=tuple(map(_segment, computed.segments)),
        flags=("stale",) if computed.is_stale else (),
        history=_history(computed.history),
    )


def _change(change: KpiChange) -> Change:
    return Change(
        previous=change.previous,
        previous_percent=change.previous_percent,
        year=change.year,
        year_percent=change.year_percent,
    )


def _limits(limits: ProcessLimits) -> Limits:
    return Limits(
        centre=limits.centre,
        lower=limits.lower,
        upper=limits.upper,
        mean_range=limits.mean_range,
        range_upper=limits.range_upper,
        first=limits.first,
        last=limits.last,
        points=limits.points,
    )


def _signal(found: KpiSignal) -> Signal:
    signal, period = found.signal, found.period
    return Signal(
        rule=signal.rule,
        period=period.period.id,
        date=period.day,
        value=signal.value,
        what=signal.what,
        note=found.note,
    )


def _segment(segment: SegmentFigures) -> SegmentLine:
    latest = segment.latest
    return SegmentLine(
        id=segment.id,
        value=latest.value if latest else None,
        period=latest.period.id if latest else None,
        status=segment.status,
        change=_change(segment.change),
    )


def _history(values: Sequence[PeriodValue]) -> tuple[Point, ...]:
    """The periods' values on the day of their last reading; the words of a scale cannot be drawn."""
    return tuple(Point(day=v.day, value=v.value) for v in values if not isinstance(v.value, str))
