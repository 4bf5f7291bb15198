"""Standings: where the key results of a file stand, collected while they are placed, and the check-ins these make."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from okrctl.core.changes.changes import AddCheckIn
from okrctl.core.checkin import Update
from okrctl.core.incoming.goals import Incoming, IncomingGoal, Latest, RowNote
from okrctl.core.incoming.known import Known
from okrctl.core.incoming.latest import Recorded, check_ins_of, recorded, update_of
from okrctl.core.incoming.placing import Placing
from okrctl.core.number import shown
from okrctl.core.objective import KeyResult


@dataclass(slots=True)
class Standings:
    """What the file says of each key result beyond what is recorded already."""

    incoming: Incoming
    known: Known
    placing: Placing
    placed: dict[str, tuple[str, KeyResult]] = field(default_factory=dict)
    """Ref and key result by the source's id."""
    notes: list[RowNote] = field(default_factory=list)
    _recorded: dict[str, Recorded] = field(default_factory=dict)
    _told: dict[tuple[str, date, str], dict[str, Update]] = field(default_factory=dict)
    _with_history: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Know which key results have a history of their own."""
        self._with_history = frozenset(one.goal for one in self.incoming.check_ins)

    def tell(self, goal: IncomingGoal, ref: str, key_result: KeyResult) -> str:
        """Notes where the key result at `ref` stands; says it in words, nothing where it is known already."""
        if goal.source_id:
            self.placed[goal.source_id] = (ref, key_result)
        is_silent = goal.latest.is_empty and goal.latest.note is None
        if is_silent or goal.source_id in self._with_history:
            return ""
        update, doubt = update_of(key_result, goal.latest)
        self.notes += [RowNote(goal.row, doubt)] if doubt else []
        cycle, _, key = ref.partition("/")
        if update == Update() or self._of(cycle).knows(key, update):
            return ""
        self._told.setdefault((cycle, self._day(goal.latest, cycle), self._by(goal.latest)), {})[key] = update
        return f"now {shown(update.value)}" if update.value is not None else ""

    def check_ins(self) -> list[AddCheckIn]:
        """The check-ins that record it."""
        workspace = self.placing.workspace
        taken = [record for cycle in workspace.cycles.values() for record in cycle.checkins]
        return list(check_ins_of(self._told, self.incoming.file, self.placing.wishes.at, taken))

    def _of(self, cycle: str) -> Recorded:
        if cycle not in self._recorded:
            self._recorded[cycle] = recorded(self.placing.workspace.cycles.get(cycle))
        return self._recorded[cycle]

    def _day(self, latest: Latest, cycle: str) -> date:
        """The day a value is of: the source's, else as-of; of a cycle that has ended its last one."""
        return latest.date or min(self.placing.wishes.as_of, self.placing.days(cycle)[1])

    def _by(self, latest: Latest) -> str:
        """Who said it: the source's person, else who imports."""
        return self.known.person(latest.by) if latest.by else self.placing.wishes.by
