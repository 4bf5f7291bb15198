"""Disk: the few calls by which files are written, as a value, so that a test can let the N-th one fail."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from okrctl.core.errors import WriteRefused
from okrctl.core.frozen import dataclass

_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

_REASONS = {
    errno.ENOSPC: "no space left on the disk",
    errno.EDQUOT: "the disk quota is used up",
    errno.EROFS: "the file system is read-only",
    errno.EACCES: "no permission",
    errno.EPERM: "no permission",
    errno.EIO: "the disk reports an input/output error",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ELOOP: "the link leads in a circle",
    errno.ENOTDIR: "a part of the path is not a folder",
}


NOTHING = "; nothing was written"
"""How each refusal ends."""


def _to_the_platter(fd: int) -> None:
    """Syncs a file; on macOS through the drive's own cache, which fsync leaves alone there."""
    if sys.platform == "darwin":
        import fcntl

        with suppress(OSError):
            fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
            return
    os.fsync(fd)


@dataclass(frozen=True, slots=True, kw_only=True)
class Disk:
    """The calls; each raises OSError as those of `os` do."""

    open: Callable[..., int] = os.open
    read: Callable[[int, int], bytes] = os.read
    write: Callable[[int, Any], int] = os.write
    fsync: Callable[[int], None] = _to_the_platter
    close: Callable[[int], None] = os.close
    chmod: Callable[[Path, int], None] = os.chmod
    link: Callable[[Path, Path], None] = os.link
    replace: Callable[[Path, Path], None] = os.replace
    unlink: Callable[[Path], None] = os.unlink
    mkdir: Callable[[Path], None] = os.mkdir
    rmdir: Callable[[Path], None] = os.rmdir


DISK = Disk()


def write_new(disk: Disk, path: Path, data: bytes, mode: int | None = None) -> None:
    """Writes and syncs a file that is not there yet, wholly or not at all; without `mode` its permissions follow the umask."""
    fd = disk.open(path, _CREATE, 0o666 if mode is None else 0o600)
    try:
        _fill(disk, fd, data)
        if mode is not None:
            disk.chmod(path, mode)
        disk.close(fd)
    except BaseException:
        with suppress(OSError):
            disk.unlink(path)
        raise


def _fill(disk: Disk, fd: int, data: bytes) -> None:
    """Writes all bytes and syncs them; closes the file only if that fails."""
    try:
        left = memoryview(data)
        while left:
            left = left[disk.write(fd, left) :]
        disk.fsync(fd)
    except BaseException:
        with suppress(OSError):
            disk.close(fd)
        raise


def read_all(disk: Disk, path: Path) -> bytes:
    """The bytes of a file."""
    fd = disk.open(path, _READ)
    try:
        chunks = list(iter(lambda: disk.read(fd, 1 << 20), b""))
    except BaseException:
        with suppress(OSError):
            disk.close(fd)
        raise
    disk.close(fd)
    return b"".join(chunks)


def sync_folder(disk: Disk, folder: Path) -> None:
    """Syncs the names in a folder, where the system can do so."""
    if sys.platform == "win32":
        return
    fd = disk.open(folder, os.O_RDONLY)
    try:
        disk.fsync(fd)
    except OSError as fault:
        if fault.errno != errno.EINVAL:
            raise
    finally:
        disk.close(fd)


def reason(fault: OSError) -> str:
    """Why a call failed, in plain words."""
    return _REASONS.get(fault.errno or 0) or (fault.strerror or str(fault)).lower()


@contextmanager
def refusing(path: str) -> Iterator[None]:
    """Turns what the system says against writing `path` into a WriteRefused."""
    try:
        yield
    except OSError as fault:
        raise WriteRefused(f"cannot write {path}: {reason(fault)}{NOTHING}", path=path) from fault
