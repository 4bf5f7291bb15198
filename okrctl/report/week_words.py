"""Week words: what people said in their last rounds: priorities, wins, blockers, what comes next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from okrctl.core.checkin import CheckIn
from okrctl.core.frozen import dataclass
from okrctl.core.model import Cycle, Workspace
from okrctl.core.scoring.statuses import RUNNING
from okrctl.core.scoring.updates import Entry, UpdateIndex, in_force
from okrctl.core.scoring.windows import CADENCE_DAYS
from okrctl.report.values import KeyResultLine, ObjectiveLine

DAYS_AHEAD = 28
"""How far the square of what comes next looks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One sentence of a person's round."""

    text: str
    by: str | None
    date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """What stands in the way of a key result or comes next for it."""

    ref: str
    text: str
    by: str | None
    date: date
    """When it was said, or the day it happens."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose week it is."""

    workspace: Workspace
    as_of: date
    cycles: tuple[Cycle, ...]
    objectives: tuple[ObjectiveLine, ...]
    team: str | None


def priorities(about: Subject) -> tuple[Said, ...]:
    """The priorities of each person's last round that named some."""
    latest: dict[str | None, CheckIn] = {}
    for check_in in _recent(about):
        if check_in.priorities:
            latest[check_in.by] = check_in
    return tuple(
        Said(text=text, by=by, date=latest[by].date)
        for by in sorted(latest, key=lambda person: person or "")
        for text in latest[by].priorities
    )


def wins(about: Subject) -> tuple[Said, ...]:
    """What went well in the last rounds, the newest first."""
    said = [Said(text=text, by=one.by, date=one.date) for one in _recent(about) for text in one.wins]
    return tuple(sorted(said, key=lambda win: win.date, reverse=True))


def announced(about: Subject) -> tuple[Coming, ...]:
    """What the last update of each key result that runs says comes next."""
    return tuple(
        Coming(ref=line.ref, text=entry.update.next, by=entry.by, date=entry.day)
        for line, entry in _last_updates(about)
        if entry.update.next
    )


def blockers(about: Subject) -> tuple[Coming, ...]:
    """What stands in the way of the key results that run, by their last updates."""
    return tuple(
        Coming(ref=line.ref, text=blocker, by=entry.by, date=entry.day)
        for line, entry in _last_updates(about)
        for blocker in entry.update.blockers
    )


def dates_ahead(about: Subject) -> tuple[Coming, ...]:
    """Windows of their own that begin or end within four weeks, the next first; not those of the whole cycle."""
    usual = {day for cycle in about.cycles for day in (cycle.start, cycle.end)}
    last = about.as_of + timedelta(days=min(DAYS_AHEAD, (date.max - about.as_of).days))
    found = [
        Coming(ref=line.ref, text=f"{line.title} {what}", by=line.owners[0] if line.owners else None, date=day)
        for line in _lines(about)
        for day, what in ((line.start_on, "begins"), (line.due, "is due"))
        if day and day not in usual and about.as_of < day <= last and line.status in RUNNING | {"scheduled"}
    ]
    return tuple(sorted(found, key=lambda coming: (coming.date, coming.ref)))


def _recent(about: Subject) -> Iterator[CheckIn]:
    """The check-ins of the last round and its grace, oldest first; of a team those of its people or about its goals."""
    cadence = about.workspace.settings.checkins
    days = CADENCE_DAYS[cadence.every] + cadence.grace_days
    found = [
        check_in
        for cycle in about.cycles
        for _, check_in in in_force(cycle.checkins, about.as_of)
        if (about.as_of - check_in.date).days <= days and _is_theirs(about, cycle, check_in)
    ]
    yield from sorted(found, key=lambda check_in: check_in.date)


def _is_theirs(about: Subject, cycle: Cycle, check_in: CheckIn) -> bool:
    if about.team is None:
        return True
    settings = about.workspace.settings
    person = settings.people.get(check_in.by or "")
    if person and person.team in settings.with_sub_teams(about.team):
        return True
    shown = {line.ref for line in about.objectives}
    return any(f"{cycle.id}/{key.partition('/')[0]}" in shown for key in check_in.updates)


def _last_updates(about: Subject) -> Iterator[tuple[KeyResultLine, Entry]]:
    """Each key result and part that runs, with the last update of it."""
    updates = UpdateIndex(about.workspace, about.as_of)
    for line in _lines(about):
        cycle, _, key = line.ref.partition("/")
        entries = updates.of(cycle, key, about.as_of) if line.status in RUNNING else []
        if entries:
            yield line, entries[-1]


def _lines(about: Subject) -> Iterator[KeyResultLine]:
    waiting = [line for objective in about.objectives for line in objective.key_results]
    while waiting:
        line = waiting.pop(0)
        yield line
        waiting = [*line.parts, *waiting]
