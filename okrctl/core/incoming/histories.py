"""The check-ins of a source's own history -> check-ins of the cycles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from okrctl.core.changes.changes import AddCheckIn
from okrctl.core.checkin import CheckIn, Update
from okrctl.core.incoming.goals import Incoming, Rejected, RowNote
from okrctl.core.incoming.known import Known
from okrctl.core.incoming.latest import IMPORTED, id_of, update_of
from okrctl.core.model import Workspace
from okrctl.core.objective import KeyResult


@dataclass(slots=True)
class History:
    """What becomes of the source's check-ins."""

    changes: list[AddCheckIn] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    notes: list[RowNote] = field(default_factory=list)


def history_of(
    incoming: Incoming, placed: Mapping[str, tuple[str, KeyResult]], workspace: Workspace, known: Known
) -> History:
    """One check-in for each of the source's that is not there yet, under an id made from the source's own."""
    found = History()
    taken = {(cycle.id, record) for cycle in workspace.cycles.values() for record in cycle.checkins}
    for one in incoming.check_ins:
        place = placed.get(one.goal)
        if place is None:
            found.rejected.append(Rejected(one.row, f"a check-in of {one.goal}, which is no key result that is taken"))
            continue
        ref, key_result = place
        cycle, _, key = ref.partition("/")
        new_id = id_of(incoming.source, one.source_id)
        if (cycle, new_id) in taken:
            continue
        taken.add((cycle, new_id))
        update, doubt = update_of(key_result, one.latest)
        found.notes += [RowNote(one.row, doubt)] if doubt else []
        if update == Update():
            continue
        about = CheckIn(
            date=one.date, at=one.at, by=known.person(one.by) if one.by else None, note=IMPORTED + incoming.file,
            updates={key: replace(update, note=one.latest.note)},
        )  # fmt: skip
        found.changes.append(AddCheckIn(cycle, new_id, about))
    return found
