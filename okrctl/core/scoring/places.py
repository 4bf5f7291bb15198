"""Places: where a key result stands, with the window and the states it has there, and what was recorded of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from okrctl.core.frozen import dataclass
from okrctl.core.kpis import window as kpi_window
from okrctl.core.kpis.readings import ReadingPoint
from okrctl.core.model import Cycle, Workspace
from okrctl.core.number import Figure, Relative
from okrctl.core.objective import KeyResult, Objective
from okrctl.core.review import Review
from okrctl.core.scoring.measured import Dated, from_readings, recorded
from okrctl.core.scoring.milestones import shares_done
from okrctl.core.scoring.updates import Entry, UpdateIndex
from okrctl.core.scoring.windows import Window, objective_window


@dataclass(frozen=True, slots=True)
class Place:
    """A key result, or a part of one, in its objective and cycle."""

    cycle: Cycle
    objective_id: str
    objective: Objective
    path: str
    """Below the objective: `nps`, or `nps/emea` for a part."""
    key_result: KeyResult
    around: tuple[KeyResult, ...] = ()
    """The key results it is a part of, the outermost first."""

    @property
    def ref(self) -> str:
        """The whole ref."""
        return f"{self.cycle.id}/{self.objective_id}/{self.path}"

    @property
    def key(self) -> str:
        """The name that check-ins of the cycle use."""
        return f"{self.objective_id}/{self.path}"

    @property
    def states(self) -> frozenset[str]:
        """Its own state and those it inherits: of its objective, and `cancelled` and `deferred` of what it is a part of."""
        inherited = {other.state for other in self.around} - {"not_graded"}
        return frozenset({self.objective.state, self.key_result.state, *inherited})

    @property
    def outside(self) -> Place | None:
        """The key result that it is a part of; None for a whole one."""
        if not self.around:
            return None
        path = self.path.rpartition("/")[0]
        return Place(self.cycle, self.objective_id, self.objective, path, self.around[-1], self.around[:-1])

    @property
    def objective_window(self) -> Window:
        """The objective's window."""
        return objective_window(self.objective, self.cycle)

    def parts(self) -> Iterator[Place]:
        """The places of its parts."""
        around = (*self.around, self.key_result)
        for part_id, part in self.key_result.parts.items():
            yield Place(self.cycle, self.objective_id, self.objective, f"{self.path}/{part_id}", part, around)

    def walk(self) -> Iterator[Place]:
        """This place and those of its parts to any depth."""
        yield self
        for part in self.parts():
            yield from part.walk()


def places_of(cycle: Cycle, objective_id: str) -> Iterator[Place]:
    """The places of an objective's key results, parts not included."""
    objective = cycle.objectives[objective_id]
    for key_result_id, key_result in objective.key_results.items():
        yield Place(cycle, objective_id, objective, key_result_id, key_result)


def place_of(workspace: Workspace, ref: str) -> Place | None:
    """The place at a whole ref; None where there is none."""
    cycle_id, _, key = ref.partition("/")
    objective_id, _, path = key.partition("/")
    cycle = workspace.cycles.get(cycle_id)
    objective = cycle.objectives.get(objective_id) if cycle else None
    if cycle is None or objective is None:
        return None
    first, *rest = path.split("/")
    place = (
        Place(cycle, objective_id, objective, first, objective.key_results[first])
        if first in objective.key_results
        else None
    )
    for part_id in rest:
        place = (
            next((part for part in place.parts() if part.path == f"{place.path}/{part_id}"), None) if place else None
        )
    return place


def review_on(cycle: Cycle, objective_id: str, as_of: date) -> Review | None:
    """The objective's review, where it was held by as-of."""
    review = cycle.reviews.get(objective_id)
    return review if review and review.date <= as_of else None


def is_finished(cycle: Cycle, objective_id: str, as_of: date) -> bool:
    """Whether nothing is asked of the objective any more: by as-of its cycle was closed, or it was reviewed."""
    return cycle.was_closed_on(as_of) or review_on(cycle, objective_id, as_of) is not None


class Records:
    """What was recorded of key results up to a day, as it is known later (what was corrected since does not count)."""

    def __init__(self, workspace: Workspace, known_on: date, until: date, updates: UpdateIndex) -> None:
        """Nothing is read yet."""
        self.workspace = workspace
        self.until = until
        self._known_on = known_on
        self._updates = updates

    def entries(self, place: Place) -> list[Entry]:
        """The check-ins of a key result, in order."""
        return self._updates.of(place.cycle.id, place.key, self.until)

    def values(self, place: Place, window: Window | None, entries: list[Entry]) -> tuple[Dated, ...]:
        """The values of a key result over time; of one with a KPI from the readings dated in its window."""
        own = place.key_result
        if own.kpi:
            each = own.per if own.kind == "recurring" else None
            kpi = self.workspace.kpis.get(own.kpi)
            return from_readings(kpi, self._readings(own, window), each) if kpi and window else ()
        return shares_done(own.steps, entries) if own.kind == "milestone" else recorded(entries)

    def first_value(self, key_result: KeyResult, window: Window | None) -> Figure:
        """Where it starts: as written, else at the KPI's last value before the window, else at 0."""
        if key_result.start is not None or window is None or not key_result.kpi:
            return key_result.first_value
        if key_result.kind not in {None, "metric"} and not isinstance(key_result.target, Relative):
            return key_result.first_value
        found = kpi_window.last_before(
            self.workspace, key_result.kpi, window.start, segment=key_result.segment, as_of=self._known_on
        )
        return key_result.first_value if found is None else found

    def _readings(self, key_result: KeyResult, window: Window) -> list[ReadingPoint]:
        return list(
            kpi_window.points_in_window(
                self.workspace,
                key_result.kpi or "",
                window.start,
                min(window.due, self.until),
                self._known_on,
                segment=key_result.segment,
            )
        )
