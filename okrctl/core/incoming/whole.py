"""An export of a whole workspace -> the plan that brings what it says and this workspace does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from okrctl.core.changes.changes import (
    AddCheckIn,
    AddCycle,
    AddKeyResult,
    AddKpi,
    AddObjective,
    AddReadings,
    AddReview,
    Change,
    SetFields,
)
from okrctl.core.changes.setting import Keys, Setting, usual
from okrctl.core.checkin import CheckIn
from okrctl.core.entities import SETTINGS, cycle_file, entity_in
from okrctl.core.fields import id_fault
from okrctl.core.incoming.goal_fields import change_in_words, measure_in_words
from okrctl.core.incoming.goals import Rejected
from okrctl.core.incoming.members import added
from okrctl.core.incoming.plan import Action, Plan, PlanLine, Wishes, action
from okrctl.core.kpi import Readings
from okrctl.core.model import Cycle, CycleFile, Workspace
from okrctl.core.objective import KeyResult, Objective
from okrctl.core.period import parse
from okrctl.core.review import KpiReview, Review


def plan_of_workspace(workspace: Workspace, brought: Workspace, file: str, wishes: Wishes) -> Plan:
    """What the import would do; what is there and the export does not know stays."""
    return _Bringing(workspace, brought, file, wishes).plan()


@dataclass(slots=True)
class _Bringing:
    """Compares two workspaces, thing by thing, in the order in which they must be written."""

    workspace: Workspace
    brought: Workspace
    file: str
    wishes: Wishes
    lines: list[PlanLine] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    unknown: dict[str, tuple[str, ...]] = field(default_factory=dict)
    check_ins: int = 0
    updates: int = 0
    readings: int = 0

    def plan(self) -> Plan:
        changes = tuple(self.changes())
        return Plan(
            file=self.file,
            lines=tuple(self.lines),
            changes=changes,
            rejected=tuple(self.rejected),
            unknown_people=self.unknown.get("people", ()),
            unknown_teams=self.unknown.get("teams", ()),
            unknown_periods=self.unknown.get("cycles", ()),
            creates_missing=self.wishes.create_missing,
            new_cycles=tuple(self.new_cycles()),
            check_ins=self.check_ins,
            updates=self.updates,
            readings=self.readings,
        )

    def new_cycles(self) -> Iterator[str]:
        """Cycles that are not here yet, without those that are not taken."""
        left_out = () if self.wishes.create_missing else self.unknown.get("cycles", ())
        yield from (
            cycle for cycle in self.brought.cycles if cycle not in self.workspace.cycles and cycle not in left_out
        )

    def changes(self) -> Iterator[Change]:
        settings = tuple(self.settings())
        if settings:
            yield SetFields(SETTINGS, (), settings)
        self.unknown["cycles"] = tuple(one.id for one in self.brought.cycles.values() if self.is_unknown(one))
        cycles = [one for one in self.brought.cycles.values() if self.wishes.create_missing or not self.is_unknown(one)]
        for cycle in cycles:
            yield from self.cycle(cycle)
        for kpi_id, kpi in self.brought.kpis.items():
            yield from self.thing(f"kpis/{kpi_id}", kpi, AddKpi(kpi_id, kpi), "KPI")
        for cycle in cycles:
            yield from self.objectives(cycle)
        for cycle in cycles:
            yield from self.records(cycle)
        for file_id, about in self.brought.readings.items():
            add = AddReadings(file_id, about)
            for change in self.record(add, about):
                self.readings += len(about.readings)
                yield change

    def settings(self) -> Iterator[Setting]:
        """What okrctl.yaml leaves unsaid and the export says; people and teams where that is wished."""
        old, new = self.workspace.settings, self.brought.settings
        for one in fields(old):
            before, after = getattr(old, one.name), getattr(new, one.name)
            if one.name in ("teams", "people"):
                yield from self.members(one.name, before, after)
            elif before == usual(type(old), one.name) and after != before:
                yield Setting((one.name,), after, before)

    def members(self, key: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Setting]:
        missing = {name: about for name, about in after.items() if name not in before}
        self.unknown[key] = tuple(missing)
        if self.wishes.create_missing:
            yield from added(key, before, missing)

    def is_unknown(self, cycle: Cycle) -> bool:
        """Whether it is a cycle with a name of its own that is not here."""
        fiscal = self.brought.settings.fiscal_year_starts
        return cycle.id not in self.workspace.cycles and parse(cycle.id, fiscal) is None

    def cycle(self, cycle: Cycle) -> Iterator[Change]:
        fiscal = self.brought.settings.fiscal_year_starts
        about = cycle_file(cycle, fiscal)
        there = self.workspace.cycles.get(cycle.id)
        if there is None:
            if about != CycleFile() or not (cycle.objectives or cycle.checkins):
                yield AddCycle(cycle.id, about)
        elif settings := _differences(cycle_file(there, self.workspace.settings.fiscal_year_starts), about):
            yield SetFields(cycle.id, (), settings)

    def objectives(self, cycle: Cycle) -> Iterator[Change]:
        for objective_id, objective in cycle.objectives.items():
            ref = f"{cycle.id}/{objective_id}"
            yield from self.thing(ref, objective, AddObjective(cycle.id, objective_id, objective), "objective")
            old = self.workspace.find_objective(ref)
            for name, key_result in objective.key_results.items():
                yield from self.key_result(ref, name, key_result, old)

    def key_result(self, ref: str, name: str, new: KeyResult, whole: Objective | None) -> Iterator[Change]:
        old = whole.key_results.get(name) if whole else None
        keys: Keys = ("key_results", name)
        settings = _differences(old, new) if old else ()
        says = change_in_words(settings) if old else measure_in_words(new)
        self.line(action(old, settings), "key result", f"{ref}/{name}", new.title, says)
        if settings:
            yield SetFields(ref, keys, settings)
        elif whole and old is None:
            cycle, _, objective_id = ref.partition("/")
            yield AddKeyResult(cycle, objective_id, name, new)

    def thing(self, ref: str, new: Any, add: Change, kind: str) -> Iterator[Change]:
        """An objective or a card: new, or the fields that differ."""
        old = entity_in(self.workspace, ref)
        settings = _differences(old, new, but=("key_results",)) if old else ()
        self.line(action(old, settings), kind, ref, new.title, change_in_words(settings))
        if old is None:
            yield add
        elif settings:
            yield SetFields(ref, (), settings)

    def line(self, what: Action, kind: str, ref: str, title: str, says: str) -> None:
        depth = int(kind == "key result")
        self.lines.append(PlanLine(action=what, kind=kind, ref=ref, title=title, row=None, says=says, depth=depth))

    def records(self, cycle: Cycle) -> Iterator[Change]:
        for record_id, check_in in cycle.checkins.items():
            add = AddCheckIn(cycle.id, record_id, check_in)
            for change in self.record(add, check_in):
                self.check_ins, self.updates = self.check_ins + 1, self.updates + len(check_in.updates)
                yield change
        for own, review in cycle.reviews.items():
            yield from self.review(f"{cycle.id}/reviews/{own}", review)
        for own, kpi_review in cycle.kpi_reviews.items():
            yield from self.review(f"{cycle.id}/reviews/kpis/{own}", kpi_review)

    def review(self, entity: str, new: Review | KpiReview) -> Iterator[Change]:
        old = entity_in(self.workspace, entity)
        if old is None:
            yield AddReview(entity, new)
        elif settings := _differences(old, new):
            yield SetFields(entity, (), settings)

    def record(self, add: AddCheckIn | AddReadings, new: CheckIn | Readings) -> Iterator[Change]:
        """What was recorded once: new, or there already."""
        entity = add.entity
        old = entity_in(self.workspace, entity)
        own = entity.rpartition("/")[2]
        if old is not None and old != new:
            self.rejected.append(Rejected(0, f"{entity} is here already and says something else"))
        elif old is None and id_fault(own):
            self.rejected.append(Rejected(0, f'{entity} cannot be written under its id "{own}": {id_fault(own)}'))
        elif old is None:
            yield add


def _differences(old: Any, new: Any, but: tuple[str, ...] = ()) -> tuple[Setting, ...]:
    """The settings that make the old the same as the new."""
    found = []
    for one in fields(type(new)):
        before, after = getattr(old, one.name), getattr(new, one.name)
        if one.name not in but and before != after:
            value = None if after == usual(type(new), one.name) else after
            found.append(Setting((one.name,), value, before))
    return tuple(found)
