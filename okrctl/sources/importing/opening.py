"""A file of any kind that import knows -> what it is, by what it holds and by its name."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from okrctl.core.errors import UsageError, WorkspaceError

FileKind = Literal["csv", "xlsx", "markdown", "archive", "export"]
LARGEST_TEXT = 5_000_000
KNOWN = "import reads CSV, XLSX, Markdown, an export of Viva Goals as ZIP, and exports of okrctl"


def kind_of(path: Path, name: str) -> FileKind:
    """What kind of file it is.

    Raises WorkspaceError for one that cannot be read, UsageError for one that import does not know.
    """
    try:
        if path.is_dir():
            return _kind_of_folder(path, name)
        if not path.is_file():
            raise WorkspaceError(f"cannot read {name}: {_missing(path)}", path=name)
        with path.open("rb") as file:
            start = file.read(8)
    except OSError as fault:
        raise WorkspaceError(f"cannot read {name}: {(fault.strerror or str(fault)).lower()}", path=name) from None
    return _kind(start, path.suffix.lower(), name)


def _missing(path: Path) -> str:
    return "it is no file" if path.exists() else "there is no such file"


def _kind(start: bytes, suffix: str, name: str) -> FileKind:
    if not start:
        raise UsageError(f"{name} is empty", path=name, help=KNOWN)
    if start.startswith(b"PK"):
        return "archive" if suffix == ".zip" else "xlsx"
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise UsageError(f"{name} is a workbook of the old kind (.xls)", path=name, help="save it as .xlsx or as CSV")
    if suffix in (".xlsx", ".xlsm", ".zip"):
        raise UsageError(f"{name} is no {suffix[1:]} file, whatever its name says", path=name, help=KNOWN)
    if suffix in (".yaml", ".yml"):
        help_ = "files of okrctl are simply put into the folder cycles or kpis"
        raise UsageError(f"{name} is YAML, which import does not read", path=name, help=help_)
    if suffix in (".md", ".markdown"):
        return "markdown"
    return "export" if suffix == ".json" else "csv"


def _kind_of_folder(path: Path, name: str) -> FileKind:
    if (path / "objectives.csv").is_file():
        return "export"
    raise UsageError(f"{name} is a folder, and no export of okrctl", path=name, help=KNOWN)


def text_of(path: Path, name: str) -> str:
    """The text of a file. Raises UsageError for what is not UTF-8, or far too long for people to have written it."""
    if path.stat().st_size > LARGEST_TEXT:
        raise UsageError(f"{name} has more than {LARGEST_TEXT:,} bytes", path=name, help="split it; nothing was read")
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{name} is not in UTF-8", path=name, help="save it as UTF-8; nothing was written") from None
