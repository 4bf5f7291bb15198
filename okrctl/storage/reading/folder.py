"""The files of a workspace's folders, found and opened safely: only regular files, nothing outside the workspace."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from pathlib import Path
from typing import Protocol

from okrctl.core.finding import Finding, Level
from okrctl.core.frozen import dataclass
from okrctl.core.suggestion import did_you_mean
from okrctl.storage.layout import (
    EXAMPLE_DATA,
    LARGEST,
    SCHEMA_FOLDER,
    TEMPORARY_PREFIX,
    WORKSPACE_FILE,
    YAML_SUFFIXES,
    is_left_over,
    is_passed_over,
)

TOP = (WORKSPACE_FILE, "okrctl.yml", "cycles", "kpis")
"""What is read at the top of a workspace, and what looks like it."""


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A file that is meant to be read: its path relative to the workspace and its name without the suffix."""

    path: str
    stem: str


class Entry(Protocol):
    """What lies in a folder."""

    @property
    def name(self) -> str:
        """Its name there."""


@dataclass
class Folder:
    """Looks into a workspace; what cannot be opened or does not belong is collected in `findings`."""

    root: Path
    findings: list[Finding] = field(default_factory=list)

    def exists(self, path: str) -> bool:
        """Whether something of that name is there, a broken link included."""
        return os.path.lexists(self.root / path)

    def sub_folders(self, path: str) -> list[str]:
        """The names of the folders in a folder, sorted; a file that lies between them is reported."""
        names = []
        for entry in self._entries(path):
            if self._is_folder(entry, f"{path}/{entry.name}"):
                names.append(entry.name)
            else:
                self._misplaced(f"{path}/{entry.name}")
        return names

    def look_at_the_top(self) -> None:
        """Reports what lies beside `okrctl.yaml` and was meant to be read; anything else there is other people's."""
        for entry in self._entries(""):
            name = entry.name
            if (is_left_over(name) and WORKSPACE_FILE in name) or name.startswith(TEMPORARY_PREFIX):
                self._misplaced(name)
            elif name == "okrctl.yml" or (name not in TOP and name.casefold() in TOP):
                self.report(name, f"nothing reads this{did_you_mean(name, TOP)}", code="OKR008", help="rename it")
        self._look_where_init_writes()

    def _look_where_init_writes(self) -> None:
        """Reports what an interrupted write left in folders whose files nothing here reads."""
        for folder in (SCHEMA_FOLDER, EXAMPLE_DATA):
            is_open = os.access(self.root / folder, os.R_OK | os.X_OK) and self._is_inside(folder)
            for entry in self._entries(folder) if is_open else ():
                if entry.name.startswith(TEMPORARY_PREFIX):
                    self._misplaced(f"{folder}/{entry.name}")

    def has_more_files_than(self, number: int, folders: Iterable[str]) -> bool:
        """Whether so many things lie in the folders and the folders in them; the rest is not counted."""
        for path in folders:
            for entry in self._entries(path):
                number -= (
                    len(self._entries(f"{path}/{entry.name}")) if self._is_folder(entry, f"{path}/{entry.name}") else 1
                )
                if number < 0:
                    return True
        return False

    def yaml_files(self, path: str, *, deep: bool = False, beside: tuple[str, ...] = ()) -> list[YamlFile]:
        """The YAML files in a folder (with `deep`: and below), sorted; folders named in `beside` are others' business."""
        return list(self._yaml_files(path, beside, {self._real(path)} if deep else None))

    def _yaml_files(self, path: str, beside: tuple[str, ...], below: set[str] | None) -> Iterator[YamlFile]:
        """The same; `below` holds the folders that were walked so far, None where folders are not walked."""
        for entry in self._entries(path):
            inner = f"{path}/{entry.name}" if path else entry.name
            stem, dot, suffix = entry.name.rpartition(".")
            if dot + suffix in YAML_SUFFIXES and stem and not is_left_over(entry.name):
                yield YamlFile(inner, stem)
            elif entry.name in beside and below is None:
                continue
            elif not self._is_folder(entry, inner) or below is None:
                self._misplaced(inner)
            else:
                yield from self._below(inner, beside, below)

    def _below(self, path: str, beside: tuple[str, ...], walked: set[str]) -> Iterator[YamlFile]:
        """The files of a folder inside one that is walked; a link back to a folder that was walked is told and left."""
        real = self._real(path)
        if real in walked:
            self.report(path, "a link to a folder that is read already", code="OKR008", help="remove it")
            return
        walked.add(real)
        yield from self._yaml_files(path, beside, walked)

    def _real(self, path: str) -> str:
        return os.path.realpath(self.root / path)

    def _entries(self, path: str) -> Sequence[Entry]:
        """What lies in a folder, in the order of names; nothing where it is missing."""
        try:
            if not self._is_inside(path):
                self.report(
                    path,
                    "the folder is a link that leads out of the workspace",
                    help="put the files into the workspace",
                )
                return []
            with os.scandir(self.root / path) as entries:
                return sorted((e for e in entries if not is_passed_over(e.name)), key=lambda e: e.name)
        except (FileNotFoundError, NotADirectoryError):
            if self.exists(path):
                self.report(path, "expected a folder", help="rename what lies there")
            return []
        except OSError as fault:
            self.report(path, f"the folder cannot be read: {_reason(fault)}", help="check its permissions")
            return []

    def _is_folder(self, entry: Entry, path: str) -> bool:
        try:
            return isinstance(entry, os.DirEntry) and entry.is_dir()
        except OSError as fault:
            self.report(path, f"not readable: {_reason(fault)}", help="remove it")
            return False

    def _is_inside(self, path: str) -> bool:
        """Whether a path, links resolved, lies in the workspace. Costs a look at each part, so folders are asked, not files."""
        real_root = os.path.realpath(self.root)
        return self._real(path).startswith(real_root.rstrip(os.sep) + os.sep) or not path

    def read(self, path: str, largest: int = LARGEST) -> bytes | None:
        """The bytes of a file; None (and a finding, OKR001) where it is not a regular file of the workspace that can be read."""
        try:
            return self._read(path, largest)
        except OSError as fault:
            self.report(path, f"not readable: {_reason(fault)}", help="check what lies there and its permissions")
            return None

    def _read(self, path: str, largest: int) -> bytes | None:
        full = f"{self.root}/{path}"  # a Path for each of thousands of files would take longer than to open it
        if stat.S_ISLNK(os.lstat(full).st_mode) and (fault := self._link_fault(path)):
            self.report(path, fault, help="put the file itself here")
            return None
        fd = os.open(full, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        about = os.fstat(fd)
        if not stat.S_ISREG(about.st_mode):
            os.close(fd)
            self.report(path, f"{_what(about.st_mode)} where a file is expected", help="remove it")
            return None
        with os.fdopen(fd, "rb") as file:
            if about.st_size <= largest:
                return file.read()
        self.report(path, f"larger than {largest:,} bytes ({about.st_size:,})", help="split it")
        return None

    def _link_fault(self, path: str) -> str | None:
        """What is wrong with a link; nothing with one that leads to something in the workspace."""
        try:
            (self.root / path).stat()
        except FileNotFoundError:
            return "a link that leads to nothing"
        except OSError as fault:
            return "a link that leads to itself" if fault.errno == errno.ELOOP else f"not readable: {_reason(fault)}"
        return None if self._is_inside(path) else "a link that leads out of the workspace"

    def report(self, path: str, message: str, *, code: str = "OKR001", help: str | None = None) -> None:  # noqa: A002
        """Adds a finding about a file or folder as a whole."""
        level: Level = "warning" if code == "OKR008" else "error"
        self.findings.append(Finding(code=code, level=level, message=message, path=path, help=help))

    def _misplaced(self, path: str) -> None:
        name = path.rsplit("/", 1)[-1]
        if is_left_over(name):
            self.report(
                path,
                "left over from a merge or an interrupted write",
                code="OKR008",
                help="look into it, then remove it",
            )
        elif not name.endswith((".md", ".txt")):
            self.report(
                path,
                f"{name} does not belong here{did_you_mean(name, ['objectives', 'checkins', 'reviews', 'readings', 'cycle.yaml'])}",
                code="OKR008",
                help="move it to where it belongs; nothing reads it here",
            )


def _what(mode: int) -> str:
    kinds = (
        (stat.S_ISDIR, "a folder"),
        (stat.S_ISFIFO, "a pipe"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISCHR, "a device"),
    )
    return next((name for is_kind, name in kinds if is_kind(mode)), "something that is not a file")


def _reason(fault: OSError) -> str:
    return (fault.strerror or str(fault)).lower()
