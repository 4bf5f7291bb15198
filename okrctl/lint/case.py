"""Case: what the rules look at; Goal: an objective in its cycle; Remark: what a rule says about one place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from okrctl.core.changes.eased_targets import EasedTarget
from okrctl.core.finding import KeyPath, Level
from okrctl.core.frozen import dataclass
from okrctl.core.model import Cycle, Workspace
from okrctl.core.objective import KeyResult, Objective
from okrctl.core.scoring.places import is_finished
from okrctl.core.scoring.scores import KeyResultScore, ObjectiveScore
from okrctl.core.scoring.scoring import Scores
from okrctl.core.scoring.windows import Window, objective_window

LEFT_OUT = frozenset({"cancelled", "deferred"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A second place that belongs to a remark."""

    file: str
    keys: KeyPath
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What a rule says about one place; code, level and path are added by whoever runs the rule."""

    file: str
    """The entity whose file it lies in, as in `Case.files`."""
    keys: KeyPath
    message: str
    help: str
    on_key: bool = False
    """It is about the last key itself rather than its value."""
    label: str | None = None
    level: Level | None = None
    """Where it differs from that of the rule."""
    related: tuple[Beside, ...] = ()


class Measure(NamedTuple):
    """A key result, or a part of one, with the keys that lead to it."""

    ref: str
    keys: KeyPath
    key_result: KeyResult


@dataclass(frozen=True)
class Goal:
    """An objective in its cycle."""

    cycle: Cycle
    id: str
    objective: Objective

    @property
    def ref(self) -> str:
        """The whole ref."""
        return f"{self.cycle.id}/{self.id}"

    @property
    def window(self) -> Window:
        """The days in which it is worked on."""
        return objective_window(self.objective, self.cycle)

    @cached_property
    def key_results(self) -> list[Measure]:
        """Its key results that are not left out, parts not included."""
        own = self.objective.key_results.items()
        return [Measure(f"{self.ref}/{i}", ("key_results", i), k) for i, k in own if k.state not in LEFT_OUT]

    @cached_property
    def measures(self) -> list[Measure]:
        """The same with their parts, to any depth."""
        return [measure for key_result in self.key_results for measure in _with_parts(key_result)]


def _with_parts(measure: Measure) -> Iterator[Measure]:
    yield measure
    for part_id, part in measure.key_result.parts.items():
        if part.state not in LEFT_OUT:
            yield from _with_parts(Measure(f"{measure.ref}/{part_id}", (*measure.keys, "parts", part_id), part))


@dataclass(frozen=True, kw_only=True)
class Case:
    """A workspace on a day. What could not be read is known, so that a rule can keep silent about its echoes."""

    workspace: Workspace
    as_of: date
    today: date
    """The clock's day; later than as-of where somebody looks back."""
    files: Mapping[str, str]
    """Paths by entity: `2026-Q4`, `2026-Q4/win-finance`, `2026-Q4/checkins/ID`, `2026-Q4/reviews/ID`, `kpis/ID` …"""
    written: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The keys that stand in a KPI's card, by its entity."""
    broken: frozenset[str] = frozenset()
    """The paths of files of which something is left out."""
    eased: tuple[EasedTarget, ...] = ()
    """Targets that git has seen made easier while their cycle ran."""

    @cached_property
    def scores(self) -> Scores:
        """Every figure on the day."""
        return Scores(self.workspace, self.as_of)

    @property
    def is_of_one_person(self) -> bool:
        """Whether every goal is one person's, so that nobody need be named."""
        return len(self.workspace.settings.people) <= 1 and not self.workspace.settings.teams

    def goals(self, *, drafts: bool = False) -> list[Goal]:
        """The active objectives (with `drafts`: and drafts) that can still be changed: neither closed, reviewed nor over."""
        goals = [goal for goal in self._open if not goal.window.has_ended(self.as_of)]
        return goals if drafts else [goal for goal in goals if goal.objective.state == "active"]

    def scored_goals(self) -> Iterator[tuple[Goal, ObjectiveScore]]:
        """The active objectives that nobody closed or reviewed, over or not, with their figures."""
        for goal in self._open:
            if goal.objective.state == "active":
                yield goal, self.scores.objective(goal.ref)

    @cached_property
    def _open(self) -> list[Goal]:
        return [
            Goal(cycle, objective_id, objective)
            for cycle in self.workspace.cycles.values()
            for objective_id, objective in cycle.objectives.items()
            if objective.state not in LEFT_OUT and not is_finished(cycle, objective_id, self.as_of)
        ]

    def is_whole(self, entity: str) -> bool:
        """Whether nothing of the entity's file was left out."""
        return self.files.get(entity) not in self.broken

    def has_all_check_ins(self, cycle_id: str) -> bool:
        """Whether nothing of a cycle's check-ins was left out."""
        return not self._is_broken_below(f"cycles/{cycle_id}/checkins")

    @cached_property
    def has_all_readings(self) -> bool:
        """Whether nothing of any readings, or of the KPIs they belong to, was left out."""
        return not self._is_broken_below("kpis")

    @cached_property
    def has_all_goals(self) -> bool:
        """Whether nothing of any cycle was left out, its check-ins aside."""
        return not any(path.startswith("cycles/") and "/checkins/" not in path for path in self.broken)

    def _is_broken_below(self, folder: str) -> bool:
        return any(path == folder or path.startswith(f"{folder}/") for path in self.broken)


def keys_of(ref: str) -> KeyPath:
    """The keys that lead to a key result or part in its objective's file.

    >>> keys_of("2026-Q4/win-finance/nps/emea")
    ('key_results', 'nps', 'parts', 'emea')
    """
    _, _, first, *parts = ref.split("/")
    keys: KeyPath = ("key_results", first)
    for part in parts:
        keys = (*keys, "parts", part)
    return keys


def leaves(score: KeyResultScore) -> Iterator[KeyResultScore]:
    """The key result itself, or of one with parts the parts that take values."""
    if not score.parts:
        yield score
    for part in score.parts:
        yield from leaves(part)


def days_later(day: date, days: int) -> date:
    """The day so many days later, or earlier, but no day outside the calendar.

    >>> days_later(date.max, 1) == date.max
    True
    """
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))
