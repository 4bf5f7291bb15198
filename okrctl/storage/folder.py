"""The files of a workspace's folders, found and opened safely: only regular files, nothing outside the workspace."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from okrctl.core.finding import Finding
from okrctl.core.suggestion import did_you_mean
from okrctl.storage.layout import LARGEST, YAML_SUFFIXES, is_left_over, is_passed_over


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A file that is meant to be read: its path relative to the workspace and its name without the suffix."""

    path: str
    stem: str


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

    def yaml_files(self, path: str, *, deep: bool = False, beside: tuple[str, ...] = ()) -> list[YamlFile]:
        """The YAML files in a folder (with `deep`: and below), sorted; folders named in `beside` are others' business."""
        return list(self._yaml_files(path, deep, beside))

    def _yaml_files(self, path: str, deep: bool, beside: tuple[str, ...]) -> Iterator[YamlFile]:  # noqa: FBT001
        for entry in self._entries(path):
            inner = f"{path}/{entry.name}" if path else entry.name
            stem, dot, suffix = entry.name.rpartition(".")
            if dot + suffix in YAML_SUFFIXES and stem and not is_left_over(entry.name):
                yield YamlFile(inner, stem)
            elif not self._is_folder(entry, inner):
                self._misplaced(inner)
            elif deep:
                yield from self._yaml_files(inner, deep, beside)
            elif entry.name not in beside:
                self._misplaced(inner)

    def _entries(self, path: str) -> list[os.DirEntry[str]]:
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

    def _is_folder(self, entry: os.DirEntry[str], path: str) -> bool:
        try:
            return entry.is_dir()
        except OSError as fault:
            self.report(path, f"not readable: {_reason(fault)}", help="remove it")
            return False

    def _is_inside(self, path: str) -> bool:
        """Whether a path, links resolved, lies in the workspace. Costs a look at each part, so folders are asked, not files."""
        real_root = os.path.realpath(self.root)
        return os.path.realpath(self.root / path).startswith(real_root.rstrip(os.sep) + os.sep) or not path

    def read(self, path: str, largest: int = LARGEST) -> bytes | None:
        """The bytes of a file; None (and a finding, OKR001) where it is not a regular file of the workspace that can be read."""
        try:
            return self._read(path, largest)
        except OSError as fault:
            self.report(path, f"not readable: {_reason(fault)}", help="check what lies there and its permissions")
            return None

    def _read(self, path: str, largest: int) -> bytes | None:
        full = self.root / path
        link = stat.S_ISLNK(os.lstat(full).st_mode)
        if link and not self._is_inside(path):
            full.stat()  # a link to nothing is reported as such
            return self.report(path, "a link that leads out of the workspace", help="put the file itself here")
        fd = os.open(full, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(fd, "rb") as file:
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode):
                return self.report(path, f"{_what(about.st_mode)} where a file is expected", help="remove it")
            if about.st_size > largest:
                return self.report(path, f"larger than {largest:,} bytes ({about.st_size:,})", help="split it")
            return file.read()

    def report(self, path: str, message: str, *, code: str = "OKR001", help: str | None = None) -> None:  # noqa: A002
        """Adds a finding about a file or folder as a whole."""
        level = "warning" if code == "OKR008" else "error"
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
