"""Comparison: what changed between two states of a workspace, in goals' terms. Check-ins and readings are left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from okrctl.core.changes.changed_fields import FieldChange, new_decisions, set_changes
from okrctl.core.changes.renames import Renames, renames
from okrctl.core.frozen import dataclass
from okrctl.core.kpi import Kpi
from okrctl.core.model import Cycle, Workspace
from okrctl.core.objective import KeyResult, Objective
from okrctl.core.review import KpiReview, Review

Goal = Objective | KeyResult | Kpi


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalChange:
    """One change of one goal, key result, KPI or cycle."""

    kind: str
    """new, dropped, renamed, retitled, retargeted, reweighted, reparented, reassigned, rescheduled, state, decided,
    reviewed, changed."""
    what: str
    """cycle, objective, key result or KPI."""
    ref: str
    """What it is called after the change; of what was dropped before it."""
    title: str
    field: str | None = None
    """The key in the file."""
    before: object = None
    after: object = None


def compare(before: Workspace, after: Workspace) -> tuple[GoalChange, ...]:
    """What is different after, in the order of cycles and objectives, KPIs last."""
    called = renames(before, after)
    return (*_cycles(before, after, called), *_kpis(before, after, called))


def _cycles(before: Workspace, after: Workspace, called: Renames) -> Iterator[GoalChange]:
    for cycle_id in sorted({*after.cycles, *(called.of(cycle) for cycle in before.cycles)}):
        old, new = before.cycles.get(called.before(cycle_id)), after.cycles.get(cycle_id)
        yield from _cycle(cycle_id, old, new, called)
        yield from _objectives(cycle_id, before, new, called)


def _cycle(cycle_id: str, old: Cycle | None, new: Cycle | None, called: Renames) -> Iterator[GoalChange]:
    """What changed of the cycle itself."""
    if old is None or new is None:
        there = new or old
        if there:
            kind = "new" if new else "dropped"
            yield GoalChange(kind=kind, what="cycle", ref=cycle_id, title=there.title)
        return
    yield from _renamed("cycle", cycle_id, new.title, called)
    for key in ("title", "theme", "start", "end", "state"):
        was, now = getattr(old, key), getattr(new, key)
        if was != now and not (key == "title" and called.before(cycle_id) != cycle_id):
            change = FieldChange.of(key, was, now, is_cycle=True)
            yield _of_field(change, "cycle", cycle_id, new.title)


def _objectives(cycle_id: str, before: Workspace, cycle: Cycle | None, called: Renames) -> Iterator[GoalChange]:
    """What changed of the objectives that are in the cycle after, and those that were and are nowhere any more."""
    for objective_id, objective in cycle.objectives.items() if cycle else ():
        ref = f"{cycle_id}/{objective_id}"
        old = before.find_objective(called.before(ref))
        yield from _objective(ref, old, objective, called)
        yield from _review(before, ref, objective.title, cycle.reviews.get(objective_id) if cycle else None, called)
    was = before.cycles.get(called.before(cycle_id))
    for objective_id, objective in was.objectives.items() if was else ():
        if called.is_dropped(f"{was.id if was else ''}/{objective_id}"):
            yield GoalChange(kind="dropped", what="objective", ref=f"{cycle_id}/{objective_id}", title=objective.title)


def _objective(ref: str, old: Objective | None, new: Objective, called: Renames) -> Iterator[GoalChange]:
    yield from _itself("objective", ref, old, new, called)
    if old is not None:
        yield from _decided("objective", ref, old, new)
        yield from _key_results(ref, old.key_results, new.key_results, called)


def _key_results(
    above: str, old: Mapping[str, KeyResult], new: Mapping[str, KeyResult], called: Renames
) -> Iterator[GoalChange]:
    """What changed of an objective's key results, or of a key result's parts."""
    known = set()
    for name, key_result in new.items():
        ref = f"{above}/{name}"
        was = called.before(ref).rpartition("/")[2]
        known.add(was)
        yield from _key_result(ref, old.get(was), key_result, called)
    for name, key_result in old.items():
        if name not in known:
            yield GoalChange(kind="dropped", what="key result", ref=f"{above}/{name}", title=key_result.title)


def _key_result(ref: str, old: KeyResult | None, new: KeyResult, called: Renames) -> Iterator[GoalChange]:
    yield from _itself("key result", ref, old, new, called)
    if old is not None:
        yield from _key_results(ref, old.parts, new.parts, called)


def _kpis(before: Workspace, after: Workspace, called: Renames) -> Iterator[GoalChange]:
    for kpi_id, kpi in after.kpis.items():
        ref = f"kpis/{kpi_id}"
        old = before.kpis.get(called.before(ref).removeprefix("kpis/"))
        yield from _itself("KPI", ref, old, kpi, called)
        if old is not None:
            yield from _decided("KPI", ref, old, kpi)
    for kpi_id, kpi in before.kpis.items():
        if called.is_dropped(f"kpis/{kpi_id}"):
            yield GoalChange(kind="dropped", what="KPI", ref=f"kpis/{kpi_id}", title=kpi.title)


def _itself(what: str, ref: str, old: Goal | None, new: Goal, called: Renames) -> Iterator[GoalChange]:
    """What changed of a goal itself: it is new, or has another name or other fields."""
    if old is None:
        yield GoalChange(kind="new", what=what, ref=ref, title=new.title, after=new)
        return
    yield from _renamed(what, ref, new.title, called)
    yield from (_of_field(change, what, ref, new.title) for change in set_changes(old, new, called.of))


def _review(
    before: Workspace, ref: str, title: str, now: Review | KpiReview | None, called: Renames
) -> Iterator[GoalChange]:
    """The objective's review, where it is another one than before."""
    cycle, _, objective = called.before(ref).partition("/")
    was = before.cycles[cycle].reviews.get(objective) if cycle in before.cycles else None
    if now is not None and now != was:
        yield GoalChange(kind="reviewed", what="objective", ref=ref, title=title, before=was, after=now)


def _renamed(what: str, ref: str, title: str, called: Renames) -> Iterator[GoalChange]:
    """The change of its own name; one of what it lies in is told there."""
    was = called.own_name_before(ref)
    if was is not None:
        yield GoalChange(kind="renamed", what=what, ref=ref, title=title, before=was, after=ref)


def _of_field(change: FieldChange, what: str, ref: str, title: str) -> GoalChange:
    return GoalChange(
        kind=change.kind,
        what=what,
        ref=ref,
        title=title,
        field=change.field,
        before=change.before,
        after=change.after,
    )


def _decided(what: str, ref: str, old: Objective | Kpi, new: Objective | Kpi) -> Iterator[GoalChange]:
    for decision in new_decisions(old, new):
        yield GoalChange(kind="decided", what=what, ref=ref, title=new.title, after=decision)
