"""Changes that add what people plan: a cycle, an objective, a key result, a KPI."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

from okrctl.core import period
from okrctl.core.changes.refusals import refuse_bad, refuse_faults, refuse_other_kind, refuse_taken
from okrctl.core.checks.validity import Fault, key_result_faults, kpi_faults, objective_faults
from okrctl.core.errors import UsageError, unknown
from okrctl.core.fields import read_cycle_id
from okrctl.core.frozen import dataclass
from okrctl.core.kpi import Kpi
from okrctl.core.model import Cycle, CycleFile, Workspace
from okrctl.core.objective import KeyResult, Objective

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class AddCycle:
    """A new cycle with its own file."""

    id: str
    cycle_file: CycleFile

    @property
    def entity(self) -> str:
        """The cycle's id."""
        return self.id

    @property
    def sentence(self) -> str:
        """What was done, in plain words."""
        return f"added cycle {self.id}" + (f": {self.cycle_file.title}" if self.cycle_file.title else "")

    def applied_to(self, workspace: Workspace) -> Workspace:
        """The workspace with the cycle, still empty; a folder of that name with nothing in it is no cycle yet."""
        starts = workspace.settings.fiscal_year_starts
        objectives = [objective for cycle in workspace.cycles.values() for objective in cycle.objectives]
        refuse_other_kind(self.id, objectives, "an objective")
        there = workspace.cycles.get(self.id)
        if there and there != new_cycle(self.id, CycleFile(), starts):
            raise UsageError(f"the cycle {self.id} exists already", help=f"okrctl edit {self.id} changes it")
        return with_cycle(workspace, new_cycle(self.id, self.cycle_file, starts))


@dataclass(frozen=True, slots=True)
class AddObjective:
    """A new objective; a cycle that has no folder yet comes with it."""

    cycle: str
    id: str
    objective: Objective

    @property
    def entity(self) -> str:
        """The objective's ref."""
        return f"{self.cycle}/{self.id}"

    @property
    def sentence(self) -> str:
        """What was done, in plain words."""
        return f"added objective {self.entity}: {self.objective.title}"

    def applied_to(self, workspace: Workspace) -> Workspace:
        """The workspace with the objective."""
        cycle = cycle_or_new(workspace, self.cycle)
        refuse_other_kind(self.id, workspace.cycles, "a cycle")
        refuse_taken(f"objective in {cycle.id}", self.id, cycle.objectives)
        refuse_faults(_faults(self.objective, cycle.start, cycle.end))
        return with_cycle(workspace, replace(cycle, objectives=having(cycle.objectives, self.id, self.objective)))


@dataclass(frozen=True, slots=True)
class AddKeyResult:
    """A new key result behind an objective's others."""

    cycle: str
    objective: str
    id: str
    key_result: KeyResult

    @property
    def entity(self) -> str:
        """The objective's ref."""
        return f"{self.cycle}/{self.objective}"

    @property
    def sentence(self) -> str:
        """What was done, in plain words."""
        return f"added key result {self.entity}/{self.id}: {self.key_result.title}"

    def applied_to(self, workspace: Workspace) -> Workspace:
        """The workspace with the key result in its objective."""
        cycle = cycle_or_new(workspace, self.cycle)
        objective = cycle.objectives.get(self.objective)
        if objective is None:
            raise unknown("objective", self.entity, [f"{cycle.id}/{known}" for known in cycle.objectives])
        refuse_taken(f"key result in {self.entity}", self.id, objective.key_results)
        refuse_faults(key_result_faults(self.key_result, objective, cycle.start, cycle.end))
        longer = replace(objective, key_results={**objective.key_results, self.id: self.key_result})
        return with_cycle(workspace, replace(cycle, objectives=having(cycle.objectives, self.objective, longer)))


@dataclass(frozen=True, slots=True)
class AddKpi:
    """A new KPI card."""

    id: str
    kpi: Kpi

    @property
    def entity(self) -> str:
        """The KPI's ref."""
        return f"kpis/{self.id}"

    @property
    def sentence(self) -> str:
        """What was done, in plain words."""
        return f"added KPI {self.entity}: {self.kpi.title}"

    def applied_to(self, workspace: Workspace) -> Workspace:
        """The workspace with the KPI."""
        refuse_taken("KPI", self.id, workspace.kpis)
        refuse_faults(kpi_faults(self.kpi))
        return replace(workspace, kpis=having(workspace.kpis, self.id, self.kpi))


def new_cycle(cycle_id: str, about: CycleFile, fiscal_year_starts: int) -> Cycle:
    """The cycle, without goals, that an id and its own file make.

    Raises UsageError for an id without a valid form, and for a custom one without dates.
    """
    refuse_bad(read_cycle_id, cycle_id)
    own = period.parse(cycle_id, fiscal_year_starts)
    start, end = (own.start, own.end) if own else (about.start, about.end)
    if start is None or end is None:
        help_ = f"okrctl new cycle {cycle_id} --start YYYY-MM-DD --end YYYY-MM-DD"
        raise UsageError(f"the id {cycle_id} does not say the cycle's dates", help=help_)
    if start > end:
        raise UsageError(f"the cycle ends on {end} before it starts on {start}", help="swap start and end")
    title = about.title or (own.title if own else cycle_id)
    return Cycle(id=cycle_id, title=title, start=start, end=end, theme=about.theme, state=about.state)


def cycle_or_new(workspace: Workspace, cycle_id: str) -> Cycle:
    """The cycle of that id; an empty one where it has no folder yet and the id says its dates."""
    return workspace.cycles.get(cycle_id) or new_cycle(cycle_id, CycleFile(), workspace.settings.fiscal_year_starts)


def with_cycle(workspace: Workspace, cycle: Cycle) -> Workspace:
    """The workspace with that cycle in place of the one of its id."""
    return replace(workspace, cycles=having(workspace.cycles, cycle.id, cycle))


def having(mapping: Mapping[str, V], key: str, value: V) -> dict[str, V]:
    """The mapping with that value at the key, in the order of the keys."""
    return dict(sorted({**mapping, key: value}.items()))


def _faults(objective: Objective, start: date, end: date) -> Iterator[Fault]:
    yield from objective_faults(objective, start, end)
    for key_result in objective.key_results.values():
        yield from key_result_faults(key_result, objective, start, end)
