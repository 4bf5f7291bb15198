"""The files that a change edits, as they lie on the disk now, read again under the lock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from okrctl.core.changes import AddCycle, AddKeyResult, AddKpi, AddReadings, Change, ReplaceCheckIn, Several, each
from okrctl.core.checkin import CheckIn
from okrctl.core.errors import WorkspaceError
from okrctl.core.finding import Finding
from okrctl.core.goal_changes import having, with_cycle
from okrctl.core.model import Workspace
from okrctl.core.objective import Objective
from okrctl.storage.documents import read_document
from okrctl.storage.folder import Folder
from okrctl.storage.loading import Loaded
from okrctl.storage.nodes import Document
from okrctl.storage.validation import validated


@dataclass(frozen=True, slots=True)
class CurrentFile:
    """A file that will be edited: its bytes, and what they say."""

    path: str
    data: bytes
    document: Document
    value: Objective | CheckIn


def current_files(loaded: Loaded, change: Change | Several) -> dict[str, CurrentFile]:
    """The files that the change edits, by entity; what does not exist is left for `apply` to refuse.

    Raises WorkspaceError for a file, or a cycle, that cannot be read.
    """
    files = {}
    for one in each(change):
        if not isinstance(one, AddCycle | AddKpi | AddReadings):
            _refuse_broken_cycle(loaded, one.cycle)
        if isinstance(one, AddKeyResult | ReplaceCheckIn) and one.entity in loaded.files:
            kind = Objective if isinstance(one, AddKeyResult) else CheckIn
            files[one.entity] = _read(loaded, loaded.files[one.entity], kind)
    return files


def edits_files(change: Change | Several) -> bool:
    """Whether the change edits a file that is there already."""
    return any(isinstance(one, AddKeyResult | ReplaceCheckIn) for one in each(change))


def with_current(workspace: Workspace, files: Mapping[str, CurrentFile]) -> Workspace:
    """The workspace with what those files say now."""
    for entity, file in files.items():
        cycle = workspace.cycles[entity.split("/")[0]]
        name = entity.rsplit("/", 1)[-1]
        if isinstance(file.value, Objective):
            cycle = replace(cycle, objectives=having(cycle.objectives, name, file.value))
        else:
            cycle = replace(cycle, checkins=having(cycle.checkins, name, file.value))
        workspace = with_cycle(workspace, cycle)
    return workspace


def _refuse_broken_cycle(loaded: Loaded, cycle: str) -> None:
    if cycle not in loaded.workspace.cycles:
        _refuse(f for f in loaded.findings if f.level == "error" and f"{f.path}/".startswith(f"cycles/{cycle}/"))


def _read(loaded: Loaded, path: str, kind: type[Objective] | type[CheckIn]) -> CurrentFile:
    folder = Folder(loaded.root)
    data = folder.read(path)
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
