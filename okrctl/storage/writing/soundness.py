"""Whether a change fits the files around it: the refs in what it adds lead somewhere, the values suit their kind.

Loading leaves out what does not fit; the law holds because nothing of that kind is ever written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from okrctl.core.changes.changes import (
    AddCheckIn,
    AddReadings,
    Change,
    Rename,
    ReplaceCheckIn,
    Rewrite,
    SetFields,
    Several,
    each,
)
from okrctl.core.checks.cross_fault import CrossFault
from okrctl.core.checks.references import Names, check
from okrctl.core.errors import UnknownName, UsageError
from okrctl.core.model import Workspace
from okrctl.storage.loading import Loaded
from okrctl.storage.writing.disk import NOTHING

_NAMES_NOTHING = frozenset({"OKR020", "OKR023"})

_JUDGES_RECORDS = frozenset({"kind", "kpi", "parts", "scale", "segments", "steps"})
"""Fields that say which values of check-ins and readings fit."""


def refuse_contradictions(loaded: Loaded, before: Workspace, after: Workspace, change: Change | Several) -> None:
    """Raises UnknownName where the change names what does not exist, UsageError where a value does not fit.

    Faults that are in the files already are no reason. A rename names nothing new; a person who edits a file may leave
    check-ins without their key result, which is a warning.
    """
    if any(isinstance(one, Rename) for one in each(change)):
        return
    by_hand = any(isinstance(one, Rewrite) for one in each(change))
    involved = _involved(change, before)
    old = set(_faults(loaded, _with_records(before, involved)))
    for fault in _faults(loaded, _with_records(after, involved)):
        if fault not in old and not (fault.is_warning and by_hand):
            error = UnknownName if fault.code in _NAMES_NOTHING else UsageError
            raise error(f"{fault.message}{NOTHING}", help=fault.help)


def _involved(change: Change | Several, before: Workspace) -> frozenset[str]:
    """The ids of the records that the change adds or corrects; the others, perhaps thousands, are seldom touched by it."""
    ids: set[str | None] = set()
    for one in each(change):
        judged = isinstance(one, SetFields) and _JUDGES_RECORDS & {str(setting.keys[0]) for setting in one.settings}
        if judged or isinstance(one, Rewrite):
            ids |= before.readings.keys() | {i for cycle in before.cycles.values() for i in cycle.checkins}
        if isinstance(one, AddCheckIn | ReplaceCheckIn):
            ids |= {one.id, one.check_in.supersedes}
        elif isinstance(one, AddReadings):
            ids |= {one.id, one.readings.supersedes}
    return frozenset(i for i in ids if i)


def _with_records(workspace: Workspace, ids: frozenset[str]) -> Workspace:
    """The workspace with no other records than these."""
    cycles = {
        cycle_id: replace(cycle, checkins={i: cycle.checkins[i] for i in ids if i in cycle.checkins})
        for cycle_id, cycle in workspace.cycles.items()
    }
    return replace(
        workspace, cycles=cycles, readings={i: workspace.readings[i] for i in ids if i in workspace.readings}
    )


def _faults(loaded: Loaded, workspace: Workspace) -> Iterable[CrossFault]:
    return check(workspace, _names(loaded, workspace), levels=workspace.settings.levels)[1]


def _names(loaded: Loaded, workspace: Workspace) -> Names:
    """All names; what lies in a file with an error is taken to exist."""
    broken = {finding.path for finding in loaded.findings if finding.level == "error"}
    in_files = {entity for entity in loaded.files if entity.count("/") == 1 and not entity.startswith("kpis/")}
    there = {f"{cycle.id}/{objective}": cycle for cycle in workspace.cycles.values() for objective in cycle.objectives}
    return Names(
        objectives=frozenset(in_files | there.keys()),
        key_results=frozenset(
            f"{cycle.id}/{objective}/{path}"
            for cycle in workspace.cycles.values()
            for objective, _, path, _ in cycle.key_results()
        ),
        kpis=frozenset(workspace.kpis)
        | {e.removeprefix("kpis/") for e in loaded.files if e.startswith("kpis/") and e.count("/") == 1},
        unread=frozenset(entity for entity in in_files if loaded.files[entity] in broken),
    )
