"""Entities: what each file of a workspace stands for, got from the workspace and put back by the file's name.

An entity is named as in `Loaded.files`: `2026-Q4` (the cycle's own file), `2026-Q4/win-finance`, `2026-Q4/checkins/ID`,
`2026-Q4/reviews/win-finance`, `2026-Q4/reviews/kpis/nps`, `kpis/nps`, `kpis/readings/ID`; `okrctl.yaml` itself by its name,
which no id can be.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from okrctl.core import period
from okrctl.core.changes.goal_changes import cycle_or_new, having, new_cycle, with_cycle
from okrctl.core.checkin import CheckIn
from okrctl.core.kpi import Kpi, Readings
from okrctl.core.model import Cycle, CycleFile, Workspace
from okrctl.core.objective import Objective
from okrctl.core.review import KpiReview, Review
from okrctl.core.settings import Settings

Entity = Objective | CheckIn | Kpi | Readings | Review | KpiReview | CycleFile | Settings

SETTINGS = "okrctl.yaml"
"""The entity of the settings, with teams and people."""


def type_of(entity: str) -> type[Entity]:
    """The type of what the entity's file holds.

    >>> type_of("2026-Q4/reviews/kpis/nps").__name__, type_of("kpis/nps").__name__
    ('KpiReview', 'Kpi')
    """
    match entity.split("/"):
        case ["okrctl.yaml"]:
            return Settings
        case ["kpis", "readings", _]:
            return Readings
        case ["kpis", _]:
            return Kpi
        case [_, "checkins", _]:
            return CheckIn
        case [_, "reviews", "kpis", _]:
            return KpiReview
        case [_, "reviews", _]:
            return Review
        case [_, _]:
            return Objective
        case _:
            return CycleFile


def name_of(entity: str) -> str:
    """The thing's own id, the last part.

    >>> name_of("2026-Q4/win-finance")
    'win-finance'
    """
    return entity.rpartition("/")[2]


def cycle_of(entity: str) -> str | None:
    """The cycle in whose folder the file lies; None for what belongs to the KPIs, and for okrctl.yaml."""
    first = entity.partition("/")[0]
    return None if first in ("kpis", SETTINGS) else first


def entity_in(workspace: Workspace, entity: str) -> Any:
    """What the entity's file says; None where there is none."""
    if entity == SETTINGS:
        return workspace.settings
    cycle_id = cycle_of(entity)
    if cycle_id is None:
        return _among_kpis(workspace, entity).get(name_of(entity))
    cycle = workspace.cycles.get(cycle_id)
    if cycle is None:
        return None
    if entity == cycle_id:
        return cycle_file(cycle, workspace.settings.fiscal_year_starts)
    return _in_cycle(cycle, entity)[1].get(name_of(entity))


def with_entity(workspace: Workspace, entity: str, value: Any) -> Workspace:
    """The workspace in which the entity's file says this.

    Raises UsageError for a cycle whose dates are then not known.
    """
    if entity == SETTINGS:
        return replace(workspace, settings=value)
    cycle_id, name = cycle_of(entity), name_of(entity)
    if cycle_id is None:
        return _with_kpis(workspace, entity, having(_among_kpis(workspace, entity), name, value))
    cycle = cycle_or_new(workspace, cycle_id)
    if entity == cycle_id:
        return with_cycle(workspace, _with_file(cycle, value, workspace.settings.fiscal_year_starts))
    key, among = _in_cycle(cycle, entity)
    changed: dict[str, Any] = {key: having(among, name, value)}
    return with_cycle(workspace, replace(cycle, **changed))


def without_entity(workspace: Workspace, entity: str) -> Workspace:
    """The workspace in which the entity's file is not there."""
    cycle_id, name = cycle_of(entity), name_of(entity)
    if cycle_id is None:
        return _with_kpis(workspace, entity, _without(_among_kpis(workspace, entity), name))
    cycle = cycle_or_new(workspace, cycle_id)
    key, among = _in_cycle(cycle, entity)
    changed: dict[str, Any] = {key: _without(among, name)}
    return with_cycle(workspace, replace(cycle, **changed))


def cycle_file(cycle: Cycle, fiscal_year_starts: int) -> CycleFile:
    """What the cycle's own file must say at least for the cycle to be as it is."""
    own = period.parse(cycle.id, fiscal_year_starts)
    usual = own.title if own else cycle.id
    return CycleFile(
        title=None if cycle.title == usual else cycle.title,
        theme=cycle.theme,
        start=None if own else cycle.start,
        end=None if own else cycle.end,
        state=cycle.state,
    )


def _with_file(cycle: Cycle, about: CycleFile, fiscal_year_starts: int) -> Cycle:
    new = new_cycle(cycle.id, about, fiscal_year_starts)
    return replace(cycle, title=new.title, start=new.start, end=new.end, theme=new.theme, state=new.state)


def _among_kpis(workspace: Workspace, entity: str) -> Mapping[str, Any]:
    return workspace.readings if entity.startswith("kpis/readings/") else workspace.kpis


def _with_kpis(workspace: Workspace, entity: str, among: Mapping[str, Any]) -> Workspace:
    if entity.startswith("kpis/readings/"):
        return replace(workspace, readings=among)
    return replace(workspace, kpis=among)


def _in_cycle(cycle: Cycle, entity: str) -> tuple[str, Mapping[str, Any]]:
    """The field of the cycle that holds such entities, and what it holds."""
    match entity.split("/")[1:-1]:
        case ["checkins"]:
            return "checkins", cycle.checkins
        case ["reviews", "kpis"]:
            return "kpi_reviews", cycle.kpi_reviews
        case ["reviews"]:
            return "reviews", cycle.reviews
        case _:
            return "objectives", cycle.objectives


def _without(among: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in among.items() if key != name}
