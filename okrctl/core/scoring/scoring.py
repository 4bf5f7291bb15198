"""Scoring: every figure of a workspace's key results and objectives on a day, each computed when first asked for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property

from okrctl.core.alignment import children, without_loops
from okrctl.core.model import Workspace
from okrctl.core.objective import After
from okrctl.core.scoring.key_results import scored
from okrctl.core.scoring.objectives import scored_objective
from okrctl.core.scoring.places import Place, Records, place_of, places_of
from okrctl.core.scoring.scores import KeyResultScore, ObjectiveScore
from okrctl.core.scoring.updates import UpdateIndex
from okrctl.core.scoring.windows import Window, key_result_window, window_from


class Scores:
    """The figures of a workspace on a day. Check-ins are read once per cycle, objectives are scored once."""

    def __init__(self, workspace: Workspace, as_of: date) -> None:
        """Nothing is computed yet."""
        self.workspace = workspace
        self.as_of = as_of
        self._updates = UpdateIndex(workspace, as_of)
        self._windows_after: dict[str, Window | None] = {}
        self._objectives: dict[str, ObjectiveScore] = {}

    def objective(self, ref: str) -> ObjectiveScore:
        """The figures of the objective at a whole ref. Raises KeyError where there is none."""
        waiting = [ref]
        while waiting:
            first = [child for child in self._rolled_up(waiting[-1]) if child not in self._objectives]
            if first:
                waiting.extend(first)
                continue
            done = waiting.pop()
            if done not in self._objectives:
                self._objectives[done] = self._scored_objective(done)
        return self._objectives[ref]

    def objectives(self, cycle_id: str) -> list[ObjectiveScore]:
        """The figures of all objectives of a cycle, in its order; none of a cycle that has no folder."""
        cycle = self.workspace.cycles.get(cycle_id)
        return [self.objective(f"{cycle_id}/{objective_id}") for objective_id in cycle.objectives] if cycle else []

    def key_result(self, ref: str) -> KeyResultScore:
        """The figures of the key result or part at a whole ref. Raises KeyError where there is none."""
        cycle_id, objective_id, *path = ref.split("/")
        among = self.objective(f"{cycle_id}/{objective_id}").key_results
        found: KeyResultScore | None = None
        for depth in range(len(path)):
            here = "/".join((cycle_id, objective_id, *path[: depth + 1]))
            found = next((key_result for key_result in among if key_result.ref == here), None)
            among = found.parts if found else ()
        if found is None:
            raise KeyError(ref)
        return found

    def children(self, ref: str) -> list[ObjectiveScore]:
        """The figures of the objectives that support the one at a whole ref, in any cycle."""
        return [self.objective(child) for child in self._children.get(ref, ())]

    def window(self, place: Place) -> Window | None:
        """The days in which a key result is worked on; None while what it waits for is not reached."""
        after = place.key_result.after
        if after is not None:
            if place.ref not in self._windows_after:
                self._follow_chain(place.ref, after)
            return self._windows_after[place.ref]
        outside = place.outside
        around = self.window(outside) if outside else place.objective_window
        own = place.key_result
        if around is None:
            return Window(own.start_on, own.due) if own.start_on and own.due else None
        return key_result_window(own, around)

    @cached_property
    def _children(self) -> dict[str, list[str]]:
        return children(self.workspace)

    @cached_property
    def _roll_up_lines(self) -> dict[str, list[str]]:
        """The children that each objective counts; none that lead back to it."""
        lines = {
            ref: ends
            for ref, ends in self._children.items()
            if (objective := self.workspace.find_objective(ref)) and objective.progress_from != "key_results"
        }
        return without_loops(lines)

    def _rolled_up(self, ref: str) -> Iterable[str]:
        return self._roll_up_lines.get(ref, ())

    def _scored_objective(self, ref: str) -> ObjectiveScore:
        cycle_id, _, objective_id = ref.partition("/")
        cycle = self.workspace.cycles[cycle_id]
        key_results = tuple(self._scored(place, self.as_of) for place in places_of(cycle, objective_id))
        counted = [self._objectives[child] for child in self._rolled_up(ref)]
        return scored_objective(self.workspace, ref, key_results, counted, self.as_of)

    def _scored(self, place: Place, day: date) -> KeyResultScore:
        """The figures of a key result on as-of or an earlier day, by what is known on as-of."""
        parts = tuple(self._scored(part, day) for part in place.parts())
        records = Records(self.workspace, self.as_of, day, self._updates)
        return scored(place, self.window(place), records, parts)

    def _follow_chain(self, ref: str, after: After | None) -> None:
        """Finds the window of a key result that waits for another, which may wait for a third, and so on.

        Those that wait for one another in a circle are never reached.
        """
        chain: list[str] = []
        while after is not None and ref not in chain and ref not in self._windows_after:
            chain.append(ref)
            ref, place = after.reached, place_of(self.workspace, after.reached)
            after = place.key_result.after if place else None
        circle = chain[chain.index(ref) :] if ref in chain else []
        self._windows_after.update(dict.fromkeys(circle))
        for waiting in reversed(chain[: len(chain) - len(circle)]):
            self._windows_after[waiting] = None
            self._windows_after[waiting] = self._window_after(waiting)

    def _window_after(self, ref: str) -> Window | None:
        place = place_of(self.workspace, ref)
        after = place.key_result.after if place else None
        other = place_of(self.workspace, after.reached) if after else None
        reached = self._reached_on(other) if other else None
        return window_from(reached, after.within) if after and reached else None

    def _reached_on(self, place: Place) -> date | None:
        """The day on which a key result was reached first; a milestone whose steps were undone is not reached."""
        days = sorted(self._days_of_change(place))
        if place.key_result.effective_kind != "milestone":
            return next((day for day in days if self._is_reached(place, day)), None)
        reached = None
        for day in reversed(days):
            if not self._is_reached(place, day):
                break
            reached = day
        return reached

    def _days_of_change(self, place: Place) -> set[date]:
        """The days on which its progress may have changed: of its updates, its parts', and the day after its end."""
        days: set[date] = set()
        for each in place.walk():
            window = self.window(each)
            entries = self._updates.of(each.cycle.id, each.key, self.as_of)
            values = Records(self.workspace, self.as_of, self.as_of, self._updates).values(each, window, entries)
            days |= {entry.day for entry in entries} | {value.day for value in values}
            if window and window.has_ended(self.as_of):
                days.add(window.due + timedelta(days=1))
        return days

    def _is_reached(self, place: Place, day: date) -> bool:
        score = self._scored(place, day)
        if score.key_result.kind == "baseline":
            return score.figures.current is not None
        has_ended = score.window is not None and score.window.has_ended(day)
        return score.progress is not None and score.progress >= 1 and (has_ended or not score.is_guardrail)
