"""Edited drafts: what becomes of a file that is there already, as a change asks for it; nothing but the change is touched."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import fields, replace
from functools import partial
from pathlib import Path

from okrctl.core.changes.changes import AddDecision, AddKeyResult, Change, Rename, ReplaceCheckIn, Rewrite, SetFields
from okrctl.core.entities import Entity, type_of
from okrctl.core.errors import WriteRefused
from okrctl.core.finding import Finding
from okrctl.core.objective import KeyResult
from okrctl.storage.reading.documents import read_document
from okrctl.storage.reading.folder import Folder
from okrctl.storage.reading.nodes import Document
from okrctl.storage.reading.text_guards import UTF8_BOM
from okrctl.storage.reading.validation import validated
from okrctl.storage.writing.current import CurrentFile
from okrctl.storage.writing.decision_edits import by_hand as decision_by_hand
from okrctl.storage.writing.decision_edits import decision_edit
from okrctl.storage.writing.disk import NOTHING
from okrctl.storage.writing.drafts import Draft
from okrctl.storage.writing.edits import Edit
from okrctl.storage.writing.field_edits import by_hand as field_by_hand
from okrctl.storage.writing.field_edits import field_edit
from okrctl.storage.writing.files import file_text
from okrctl.storage.writing.insertion import by_hand, key_result_edit
from okrctl.storage.writing.name_edits import name_edits
from okrctl.storage.writing.naming import moved_path


def renamed(entity: str, file: CurrentFile, rename: Rename) -> Draft:
    """The draft of a file that names, or is, what gets another id."""
    document, new = file.document, file.data
    for edit in name_edits(document, type_of(entity), entity, rename):
        new = _spliced(new, document, edit)
        document = replace(document, text=edit.applied_to(document.text))
    after = rename.moved(entity)
    return Draft(after, rename, file.path, file.data, new, moved_path(file.path, rename) if after != entity else None)


def rewritten(root: Path, change: Rewrite) -> Draft:
    """The draft of a file that a person edited as a whole; WriteRefused where it is not what they began with."""
    there = Folder(root).read(change.path) if os.path.lexists(root / change.path) else None
    if there != change.before:
        message = f"{change.path} was changed meanwhile by another program{NOTHING}"
        raise WriteRefused(message, path=change.path, help="edit it again")
    return Draft(change.entity, change, change.path, change.before, change.text)


def changed(base: Draft, change: Change) -> Draft:
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
        raise broken(draft, faults[0])
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


def broken(draft: Draft, fault: Finding) -> WriteRefused:
    """The refusal of an edit after which the file would be at fault, with the way to do it by hand."""
    message = f"{draft.path} would be broken: {fault.message}{NOTHING}"
    return WriteRefused(message, path=draft.path, help=paste(draft.change))


def paste(change: Change) -> str | None:
    """What a person can put into the file by hand instead; None where that is not a line or two."""
    match change:
        case AddKeyResult():
            return by_hand(change.id, change.key_result)
        case SetFields():
            return "; ".join(field_by_hand(change.keys, setting) for setting in change.settings)
        case AddDecision():
            return decision_by_hand(change.decision)
        case _:
            return None
