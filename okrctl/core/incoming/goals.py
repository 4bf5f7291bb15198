"""IncomingGoal, IncomingCheckIn: what one row of another tool's file says, read but not yet fitted into a workspace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from okrctl.core.bad_value import BadValue
from okrctl.core.errors import OkrError
from okrctl.core.frozen import dataclass
from okrctl.core.objective import KeyResult

GoalKind = Literal["objective", "key_result", "initiative"]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that cannot be taken, and why."""

    row: int
    """As a spreadsheet counts: the header is row 1. 0 for what is no row."""
    why: str

    @classmethod
    def because(cls, row: int, fault: BadValue | OkrError) -> Rejected:
        """The row with the words of a fault, and what helps."""
        return cls(row, "; ".join(filter(None, (fault.message, fault.help))))


@dataclass(frozen=True, slots=True)
class RowNote:
    """Something a person should know about a row that is taken."""

    row: int
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """What a goal hangs below, as the source names it."""

    name: str
    """The other's id in the source, or its title."""
    weight: Decimal | None = None
    title: str | None = None
    """The other's title where `name` is its id and the source says both."""
    row: int | None = None
    """The other's row, where the file says by its order what belongs together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Latest:
    """Where a key result stands by the source: a value, or the share of the way (1 is all of it), or a word."""

    value: Decimal | None = None
    share: Decimal | None = None
    status: str | None = None
    confidence: Decimal | None = None
    note: str | None = None
    date: date | None = None
    by: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing."""
        return self.value is None and self.share is None and self.status is None and self.confidence is None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingGoal:
    """One goal of the source: an objective, a key result, or an initiative."""

    row: int
    kind: GoalKind
    title: str
    source_id: str | None = None
    """Its id in the source, where that has ids."""
    owners: tuple[str, ...] = ()
    """As written there: names, ids or addresses."""
    team: str | None = None
    period: str | None = None
    start_on: date | None = None
    due: date | None = None
    parents: tuple[Link, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)
    """Fields of the objective that need no fitting: why, type, level, state, tags."""
    key_result: KeyResult | None = None
    """Of a key result: all of it but owner and dates."""
    latest: Latest = Latest()
    done: bool = False
    """Of an initiative."""
    notes: tuple[str, ...] = ()
    """What a person should know of how it was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingCheckIn:
    """One check-in of the source's history."""

    row: int
    source_id: str
    goal: str
    """The id of its key result in the source."""
    date: date
    at: datetime | None = None
    by: str | None = None
    latest: Latest


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """All that a file brings."""

    source: str
    """Whose ids they are, such as `viva-goals`; empty where ids mean nothing outside the file."""
    file: str
    """The file's own name."""
    goals: tuple[IncomingGoal, ...] = ()
    check_ins: tuple[IncomingCheckIn, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    warnings: tuple[str, ...] = ()
    """About the file as a whole: columns nobody knows, words nobody knows."""
    people: Mapping[str, tuple[str, str | None]] = field(default_factory=dict)
    """Name and address of the source's users, by their id there."""
    periods: Mapping[str, tuple[date, date]] = field(default_factory=dict)
    """First and last day of the source's periods, by their name."""
