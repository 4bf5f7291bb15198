"""A folder -> Loaded: the workspace, and a finding for all that is wrong. Bad content never raises.

A file that cannot be read hides nothing but itself; what it holds counts as existing, so that one fault has no echoes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from okrctl.core.checks.cross_fault import CrossFault
from okrctl.core.checks.references import Names, check
from okrctl.core.checks.validity import kpi_faults, without
from okrctl.core.errors import WorkspaceError
from okrctl.core.finding import MOST_ALIKE, UNREADABLE_CODES, Finding, and_more, in_order, without_repetition
from okrctl.core.frozen import dataclass
from okrctl.core.kpi import Kpi, Readings
from okrctl.core.model import Workspace
from okrctl.core.settings import FORMAT_VERSION, Settings
from okrctl.storage.layout import LARGEST_READINGS, WORKSPACE_FILE, ref_at
from okrctl.storage.reading.cycle_loading import check_ins_of, cycle_in
from okrctl.storage.reading.folder import Folder
from okrctl.storage.reading.loader import Loader, records
from okrctl.storage.reading.nodes import Document
from okrctl.storage.reading.sought import MANY, Sought

if TYPE_CHECKING:
    from okrctl.storage.reading.tree_folder import TreeFolder

T = TypeVar("T")


@dataclass(frozen=True)
class Loaded:
    """What a workspace's folder holds."""

    root: Path
    workspace: Workspace
    findings: tuple[Finding, ...]
    """All of all files, by path and place."""
    files: dict[str, str]
    """Relative paths by entity: `2026-Q4`, `2026-Q4/win-finance`, `2026-Q4/checkins/ID`, `2026-Q4/reviews/ID`, `kpis/ID` …"""
    settings_broken: bool = False
    files_read: int = 0
    written: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The keys that stand in a KPI's card, by its entity: what is absent and what is written as its default differ."""
    revision: TreeFolder | None = None
    """The revision that it was read from; None for the files as they lie there now."""
    unopened: frozenset[str] = frozenset()
    """Folders with check-ins that nobody asked for."""

    @property
    def complete(self) -> bool:
        """Whether no figure misses anything: no error, no orphan."""
        return not any(f.level == "error" or (f.code == "OKR023" and f.keys[:1] == ("updates",)) for f in self.findings)

    @cached_property
    def unreadable(self) -> frozenset[str]:
        """The paths of files of which nothing is used."""
        return frozenset(f.path for f in self.findings if f.code in UNREADABLE_CODES)

    def require_settings(self) -> None:
        """Raises WorkspaceError where `okrctl.yaml` is broken: nothing can be said of the workspace then."""
        if self.settings_broken:
            fault = next(f for f in self.findings if f.path == WORKSPACE_FILE and f.level == "error")
            raise WorkspaceError(
                fault.message,
                path=fault.path,
                line=fault.line,
                column=fault.column,
                help=fault.help or "okrctl lint shows all of it",
            )

    @property
    def _folder(self) -> Folder:
        """Where files are read again; what is found then is known already."""
        return replace(self.revision, findings=[]) if self.revision else Folder(self.root)

    def document(self, path: str) -> Document | None:
        """The text of a file with its positions, read again; None where it cannot be read."""
        from okrctl.storage.reading.readable import readable_document

        data = self._folder.read(path, LARGEST_READINGS)
        return readable_document(path, data)[0] if data is not None else None

    def lines(self, path: str) -> list[str]:
        """The lines of a file for an excerpt, whatever is wrong with it; none where it cannot be read or is huge."""
        data = self._folder.read(path)
        if data is None:
            return []
        return re.split("\r\n|\r|\n", data.decode("utf-8", "replace").removeprefix("\ufeff"))


def load(
    root: Path,
    revision: TreeFolder | None = None,
    *,
    seek: Callable[[Workspace], Sought | None] | None = None,
    tell: Callable[[int], None] | None = None,
) -> Loaded:
    """Everything in the workspace at `root`, as it lies there now or as a revision holds it.

    Where there are very many check-ins, and `seek` says from all the rest which of them are asked for, only these are
    opened. `tell` is told how many files are read so far. Raises nothing for bad content; a broken `okrctl.yaml` is marked in the result.
    """
    loader = Loader(revision or Folder(root), tell=tell)
    settings = _settings(loader)
    loader.folder.look_at_the_top()
    folders = loader.folder.sub_folders("cycles")
    loader.refuse_case_twins(f"cycles/{name}" for name in folders)
    own = settings or Settings(format=1)
    all_at_once = seek is None or not loader.folder.has_more_files_than(MANY, [f"cycles/{c}/checkins" for c in folders])
    cycles = {c.id: c for name in folders if (c := cycle_in(loader, own, name, with_check_ins=all_at_once))}
    _refuse_shared_ids(loader, folders)
    kpis = _kpis(loader)
    readings = records(loader, Readings, "kpis/readings", "kpis/readings", LARGEST_READINGS)
    workspace = Workspace(settings=own, cycles=cycles, kpis=kpis, readings=readings)
    if seek is not None and not all_at_once:
        workspace = _with_check_ins(loader, workspace, seek(workspace))
    names = Names(
        frozenset(loader.objectives), frozenset(loader.key_results), frozenset(loader.kpis), frozenset(loader.unread)
    )
    workspace, faults = check(workspace, names, levels=settings.levels if settings else None)
    loaded = Loaded(
        root,
        workspace,
        (),
        loader.files,
        settings_broken=settings is None,
        files_read=loader.read,
        written=loader.written,
        revision=revision,
        unopened=_unopened(loader, workspace),
    )
    findings = [*loader.findings, *loader.folder.findings, *_cross_findings(loaded, faults)]
    told = [replace(f, ref=ref_at(f.path, f.keys)) for f in without_repetition(in_order(findings))]
    return replace(loaded, findings=tuple(told))


def _with_check_ins(loader: Loader, workspace: Workspace, sought: Sought | None) -> Workspace:
    """The workspace with the check-ins that are asked for; with all of them where nothing says which."""
    loader.sought = sought
    cycles = {
        name: replace(cycle, checkins=check_ins_of(loader, name)) if sought is None or name in sought.cycles else cycle
        for name, cycle in workspace.cycles.items()
    }
    return replace(workspace, cycles=cycles)


def _unopened(loader: Loader, workspace: Workspace) -> frozenset[str]:
    sought = loader.sought
    return frozenset(f"cycles/{name}/checkins" for name in workspace.cycles if sought and name not in sought.cycles)


def _settings(loader: Loader) -> Settings | None:
    """The settings; None where `okrctl.yaml` is broken, for then nobody knows what is meant."""
    settings, document = loader.file(Settings, WORKSPACE_FILE)
    loader.files["okrctl"] = WORKSPACE_FILE
    if settings is None or document is None:
        return None
    if settings.format > FORMAT_VERSION:
        loader.newer_format = True
        span = document.place(("format",))
        message = f"format {settings.format} is newer than this okrctl reads ({FORMAT_VERSION}); it reads what it can and writes nothing"
        loader.findings = [replace(f, level="warning") for f in loader.findings]
        loader.findings.append(
            Finding(
                code="OKR013",
                level="warning",
                message=message,
                path=WORKSPACE_FILE,
                keys=("format",),
                span=span,
                help="install a newer okrctl",
            )
        )
        return settings
    return None if any(f.level == "error" for f in loader.findings) else settings


def _refuse_shared_ids(loader: Loader, cycles: Collection[str]) -> None:
    """Reports the objectives whose id is that of a cycle: a ref that begins with it could mean both."""
    for ref in sorted(loader.objectives):
        objective = ref.partition("/")[2]
        if objective in cycles:
            message = f'the id "{objective}" is that of a cycle too'
            loader.refuse_name(loader.files[ref], message, "rename one of them", f"cycles/{objective}")


def _kpis(loader: Loader) -> dict[str, Kpi]:
    kpis = {}
    for file in loader.usable(loader.folder.yaml_files("kpis", beside=("readings",))):
        loader.files[f"kpis/{file.stem}"] = file.path
        loader.kpis.add(file.stem)
        kpi, document = loader.file(Kpi, file.path)
        if kpi is None or document is None:
            continue
        loader.written[f"kpis/{file.stem}"] = document.keys_below()
        for fault in list(kpi_faults(kpi)):
            loader.report(document, fault)
            kpi = without(kpi, str(fault.keys[0]))
        kpis[file.stem] = kpi
    return kpis


def _cross_findings(loaded: Loaded, faults: list[CrossFault]) -> list[Finding]:
    """The faults that show only beside other files, with their places; of very many alike the first, and how many follow."""
    groups: dict[tuple[str, str], list[CrossFault]] = {}
    for fault in faults:
        groups.setdefault((fault.file, fault.code), []).append(fault)
    documents: dict[str, Document | None] = {}
    findings = []
    for alike in groups.values():
        findings += [_placed(loaded, fault, documents) for fault in alike[: MOST_ALIKE + 1]]
        if len(alike) > MOST_ALIKE + 1:
            findings[-1] = and_more(findings[-1], len(alike) - MOST_ALIKE)
    return findings


def _placed(loaded: Loaded, fault: CrossFault, documents: dict[str, Document | None]) -> Finding:
    """The finding with its place in the file; documents that were read already are taken from there."""
    path = loaded.files[fault.file]
    if path not in documents:
        documents[path] = loaded.document(path)
    document = documents[path]
    return Finding(
        code=fault.code,
        level="warning" if fault.is_warning else "error",
        message=fault.message,
        path=path,
        keys=fault.keys,
        on_key=fault.on_key,
        span=document.place(fault.keys, on_key=fault.on_key) if document else None,
        help=fault.help,
    )
