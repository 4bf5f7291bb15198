"""Sitting: what one person records at once, before it is known which files it makes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from datetime import date, datetime

from okrctl.core.address import Ref
from okrctl.core.changes.changes import AddCheckIn, AddReadings, Change, Several
from okrctl.core.checkin import CheckIn, Update
from okrctl.core.frozen import dataclass
from okrctl.core.kpi import Reading, Readings


@dataclass(frozen=True, slots=True, kw_only=True)
class Round(CheckIn):
    """A round that is handed over as a text: a check-in whose keys may be any ref, with readings beside the updates."""

    readings: tuple[Reading, ...] = ()
    """Values of KPIs, as in a readings file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """Updates of key results of any cycle and values of KPIs, made by one person on one day."""

    date: date
    """The day the values are true for."""
    at: datetime
    """When they are recorded."""
    by: str
    note: str | None = None
    """About the whole round."""
    updates: tuple[tuple[Ref, Update], ...] = ()
    readings: tuple[Reading, ...] = ()
    priorities: tuple[str, ...] = ()
    wins: tuple[str, ...] = ()
    supersedes: str | None = None
    cycles: tuple[str, ...] = field(default=())
    """Cycles that get a file although none of their key results is updated: priorities and wins need one."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was recorded."""
        return not (self.updates or self.readings or self.note or self.priorities or self.wins)


def changes_of(sitting: Sitting, record_id: str) -> Several:
    """The changes that record the sitting: one file for each cycle touched and one for the KPIs, all under one id.

    Words about the round stand in the first cycle's file; without one in the readings' file, which holds a note alone.
    """
    return Several(tuple(_changes(sitting, record_id)))


def _changes(sitting: Sitting, record_id: str) -> Iterator[Change]:
    cycles = list(dict.fromkeys([*(ref.cycle or "" for ref, _ in sitting.updates), *sitting.cycles]))
    for index, cycle in enumerate(cycles):
        yield AddCheckIn(cycle, record_id, _check_in(sitting, cycle, with_words=index == 0))
    if sitting.readings:
        note = None if cycles else sitting.note
        readings = Readings(
            date=sitting.date,
            at=sitting.at,
            by=sitting.by,
            note=note,
            readings=sitting.readings,
            supersedes=None if cycles else sitting.supersedes,
        )
        yield AddReadings(record_id, readings)


def _check_in(sitting: Sitting, cycle: str, *, with_words: bool) -> CheckIn:
    return CheckIn(
        date=sitting.date,
        at=sitting.at,
        by=sitting.by,
        supersedes=sitting.supersedes,
        updates={_key(ref): update for ref, update in sitting.updates if ref.cycle == cycle},
        note=sitting.note if with_words else None,
        priorities=sitting.priorities if with_words else (),
        wins=sitting.wins if with_words else (),
    )


def _key(ref: Ref) -> str:
    return f"{ref.objective}/{ref.key_result}"
