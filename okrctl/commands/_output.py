"""What `-o` names: written whole or not at all, never over something else without being told to."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from okrctl.core.errors import UsageError, WriteRefused

if TYPE_CHECKING:
    from okrctl.commands._context import Context
    from okrctl.storage.writing.atomic import Write

OWN = ("okrctl.yaml", "cycles", "kpis", ".okrctl", ".git")
"""What lies at the top of a workspace and is never written over."""


def write(context: Context, root: Path, file: str, data: str | bytes, sentence: str, *, force: bool) -> None:
    """Writes the file and says so, or answers with an okrctl.change/1 document.

    Raises UsageError for a folder, for a file of the workspace, and for one that exists without `force`; WriteRefused
    where the system does not let us, and then nothing was written.
    """
    from okrctl.storage.writing.disk import refusing

    path = _place(context, root, file)
    with refusing(file):
        if path.is_dir():
            raise UsageError(f"-o {file} is a folder", help="name a file in it")
        if path.exists() and not force:
            raise UsageError(f"-o {file} exists", help="--force replaces it")
    content = data.encode() if isinstance(data, str) else data
    _write(context, path.parent, {path.name: content})
    _say(context, [file], sentence, file)


def write_folder(
    context: Context, root: Path, folder: str, files: Mapping[str, bytes], sentence: str, *, force: bool
) -> None:
    """Writes the files into the folder, all or none, and says so; other files in it stay.

    Raises UsageError for a file, for a place in the workspace, and for a folder that holds something without `force`;
    WriteRefused as `write` does.
    """
    from okrctl.storage.writing.disk import refusing

    path = _place(context, root, folder)
    with refusing(folder):
        if path.exists() and not path.is_dir():
            raise UsageError(f"-o {folder} is a file", help="name a folder for the tables")
        if path.is_dir() and any(path.iterdir()) and not force:
            raise UsageError(f"-o {folder} is not empty", help="--force replaces the tables in it")
    _write(context, path.parent, {f"{path.name}/{name}": data for name, data in files.items()})
    _say(context, [f"{folder.rstrip('/')}/{name}" for name in files], sentence, folder)


def _place(context: Context, root: Path, typed: str) -> Path:
    """The real place that was typed, links followed; UsageError where the workspace keeps its own files."""
    path = Path(os.path.realpath(context.cwd / typed))
    top = Path(os.path.realpath(root))
    if path == top or (path.is_relative_to(top) and path.relative_to(top).parts[0] in OWN):
        raise UsageError(
            f"-o {typed} is a file of the workspace", help="name another place; --force does not change this"
        )
    if not path.parent.is_dir():
        raise WriteRefused(f"cannot write {typed}: there is no folder {path.parent}", help="make it first")
    return path


def _write(context: Context, folder: Path, files: Mapping[str, bytes]) -> None:
    from okrctl.storage.writing.atomic import write_all

    for warning in write_all(folder, [_change(folder, name, data) for name, data in files.items()]):
        context.say(f"warning: {warning}")


def _change(folder: Path, name: str, data: bytes) -> Write:
    """The new file, or the replacement of one that is there."""
    from okrctl.storage.writing.atomic import NewFile, Replacement
    from okrctl.storage.writing.disk import refusing

    if not (folder / name).exists():
        return NewFile(name, data)
    with refusing(name):
        return Replacement(name, data, (folder / name).read_bytes())


def _say(context: Context, wrote: list[str], sentence: str, place: str) -> None:
    if context.json:
        context.emit_json("okrctl.change/1", {"wrote": wrote, "ref": None, "id": None, "sentence": sentence})
    else:
        context.emit(f"{sentence}: {place}")
