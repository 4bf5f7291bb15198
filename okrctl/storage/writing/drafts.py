"""Drafts: what becomes of each file that a change touches, worked out and checked before anything is written.

Here the law runs inside the program: the new text of every file is parsed again and must say what `apply` says.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from okrctl.core.changes.changes import Change, Rename, Rewrite, Several, each
from okrctl.core.entities import Entity, entity_in, type_of, with_entity
from okrctl.core.errors import UsageError, WriteRefused
from okrctl.core.frozen import dataclass
from okrctl.core.kpi import Readings
from okrctl.core.model import CycleFile, Workspace
from okrctl.storage.layout import LARGEST, LARGEST_READINGS
from okrctl.storage.reading.quick_reading import quick_tree
from okrctl.storage.reading.quick_values import sound
from okrctl.storage.writing.atomic import Move, NewFile, Replacement, Write
from okrctl.storage.writing.disk import NOTHING
from okrctl.storage.writing.files import file_text
from okrctl.storage.writing.new_files import place_of_new

if TYPE_CHECKING:
    from okrctl.storage.writing.current import CurrentFile


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
        from okrctl.storage.writing.difference import difference

        return difference(self.path, self.old, self.new, self.moves_to)


def drafted(root: Path, change: Change | Several, files: Mapping[str, CurrentFile]) -> tuple[Draft, ...]:
    """The drafts of all files that the change alters, each file once.

    Raises UsageError for a new file whose name is taken, WriteRefused for an edit that is not provably safe.
    """
    drafts: dict[str, Draft] = {}
    for one in each(change):
        base = drafts.get(one.entity) or _unchanged(one, files.get(one.entity))
        if base is None and not isinstance(one, Rename | Rewrite):
            drafts[one.entity] = _new(root, one)
        else:
            drafts |= _edited(root, one, base, files)
    return tuple(draft for draft in drafts.values() if draft.writes)


def _unchanged(change: Change, file: CurrentFile | None) -> Draft | None:
    return Draft(change.entity, change, file.path, file.data, file.data) if file else None


def _edited(root: Path, change: Change, base: Draft | None, files: Mapping[str, CurrentFile]) -> dict[str, Draft]:
    """The drafts of files that are there already."""
    from okrctl.storage.writing.edited_drafts import changed, renamed, rewritten

    if isinstance(change, Rename):
        return {entity: renamed(entity, file, change) for entity, file in files.items()}
    if isinstance(change, Rewrite):
        return {change.entity: rewritten(root, change)}
    assert base is not None  # noqa: S101 - whatever else has none makes a new file
    return {change.entity: changed(base, change)}


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
    _require_meant_slowly(draft, kind, after)


def _require_meant_slowly(draft: Draft, kind: type[Entity], after: Workspace) -> None:
    """The same by the reader that is the truth; a new file at fault is a wrong request, an edited one must not happen."""
    from okrctl.storage.reading.documents import read_document
    from okrctl.storage.reading.validation import validated
    from okrctl.storage.writing.edited_drafts import broken, paste

    document, faults = read_document(draft.path, draft.new)
    value, more = validated(kind, document) if document else (None, [])
    for fault in [*faults, *more]:
        if draft.old is None:
            raise UsageError(f"{fault.message}{NOTHING}", help=fault.help)
        raise broken(draft, fault)
    if not _is_meant(draft.entity, value, after):
        message = f"{draft.path} would not read back as it was meant{NOTHING}"
        raise WriteRefused(message, path=draft.path, help=paste(draft.change))


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


def _new(root: Path, change: Change) -> Draft:
    path, value = place_of_new(change)
    for taken in (path, path.removesuffix(".yaml") + ".yml"):
        if os.path.lexists(root / taken):
            raise UsageError(f"{taken} exists already{NOTHING}", path=taken, help="name another with --id")
    return Draft(change.entity, change, path, None, file_text(value, path).encode())
