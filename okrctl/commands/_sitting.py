"""What was typed -> a Sitting: refs resolved, values read as their key results ask."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from okrctl.commands import _lookup
from okrctl.commands._context import Context
from okrctl.core.address import Ref
from okrctl.core.changes.sitting import Sitting
from okrctl.core.checkin import REPORTED_STATUSES, Update
from okrctl.core.errors import OkrError, UsageError, unknown
from okrctl.core.kpi import Kpi, Reading
from okrctl.core.objective import KeyResult
from okrctl.core.pattern import pattern
from okrctl.core.suggestion import did_you_mean
from okrctl.core.typed import confidence as typed_confidence
from okrctl.core.typed import typed_number, value_update

if TYPE_CHECKING:
    from okrctl.commands.checkin import Words
    from okrctl.core.model import Workspace
    from okrctl.storage.loading import Loaded
    from okrctl.storage.reading.sought import Sought

_PAIR = pattern(r"(?P<ref>[A-Za-z0-9][A-Za-z0-9/-]*)=(?P<value>.*)\Z", re.DOTALL)


def from_words(context: Context, loaded: Loaded, what: list[str], words: Words, day: date) -> Sitting:
    """The sitting that the arguments stand for: `REF`, `REF VALUE`, or `REF=VALUE` several times."""
    pairs = _pairs(what)
    single = len(pairs) == 1
    if not single and (words.done or words.undone or words.signal):
        raise UsageError("--done, --undone and --signal are about one key result or KPI", help="check it in on its own")
    sitting = Sitting(
        date=day,
        at=moment(context, loaded, day),
        by=context.identity(loaded),
        note=None if single else words.note,
    )
    for typed, value in pairs:
        sitting = _with(loaded, sitting, _lookup.find(loaded, typed, context.as_of), typed, value, words, single=single)
    if sitting.is_empty:
        raise UsageError("nothing to record", help="add a value, --confidence, -m or --done")
    return sitting


def moment(context: Context, loaded: Loaded, day: date) -> datetime:
    """When it is recorded: the clock's second, or finer where another record of that day is as young.

    Two commands of one script would else stand in the order of their random ids.
    """
    second, workspace = context.now.replace(microsecond=0), loaded.workspace
    checkins = [(one.date, one.at) for cycle in workspace.cycles.values() for one in cycle.checkins.values()]
    readings = [(one.date, one.at) for one in workspace.readings.values()]
    is_tied = any(at and there == day and at >= second for there, at in (*checkins, *readings))
    return context.now if is_tied else second


def sought(what: list[str], as_of: date, workspace: Workspace) -> Sought | None:
    """The check-ins that speak of what the arguments name; None (all) where a window waits, or a name is not clear."""
    from okrctl.core import refs
    from okrctl.storage.reading.sought import Sought

    try:
        named = [refs.resolve(typed, workspace, as_of) for typed, _ in _pairs(what)]
    except OkrError:
        return None
    goals = [workspace.find_objective(f"{ref.cycle}/{ref.objective}") for ref in named if ref.objective]
    if any(key_result.after for goal in goals if goal for _, key_result in goal.all_key_results()):
        return None
    cycles = frozenset(ref.cycle for ref in named if ref.cycle)
    return Sought(cycles, tuple(f"{ref.objective}/".encode() for ref in named))


def _pairs(what: list[str]) -> list[tuple[str, str | None]]:
    matches = [_PAIR.match(word) for word in what]
    if what and all(matches):
        return [(match["ref"], match["value"].strip()) for match in matches if match]
    if len(what) in (1, 2) and not matches[0]:
        return [(what[0], what[1].strip() if len(what) == 2 else None)]
    if not what:
        return []
    raise UsageError(
        f"cannot tell refs from values: {' '.join(what)}", help="write REF VALUE, or REF=VALUE for several"
    )


def _with(
    loaded: Loaded, sitting: Sitting, ref: Ref, typed: str, value: str | None, words: Words, *, single: bool
) -> Sitting:
    """The sitting with one more update or reading."""
    if ref.kpi:
        reading = _reading(loaded.workspace.kpis[ref.kpi], ref.kpi, value, words, single=single)
        return replace(sitting, readings=(*sitting.readings, reading))
    if not ref.key_result:
        raise no_key_result(loaded, ref, typed)
    key_result = loaded.workspace.find_key_result(str(ref))
    assert key_result is not None  # noqa: S101 - the ref was resolved
    update = _update(loaded, ref.short, key_result, value, words, single=single)
    if update == Update():
        raise UsageError("nothing to record", help="add a value, --confidence, -m or --done")
    if any(other == ref for other, _ in sitting.updates):
        raise UsageError(f"{ref.short} is named twice", help="give it one value")
    return replace(sitting, updates=(*sitting.updates, (ref, update)))


def no_key_result(loaded: Loaded, ref: Ref, typed: str) -> UsageError:
    """The error for a ref of something that takes no values, with the key results that it has."""
    kind = f"an {ref.kind}" if ref.kind[0] in "aeiou" else f"a {ref.kind}"
    return UsageError(f"{typed} is {kind}; values belong to key results", help=_its_key_results(loaded, ref))


def _its_key_results(loaded: Loaded, ref: Ref) -> str:
    objective = loaded.workspace.find_objective(f"{ref.cycle}/{ref.objective}") if ref.objective else None
    if objective is None:
        return "name a key result, such as win-finance/nps"
    if not objective.key_results:
        return f'it has none yet: okrctl new kr {ref.objective} "…"'
    return "name one of " + ", ".join(f"{ref.objective}/{key_result}" for key_result in objective.key_results)


def _reading(kpi: Kpi, kpi_id: str, value: str | None, words: Words, *, single: bool) -> Reading:
    if value is None:
        raise UsageError(f"kpis/{kpi_id} needs a value", help=f"write okrctl checkin kpis/{kpi_id} VALUE")
    if words.confidence or words.status or words.blockers or words.next or words.done or words.undone:
        raise UsageError(
            "a KPI takes a value, a note and a --signal", help="confidence and blockers belong to the key result"
        )
    note = words.note if single else None
    return Reading(kpi=kpi_id, value=kpi_value(kpi, value), note=note, signal=words.signal)


def kpi_value(kpi: Kpi, value: str) -> str:
    """The text of a reading: a plain number, or a word of the KPI's scale. UsageError for anything else."""
    from okrctl.core.number import plain_text

    if not kpi.scale:
        return plain_text(typed_number(value))
    if value not in kpi.scale:
        raise UsageError(
            f'"{value}" is not on the scale{did_you_mean(value, kpi.scale)}',
            help=f"write one of {', '.join(kpi.scale)}",
        )
    return value


def _update(
    loaded: Loaded, name: str, key_result: KeyResult, value: str | None, words: Words, *, single: bool
) -> Update:
    update = Update() if value is None else value_update(name, key_result, value)
    steps = _steps(name, key_result, words)
    if value is not None and steps:
        raise UsageError("--done and --undone name steps; a value says it all at once", help="give one of the two")
    scale = loaded.workspace.settings.confidence_scale
    return replace(
        update,
        **steps,
        confidence=None if words.confidence is None else typed_confidence(words.confidence, scale),
        status=_status(words.status),
        blockers=words.blockers,
        next=words.next,
        note=words.note if single else None,
    )


def _steps(name: str, key_result: KeyResult, words: Words) -> dict[str, Any]:
    for step in (*words.done, *words.undone):
        if key_result.effective_kind != "milestone":
            raise UsageError(f"{name} is no milestone; it has no steps", help=f"write okrctl checkin {name} VALUE")
        if not key_result.steps:
            raise UsageError(f"{name} has no steps", help=f"write okrctl checkin {name} done")
        if step not in key_result.steps:
            raise unknown("step", step, list(key_result.steps), help=f"its steps: {', '.join(key_result.steps)}")
    return {key: steps for key, steps in (("done", words.done), ("undone", words.undone)) if steps}


def _status(word: str | None) -> Any:
    if word is None:
        return None
    folded = word.replace("-", "_").replace(" ", "_")
    if folded not in REPORTED_STATUSES:
        raise UsageError(
            f'--status: "{word}" is none of {", ".join(REPORTED_STATUSES)}{did_you_mean(word, REPORTED_STATUSES)}'
        )
    return folded


def correcting(loaded: Loaded, sitting: Sitting, other: str) -> Sitting:
    """The sitting as a correction of another record. Raises UnknownName where there is none of that id."""
    from okrctl.storage.layout import record_id

    workspace, other = loaded.workspace, record_id(other.rpartition("/")[2].removesuffix(".yaml"))
    cycles = dict.fromkeys(ref.cycle for ref, _ in sitting.updates if ref.cycle)
    known = (
        [record for cycle in cycles for record in workspace.cycles[cycle].checkins]
        if cycles
        else list(workspace.readings)
    )
    if other not in known:
        raise unknown("check-in", other, known, help="its id is the last part of its file's name")
    return replace(sitting, supersedes=other)
