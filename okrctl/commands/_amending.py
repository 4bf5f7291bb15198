"""`checkin --amend`: my newest check-in said anew, as long as git has not committed it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from okrctl.commands import _recording, _writing
from okrctl.commands._context import Context
from okrctl.core.checkin import BEFORE_ALL, CheckIn, merged_update
from okrctl.core.errors import UsageError

if TYPE_CHECKING:
    from okrctl.core.changes.sitting import Sitting
    from okrctl.storage.loading import Loaded

USE_SUPERSEDES = "record a correction instead: --supersedes ID"


def amend(context: Context, loaded: Loaded, sitting: Sitting, *, dry_run: bool, commit: bool) -> None:
    """Rewrites my newest check-in with what the sitting says; what it does not say stays.

    Raises UsageError where there is none, or git has it already.
    """
    from okrctl.core.changes.changes import ReplaceCheckIn, Several

    if sitting.readings:
        raise UsageError("--amend is about key results; a KPI's value is not amended", help=USE_SUPERSEDES)
    cycle, check_in_id, newest = _newest(context, loaded, sitting)
    _refuse_committed(loaded, f"{cycle}/checkins/{check_in_id}", check_in_id)
    if any(ref.cycle != cycle for ref, _ in sitting.updates):
        raise UsageError(f"{check_in_id} belongs to {cycle}", help="amend one cycle at a time")
    change = Several((ReplaceCheckIn(cycle, check_in_id, _said_anew(newest, sitting)),))
    said = "; ".join(_recording.sentences(context, loaded.workspace, change, sitting)) or f"amended {check_in_id}"
    _writing.carry_out(
        context,
        loaded,
        change,
        ref=_recording.only_ref(sitting),
        id=check_in_id,
        dry_run=dry_run,
        commit=commit,
        said=said,
    )


def _newest(context: Context, loaded: Loaded, sitting: Sitting) -> tuple[str, str, CheckIn]:
    """Cycle, id and content of the check-in that I recorded last, in the cycle of the update where there is one."""
    me = context.identity(loaded)
    cycles = {ref.cycle for ref, _ in sitting.updates} or set(loaded.workspace.cycles)
    mine = [
        (check_in.at or BEFORE_ALL, check_in_id, cycle.id)
        for cycle in loaded.workspace.cycles.values()
        if cycle.id in cycles
        for check_in_id, check_in in cycle.checkins.items()
        if check_in.by == me
    ]
    if not mine:
        raise UsageError(f"{me} has no check-in to amend", help="make one: okrctl checkin REF VALUE")
    _, check_in_id, cycle_id = max(mine)
    return cycle_id, check_in_id, loaded.workspace.cycles[cycle_id].checkins[check_in_id]


def _refuse_committed(loaded: Loaded, entity: str, check_in_id: str) -> None:
    from okrctl.storage.history import git

    if git.is_committed(loaded.root, loaded.files[entity]):
        raise UsageError(f"git has committed {check_in_id} already", help=USE_SUPERSEDES.replace("ID", check_in_id))


def _said_anew(old: CheckIn, sitting: Sitting) -> CheckIn:
    updates = dict(old.updates)
    for ref, update in sitting.updates:
        key = f"{ref.objective}/{ref.key_result}"
        updates[key] = merged_update(updates.get(key), update)
    return replace(
        old,
        at=sitting.at,
        updates=updates,
        note=sitting.note or old.note,
        priorities=sitting.priorities or old.priorities,
        wins=sitting.wins or old.wins,
    )
