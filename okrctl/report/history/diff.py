"""The difference between two states of a workspace, in goals' terms: what was planned otherwise, and which values moved."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import field
from datetime import date
from typing import Any

from okrctl.core.address import parse_ref
from okrctl.core.changes.comparison import GoalChange, compare
from okrctl.core.changes.renames import Renames, renames
from okrctl.core.frozen import dataclass
from okrctl.core.model import Workspace
from okrctl.core.objective import Decision
from okrctl.report.export.set_fields import plain
from okrctl.report.history.change_sentences import sentence
from okrctl.report.history.moved_values import Moved, moved_key_results, moved_kpis
from okrctl.report.typed_refs import needing_their_cycle
from okrctl.report.values import DRAWN, FindingCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One change."""

    kind: str
    """new, dropped, renamed, retitled, retargeted, reweighted, reparented, reassigned, rescheduled, state, decided,
    reviewed, changed, or moved for a value."""
    what: str
    """cycle, objective, key result or KPI."""
    ref: str
    """What it is called after; of what was dropped before."""
    title: str
    field: str | None
    before: Any
    after: Any
    text: str
    """The change in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffReport:
    """What is different after."""

    workspace: str
    as_of: date
    complete: bool
    before: str
    """What the earlier state is called."""
    after: str
    changes: tuple[ChangeLine, ...]
    findings: FindingCounts
    needing_cycle: frozenset[str] = field(default=frozenset(), metadata=DRAWN)
    titles: Mapping[str, str] = field(default_factory=dict, metadata=DRAWN)
    """The titles of the objectives, KPIs and cycles that changed, or in which something did, by ref."""


@dataclass(frozen=True, slots=True)
class State:
    """One of the two states: its name, what was read, and what has a file there, read or not."""

    name: str
    workspace: Workspace
    files: Collection[str] = ()
    complete: bool = True


def build(before: State, after: State, as_of: date, *, findings: FindingCounts = FindingCounts()) -> DiffReport:  # noqa: B008 - a frozen value
    """The difference on a day; what could not be read in one of the states is neither new nor dropped."""
    called = renames(before.workspace, after.workspace)
    planned = [
        _line(change)
        for change in compare(before.workspace, after.workspace)
        if not _is_unread(change, before, after, called)
    ]
    values = [*moved_key_results(before.workspace, after.workspace, called, as_of)]
    values += moved_kpis(before.workspace, after.workspace, called, as_of)
    changes = tuple(_in_order([*planned, *map(_moved, values)]))
    return DiffReport(
        workspace=after.workspace.name,
        as_of=as_of,
        complete=before.complete and after.complete,
        before=before.name,
        after=after.name,
        changes=changes,
        findings=findings,
        needing_cycle=needing_their_cycle(after.workspace),
        titles={
            top: _title(top, before.workspace, after.workspace) for top in map(_group, (one.ref for one in changes))
        },
    )


def _title(ref: str, before: Workspace, after: Workspace) -> str:
    """The title of an objective, a KPI or a cycle, after where it is still there."""
    for workspace in (after, before):
        kpi_id = ref.removeprefix("kpis/") if ref.startswith("kpis/") else ""
        found = workspace.kpis.get(kpi_id) or workspace.find_objective(ref) or workspace.cycles.get(ref)
        if found:
            return found.title
    return ""


def _is_unread(change: GoalChange, before: State, after: State, called: Renames) -> bool:
    """Whether it only seems new or dropped, since the file of it, or of what it lies in, could not be read."""
    if change.kind == "new":
        ref, there = called.before(change.ref), before
    elif change.kind == "dropped":
        ref, there = change.ref, after
    else:
        return False
    if there.complete:
        return False
    return change.what == "key result" or ref in there.files


def _line(change: GoalChange) -> ChangeLine:
    is_whole = change.kind == "new"
    return ChangeLine(
        kind=change.kind,
        what=change.what,
        ref=change.ref,
        title=change.title,
        field=change.field,
        before=None if is_whole else _plain(change.before),
        after=None if is_whole else _plain(change.after),
        text=sentence(change),
    )


def _plain(value: object) -> Any:
    return value.text if isinstance(value, Decision) else plain(value)


def _moved(moved: Moved) -> ChangeLine:
    return ChangeLine(
        kind="moved",
        what=moved.what,
        ref=moved.ref,
        title=moved.title,
        field=moved.field,
        before=moved.before,
        after=moved.after,
        text=moved.text,
    )


def _in_order(lines: list[ChangeLine]) -> Iterator[ChangeLine]:
    """What belongs to one objective together: by where it was met first, the objective before its key results."""
    places: dict[str, int] = {}
    for line in lines:
        places.setdefault(_group(line.ref), len(places))
    yield from sorted(lines, key=lambda line: (line.what == "KPI", places[_group(line.ref)]))


def _group(ref: str) -> str:
    whole = parse_ref(ref)
    return f"{whole.cycle}/{whole.objective}" if whole.objective else ref
