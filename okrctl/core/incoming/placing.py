"""Where each goal of a file goes: its cycle, and its id there, the one it has already or a free one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from okrctl.core import period
from okrctl.core.incoming.goals import Incoming, IncomingGoal
from okrctl.core.incoming.ids import free_id
from okrctl.core.incoming.periods import Span, custom_id, cycle_named, cycle_of_days, span
from okrctl.core.incoming.plan import Wishes
from okrctl.core.model import CycleFile, Workspace
from okrctl.core.slug import slug


@dataclass(slots=True)
class Placing:
    """Finds places, and remembers what it gave away."""

    workspace: Workspace
    wishes: Wishes
    spans: Mapping[str, Span]
    """First and last day of each period that the file names."""
    unknown_periods: dict[str, None] = field(default_factory=dict)
    new_cycles: dict[str, CycleFile] = field(default_factory=dict)
    """Custom cycles that are to be made."""
    without_period: int = 0
    taken: dict[str, set[str]] = field(default_factory=dict)

    def cycle(self, goal: IncomingGoal) -> str | None:
        """The goal's cycle; None where its period is none here and is not to be made."""
        if goal.period:
            return cycle_named(self.workspace, goal.period) or self._custom(goal.period)
        found = cycle_of_days(goal.start_on, goal.due, self.workspace.settings.fiscal_year_starts)
        self.without_period += found is None
        return found or self.wishes.cycle

    def _custom(self, name: str) -> str | None:
        self.unknown_periods[name] = None
        days = self.spans.get(name)
        if not self.wishes.create_missing or days is None:
            return None
        cycle = self._made(name) or custom_id(name, {*self.workspace.cycles, *self.wishes.taken, *self.new_cycles})
        self.new_cycles[cycle] = CycleFile(title=name, start=days.start, end=days.end)
        return cycle

    def _made(self, name: str) -> str | None:
        """The custom cycle that was made for the name, or for another with the same letters."""
        own = slug(name)
        return next((id_ for id_, about in self.new_cycles.items() if about.title == name or id_ == own), None)

    def days(self, cycle: str) -> tuple[date, date]:
        """First and last day of a cycle, there already or not."""
        if known := self.workspace.cycles.get(cycle):
            return known.start, known.end
        if own := period.parse(cycle, self.workspace.settings.fiscal_year_starts):
            return own.start, own.end
        about = self.new_cycles[cycle]
        assert about.start is not None  # noqa: S101 - made with both
        assert about.end is not None  # noqa: S101 - the same
        return about.start, about.end

    def free_id(self, cycle: str, title: str) -> str:
        """An id for a new objective of the cycle."""
        if cycle not in self.taken:
            there = {ref.partition("/")[2] for ref in self.wishes.taken if ref.startswith(f"{cycle}/")}
            known = self.workspace.cycles.get(cycle)
            self.taken[cycle] = there | set(known.objectives if known else ()) | set(self.workspace.cycles)
        new_id = free_id(title, "objective", self.taken[cycle], self.new_cycles.keys())
        self.taken[cycle].add(new_id)
        return new_id


def spans_of(incoming: Incoming) -> dict[str, Span]:
    """The days of each period that the file names: as it says them, else from the first to the last of its goals."""
    days: dict[str, list[date | None]] = {}
    for goal in incoming.goals:
        if goal.period:
            days.setdefault(goal.period, []).extend((goal.start_on, goal.due))
    found = {name: known for name, several in days.items() if (known := span(several))}
    return found | {name: Span(first, last) for name, (first, last) in incoming.periods.items() if first < last}
