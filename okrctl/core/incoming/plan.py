"""Plan: what an import would do, before anything is written: the tree it makes, what it cannot take, whom it does not know."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import field
from datetime import date, datetime
from typing import Literal

from okrctl.core.changes.changes import Change, Several
from okrctl.core.changes.setting import Setting
from okrctl.core.frozen import dataclass
from okrctl.core.incoming.goals import Rejected, RowNote

Action = Literal["new", "changed", "same"]


def action(old: object, settings: Collection[Setting]) -> Action:
    """What becomes of a goal: `old` is what is there of it, the settings are what changes."""
    if old is None:
        return "new"
    return "changed" if settings else "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the person who imports says about it, and the day."""

    as_of: date
    at: datetime
    by: str
    cycle: str
    """Where goals go whose rows name no period."""
    create_missing: bool = False
    taken: frozenset[str] = frozenset()
    """Names of all files that are there, those that could not be read too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """One goal of the tree that the import makes."""

    action: Action
    kind: str
    ref: str
    title: str
    row: int | None
    says: str = ""
    """Its measure and where it stands; of what changes the fields, from what to what."""
    depth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an import would do."""

    file: str
    lines: tuple[PlanLine, ...] = ()
    changes: tuple[Change, ...] = field(default=(), metadata={"json": False})
    rejected: tuple[Rejected, ...] = ()
    notes: tuple[RowNote, ...] = ()
    warnings: tuple[str, ...] = ()
    unknown_people: tuple[str, ...] = ()
    unknown_teams: tuple[str, ...] = ()
    unknown_periods: tuple[str, ...] = ()
    unknown_kpis: tuple[str, ...] = ()
    creates_missing: bool = False
    new_cycles: tuple[str, ...] = ()
    """Cycles that get their first file."""
    check_ins: int = 0
    updates: int = 0
    """Values that are recorded, in those check-ins."""
    readings: int = 0

    @property
    def change(self) -> Several:
        """All that is written, together or not at all."""
        return Several(self.changes)

    def count(self, kind: str, action: Action) -> int:
        """How many goals of a kind are new, changed, or as they are."""
        return sum(line.kind == kind and line.action == action for line in self.lines)

    @property
    def sentence(self) -> str:
        """What is done, in one line."""
        said = [counted(self.count(kind, "new"), kind) for kind in ("objective", "key result", "KPI")]
        said += [counted(sum(line.action == "changed" and line.kind != "KPI" for line in self.lines), "changed goal")]
        said += [counted(self.updates, "update"), counted(self.readings, "reading")]
        listed = ", ".join(filter(None, said)) or counted(len(self.changes), "change")
        return f"imported {listed} from {self.file}" if self.changes else f"nothing new in {self.file}"


def counted(number: int, what: str) -> str:
    """`1 key result`, `1,200 key results`; empty for none."""
    return f"{number:,} {what}{'' if number == 1 else 's'}" if number else ""
