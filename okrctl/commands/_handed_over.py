"""A round that was handed over as a file, or on stdin -> a Sitting: refs resolved, updates that fit their key results."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from okrctl.commands import _lookup
from okrctl.commands._context import Context
from okrctl.commands._sitting import kpi_value, moment, no_key_result
from okrctl.core.address import Ref
from okrctl.core.changes.sitting import Round, Sitting
from okrctl.core.checkin import Update
from okrctl.core.errors import UsageError, WorkspaceError, unknown
from okrctl.core.finding import Finding
from okrctl.core.kpi import Reading

if TYPE_CHECKING:
    from okrctl.storage.loading import Loaded
    from okrctl.storage.reading.nodes import Document


def from_file(context: Context, loaded: Loaded, source: str, day: date) -> Sitting:
    """The sitting in a file or on stdin (`-`), in the shape of a check-in; its keys may be any ref, a KPI's too.

    Raises UsageError for a text without a valid form, WorkspaceError for a file that cannot be read.
    """
    from okrctl.storage.reading.documents import read_document
    from okrctl.storage.reading.validation import validated

    document, findings = read_document("stdin" if source == "-" else source, _bytes(context, source))
    if document is None:
        raise _refused(findings)
    handed_over, faults = validated(Round, document, {"date": day.isoformat()})
    if findings or faults or handed_over is None:
        raise _refused([*findings, *faults])
    return _resolved(context, loaded, handed_over, document)


def _bytes(context: Context, source: str) -> bytes:
    if source == "-":
        return context.stdin.read().encode("utf-8", "surrogateescape")
    try:
        return (context.cwd / source).read_bytes()
    except OSError as fault:
        raise WorkspaceError(f"cannot read {source}: {(fault.strerror or str(fault)).lower()}", path=source) from None


def _refused(findings: list[Finding]) -> UsageError:
    first = findings[0]
    more = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
    return UsageError(first.message + more, path=first.path, line=first.line, column=first.column, help=first.help)


def _resolved(context: Context, loaded: Loaded, handed_over: Round, document: Document) -> Sitting:
    """The sitting with whole refs; its updates fit their key results."""
    updates: list[tuple[Ref, Update]] = []
    readings = [replace(one, value=_kpi_value(loaded, one.kpi, one.value)) for one in handed_over.readings]
    for key, update in handed_over.updates.items():
        ref = _lookup.find(loaded, key, context.as_of)
        if ref.kpi:
            readings.append(_as_reading(loaded, ref.kpi, update))
            continue
        _check_update(loaded, ref, update, key, document)
        updates.append((ref, update))
    return Sitting(
        date=handed_over.date,
        at=handed_over.at or moment(context, loaded, handed_over.date),
        by=handed_over.by or context.identity(loaded),
        note=handed_over.note,
        updates=tuple(updates),
        readings=tuple(readings),
        priorities=handed_over.priorities,
        wins=handed_over.wins,
        supersedes=handed_over.supersedes,
        cycles=_where_words_go(context, loaded, handed_over, updates),
    )


def _kpi_value(loaded: Loaded, kpi_id: str, value: str) -> str:
    if kpi_id not in loaded.workspace.kpis:
        raise unknown("KPI", kpi_id, list(loaded.workspace.kpis))
    return kpi_value(loaded.workspace.kpis[kpi_id], value)


def _as_reading(loaded: Loaded, kpi_id: str, update: Update) -> Reading:
    from okrctl.core.number import plain_text

    if update.value is None:
        raise UsageError(
            f"kpis/{kpi_id} needs a value", help="write {value: 35}; a word of a scale goes under readings:"
        )
    return Reading(kpi=kpi_id, value=_kpi_value(loaded, kpi_id, plain_text(update.value)), note=update.note)


def _check_update(loaded: Loaded, ref: Ref, update: Update, key: str, document: Document) -> None:
    from okrctl.core.checks.update_faults import update_faults

    key_result = loaded.workspace.find_key_result(str(ref))
    if key_result is None:
        raise no_key_result(loaded, ref, key)
    for fault in update_faults("", key, update, key_result):
        span = document.place(fault.keys)
        raise UsageError(fault.message, path=document.path, line=span.line, column=span.column, help=fault.help)


def _where_words_go(
    context: Context, loaded: Loaded, handed_over: Round, updates: list[tuple[Ref, Update]]
) -> tuple[str, ...]:
    """The cycle whose folder takes priorities and wins where no update says one."""
    if updates or not (handed_over.priorities or handed_over.wins):
        return ()
    from okrctl.core.current_cycle import current_cycle

    return (current_cycle(loaded.workspace, context.as_of),)
