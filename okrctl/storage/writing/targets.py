"""Where a write may go: inside the workspace, never through a link that leads out, never to a file of several names."""

from __future__ import annotations

import os
import stat
from pathlib import Path, PurePosixPath

from okrctl.core.errors import WriteRefused
from okrctl.storage.layout import TEMPORARY_PREFIX
from okrctl.storage.writing.disk import NOTHING


def new_target(root: Path, path: str) -> Path:
    """The place of a new file.

    Raises WriteRefused where it would lie outside the workspace.
    """
    parts = PurePosixPath(path).parts
    if PurePosixPath(path).is_absolute() or ".." in parts or "\\" in path or "\0" in path or not parts:
        raise WriteRefused(f'"{path}" is no place in the workspace; nothing was written')
    target = root.joinpath(*parts)
    _refuse_outside(root, os.path.realpath(target.parent), path)
    return target


def replaceable_target(root: Path, path: str) -> Path:
    """The real place of a file that is to be replaced: a link inside the workspace is followed.

    Raises WriteRefused for a file outside, of several names, without permission, or that is none; OSError where it
    cannot be looked at.
    """
    real = os.path.realpath(new_target(root, path), strict=True)
    _refuse_outside(root, real, path)
    about = Path(real).stat()
    if not stat.S_ISREG(about.st_mode):
        raise WriteRefused(f"{path} is not a file{NOTHING}", path=path)
    if about.st_nlink - _left_by_a_kill(Path(real)) > 1:
        help_ = "copy it to a name of its own, or edit it by hand"
        raise WriteRefused(f"{path} has several names (hard links){NOTHING}", path=path, help=help_)
    if not (about.st_mode & 0o222 and os.access(real, os.W_OK)):
        raise WriteRefused(f"cannot write {path}: no permission{NOTHING}", path=path)
    return Path(real)


def _left_by_a_kill(file: Path) -> int:
    """How many temporary names the file still has: a program of ours was ended before it could remove its own."""
    return sum(file.samefile(other) for other in file.parent.iterdir() if other.name.startswith(TEMPORARY_PREFIX))


def _refuse_outside(root: Path, real: str, path: str) -> None:
    real_root = os.path.realpath(root)
    if not Path(real).is_relative_to(real_root):
        help_ = "put the files into the workspace itself"
        raise WriteRefused(f"{path} lies behind a link that leads out of the workspace{NOTHING}", path=path, help=help_)
