"""Drafts: what becomes of each file that a change touches, worked out and checked before anything is written.

Here the law runs inside the program: the new text of every file is parsed again and must say what `apply` says.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from functools import partial
from pathlib import Path

from okrctl.core.changes.changes import (
    AddDecision,
    AddKeyResult,
    Change,
    Rename,
    ReplaceCheckIn,
    Rewrite,
    SetFields,
    Several,
    each,
)
from okrctl.core.entities import Entity, entity_in, type_of, with_entity
from okrctl.core.errors import OkrError, UsageError, WriteRefused
from okrctl.core.finding import Finding
from okrctl.core.frozen import dataclass
from okrctl.core.kpi import Readings
from okrctl.core.model import CycleFile, Workspace
from okrctl.core.objective import KeyResult
from okrctl.storage.layout import LARGEST, LARGEST_READINGS
from okrctl.storage.reading.documents import read_document
from okrctl.storage.reading.folder import Folder
from okrctl.storage.reading.nodes import Document
from okrctl.storage.reading.quick_reading import quick_tree
from okrctl.storage.reading.quick_values import sound
from okrctl.storage.reading.text_guards import UTF8_BOM
from okrctl.storage.reading.validation import validated
from okrctl.storage.writing.atomic import Move, NewFile, Replacement, Write
from okrctl.storage.writing.current import CurrentFile
from okrctl.storage.writing.decision_edits import by_hand as decision_by_hand
from okrctl.storage.writing.decision_edits import decision_edit
from okrctl.storage.writing.difference import difference
from okrctl.storage.writing.disk import NOTHING
from okrctl.storage.writing.edits import Edit
from okrctl.storage.writing.field_edits import by_hand as field_by_hand
from okrctl.storage.writing.field_edits import field_edit
from okrctl.storage.writing.files import file_text
from okrctl.storage.writing.insertion import by_hand, key_result_edit
from okrctl.storage.writing.name_edits import name_edits
from okrctl.storage.writing.naming import moved_path
from okrctl.storage.writing.new_files import place_of_new


@dataclass(frozen=True, slots=True)
class Draft:
    """What one file will hold."""

    entity: str
    """By its name afterwards."""
    change: Change
    """The last change that touches it."""
    path: str
    old: bytes | None
    """None for a file that is not there yet."""
    new: bytes
    moves_to: str | None = None
    """The path that it gets; None where it stays."""

    @property
    def writes(self) -> tuple[Write, ...]:
        """The draft as writes of `okrctl.storage.writing.atomic`."""
        if self.old is None:
            return (NewFile(self.path, self.new),)
        edit = (Replacement(self.path, self.new, self.old),) if self.new != self.old else ()
        return (*edit, Move(self.path, self.moves_to)) if self.moves_to else edit

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths that are touched."""
        return (self.path, self.moves_to) if self.moves_to else (self.path,)

    @property
    def diff(self) -> str:
        """The draft as a unified diff."""
        return difference(self.path, self.old, self.new, self.moves_to)


def drafted(root: Path, change: Change | Several, files: Mapping[str, CurrentFile]) -> tuple[Draft, ...]:
    """The drafts of all files that the change alters, each file once.

    Raises UsageError for a new file whose name is taken, WriteRefused for an edit that is not provably safe.
    """
    drafts: dict[str, Draft] = {}
    for one in each(change):
        if isinstance(one, Rename):
            drafts |= {entity: _renamed(entity, file, one) for entity, file in files.items()}
            continue
        if isinstance(one, Rewrite):
            drafts[one.entity] = _rewritten(root, one)
            continue
        base = drafts.get(one.entity) or _unchanged(one, files.get(one.entity))
        drafts[one.entity] = _changed(base, one) if base else _new(root, one)
    return tuple(draft for draft in drafts.values() if draft.writes)


def require_meant(draft: Draft, after: Workspace) -> None:
    """Raises, and so nothing is written, where the draft's text does not say what the changed workspace says."""
    kind = type_of(draft.entity)
    limit = LARGEST_READINGS if kind is Readings else LARGEST
    if len(draft.new) > limit:
        raise UsageError(
            f"{draft.path} would be larger than {limit:,} bytes{NOTHING}",
            help="say it in fewer words, or in several files",
        )
    if draft.old is None and _reads_back(draft, kind, after):
        return
    document, faults = read_document(draft.path, draft.new)
    value, more = validated(kind, document) if document else (None, [])
    for fault in [*faults, *more]:
        raise _refusal(draft, fault)
    if not _is_meant(draft.entity, value, after):
        raise WriteRefused(
            f"{draft.path} would not read back as it was meant{NOTHING}", path=draft.path, help=_paste(draft.change)
        )


def _reads_back(draft: Draft, kind: type[Entity], after: Workspace) -> bool:
    """Whether the quick reader, which answers only where it must agree with the slow one, reads what is meant.

    An import may make thousands of files; read slowly they would take minutes.
    """
    quick = quick_tree(draft.new)
    value = sound(kind, quick) if quick is not None else None
    return value is not None and _is_meant(draft.entity, value, after)


def _is_meant(entity: str, value: object, after: Workspace) -> bool:
    """Whether the file's value is that of the changed workspace; of a cycle's file whether it makes that cycle."""
    if isinstance(value, CycleFile):
        return with_entity(after, entity, value).cycles[entity] == after.cycles[entity]
    return bool(value == entity_in(after, entity))


def _unchanged(change: Change, file: CurrentFile | None) -> Draft | None:
    return Draft(change.entity, change, file.path, file.data, file.data) if file else None


def _renamed(entity: str, file: CurrentFile, rename: Rename) -> Draft:
    """The draft of a file that names, or is, what gets another id."""
    document, new = file.document, file.data
    for edit in name_edits(document, type_of(entity), entity, rename):
        new = _spliced(new, document, edit)
        document = replace(document, text=edit.applied_to(document.text))
    after = rename.moved(entity)
    return Draft(after, rename, file.path, file.data, new, moved_path(file.path, rename) if after != entity else None)


def _rewritten(root: Path, change: Rewrite) -> Draft:
    """The draft of a file that a person edited as a whole; WriteRefused where it is not what they began with."""
    there = Folder(root).read(change.path) if os.path.lexists(root / change.path) else None
    if there != change.before:
        message = f"{change.path} was changed meanwhile by another program{NOTHING}"
        raise WriteRefused(message, path=change.path, help="edit it again")
    return Draft(change.entity, change, change.path, change.before, change.text)


def _changed(base: Draft, change: Change) -> Draft:
    """The draft after one more change."""
    if isinstance(change, ReplaceCheckIn):
        _refuse_hand_written(base, _document(base), change)
        return replace(base, change=change, new=file_text(change.check_in, base.path).encode())
    for edit_of in _edits(change, type_of(base.entity)):
        document = _document(base)
        edit = edit_of(document)
        base = replace(base, new=_spliced(base.new, document, edit)) if edit else base
    return replace(base, change=change)


def _document(draft: Draft) -> Document:
    document, faults = read_document(draft.path, draft.new)
    if document is None:
        raise _refusal(draft, faults[0])
    return document


def _edits(change: Change, kind: type[Entity]) -> list[Callable[[Document], Edit | None]]:
    """What finds the edit for each fact of the change, in turn."""
    order = tuple(field.name for field in fields(KeyResult if isinstance(change, SetFields) and change.keys else kind))
    match change:
        case AddKeyResult():
            return [lambda document: key_result_edit(document, change.id, change.key_result)]
        case AddDecision():
            return [lambda document: decision_edit(document, change.decision, order)]
        case SetFields():
            return [partial(field_edit, keys=change.keys, setting=one, order=order) for one in change.settings]
        case _:
            raise ValueError(f"{change.entity} is no file to edit")


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
    path, value = place_of_new(change)
    for taken in (path, path.removesuffix(".yaml") + ".yml"):
        if os.path.lexists(root / taken):
            raise UsageError(f"{taken} exists already{NOTHING}", path=taken, help="name another with --id")
    return Draft(change.entity, change, path, None, file_text(value, path).encode())


def _refusal(draft: Draft, fault: Finding) -> OkrError:
    """A new file that would be at fault is a wrong request; an edited one must not happen."""
    if draft.old is None:
        return UsageError(f"{fault.message}{NOTHING}", help=fault.help)
    return WriteRefused(
        f"{draft.path} would be broken: {fault.message}{NOTHING}", path=draft.path, help=_paste(draft.change)
    )


def _paste(change: Change) -> str | None:
    match change:
        case AddKeyResult():
            return by_hand(change.id, change.key_result)
        case SetFields():
            return "; ".join(field_by_hand(change.keys, setting) for setting in change.settings)
        case AddDecision():
            return decision_by_hand(change.decision)
        case _:
            return None
