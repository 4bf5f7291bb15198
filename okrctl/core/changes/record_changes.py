"""Changes that add what people record: a check-in, readings; and a check-in said anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from okrctl.core.changes.goal_changes import cycle_or_new, having, with_cycle
from okrctl.core.changes.refusals import refuse_taken
from okrctl.core.checkin import CheckIn, Update
from okrctl.core.errors import unknown
from okrctl.core.frozen import dataclass
from okrctl.core.kpi import Readings
from okrctl.core.model import Workspace
from okrctl.core.number import shown

MOST_NAMED = 5
"""Updates that a sentence names; the rest is counted."""


@dataclass(frozen=True, slots=True)
class AddCheckIn:
    """What a person recorded about a cycle in one sitting."""

    cycle: str
    id: str
    check_in: CheckIn

    @property
    def entity(self) -> str:
        """The check-in among its cycle's."""
        return f"{self.cycle}/checkins/{self.id}"

    @property
    def sentence(self) -> str:
        """What was done, in plain words."""
        return f"checked in {self.cycle}{_told(self.check_in)}"

    def applied_to(self, workspace: Workspace) -> Workspace:
        """The workspace with the check-in."""
        cycle = cycle_or_new(workspace, self.cycle)
        refuse_taken(f"check-in in {cycle.id}", self.id, cycle.checkins)
        return with_cycle(workspace, replace(cycle, checkins=having(cycle.checkins, self.id, self.check_in)))


@dataclass(frozen=True, slots=True)
class ReplaceCheckIn:
    """A check-in said anew, in the file that okrctl wrote for it."""

    cycle: str
    id: str
    check_in: CheckIn

    @property
    def entity(self) -> str:
        """The check-in among its cycle's."""
        return f"{self.cycle}/checkins/{self.id}"

    @property
    def sentence(self) -> str:
        """What was done, in plain words."""
        return f"amended check-in {self.id} of {self.cycle}{_told(self.check_in)}"

    def applied_to(self, workspace: Workspace) -> Workspace:
        """The workspace with the new wording in place of the old."""
        cycle = cycle_or_new(workspace, self.cycle)
        if self.id not in cycle.checkins:
            raise unknown("check-in", f"{cycle.id}/{self.id}", [f"{cycle.id}/{known}" for known in cycle.checkins])
        return with_cycle(workspace, replace(cycle, checkins=having(cycle.checkins, self.id, self.check_in)))


@dataclass(frozen=True, slots=True)
class AddReadings:
    """Measured values of KPIs that were recorded together."""

    id: str
    readings: Readings

    @property
    def entity(self) -> str:
        """The file among the readings."""
        return f"kpis/readings/{self.id}"

    @property
    def sentence(self) -> str:
        """What was done, in plain words."""
        about = self.readings
        values = (f"{one.kpi}{f' ({one.segment})' if one.segment else ''} {one.value}" for one in about.readings)
        return f"recorded{_signed(about.date, about.by)}{_listed(values)}"

    def applied_to(self, workspace: Workspace) -> Workspace:
        """The workspace with the readings."""
        refuse_taken("readings file", self.id, workspace.readings)
        return replace(workspace, readings=having(workspace.readings, self.id, self.readings))


def _told(check_in: CheckIn) -> str:
    named = _listed(f"{ref}{_value(update)}" for ref, update in check_in.updates.items())
    return f"{_signed(check_in.date, check_in.by)}{named}"


def _signed(day: date, by: str | None) -> str:
    return f" for {day}" + (f" by {' '.join(by.split())}" if by else "")


def _value(update: Update) -> str:
    if update.value is not None:
        return f" {shown(update.value)}"
    if isinstance(update.done, bool):
        return " done" if update.done else " not done"
    return "".join(f" +{step}" for step in update.done or ()) + "".join(f" -{step}" for step in update.undone)


def _listed(items: Iterable[str]) -> str:
    """`: a, b and 3 more`; nothing for nothing."""
    every = list(items)
    more = f" and {len(every) - MOST_NAMED} more" if len(every) > MOST_NAMED else ""
    return f": {', '.join(every[:MOST_NAMED])}{more}" if every else ""
