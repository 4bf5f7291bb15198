"""Changes inside what is there already: fields of a goal, a card, a cycle or a review, and a decision with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from okrctl.core.changes.setting import Keys, Setting, value_in, with_settings, with_value
from okrctl.core.checks.validity import Fault, key_result_faults, kpi_faults, objective_faults
from okrctl.core.entities import entity_in, with_entity
from okrctl.core.errors import UsageError, unknown
from okrctl.core.frozen import dataclass
from okrctl.core.kpi import Band, Kpi
from okrctl.core.model import Cycle, Workspace
from okrctl.core.number import Relative, shown
from okrctl.core.objective import Decision, Objective


@dataclass(frozen=True, slots=True)
class SetFields:
    """Fields that get another value, or none: of all that a file holds, or of the key result at `keys` in it."""

    entity: str
    keys: Keys
    """Empty, or such as `("key_results", "nps", "parts", "emea")`."""
    settings: tuple[Setting, ...]

    @property
    def ref(self) -> str:
        """The ref of the thing: `2026-Q4/win-finance/nps/emea`."""
        return "/".join((self.entity, *(str(key) for key in self.keys[1::2])))

    @property
    def sentence(self) -> str:
        """What was done, in plain words."""
        return f"changed {self.ref}: {', '.join(map(_told, self.settings))}"

    def applied_to(self, workspace: Workspace) -> Workspace:
        """The workspace with the new values; UsageError where they contradict what is there."""
        whole = entity_in(workspace, self.entity)
        thing = value_in(whole, self.keys)
        if thing is None:
            raise unknown("objective, key result or KPI", self.ref, [])
        try:
            thing = with_settings(thing, self.settings)
        except KeyError as missing:
            raise UsageError(f"{self.ref} has no {missing.args[0]}", help="run the command again") from None
        whole = with_value(whole, self.keys, thing) if self.keys else thing
        after = with_entity(workspace, self.entity, whole)
        refuse_new_faults(workspace, after, self.entity)
        return after


@dataclass(frozen=True, slots=True)
class AddDecision:
    """A decision behind the others of an objective or a KPI."""

    entity: str
    decision: Decision

    @property
    def sentence(self) -> str:
        """What was done, in plain words."""
        return f"noted why: {' '.join(self.decision.text.split())}"

    def applied_to(self, workspace: Workspace) -> Workspace:
        """The workspace with the decision."""
        thing = entity_in(workspace, self.entity)
        if not isinstance(thing, Objective | Kpi):
            raise unknown("objective or KPI", self.entity, [])
        return with_entity(workspace, self.entity, replace(thing, decisions=(*thing.decisions, self.decision)))


def refuse_new_faults(before: Workspace, after: Workspace, entity: str) -> None:
    """Raises UsageError for the first fault that the entity has after a change and did not have before."""
    old = set(_faults(before, entity))
    for where, fault in _faults(after, entity):
        if (where, fault) not in old:
            raise UsageError(fault.message, help=fault.help)


def _faults(workspace: Workspace, entity: str) -> Iterator[tuple[str, Fault]]:
    """The faults of the entity, each with the objective or key result it lies in; of a cycle those of all its objectives."""
    kpi = workspace.kpis.get(entity.removeprefix("kpis/"))
    if entity.startswith("kpis/") and kpi:
        yield from (("", fault) for fault in kpi_faults(kpi))
    cycle = workspace.cycles.get(entity.partition("/")[0])
    for objective_id, objective in cycle.objectives.items() if cycle else ():
        if cycle and entity in (cycle.id, f"{cycle.id}/{objective_id}"):
            yield from _objective_faults(objective_id, objective, cycle)


def _objective_faults(objective_id: str, objective: Objective, cycle: Cycle) -> Iterator[tuple[str, Fault]]:
    for fault in objective_faults(objective, cycle.start, cycle.end):
        yield objective_id, fault
    for key_result_id, key_result in objective.key_results.items():
        for fault in key_result_faults(key_result, objective, cycle.start, cycle.end):
            yield f"{objective_id}/{key_result_id}", fault


def _told(setting: Setting) -> str:
    """`target from 45 to 50`, `due 2026-12-18 removed`, `owner bo`."""
    if setting.value is None:
        return f"{setting.name} removed" if setting.was is None else f"{setting.name} {in_words(setting.was)} removed"
    if setting.was is None or setting.was in ((), {}):
        return f"{setting.name} {in_words(setting.value)}"
    return f"{setting.name} from {in_words(setting.was)} to {in_words(setting.value)}"


def in_words(value: Any) -> str:
    """A field's value on one line, for a sentence."""
    match value:
        case Decimal():
            return shown(value)
        case bool():
            return "true" if value else "false"
        case date() | str() | Relative() | int():
            return " ".join(str(value).split())
        case (int(count), str(unit)):
            return f"{count} {unit}"
        case tuple() | list():
            return ", ".join(in_words(item) for item in value)
        case Band():
            return _band(value)
        case dict():
            return ", ".join(f"{key}: {in_words(item)}" for key, item in value.items())
        case _:
            said = ((field.name, getattr(value, field.name)) for field in fields(value))
            return ", ".join(f"{name} {in_words(item)}" for name, item in said if item is not None and item != "")


def _band(band: Band) -> str:
    if band.low is not None and band.high is not None:
        return f"{band.low}..{band.high}"
    if band.high is None:
        return f"{'>=' if band.low_included else '>'} {band.low}"
    return f"{'<=' if band.high_included else '<'} {band.high}"
