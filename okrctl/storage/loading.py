"""A folder -> Loaded: the workspace, and a finding for all that is wrong. Bad content never raises.

A file that cannot be read hides nothing but itself; what it holds counts as existing, so that one fault has no echoes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from okrctl.core import period
from okrctl.core.checkin import CheckIn
from okrctl.core.errors import WorkspaceError
from okrctl.core.fields import id_fault, read_cycle_id
from okrctl.core.finding import UNREADABLE_CODES, Finding, Related, in_order
from okrctl.core.kpi import Kpi, Readings
from okrctl.core.model import Cycle, CycleFile, Workspace
from okrctl.core.objective import Objective
from okrctl.core.references import CrossFault, Names, check
from okrctl.core.review import KpiReview, Review
from okrctl.core.settings import FORMAT_VERSION, Settings
from okrctl.core.validity import Fault, key_result_faults, kpi_faults, objective_faults
from okrctl.storage.documents import read_document
from okrctl.storage.folder import Folder, YamlFile
from okrctl.storage.layout import LARGEST, LARGEST_READINGS, WORKSPACE_FILE, cycle_path, record_id
from okrctl.storage.nodes import Document, Mapping
from okrctl.storage.text_guards import UTF8_BOM
from okrctl.storage.validation import validated

T = TypeVar("T")
R = TypeVar("R", CheckIn, Readings)
TOP_LEVEL = (WORKSPACE_FILE, "cycles", "kpis")


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
            raise WorkspaceError(fault.message, path=fault.path, line=fault.line, column=fault.column, help=fault.help or "okrctl lint shows all of it")

    def document(self, path: str) -> Document | None:
        """The text of a file with its positions, read again; None where it cannot be read."""
        data = Folder(self.root).read(path, LARGEST_READINGS)
        return read_document(path, data)[0] if data is not None else None

    def lines(self, path: str) -> list[str]:
        """The lines of a file for an excerpt, whatever is wrong with it; none where it cannot be read or is huge."""
        data = Folder(self.root).read(path)
        return re.split("\r\n|\r|\n", data.removeprefix(UTF8_BOM).decode("utf-8", "replace")) if data is not None else []


@dataclass
class _Loader:
    """Reads one workspace; what it finds is collected here."""

    folder: Folder
    findings: list[Finding] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    objectives: set[str] = field(default_factory=set)
    key_results: set[str] = field(default_factory=set)
    kpis: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)
    newer_format: bool = False
    read: int = 0

    def file(self, kind: type[T], path: str, largest: int = LARGEST) -> tuple[T | None, Document | None]:
        """The value and the document of one file; what is wrong is reported."""
        self.read += 1
        data = self.folder.read(path, largest)
        if data is None:
            return None, None
        document, faults = read_document(path, data)
        self.findings += faults
        if document is None:
            return None, None
        value, more = validated(kind, document)
        self.findings += [replace(f, level="warning") if self.newer_format and f.code == "OKR010" else f for f in more]
        return value, document

    def report(self, document: Document, fault: Fault, above: tuple[str, ...] = ()) -> None:
        """Adds the finding for a fault at some keys of a document."""
        keys = (*above, *fault.keys)
        span = document.place(keys)
        self.findings.append(
            Finding(code=fault.code, level="error", message=fault.message, path=document.path, keys=keys, span=span, help=fault.help)
        )

    def usable(self, files: Iterable[YamlFile], *, cycle_ids: bool = False) -> list[YamlFile]:
        """The files whose name is an id, each id once; the rest is reported (OKR016)."""
        usable: dict[str, YamlFile] = {}
        for file in files:
            fault = None if cycle_ids else id_fault(file.stem)
            twin = usable.get(file.stem)
            if fault:
                self._refuse_name(file, fault)
            elif twin:
                self._refuse_name(file, f"{twin.path} has the same id")
            else:
                usable[file.stem] = file
        return list(usable.values())

    def _refuse_name(self, file: YamlFile, fault: str) -> None:
        message = f'"{file.stem}" cannot be an id: {fault}'
        help_ = "rename the file: a-z, 0-9 and single hyphens"
        self.findings.append(Finding(code="OKR016", level="error", message=message, path=file.path, help=help_))


def load(root: Path) -> Loaded:
    """Everything in the workspace at `root`.

    Raises nothing for bad content; a broken `okrctl.yaml` is marked in the result.
    """
    loader = _Loader(Folder(root))
    settings = _settings(loader)
    cycles = {c.id: c for name in loader.folder.sub_folders("cycles") if (c := _cycle(loader, settings or Settings(format=1), name))}
    kpis = _kpis(loader)
    readings = _records(loader, Readings, "kpis/readings", "kpis/readings", LARGEST_READINGS)
    workspace = Workspace(settings=settings or Settings(format=1), cycles=cycles, kpis=kpis, readings=readings)
    names = Names(frozenset(loader.objectives), frozenset(loader.key_results), frozenset(loader.kpis), frozenset(loader.unread))
    workspace, faults = check(workspace, names)
    loaded = Loaded(root, workspace, (), loader.files, settings_broken=settings is None, files_read=loader.read)
    findings = [*loader.findings, *loader.folder.findings, *_cross_findings(loaded, faults)]
    return replace(loaded, findings=tuple(in_order(findings)))


def _settings(loader: _Loader) -> Settings | None:
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
        loader.findings.append(Finding(code="OKR013", level="warning", message=message, path=WORKSPACE_FILE, keys=("format",), span=span, help="install a newer okrctl"))
        return settings
    return None if any(f.level == "error" for f in loader.findings) else settings


def _cycle(loader: _Loader, settings: Settings, name: str) -> Cycle | None:
    """The cycle in one folder; None where its dates are not known."""
    try:
        read_cycle_id(name)
    except ValueError as fault:
        loader.findings.append(Finding(code="OKR016", level="error", message=str(fault), path=f"cycles/{name}", help="rename the folder"))
        return None
    about = _cycle_file(loader, name)
    own = period.parse(name, settings.fiscal_year_starts)
    start, end = (own.start, own.end) if own else (about.start, about.end)
    if start is None or end is None or start > end:
        _report_dates(loader, name, about, start, end)
        loader.unread.add(name)
        return None
    _cycle_folder(loader, name)
    return Cycle(
        id=name,
        title=about.title or (own.title if own else name),
        start=start,
        end=end,
        theme=about.theme,
        state=about.state,
        objectives=_objectives(loader, name, start, end),
        checkins=_records(loader, CheckIn, f"cycles/{name}/checkins", f"{name}/checkins", LARGEST),
        reviews=_named(loader, Review, f"cycles/{name}/reviews", f"{name}/reviews", beside=("kpis",)),
        kpi_reviews=_named(loader, KpiReview, f"cycles/{name}/reviews/kpis", f"{name}/reviews/kpis"),
    )


def _cycle_file(loader: _Loader, name: str) -> CycleFile:
    for path in (cycle_path(name), cycle_path(name).removesuffix(".yaml") + ".yml"):
        if loader.folder.exists(path):
            loader.files[name] = path
            about, _ = loader.file(CycleFile, path)
            return about or CycleFile()
    return CycleFile()


def _report_dates(loader: _Loader, name: str, about: CycleFile, start: date | None, end: date | None) -> None:
    path = loader.files.get(name, cycle_path(name))
    if any(f.path == path and f.level == "error" for f in [*loader.findings, *loader.folder.findings]):
        return
    if start and end:
        code, message, help_ = "OKR034", f"the cycle ends on {end} before it starts on {start}", "set start before end"
    else:
        missing = " and ".join(key for key in ("start", "end") if getattr(about, key) is None)
        code, message = "OKR011", f'the id "{name}" does not say the dates, and {missing} is missing'
        help_ = "add start: and end: to its cycle.yaml, or name the folder as 2026-Q4"
    document = loader.folder.exists(path) and read_document(path, loader.folder.read(path) or b"")[0]
    span = document.place(("end",) if start else ("start",)) if document else None
    loader.findings.append(Finding(code=code, level="error", message=message, path=path, span=span, help=help_))


def _cycle_folder(loader: _Loader, name: str) -> None:
    """Reports what lies in a cycle's folder and belongs nowhere."""
    inside = loader.folder.yaml_files(f"cycles/{name}", beside=("objectives", "checkins", "reviews"))
    for file in inside:
        if file.stem != "cycle":
            help_ = f"objectives lie in cycles/{name}/objectives"
            loader.folder.report(file.path, "nothing reads this file here", code="OKR008", help=help_)


def _objectives(loader: _Loader, cycle: str, start: date, end: date) -> dict[str, Objective]:
    objectives = {}
    for file in loader.usable(loader.folder.yaml_files(f"cycles/{cycle}/objectives")):
        ref = f"{cycle}/{file.stem}"
        loader.files[ref] = file.path
        loader.objectives.add(ref)
        objective, document = loader.file(Objective, file.path)
        if objective is None or document is None:
            loader.unread.add(ref)
        else:
            objectives[file.stem] = _sound(loader, document, ref, objective, start, end)
    return objectives


def _sound(loader: _Loader, document: Document, ref: str, objective: Objective, start: date, end: date) -> Objective:
    """The objective without fields and key results that contradict themselves."""
    for fault in list(objective_faults(objective, start, end)):
        loader.report(document, fault)
        objective = replace(objective, **{str(fault.keys[0]): None})
    kept = {}
    for key_result_id, key_result in objective.key_results.items():
        faults = list(key_result_faults(key_result, objective, start, end))
        for fault in faults:
            loader.report(document, fault, ("key_results", key_result_id))
        if not faults:
            kept[key_result_id] = key_result
            loader.key_results.update(f"{ref}/{path}" for path, _ in key_result.walk(key_result_id))
    loader.unread.update(f"{ref}/{left_out}" for left_out in _written_key_results(document) - kept.keys())
    return replace(objective, key_results=kept)


def _written_key_results(document: Document) -> set[str]:
    entry = document.root.entry("key_results")
    return {e.key.text for e in entry.value.entries} if entry and isinstance(entry.value, Mapping) else set()


def _kpis(loader: _Loader) -> dict[str, Kpi]:
    kpis = {}
    for file in loader.usable(loader.folder.yaml_files("kpis", beside=("readings",))):
        loader.files[f"kpis/{file.stem}"] = file.path
        loader.kpis.add(file.stem)
        kpi, document = loader.file(Kpi, file.path)
        if kpi is None or document is None:
            continue
        for fault in list(kpi_faults(kpi)):
            loader.report(document, fault)
            kpi = replace(kpi, **{str(fault.keys[0]): None})
        kpis[file.stem] = kpi
    return kpis


def _named(loader: _Loader, kind: type[T], folder: str, entity: str, *, beside: tuple[str, ...] = ()) -> dict[str, T]:
    """The values of a folder's files by file name."""
    named = {}
    for file in loader.usable(loader.folder.yaml_files(folder, beside=beside)):
        loader.files[f"{entity}/{file.stem}"] = file.path
        value, _ = loader.file(kind, file.path)
        if value is not None:
            named[file.stem] = value
    return named


def _records(loader: _Loader, kind: type[R], folder: str, entity: str, largest: int) -> dict[str, R]:
    """The check-ins or readings of a folder by id; the same id twice counts once, or is an error where the contents differ."""
    records: dict[str, R] = {}
    for file in loader.folder.yaml_files(folder, deep=True):
        record, _ = loader.file(kind, file.path, largest)
        if record is None:
            continue
        record_key = record_id(file.stem)
        if record_key in records:
            loader.findings.append(_twice(record_key, file.path, loader.files[f"{entity}/{record_key}"], same=records[record_key] == record))
            continue
        records[record_key] = record
        loader.files[f"{entity}/{record_key}"] = file.path
    return records


def _twice(record: str, path: str, first: str, *, same: bool) -> Finding:
    related = (Related(first, "the first one"),)
    if same:
        return Finding(code="OKR022", level="warning", message=f'"{record}" stands here a second time; it counts once', path=path, help="remove one of the two files", related=related)
    return Finding(code="OKR021", level="error", message=f'"{record}" names two different records; the other is {first}', path=path, help="give one of them another name", related=related)


def _cross_findings(loaded: Loaded, faults: list[CrossFault]) -> list[Finding]:
    """The faults that show only beside other files, with their places."""
    documents: dict[str, Document | None] = {}
    findings = []
    for fault in faults:
        path = loaded.files[fault.file]
        if path not in documents:
            documents[path] = loaded.document(path)
        document = documents[path]
        findings.append(
            Finding(
                code=fault.code,
                level="warning" if fault.is_warning else "error",
                message=fault.message,
                path=path,
                keys=fault.keys,
                on_key=fault.on_key,
                span=document.place(fault.keys, on_key=fault.on_key) if document else None,
                help=fault.help,
            )
        )
    return findings


