"""The file that `-o` names: written whole or not at all, never over something else without being told to."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from okrctl.core.errors import UsageError

if TYPE_CHECKING:
    from okrctl.commands._context import Context

OWN = ("okrctl.yaml", "cycles", "kpis", ".okrctl", ".git")
"""What lies at the top of a workspace and is never written over."""


def write(context: Context, root: Path, file: str, data: str | bytes, sentence: str, *, force: bool) -> None:
    """Writes the file and says so, or answers with an okrctl.change/1 document.

    Raises UsageError for a folder, for a file of the workspace, and for one that exists without `force`; WriteRefused
    where the system does not let us.
    """
    from okrctl.storage.disk import DISK, refusing, write_new

    path = context.cwd / file
    _check(path, root, file, force=force)
    content = data.encode() if isinstance(data, str) else data
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with refusing(file):
        write_new(DISK, beside if path.exists() else path, content)
        if beside.exists():
            os.replace(beside, path)  # noqa: PTH105 - so that the name is the open file's
    if context.json:
        context.emit_json("okrctl.change/1", {"wrote": [file], "ref": None, "id": None, "sentence": sentence})
    else:
        context.emit(f"{sentence}: {file}")


def _check(path: Path, root: Path, file: str, *, force: bool) -> None:
    if path.is_dir():
        raise UsageError(f"-o {file} is a folder", help="name a file in it")
    if _is_own(path, root):
        raise UsageError(
            f"-o {file} is a file of the workspace", help="name another place; --force does not change this"
        )
    if path.exists() and not force:
        raise UsageError(f"-o {file} exists", help="--force replaces it")


def _is_own(path: Path, root: Path) -> bool:
    """Whether it lies among the workspace's own files, links followed."""
    real, top = path.resolve(), root.resolve()
    return real.is_relative_to(top) and real != top and real.relative_to(top).parts[0] in OWN
