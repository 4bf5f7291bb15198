"""Loader: reads the files of one workspace and collects what is found on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TypeVar
from unicodedata import normalize

from okrctl.core.checkin import CheckIn
from okrctl.core.checks.validity import Fault
from okrctl.core.fields import id_fault
from okrctl.core.finding import Finding, Related
from okrctl.core.kpi import Readings
from okrctl.storage.layout import LARGEST, record_id
from okrctl.storage.reading.folder import Folder, YamlFile
from okrctl.storage.reading.nodes import Document
from okrctl.storage.reading.quick_reading import quick_document
from okrctl.storage.reading.quick_values import sound
from okrctl.storage.reading.sought import Sought

T = TypeVar("T")
R = TypeVar("R", CheckIn, Readings)


@dataclass
class Loader:
    """Reads one workspace; what it finds is collected here."""

    folder: Folder
    findings: list[Finding] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    objectives: set[str] = field(default_factory=set)
    key_results: set[str] = field(default_factory=set)
    kpis: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)
    written: dict[str, frozenset[str]] = field(default_factory=dict)
    newer_format: bool = False
    read: int = 0
    sought: Sought | None = None
    """Which records are read; None for all."""
    tell: Callable[[int], None] | None = None
    """Is told how many files are read so far."""

    def file(self, kind: type[T], path: str, largest: int = LARGEST) -> tuple[T | None, Document | None]:
        """The value and the document of one file; what is wrong is reported."""
        self.read += 1
        if self.tell:
            self.tell(self.read)
        data = self.folder.read(path, largest)
        if data is None or (self.sought and kind is CheckIn and not self.sought.is_in(data)):
            return None, None
        quick = quick_document(path, data)
        value = sound(kind, quick.quick) if quick and quick.quick is not None else None
        if quick and value is not None:
            return value, quick
        from okrctl.storage.reading.readable import readable_document
        from okrctl.storage.reading.strayed_comments import strayed_comments
        from okrctl.storage.reading.validation import validated

        document, faults = readable_document(path, data)
        self.findings += faults
        if document is None:
            return None, None
        self.findings += strayed_comments(document)
        value, more = validated(kind, document)
        self.findings += [replace(f, level="warning") if self.newer_format and f.code == "OKR010" else f for f in more]
        return value, document

    def report(self, document: Document, fault: Fault, above: tuple[str, ...] = ()) -> None:
        """Adds the finding for a fault at some keys of a document."""
        keys = (*above, *fault.keys)
        span = document.place(keys)
        self.findings.append(
            Finding(
                code=fault.code,
                level="error",
                message=fault.message,
                path=document.path,
                keys=keys,
                span=span,
                help=fault.help,
            )
        )

    def usable(self, files: Iterable[YamlFile]) -> list[YamlFile]:
        """The files whose name is an id, each id once; the rest is reported (OKR016)."""
        usable: dict[str, YamlFile] = {}
        for file in files:
            fault = id_fault(file.stem)
            twin = usable.get(file.stem)
            if fault:
                help_ = "rename the file: a-z, 0-9 and single hyphens"
                self.refuse_name(file.path, f'"{file.stem}" cannot be an id: {fault}', help_)
            elif twin:
                self.refuse_name(
                    file.path, f'the id "{file.stem}" stands here twice', "remove one of the two files", twin.path
                )
            else:
                usable[file.stem] = file
        return list(usable.values())

    def refuse_name(self, path: str, message: str, help: str, other: str | None = None) -> None:  # noqa: A002
        """Adds the finding for a name that is against the rules, or too much like another."""
        related = (Related(other, "the other one"),) if other else ()
        finding = Finding(code="OKR016", level="error", message=message, path=path, help=help, related=related)
        self.findings.append(finding)

    def refuse_case_twins(self, paths: Iterable[str]) -> None:
        """Reports names that differ only in case, or in how an accent is stored; both are read where the system can."""
        first: dict[str, str] = {}
        for path in paths:
            other = first.setdefault(normalize("NFC", path).casefold(), path)
            if other != path:
                name = path.rsplit("/", 1)[-1]
                message = f'"{name}" and "{other.rsplit("/", 1)[-1]}" differ only in case or accents: on some systems they are one'
                self.refuse_name(path, message, "give one of them another name", other)


def named(loader: Loader, kind: type[T], folder: str, entity: str, *, beside: tuple[str, ...] = ()) -> dict[str, T]:
    """The values of a folder's files by file name."""
    named = {}
    for file in loader.usable(loader.folder.yaml_files(folder, beside=beside)):
        loader.files[f"{entity}/{file.stem}"] = file.path
        value, _ = loader.file(kind, file.path)
        if value is not None:
            named[file.stem] = value
    return named


def records(loader: Loader, kind: type[R], folder: str, entity: str, largest: int) -> dict[str, R]:
    """The check-ins or readings of a folder by id; the same id twice counts once, or is an error where the contents differ."""
    records: dict[str, R] = {}
    files = loader.folder.yaml_files(folder, deep=True)
    loader.refuse_case_twins(file.path for file in files)
    for file in files:
        record, _ = loader.file(kind, file.path, largest)
        record_key = record_id(file.stem)
        if record is None:
            loader.unread.add(f"{entity}/{record_key}")
            continue
        if record_key in records:
            loader.findings.append(
                _twice(
                    record_key, file.path, loader.files[f"{entity}/{record_key}"], same=records[record_key] == record
                )
            )
            continue
        records[record_key] = record
        loader.files[f"{entity}/{record_key}"] = file.path
    return records


def _twice(record: str, path: str, first: str, *, same: bool) -> Finding:
    related = (Related(first, "the first one"),)
    if same:
        return Finding(
            code="OKR022",
            level="warning",
            message=f'"{record}" stands here a second time; it counts once',
            path=path,
            help="remove one of the two files",
            related=related,
        )
    return Finding(
        code="OKR021",
        level="error",
        message=f'"{record}" names two different records; the other is {first}',
        path=path,
        help="give one of them another name",
        related=related,
    )
