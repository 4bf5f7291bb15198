"""Field changes: which keys of a goal, key result or KPI say something else than before, and what that means."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator

from okrctl.core.frozen import dataclass
from okrctl.core.kpi import Kpi
from okrctl.core.objective import After, Decision, KeyResult, Objective

Entity = Objective | KeyResult | Kpi

_KINDS = {
    "title": "retitled",
    "weight": "reweighted",
    "parent": "reparented",
    "owner": "reassigned",
    "state": "state",
    "start_on": "rescheduled",
    "due": "rescheduled",
    "after": "rescheduled",
} | dict.fromkeys(
    ("kind", "start", "target", "low", "high", "risk", "strict", "per", "steps", "plan", "commit", "stretch", "bands"),
    "retargeted",
)
_TOLD_APART = {"key_results", "parts", "decisions"}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One key that says something else."""

    kind: str
    field: str
    before: object
    after: object

    @staticmethod
    def of(field: str, before: object, after: object, *, is_cycle: bool = False) -> FieldChange:
        """The change with what it means; a cycle's start and end are days."""
        kind = "rescheduled" if is_cycle and field in {"start", "end"} else _KINDS.get(field, "changed")
        return FieldChange(kind, field, before, after)


def set_changes(old: Entity, new: Entity, called: Callable[[str], str]) -> Iterator[FieldChange]:
    """The keys that differ; `called` gives the new ref for an old one, so that following a rename is no change."""
    for field in dataclasses.fields(new):
        was, now = getattr(old, field.name, None), getattr(new, field.name)
        if field.name not in _TOLD_APART and _following(was, field.name, called) != now:
            yield FieldChange.of(field.name, was, now)


def new_decisions(old: Objective | Kpi, new: Objective | Kpi) -> Iterator[Decision]:
    """The decisions that were noted since."""
    return (decision for decision in new.decisions if decision not in old.decisions)


def _following(value: object, field: str, called: Callable[[str], str]) -> object:
    """The value with the refs that it holds as they are called after."""
    match field, value:
        case "parent" | "kpis", tuple():
            prefix = "kpis/" if field == "kpis" else ""
            return tuple(called(prefix + ref).removeprefix(prefix) for ref in value)
        case "kpi" | "replaced_by", str():
            return called(f"kpis/{value}").removeprefix("kpis/")
        case "parent", str():
            return called(f"kpis/{value}").removeprefix("kpis/")
        case "continues", str():
            return called(value)
        case "after", After():
            return dataclasses.replace(value, reached=called(value.reached))
        case _:
            return value
