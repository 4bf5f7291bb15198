"""Drafts: what becomes of each file that a change touches, worked out and checked before anything is written.

Here the law runs inside the program: the new text of every file is parsed again and must say what `apply` says.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from okrctl.core.changes import (
    AddCheckIn,
    AddCycle,
    AddKeyResult,
    AddKpi,
    AddObjective,
    AddReadings,
    Change,
    ReplaceCheckIn,
    Several,
    each,
)
from okrctl.core.errors import OkrError, UsageError, WriteRefused
from okrctl.core.fields import id_fault
from okrctl.core.finding import Finding
from okrctl.core.kpi import Readings
from okrctl.core.model import Workspace
from okrctl.core.slug import slug
from okrctl.storage.atomic import NewFile, Replacement, Write
from okrctl.storage.current import CurrentFile
from okrctl.storage.disk import NOTHING
from okrctl.storage.documents import read_document
from okrctl.storage.edits import Edit
from okrctl.storage.insertion import by_hand, key_result_edit
from okrctl.storage.layout import (
    LARGEST,
    LARGEST_READINGS,
    check_in_path,
    cycle_path,
    kpi_path,
    objective_path,
    readings_path,
)
from okrctl.storage.nodes import Document
from okrctl.storage.text_guards import UTF8_BOM
from okrctl.storage.validation import validated
from okrctl.storage.writing import file_text

LONGEST_NAME = 40
"""Characters of a person's name in a file's name."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What one file will hold."""

    change: Change
    """The last change that touches it."""
    path: str
    old: bytes | None
    """None for a file that is not there yet."""
    new: bytes

    @property
    def write(self) -> Write:
        """The draft as a write of `okrctl.storage.atomic`."""
        if self.old is None:
            return NewFile(self.path, self.new)
        return Replacement(self.path, self.new, self.old)


def drafted(root: Path, change: Change | Several, files: Mapping[str, CurrentFile]) -> tuple[Draft, ...]:
    """The drafts of all files that the change touches, each file once.

    Raises UsageError for a new file whose name is taken, WriteRefused for an edit that is not provably safe.
    """
    drafts: dict[str, Draft] = {}
    for one in each(change):
        base = drafts.get(one.entity) or _unchanged(one, files.get(one.entity))
        drafts[one.entity] = _changed(base, one) if base else _new(root, one)
    return tuple(drafts.values())


def require_meant(draft: Draft, after: Workspace) -> None:
    """Raises, and so nothing is written, where the draft's text does not say what the changed workspace says."""
    meant = _meant(draft.change, after)
    limit = LARGEST_READINGS if isinstance(meant, Readings) else LARGEST
    if len(draft.new) > limit:
        raise UsageError(
            f"{draft.path} would be larger than {limit:,} bytes{NOTHING}",
            help="say it in fewer words, or in several files",
        )
    document, faults = read_document(draft.path, draft.new)
    value, more = validated(type(meant), document) if document else (None, [])
    for fault in [*faults, *more]:
        raise _refusal(draft, fault)
    if value != meant:
        raise WriteRefused(
            f"{draft.path} would not read back as it was meant{NOTHING}", path=draft.path, help=_paste(draft.change)
        )


def _unchanged(change: Change, file: CurrentFile | None) -> Draft | None:
    return Draft(change, file.path, file.data, file.data) if file else None


def _changed(base: Draft, change: Change) -> Draft:
    """The draft after one more change."""
    document, _ = read_document(base.path, base.new)
    assert document is not None  # noqa: S101 - it was read before, or comes from here
    if isinstance(change, AddKeyResult):
        new = _spliced(base.new, document, key_result_edit(document, change.id, change.key_result))
    else:
        assert isinstance(change, ReplaceCheckIn)  # noqa: S101 - only these two edit
        _refuse_hand_written(base, document, change)
        new = file_text(change.check_in, base.path).encode()
    return Draft(change, base.path, base.old, new)


def _spliced(data: bytes, document: Document, edit: Edit) -> bytes:
    """The bytes with the edit's stretch and nothing else changed."""
    before = (UTF8_BOM if document.bom else b"") + document.text[: edit.start].encode()
    behind = document.text[edit.end :].encode()
    if not (data.startswith(before) and data.endswith(behind) and len(before) + len(behind) <= len(data)):
        raise WriteRefused(f"{document.path} cannot be edited without touching more of it{NOTHING}", path=document.path)
    return before + edit.new.encode() + behind


def _refuse_hand_written(base: Draft, document: Document, change: ReplaceCheckIn) -> None:
    """Only what okrctl wrote, and nobody edited since, is written anew."""
    value, _ = validated(type(change.check_in), document)
    if value is None or file_text(value, base.path).encode() != base.new:
        help_ = f"edit it by hand, or correct it: okrctl checkin … --supersedes {change.id}"
        raise WriteRefused(f"{base.path} was edited by hand{NOTHING}", path=base.path, help=help_)


def _new(root: Path, change: Change) -> Draft:
    path, value = _place(change)
    for taken in (path, path.removesuffix(".yaml") + ".yml"):
        if os.path.lexists(root / taken):
            raise UsageError(f"{taken} exists already{NOTHING}", path=taken, help="name another with --id")
    return Draft(change, path, None, file_text(value, path).encode())


def _place(change: Change) -> tuple[str, object]:
    """Path and content of the file that a change adds."""
    match change:
        case AddObjective():
            return objective_path(change.cycle, change.id), change.objective
        case AddKpi():
            return kpi_path(change.id), change.kpi
        case AddCycle():
            return cycle_path(change.id), change.cycle_file
        case AddCheckIn():
            about = change.check_in
            return check_in_path(change.cycle, about.date.isoformat(), _name(about.by), change.id), about
        case AddReadings():
            read = change.readings
            return readings_path(read.date.isoformat(), _name(read.by), change.id), read
        case AddKeyResult() | ReplaceCheckIn():
            raise ValueError(f"{change.entity} has no file to edit")  # apply has refused it


def _name(by: str | None) -> str:
    """A person's name as part of a file's name."""
    if by and len(by) <= LONGEST_NAME and id_fault(by) is None:
        return by
    return slug(by or "") or "someone"


def _meant(change: Change, after: Workspace) -> object:
    """What the file must say: the thing in the changed workspace."""
    match change:
        case AddObjective() | AddKeyResult():
            return after.find_objective(change.entity)
        case AddCheckIn() | ReplaceCheckIn():
            return after.cycles[change.cycle].checkins[change.id]
        case AddKpi():
            return after.kpis[change.id]
        case AddReadings():
            return after.readings[change.id]
        case AddCycle():
            return change.cycle_file


def _refusal(draft: Draft, fault: Finding) -> OkrError:
    """A new file that would be at fault is a wrong request; an edited one must not happen."""
    if draft.old is None:
        return UsageError(f"{fault.message}{NOTHING}", help=fault.help)
    return WriteRefused(
        f"{draft.path} would be broken: {fault.message}{NOTHING}", path=draft.path, help=_paste(draft.change)
    )


def _paste(change: Change) -> str | None:
    return by_hand(change.id, change.key_result) if isinstance(change, AddKeyResult) else None
