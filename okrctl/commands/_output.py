"""What `-o` names: written whole or not at all, never over something else without being told to."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from okrctl.core.errors import UsageError, WriteRefused

if TYPE_CHECKING:
    from okrctl.commands._context import Context
    from okrctl.storage.writing.atomic import NewFile, Replacement

_Files = Mapping[str, tuple["Path", bytes]]
"""The real place and the content of each file, by the name that is told."""
OWN = ("okrctl.yaml", "cycles", "kpis", ".okrctl", ".git")
"""What lies at the top of a workspace and is never written over."""


def write(
    context: Context, root: Path, file: str, data: str | bytes, sentence: str, *, force: bool, dry_run: bool = False
) -> None:
    """Writes the file and says so, or answers with an okrctl.change/1 document; with `dry_run` shows the difference.

    Raises UsageError for a folder, for a file of the workspace, and for one that exists without `force`; WriteRefused
    where the system does not let us, and then nothing was written.
    """
    from okrctl.storage.writing.disk import refusing

    path = _place(context, root, file)
    with refusing(file):
        if path.is_dir():
            raise UsageError(f"-o {file} is a folder", help="name a file in it")
        _refuse_odd(path, f"-o {file}")
        if path.exists() and not force:
            raise UsageError(f"-o {file} exists", help="--force replaces it")
    content = data.encode() if isinstance(data, str) else data
    _carry_out(context, path, {file: (path, content)}, sentence, file, dry_run=dry_run)


def write_folder(
    context: Context,
    root: Path,
    folder: str,
    files: Mapping[str, bytes],
    sentence: str,
    *,
    force: bool,
    dry_run: bool = False,
) -> None:
    """Writes the files into the folder, all or none, and says so, or shows the difference; other files in it stay.

    Raises UsageError for a file, for a place in the workspace, and for a folder that holds something without `force`;
    WriteRefused as `write` does.
    """
    from okrctl.storage.layout import TEMPORARY_PREFIX
    from okrctl.storage.writing.disk import refusing

    path = _place(context, root, folder)
    with refusing(folder):
        if path.exists() and not path.is_dir():
            raise UsageError(f"-o {folder} is a file", help="name a folder for the tables")
        if path.is_dir() and any(not file.name.startswith(TEMPORARY_PREFIX) for file in path.iterdir()) and not force:
            raise UsageError(f"-o {folder} is not empty", help="--force replaces the tables in it")
    here = {f"{folder.rstrip('/')}/{name}": (path / name, data) for name, data in files.items()}
    _carry_out(context, path, here, sentence, folder, dry_run=dry_run)


def write_beside(context: Context, root: Path, flag: str, file: str, text: str, *, force: bool) -> None:
    """Writes a file that is not the answer itself; what it is stays unsaid. Raises what `write` raises, naming the flag."""
    from okrctl.storage.writing.atomic import write_all

    path = place_beside(context, root, flag, file, force=force)
    for warning in write_all(path.parent, [_change(path.parent, path.name, text.encode())]):
        context.say(f"warning: {warning}")


def place_beside(context: Context, root: Path, flag: str, file: str, *, force: bool) -> Path:
    """Where such a file would stand. Raises what `write_beside` raises before it writes."""
    path = _place(context, root, file, flag)
    if path.is_dir() or (path.exists() and not force):
        is_there = "is a folder" if path.is_dir() else "exists"
        raise UsageError(
            f"{flag} {file} {is_there}", help="name another file" if path.is_dir() else "--force replaces it"
        )
    _refuse_odd(path, f"{flag} {file}")
    return path


def _place(context: Context, root: Path, typed: str, flag: str = "-o") -> Path:
    """The real place that was typed, links followed; UsageError where the workspace keeps its own files.

    Raises WriteRefused for a link of the workspace that leads out of it: whoever typed the name meant the workspace.
    """
    if not typed:
        raise UsageError(f"{flag} needs a name", help=f"name a file: {flag} goals.html")
    path = Path(os.path.realpath(context.cwd / typed))
    top = Path(os.path.realpath(root))
    if _leads_out(context.cwd / typed, top):
        message = f"{flag} {typed} lies behind a link that leads out of the workspace; nothing was written"
        raise WriteRefused(message, path=typed, help=f"name the place itself: {flag} {path}")
    if path == top or (path.is_relative_to(top) and path.relative_to(top).parts[0] in OWN):
        raise UsageError(
            f"{flag} {typed} is a file of the workspace", help="name another place; --force does not change this"
        )
    if not path.parent.is_dir():
        raise WriteRefused(f"cannot write {typed}: there is no folder {path.parent}", help="make it first")
    return path


def _leads_out(place: Path, top: Path) -> bool:
    """Whether the way to a place goes through a link in the folder `top` and leaves it there."""
    here = Path(place.anchor)
    for part in place.parts[1:]:
        there = Path(os.path.realpath(here / part))
        is_link = part != ".." and there != here / part
        if is_link and here.is_relative_to(top) and not there.is_relative_to(top):
            return True
        here = there
    return False


def _carry_out(context: Context, place: Path, files: _Files, sentence: str, typed: str, *, dry_run: bool) -> None:
    """Writes the files and says so, or shows the difference."""
    from okrctl.storage.writing.atomic import write_all

    folder = place.parent
    writes = [_change(folder, path.relative_to(folder).as_posix(), data) for path, data in files.values()]
    if dry_run:
        _show(context, dict(zip(files, writes, strict=True)), sentence)
        return
    for warning in write_all(folder, writes):
        context.say(f"warning: {warning}")
    _say(context, list(files), sentence, typed)


def _refuse_odd(path: Path, typed: str) -> None:
    """Raises UsageError for a pipe, a device or a socket: reading one might never end."""
    if path.exists() and not path.is_file():
        raise UsageError(f"{typed} is not a file", help="name a file")


def _change(folder: Path, name: str, data: bytes) -> NewFile | Replacement:
    """The new file, or the replacement of one that is there."""
    from okrctl.storage.writing.atomic import NewFile, Replacement
    from okrctl.storage.writing.disk import refusing

    if not (folder / name).exists():
        return NewFile(name, data)
    with refusing(name):
        _refuse_odd(folder / name, name)
        return Replacement(name, data, (folder / name).read_bytes())


def _show(context: Context, writes: Mapping[str, NewFile | Replacement], sentence: str) -> None:
    """What would be written, as a unified diff."""
    from okrctl.storage.writing.difference import difference

    diff = "".join(difference(name, getattr(write, "old", None), write.data) for name, write in writes.items())
    if context.json:
        context.emit_change(sentence, diff=diff)
    else:
        context.emit(diff)


def _say(context: Context, wrote: list[str], sentence: str, place: str) -> None:
    if context.json:
        context.emit_change(sentence, wrote=wrote)
    else:
        context.emit(f"{sentence}: {place}")
