"""Where a new file lies and what it holds, for each change that adds one."""

from __future__ import annotations

from okrctl.core.changes.changes import (
    AddCheckIn,
    AddCycle,
    AddKpi,
    AddObjective,
    AddReadings,
    AddReview,
    Change,
    SetFields,
)
from okrctl.core.changes.setting import with_settings
from okrctl.core.entities import cycle_of, name_of, type_of
from okrctl.core.fields import id_fault
from okrctl.core.model import CycleFile
from okrctl.core.review import KpiReview
from okrctl.core.slug import slug
from okrctl.storage.layout import (
    check_in_path,
    cycle_path,
    kpi_path,
    kpi_review_path,
    objective_path,
    readings_path,
    review_path,
)

LONGEST_NAME = 40
"""Characters of a person's name in a file's name."""


def place_of_new(change: Change) -> tuple[str, object]:
    """Path and content of the file that a change adds. Raises ValueError for one that only edits."""
    match change:
        case AddObjective():
            return objective_path(change.cycle, change.id), change.objective
        case AddKpi():
            return kpi_path(change.id), change.kpi
        case AddCycle():
            return cycle_path(change.id), change.cycle_file
        case AddCheckIn():
            about = change.check_in
            return check_in_path(change.cycle, about.date.isoformat(), _name(about.by), change.id), about
        case AddReadings():
            read = change.readings
            return readings_path(read.date.isoformat(), _name(read.by), change.id), read
        case AddReview():
            path = kpi_review_path if isinstance(change.review, KpiReview) else review_path
            return path(cycle_of(change.entity) or "", name_of(change.entity)), change.review
        case SetFields() if type_of(change.entity) is CycleFile:
            return cycle_path(change.entity), with_settings(CycleFile(), change.settings)
        case _:
            raise ValueError(f"{change.entity} has no file to edit")  # apply has refused it


def _name(by: str | None) -> str:
    """A person's name as part of a file's name."""
    if by and len(by) <= LONGEST_NAME and id_fault(by) is None:
        return by
    return slug(by or "") or "someone"
