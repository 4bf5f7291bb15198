"""The plan of an import: pure, from what the workspace holds and what the file brings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from okrctl.core.changes.changes import AddCheckIn, AddCycle, AddKeyResult, AddObjective, Change, SetFields
from okrctl.core.changes.setting import Setting
from okrctl.core.incoming.existing import Existing, mark
from okrctl.core.incoming.goal_fields import change_in_words, initiatives_of, objective_of, settings_between, window
from okrctl.core.incoming.goals import Incoming, IncomingGoal, Rejected, RowNote
from okrctl.core.incoming.histories import history_of
from okrctl.core.incoming.key_results import KeyResults
from okrctl.core.incoming.known import Known
from okrctl.core.incoming.members import member_changes
from okrctl.core.incoming.placing import Placing, spans_of
from okrctl.core.incoming.plan import Action, Plan, PlanLine, Wishes
from okrctl.core.incoming.standings import Standings
from okrctl.core.incoming.tree import KeyResultNode, ObjectiveNode, goals_below, tree_of
from okrctl.core.model import Workspace
from okrctl.core.objective import KeyResult, Objective


def plan_of(workspace: Workspace, incoming: Incoming, wishes: Wishes) -> Plan:
    """What the import would do."""
    return _Planning(workspace, incoming, wishes).plan()


class _Planning:
    """Walks the tree of a file twice: first every objective gets its place, then all becomes changes."""

    def __init__(self, workspace: Workspace, incoming: Incoming, wishes: Wishes) -> None:
        self.workspace, self.incoming = workspace, incoming
        self.existing = Existing(workspace, incoming.source)
        self.known = Known(workspace.settings, wishes.create_missing, incoming.people)
        self.placing = Placing(workspace, wishes, spans_of(incoming))
        self.standings = Standings(incoming, self.known, self.placing)
        self.key_results = KeyResults(self.existing, self.known, self.placing, self.standings)
        self.claimed: set[str] = set()
        self.changes = self.key_results.changes
        self.lines: list[PlanLine] = []
        self.rejected = self.key_results.rejected
        self.notes = self.key_results.notes

    def plan(self) -> Plan:
        """All of it."""
        tree = tree_of(self.incoming, self.existing)
        self.rejected += [*self.incoming.rejected, *tree.rejected]
        self.notes += tree.notes
        drafts = [(node, draft) for node in tree.objectives if (draft := self.drafted(node)) is not None]
        for node, _ in drafts:
            self.key_results.place(node, self.workspace.find_objective(node.ref))
        taken = [self.taken(node, draft) for node, draft in drafts]
        for (node, draft), (key_results, lines) in zip(drafts, taken, strict=True):
            self.change_objective(node, draft, key_results)
            self.lines += lines
        history = history_of(self.incoming, self.standings.placed, self.workspace, self.known)
        self.notes += [*self.standings.notes, *history.notes]
        self.rejected += history.rejected
        check_ins = [*self.standings.check_ins(), *history.changes]
        cycles = [AddCycle(*pair) for pair in self.placing.new_cycles.items()]
        members = member_changes(self.workspace.settings, self.known)
        return self.result([*members, *cycles, *self.changes, *check_ins], check_ins)

    def result(self, changes: list[Change], check_ins: list[AddCheckIn]) -> Plan:
        """The plan of these changes."""
        return Plan(
            file=self.incoming.file,
            lines=tuple(self.lines),
            changes=tuple(changes),
            rejected=tuple(sorted(self.rejected, key=lambda one: one.row)),
            notes=tuple(sorted(self.notes, key=lambda one: one.row)),
            warnings=(*self.incoming.warnings, *self.about_periods()),
            unknown_people=tuple(self.known.unknown_people),
            unknown_teams=tuple(self.known.unknown_teams),
            unknown_periods=tuple(self.placing.unknown_periods),
            creates_missing=self.placing.wishes.create_missing,
            new_cycles=self.new_cycles(changes),
            check_ins=len(check_ins),
            updates=sum(len(one.check_in.updates) for one in check_ins),
        )

    def new_cycles(self, changes: Iterable[Change]) -> tuple[str, ...]:
        """Cycles that get their first file."""
        adds = [one for one in changes if isinstance(one, AddCycle | AddObjective | AddCheckIn)]
        touched = (one.id if isinstance(one, AddCycle) else one.cycle for one in adds)
        return tuple(dict.fromkeys(cycle for cycle in touched if cycle not in self.workspace.cycles))

    def about_periods(self) -> Iterator[str]:
        """A word about goals whose period had to be chosen."""
        if count := self.placing.without_period:
            named = f"{count:,} objectives name" if count > 1 else "one objective names"
            yield f"{named} no period: taken into {self.placing.wishes.cycle}; --cycle names another"

    def drafted(self, node: ObjectiveNode) -> Objective | None:
        """The objective without what hangs below and above it, its place found; None where it cannot be taken."""
        goal = node.goal
        if goal is None:
            return self.workspace.find_objective(node.ref)
        marked = self.existing.marked(goal.source_id)
        cycle = marked.partition("/")[0] if marked else self.placing.cycle(goal)
        if cycle is None:
            self.reject_with_all_below(node, self.why_no_cycle(goal))
            return None
        first, last = self.placing.days(cycle)
        dates, note = window(goal, first, last)
        self.note(goal, note)
        draft = objective_of(goal, **self.fitted(node, goal), **dates)
        there = marked or self.existing.like(cycle, draft, self.claimed)
        node.ref = there or f"{cycle}/{self.placing.free_id(cycle, goal.title)}"
        self.claimed.add(node.ref)
        return draft

    def fitted(self, node: ObjectiveNode, goal: IncomingGoal) -> dict[str, Any]:
        """The fields that the workspace has a say in."""
        own = mark(self.incoming.source, goal.source_id)
        return {
            "team": self.known.team(goal.team) if goal.team else None,
            "owner": self.known.people(goal.owners),
            "tags": (*goal.fields.get("tags", ()), *([own] if own else ())),
            "initiatives": initiatives_of(node.initiatives),
            "progress_from": "children" if node.serves_it and not node.key_results else "key_results",
            "level": self.level(goal),
        }

    def level(self, goal: IncomingGoal) -> str | None:
        """The workspace's level that the source names."""
        said, levels = goal.fields.get("level"), self.workspace.settings.levels
        found = next((level for level in levels if said and level.casefold() == said.casefold()), None)
        if said and not found:
            self.note(goal, f'the level "{said}" is none of {", ".join(levels)}: left out')
        return found

    def why_no_cycle(self, goal: IncomingGoal) -> str:
        """Why the goal's period names no cycle."""
        if self.placing.wishes.create_missing:
            return f'the period "{goal.period}" is no cycle here, and no goal of it says from when to when it runs'
        return f'the period "{goal.period}" is no cycle here; --create-missing makes it'

    def reject_with_all_below(self, node: ObjectiveNode, why: str) -> None:
        """An objective that is not taken takes everything below it along."""
        assert node.goal is not None  # noqa: S101 - it came from the file
        self.rejected.append(Rejected(node.goal.row, why))
        for goal in goals_below(node):
            self.rejected.append(Rejected(goal.row, f"its objective in row {node.goal.row} is not taken: {why}"))
        node.ref = ""

    def taken(self, node: ObjectiveNode, draft: Objective) -> tuple[dict[str, KeyResult], list[PlanLine]]:
        """The objective's key results as they will be, and the plan's lines about them."""
        old = self.workspace.find_objective(node.ref)
        made = self.key_results.taken(node, old or draft)
        if not made and not node.serves_it:
            made = self.key_results.of_its_own_progress(node, old)
        lines = list(self.key_results.lines)
        self.key_results.lines.clear()
        return made, lines

    def change_objective(self, node: ObjectiveNode, draft: Objective, key_results: dict[str, KeyResult]) -> None:
        """The changes that one objective asks for, and its line of the plan."""
        cycle, _, objective_id = node.ref.partition("/")
        old = self.workspace.find_objective(node.ref)
        draft = replace(draft, parent=self.parents(node)) if node.goal else draft
        if old is None:
            self.changes.append(AddObjective(cycle, objective_id, replace(draft, key_results=key_results)))
            self.lines.append(_line("new", node, draft.title, _about(draft)))
            return
        settings = self.changed_fields(node, old, draft)
        self.changes += [SetFields(node.ref, (), settings)] if settings else []
        self.add_key_results(cycle, objective_id, old, key_results)
        self.lines.append(_line("changed" if settings else "same", node, old.title, change_in_words(settings)))

    def add_key_results(self, cycle: str, objective_id: str, old: Objective, taken: dict[str, KeyResult]) -> None:
        """The key results that an objective gets which is there already."""
        new = {name: one for name, one in taken.items() if name not in old.key_results}
        self.changes += [AddKeyResult(cycle, objective_id, name, one) for name, one in new.items()]

    def changed_fields(self, node: ObjectiveNode, old: Objective, draft: Objective) -> tuple[Setting, ...]:
        """The objective's own fields that change."""
        if node.goal is None:
            return ()
        draft = replace(draft, initiatives=initiatives_of(node.initiatives, old.initiatives))
        return settings_between(old, draft, set(node.goal.fields) - {"tags", "level"})

    def parents(self, node: ObjectiveNode) -> tuple[str, ...]:
        """The refs of what the objective serves."""
        refs = [above if isinstance(above, str) else _ref(above) for above in node.above]
        return tuple(dict.fromkeys(ref for ref in refs if ref and ref != node.ref))

    def note(self, goal: IncomingGoal, text: str | None) -> None:
        """Say something about a row."""
        self.notes += [RowNote(goal.row, text)] if text else []


def _line(action: Action, node: ObjectiveNode, title: str, says: str) -> PlanLine:
    row = node.goal.row if node.goal else None
    return PlanLine(action=action, kind="objective", ref=node.ref, title=title, row=row, says=says)


def _ref(node: ObjectiveNode | KeyResultNode) -> str:
    return node.ref if isinstance(node, ObjectiveNode) else node.path


def _about(objective: Objective) -> str:
    kind = objective.type if objective.type != "aspirational" else ""
    said = [kind, ", ".join(objective.owner), objective.team or ""]
    return " · ".join(filter(None, said))
