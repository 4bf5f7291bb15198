"""What a KPI is to reach, on a day: its target as a number or in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from okrctl.core import period
from okrctl.core.kpi import Kpi, KpiTarget
from okrctl.core.model import Workspace
from okrctl.core.number import Relative


def target_on(workspace: Workspace, kpi: Kpi, as_of: date) -> Decimal | str | None:
    """The KPI's target on a day, a relative one counted from its `start`; None where it has none then.

    Of targets by cycle that of the shortest cycle which contains the day holds, of equal ones the first by id.
    """
    target: KpiTarget | None = kpi.target
    if isinstance(kpi.target, Mapping):
        cycle_id = _shortest(workspace, kpi.target, as_of)
        target = kpi.target[cycle_id] if cycle_id else None
    if isinstance(target, Relative):
        return None if kpi.start is None else target.from_start(kpi.start)
    return target


def _shortest(workspace: Workspace, cycle_ids: Mapping[str, KpiTarget], as_of: date) -> str | None:
    spans = ((cycle_id, _dates(workspace, cycle_id)) for cycle_id in cycle_ids)
    containing = (
        (dates[1] - dates[0], cycle_id) for cycle_id, dates in spans if dates and dates[0] <= as_of <= dates[1]
    )
    return min(containing, default=(None, None))[1]


def _dates(workspace: Workspace, cycle_id: str) -> tuple[date, date] | None:
    """First and last day of a cycle; None for a custom one that is not there."""
    cycle = workspace.cycles.get(cycle_id) or period.parse(cycle_id, workspace.settings.fiscal_year_starts)
    return (cycle.start, cycle.end) if cycle else None
