"""The files that a change edits, as they lie on the disk now, read again under the lock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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
from okrctl.core.entities import SETTINGS, Entity, cycle_of, type_of, with_entity
from okrctl.core.errors import WorkspaceError
from okrctl.core.finding import Finding
from okrctl.core.frozen import dataclass
from okrctl.core.model import Workspace
from okrctl.storage.layout import LARGEST, LARGEST_READINGS, WORKSPACE_FILE
from okrctl.storage.loading import Loaded
from okrctl.storage.reading.folder import Folder
from okrctl.storage.reading.nodes import Document

Editing = AddKeyResult | ReplaceCheckIn | SetFields | AddDecision
"""Changes that edit a file that is there already."""


@dataclass(frozen=True, slots=True)
class CurrentFile:
    """A file that will be edited: its bytes, and what they say."""

    path: str
    data: bytes
    document: Document
    value: Entity


def current_files(loaded: Loaded, change: Change | Several) -> dict[str, CurrentFile]:
    """The files that the change edits, by entity; what does not exist is left for `apply` to refuse.

    Raises WorkspaceError for a file, or a cycle, that cannot be read.
    """
    files = {}
    for one in each(change):
        cycle = cycle_of(one.entity)
        if cycle and not isinstance(one, Rewrite):
            _refuse_broken_cycle(loaded, cycle)
        entities = _named(loaded, one) if isinstance(one, Rename) else [one.entity]
        for entity in entities if isinstance(one, Editing | Rename) else ():
            path = WORKSPACE_FILE if entity == SETTINGS else loaded.files.get(entity)
            if path is not None:
                files[entity] = _read(loaded, path, type_of(entity))
    return files


def _named(loaded: Loaded, rename: Rename) -> list[str]:
    from okrctl.storage.writing.naming import files_that_name

    return list(files_that_name(loaded, rename))


def edits_files(change: Change | Several) -> bool:
    """Whether the change edits a file that is there already."""
    return any(isinstance(one, Editing | Rename | Rewrite) for one in each(change))


def with_current(workspace: Workspace, files: Mapping[str, CurrentFile]) -> Workspace:
    """The workspace with what those files say now."""
    for entity, file in files.items():
        workspace = with_entity(workspace, entity, file.value)
    return workspace


def _refuse_broken_cycle(loaded: Loaded, cycle: str) -> None:
    if cycle not in loaded.workspace.cycles:
        _refuse(f for f in loaded.findings if f.level == "error" and f"{f.path}/".startswith(f"cycles/{cycle}/"))


def _read(loaded: Loaded, path: str, kind: type[Entity]) -> CurrentFile:
    from okrctl.storage.reading.documents import read_document
    from okrctl.storage.reading.validation import validated

    folder = Folder(loaded.root)
    data = folder.read(path, LARGEST_READINGS if path.startswith("kpis/readings/") else LARGEST)
    _refuse(folder.findings)
    assert data is not None  # noqa: S101 - there was no finding
    document, faults = read_document(path, data)
    _refuse(faults)
    assert document is not None  # noqa: S101 - the same
    value, faults = validated(kind, document)
    _refuse(faults)
    assert value is not None  # noqa: S101 - the same
    return CurrentFile(path, data, document, value)


def _refuse(findings: Iterable[Finding]) -> None:
    """Raises WorkspaceError for the first finding: a broken file is not written to."""
    for fault in findings:
        message = f"{fault.path} is not written to while it is broken: {fault.message}"
        raise WorkspaceError(message, path=fault.path, line=fault.line, column=fault.column, help=fault.help)
