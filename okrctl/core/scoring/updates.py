"""Updates: what check-ins say of each key result, in order, as it was known on a day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from okrctl.core.checkin import CheckIn, Update, order
from okrctl.core.model import Workspace

_DAY = attrgetter("day")


class Entry(NamedTuple):
    """One update of one key result, with the check-in it was made in."""

    day: date
    check_in: str
    by: str | None
    update: Update


def in_force(checkins: Mapping[str, CheckIn], as_of: date) -> Iterator[tuple[str, CheckIn]]:
    """The check-ins that exist on the day, in order: by date, moment and id, none that another one corrects."""
    existing = {id_: check_in for id_, check_in in checkins.items() if check_in.date <= as_of}
    corrected = {check_in.supersedes for check_in in existing.values()}
    in_order = sorted(existing.items(), key=lambda item: order(item[0], item[1].date, item[1].at))
    return ((id_, check_in) for id_, check_in in in_order if id_ not in corrected)


def by_key_result(checkins: Mapping[str, CheckIn], as_of: date) -> dict[str, list[Entry]]:
    """The updates by `objective/key-result`, each list in order; made in one pass."""
    found: dict[str, list[Entry]] = {}
    for id_, check_in in in_force(checkins, as_of):
        day, by = check_in.date, check_in.by
        for key, update in check_in.updates.items():
            found.setdefault(key, []).append(Entry(day, id_, by, update))
    return found


class UpdateIndex:
    """The updates of all cycles as known on a day; each cycle is read when it is first asked about."""

    def __init__(self, workspace: Workspace, as_of: date) -> None:
        """Nothing is read yet."""
        self._workspace = workspace
        self._as_of = as_of
        self._by_cycle: dict[str, dict[str, list[Entry]]] = {}

    def of(self, cycle_id: str, key: str, until: date) -> list[Entry]:
        """The updates of `objective/key-result` in a cycle up to a day, in order."""
        if cycle_id not in self._by_cycle:
            cycle = self._workspace.cycles.get(cycle_id)
            self._by_cycle[cycle_id] = by_key_result(cycle.checkins, self._as_of) if cycle else {}
        entries = self._by_cycle[cycle_id].get(key, [])
        return entries if until >= self._as_of else entries[: bisect_right(entries, until, key=_DAY)]
