"""The lock that lets one okrctl after the other edit a workspace: a file outside of it, never the data itself."""

from __future__ import annotations

import hashlib
import os
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from okrctl.core.errors import WriteRefused
from okrctl.storage.writing.disk import NOTHING, reason

if TYPE_CHECKING:
    from filelock import BaseFileLock

LONGEST_WAIT = 5.0
"""Seconds; an edit takes a fraction of one."""

_WITHOUT = "OKRCTL_NO_LOCK=1 writes without a lock, if nobody else writes now"


@contextmanager
def locked(root: Path, *, wait: float = LONGEST_WAIT, folders: Sequence[Path] | None = None) -> Iterator[None]:
    """Holds the workspace's lock; the system gives it back when the program ends, however it ends.

    `folders`: where the lock file may lie, the first usable one counts. Raises WriteRefused where the lock is held for
    longer than `wait` seconds or does not work.
    """
    held = _acquired(_lock_file(root, usual_folders() if folders is None else folders), wait)
    try:
        yield
    finally:
        with suppress(OSError):
            held.release()


def usual_folders() -> tuple[Path, ...]:
    """The user's cache folder and, where there is none, a folder of the user's own among the temporary files."""
    from platformdirs import user_cache_path

    user = str(os.getuid()) if hasattr(os, "getuid") else "user"
    return user_cache_path("okrctl") / "locks", Path(tempfile.gettempdir()) / f"okrctl-{user}"


def _lock_file(root: Path, folders: Sequence[Path]) -> Path:
    name = hashlib.sha256(os.fsencode(os.path.realpath(root))).hexdigest()[:32]
    for folder in folders:
        if is_usable(folder):
            return folder / f"{name}.lock"
    tried = ", nor in ".join(str(folder) for folder in folders)
    raise WriteRefused(f"no lock file can be made in {tried}{NOTHING}", help=_WITHOUT)


def is_usable(folder: Path) -> bool:
    """Whether the folder is there, or can be made, is ours and can be written to."""
    try:
        if not folder.is_absolute():
            return False
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        ours = not hasattr(os, "getuid") or folder.lstat().st_uid == os.getuid()
        return ours and os.access(folder, os.W_OK | os.X_OK)
    except OSError:
        return False


def _acquired(path: Path, wait: float) -> BaseFileLock:
    from filelock import FileLock, SoftFileLock, Timeout

    lock = FileLock(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a fall-back to a lock that outlives a crash is refused below
            lock.acquire(timeout=wait)
    except Timeout:
        raise WriteRefused(
            f"the workspace is locked: another okrctl is writing{NOTHING}", help="run the command again"
        ) from None
    except (OSError, NotImplementedError) as fault:
        why = reason(fault) if isinstance(fault, OSError) else "the system knows no file locks"
        raise WriteRefused(f"the workspace cannot be locked: {why}{NOTHING}", help=_WITHOUT) from fault
    if isinstance(lock, SoftFileLock):
        lock.release()
        raise WriteRefused(f"the workspace cannot be locked: {path.parent} knows no file locks{NOTHING}", help=_WITHOUT)
    return lock
