"""What a KPI gives to a key result: its readings and values between two days.

Only readings dated in the window count, so a period that the window cuts has the value of its days inside.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from okrctl.core.kpi import Kpi
from okrctl.core.kpis.periods import containing
from okrctl.core.kpis.readings import ReadingPoint, between, index
from okrctl.core.kpis.values import aggregated, is_summed, total_points
from okrctl.core.model import Workspace
from okrctl.core.number import Figure


def value_in_window(  # noqa: PLR0913, PLR0917 - the KPI, the window and the day are all needed
    workspace: Workspace, kpi_id: str, start: date, end: date, as_of: date, segment: str | None = None
) -> Figure | None:
    """The sum so far for `aggregate: sum`, else the value of the latest period; None without a reading.

    Without a segment it is the total's. The words of a scale are no value for a key result: None.
    """
    points = points_in_window(workspace, kpi_id, start, end, as_of, segment)
    if not points:
        return None
    kpi = workspace.kpis[kpi_id]
    return _value(kpi, points) if is_summed(kpi) else _latest_value(kpi, points)


def last_before(
    workspace: Workspace, kpi_id: str, start: date, segment: str | None = None, as_of: date | None = None
) -> Figure | None:
    """The value of the last period with a reading before `start`, from its readings before `start`; None without one."""
    if start == date.min:
        return None
    until = start - timedelta(days=1)
    points = points_in_window(workspace, kpi_id, date.min, until, as_of or until, segment)
    return _latest_value(workspace.kpis[kpi_id], points) if points else None


def points_in_window(  # noqa: PLR0913, PLR0917 - the KPI, the window and the day are all needed
    workspace: Workspace, kpi_id: str, start: date, end: date, as_of: date, segment: str | None = None
) -> Sequence[ReadingPoint]:
    """The readings that make the value, by day: each is an update of a key result that the KPI feeds."""
    series = index(workspace, as_of).series(kpi_id)
    if segment is not None:
        return between(series.get(segment, ()), start, end)
    inside = {name: between(points, start, end) for name, points in series.items()}
    return total_points(workspace.kpis[kpi_id], inside) if inside else ()


def _latest_value(kpi: Kpi, points: Sequence[ReadingPoint]) -> Figure | None:
    """The value of the period that the last point lies in."""
    return _value(kpi, between(points, containing(kpi.measure, points[-1].day).first, date.max))


def _value(kpi: Kpi, points: Sequence[ReadingPoint]) -> Figure | None:
    value = aggregated(kpi, [point.value for point in points])
    return None if isinstance(value, str) else value
