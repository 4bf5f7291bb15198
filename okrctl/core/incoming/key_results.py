"""The key results of a file -> those of the workspace: their ids, their changes, and the plan's lines about them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

from okrctl.core.changes.changes import Change, SetFields
from okrctl.core.changes.setting import with_settings
from okrctl.core.checks.validity import key_result_faults
from okrctl.core.incoming.existing import Existing, mark
from okrctl.core.incoming.goal_fields import change_in_words, measure_in_words, settings_between, window
from okrctl.core.incoming.goals import IncomingGoal, Rejected, RowNote
from okrctl.core.incoming.ids import free_id
from okrctl.core.incoming.known import Known
from okrctl.core.incoming.placing import Placing
from okrctl.core.incoming.plan import Action, PlanLine, action
from okrctl.core.incoming.standings import Standings
from okrctl.core.incoming.tree import KeyResultNode, ObjectiveNode
from okrctl.core.objective import KeyResult, Objective


@dataclass(slots=True)
class KeyResults:
    """Takes the key results of one objective after the other."""

    existing: Existing
    known: Known
    placing: Placing
    standings: Standings
    changes: list[Change] = field(default_factory=list)
    lines: list[PlanLine] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    notes: list[RowNote] = field(default_factory=list)

    def place(self, node: ObjectiveNode, old: Objective | None) -> None:
        """Gives every key result of the objective its id and its weight."""
        taken = set(old.key_results) if old else set()
        claimed: set[str] = set()
        _weigh(node)
        for one in node.key_results:
            found = self._there(node, one.goal, claimed)
            one.id = found if found and found not in claimed else free_id(one.goal.title, "key-result", taken)
            taken.add(one.id)
            claimed.add(one.id)
            one.path = f"{node.ref}/{one.id}"

    def _there(self, node: ObjectiveNode, goal: IncomingGoal, claimed: set[str]) -> str | None:
        """The id of the key result that it is already."""
        marked = self.existing.marked(goal.source_id)
        if marked and marked.startswith(f"{node.ref}/"):
            return marked.split("/")[2]
        if marked:
            text = f"it hung below {marked.rpartition('/')[0]} before; that key result stays where it is"
            self.notes.append(RowNote(goal.row, text))
        return self.existing.key_result_like(node.ref, goal.title, self.known.people(goal.owners), claimed)

    def taken(self, node: ObjectiveNode, objective: Objective) -> dict[str, KeyResult]:
        """The objective's key results as they will be, by id; their changes and lines are noted."""
        made = {one.id: self._taken(one, objective) for one in node.key_results}
        return {name: one for name, one in made.items() if one}

    def _taken(self, node: KeyResultNode, objective: Objective) -> KeyResult | None:
        """One key result; None where it cannot be taken."""
        made = self._made(node, objective)
        old = self.existing.key_result(node.path)
        settings = settings_between(old, made) if old else ()
        after: KeyResult = with_settings(old, settings) if old else made
        first, last = self.placing.days(node.cycle)
        if faults := list(key_result_faults(after, objective, first, last)):
            self.rejected.append(Rejected(node.goal.row, faults[0].message))
            self.rejected += [Rejected(part.goal.row, f"row {node.goal.row} is not taken") for part in node.parts]
            node.path = ""
            return None
        says = change_in_words(settings) if old else measure_in_words(after)
        self._line(action(old, settings), node, after, says)
        if settings:
            self.changes.append(SetFields(node.path.rpartition("/")[0], ("key_results", node.id), settings))
        return after

    def _line(self, what: Action, node: KeyResultNode, key_result: KeyResult, says: str) -> None:
        """The plan's line of a key result, and where it stands."""
        stands = self.standings.tell(node.goal, node.path, key_result)
        says = "; ".join(filter(None, (says, stands)))
        title, row = key_result.title, node.goal.row
        self.lines.append(
            PlanLine(action=what, kind="key result", ref=node.path, title=title, row=row, says=says, depth=1)
        )

    def _made(self, node: KeyResultNode, objective: Objective) -> KeyResult:
        """The key result that the row describes, with its parts."""
        goal = node.goal
        assert goal.key_result is not None  # noqa: S101 - it is a key result
        first, last = self.placing.days(node.cycle)
        dates, note = window(goal, objective.start_on or first, objective.due or last)
        self.notes += [RowNote(goal.row, note)] if note else []
        owners = self.known.people(goal.owners)
        return replace(
            goal.key_result,
            owner=() if owners == objective.owner else owners,
            source=mark(self.existing.source, goal.source_id),
            weight=node.weight,
            parts=self._parts(node, objective, self.existing.key_result(node.path)),
            **dates,
        )

    def _parts(self, node: KeyResultNode, objective: Objective, old: KeyResult | None) -> dict[str, KeyResult]:
        """The parts below a key result, by their ids; of one that is there already only parts that it has."""
        made: dict[str, KeyResult] = {}
        for part in node.parts:
            there = _part_like(part.goal, old, mark(self.existing.source, part.goal.source_id)) if old else None
            if old and there is None:
                why = f"a new part of {node.path}, which is here already: okrctl edit {node.path.rpartition('/')[0]}"
                self.rejected.append(Rejected(part.goal.row, why))
                continue
            part.id = there or free_id(part.goal.title, "part", made)
            part.path = f"{node.path}/{part.id}"
            made[part.id] = self._made(part, objective)
            self.standings.tell(part.goal, part.path, made[part.id])
        return made

    def of_its_own_progress(self, node: ObjectiveNode, old: Objective | None) -> dict[str, KeyResult]:
        """What keeps the measure, or the progress, of an objective that has no key results; nothing where it says none."""
        goal = node.goal
        if goal is None or goal.latest.is_empty:
            return {}
        below = KeyResultNode(replace(goal, kind="key_result", source_id=None, parents=(), owners=()))
        below.id = free_id(goal.title, "key-result", ())
        below.path = f"{node.ref}/{below.id}"
        there = old.key_results.get(below.id) if old else None
        if old and there is None:
            return {}
        own = goal.key_result if goal.key_result and goal.key_result.target is not None else None
        made = there or own or KeyResult(title=goal.title, kind="milestone")
        self._line("same" if there else "new", below, made, "" if there else measure_in_words(made))
        text = "it has no key results: its own progress is kept as one of the same name"
        self.notes += [RowNote(goal.row, text)]
        return {below.id: made}


def _part_like(goal: IncomingGoal, whole: KeyResult, own: str | None) -> str | None:
    """The id of the part that it is already, by its mark or its title."""
    marked = (name for name, part in whole.parts.items() if own and part.source == own)
    return next(marked, next((name for name, part in whole.parts.items() if part.title == goal.title), None))


def _weigh(node: ObjectiveNode) -> None:
    """Sets the weights, as the source has them where they differ."""
    weights = [one.goal.parents[0].weight if one.goal.parents else None for one in node.key_results]
    for one, weight in zip(node.key_results, weights, strict=True):
        differ = len(set(weights)) > 1 or weight == 0
        one.weight = weight if weight is not None and differ else Decimal(1)
