"""Due check-ins: what wants an update, since when, and what to type for it.

A key result is due when the cadence has passed since its last update, or since its window began; grace only decides when
it is called stale. What a KPI feeds is due with the KPI: when the last ended period of its measure has no reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field
from datetime import date, timedelta

from okrctl.core import spans
from okrctl.core.address import KPI_PREFIX
from okrctl.core.frozen import dataclass
from okrctl.core.kpis.readings import index
from okrctl.core.model import Workspace
from okrctl.core.scoring.statuses import RUNNING
from okrctl.core.scoring.windows import Window, cadence_days
from okrctl.core.settings import Cadence
from okrctl.report.values import DRAWN, Figure, KeyResultLine, KpiLine, ObjectiveLine


@dataclass(frozen=True, slots=True, kw_only=True)
class DueItem:
    """One update that is due, or will be."""

    ref: str
    title: str
    kind: str
    """The key result's kind, or `kpi`."""
    owners: tuple[str, ...]
    value: Figure | str | None
    unit: str | None
    last_checkin: date | None
    due_on: date
    update: str
    """The ref that `okrctl checkin` takes for it: its own, or that of the KPI which feeds it."""
    steps: tuple[int, int] | None = field(default=None, metadata=DRAWN)
    """Of a milestone with steps: how many are done, of how many."""


def due_items(
    workspace: Workspace, objectives: Iterable[ObjectiveLine], kpis: Iterable[KpiLine], as_of: date
) -> tuple[DueItem, ...]:
    """What is or will be due of these objectives and KPIs, the earliest first; a KPI's value once."""
    found: dict[str, DueItem] = {}
    for line in _updatable(objectives):
        item = _of_key_result(workspace, line, as_of)
        if item:
            found.setdefault(item.update, item)
    for kpi in kpis:
        if workspace.kpis[kpi.id].state == "active":
            found.setdefault(kpi.ref, _of_kpi(workspace, kpi, as_of))
    return tuple(sorted(found.values(), key=lambda item: (item.due_on, item.ref)))


def _updatable(objectives: Iterable[ObjectiveLine]) -> Iterator[KeyResultLine]:
    """The key results that take values themselves: of one with parts the parts."""
    for objective in objectives:
        yield from _leaves(objective.key_results)


def _leaves(lines: Iterable[KeyResultLine]) -> Iterator[KeyResultLine]:
    for line in lines:
        if line.parts:
            yield from _leaves(line.parts)
        else:
            yield line


def _of_key_result(workspace: Workspace, line: KeyResultLine, as_of: date) -> DueItem | None:
    """When the key result is due; None where it is finished, left out or not begun."""
    if (
        line.status not in RUNNING
        or line.start_on is None
        or line.due is None
        or not line.start_on <= as_of <= line.due
    ):
        return None
    window = Window(line.start_on, line.due)
    fed = line.kpi if line.kpi in workspace.kpis else None
    due_on = (
        _kpi_due_on(workspace, fed, as_of) if fed else _due_on(line.last_checkin, window, workspace.settings.checkins)
    )
    return DueItem(
        ref=line.ref,
        title=line.title,
        kind=line.kind,
        owners=line.owners,
        value=line.current,
        unit=line.unit,
        last_checkin=line.last_checkin,
        due_on=due_on,
        update=KPI_PREFIX + fed if fed else line.ref,
        steps=(sum(step.done for step in line.steps), len(line.steps)) if line.steps else None,
    )


def _of_kpi(workspace: Workspace, line: KpiLine, as_of: date) -> DueItem:
    return DueItem(
        ref=line.ref,
        title=line.title,
        kind="kpi",
        owners=line.owners,
        value=line.value,
        unit=line.unit,
        last_checkin=line.date,
        due_on=_kpi_due_on(workspace, line.id, as_of),
        update=line.ref,
    )


def _due_on(last: date | None, window: Window, cadence: Cadence) -> date:
    """The day an update is due: the cadence after the last one, or after the window's start where that is later."""
    since = max(last, window.start) if last else window.start
    return since + timedelta(days=min(cadence_days(cadence, window), (date.max - since).days))


def _kpi_due_on(workspace: Workspace, kpi_id: str, as_of: date) -> date:
    """The day after the first period without a reading ends; without any reading the day the running period began."""
    measure = workspace.kpis[kpi_id].measure
    days = [points[-1].day for points in index(workspace, as_of).series(kpi_id).values()]
    if not days:
        return spans.first_day(spans.index(as_of, measure), measure)
    return spans.first_day(spans.index(max(days), measure) + 2, measure)
