"""Workspace and Cycle: everything that the files say, as one immutable value. Start reading here."""

# Annotations are values here, not texts: reading a file asks for them, and compiling texts would take longer than the rest.

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date
from typing import Literal

from okrctl.core.checkin import CheckIn
from okrctl.core.fields import Day, FromFile, Text, Title
from okrctl.core.frozen import dataclass
from okrctl.core.kpi import Kpi, Readings
from okrctl.core.objective import KeyResult, Objective
from okrctl.core.review import KpiReview, Review
from okrctl.core.settings import Settings

CycleState = Literal["planned", "active", "closed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleFile(FromFile):
    """What a `cycle.yaml` says; all of it may be absent where the cycle's id says the dates."""

    title: Title | None = None
    """The name that people see; Q4 2026 for 2026-Q4 if absent."""
    theme: Text | None = None
    """What this cycle is about."""
    start: Day | None = None
    """The first day of a custom cycle."""
    end: Day | None = None
    """The last day of a custom cycle."""
    state: CycleState | None = None
    """planned | active | closed; follows the dates if absent. Only `okrctl close` closes a cycle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """A period with its goals and what was recorded about them."""

    id: str
    title: str
    start: date
    """The first day; it belongs to the cycle."""
    end: date
    """The last day; it belongs to the cycle."""
    theme: str | None = None
    state: CycleState | None = None
    """As written; `state_on` says what it is on a day."""
    objectives: Mapping[str, Objective] = field(default_factory=dict)
    """By id, in the order of the ids."""
    checkins: Mapping[str, CheckIn] = field(default_factory=dict)
    """By id."""
    reviews: Mapping[str, Review] = field(default_factory=dict)
    """By objective."""
    kpi_reviews: Mapping[str, KpiReview] = field(default_factory=dict)
    """By KPI."""

    def state_on(self, day: date) -> CycleState:
        """Says planned before its first day, active from then on, closed only where it was closed."""
        if self.state:
            return self.state
        return "planned" if day < self.start else "active"

    @property
    def is_closed(self) -> bool:
        """Whether somebody closed it."""
        return self.state == "closed"

    def was_closed_on(self, day: date) -> bool:
        """Whether somebody had closed it by the day: no file says when, and it was not before its last review."""
        return self.is_closed and day >= max((review.date for review in self.reviews.values()), default=day)

    def key_results(self) -> Iterator[tuple[str, Objective, str, KeyResult]]:
        """Every key result and part: objective's id, objective, path below it, key result."""
        for objective_id, objective in self.objectives.items():
            for path, key_result in objective.all_key_results():
                yield objective_id, objective, path, key_result


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """All that was loaded: settings, cycles with their goals and check-ins, KPIs with their readings."""

    settings: Settings
    cycles: Mapping[str, Cycle] = field(default_factory=dict)
    kpis: Mapping[str, Kpi] = field(default_factory=dict)
    readings: Mapping[str, Readings] = field(default_factory=dict)
    """By the id of the file."""

    @property
    def name(self) -> str:
        """The workspace's name; "okrctl" where none is written."""
        return self.settings.name or "okrctl"

    def find_objective(self, ref: str) -> Objective | None:
        """The objective at `2026-Q4/win-finance`, None where there is none."""
        cycle_id, _, objective_id = ref.partition("/")
        cycle = self.cycles.get(cycle_id)
        return cycle.objectives.get(objective_id) if cycle else None

    def find_key_result(self, ref: str) -> KeyResult | None:
        """The key result at `2026-Q4/win-finance/nps` or a part below it, None where there is none."""
        cycle_id, _, rest = ref.partition("/")
        objective_id, _, path = rest.partition("/")
        objective = self.find_objective(f"{cycle_id}/{objective_id}")
        return objective.find(path) if objective and path else None
