"""Opens ZIP archives, workbooks among them, and refuses those that would grow beyond all measure when they are unpacked."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from okrctl.core.errors import UsageError

LARGEST = 300_000_000
"""Bytes of everything in an archive, unpacked."""
MOST_FILES = 10_000
MOST_PACKED = 200
"""How many times larger than its archive the content may be, from `SMALL` bytes on."""
SMALL = 10_000_000
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError)
"""What comes of a wrong byte in an archive."""


@contextmanager
def opened(path: Path, name: str) -> Iterator[zipfile.ZipFile]:
    """The archive. Raises UsageError for what is none, is locked, or unpacks to too much; within it for a file that is broken."""
    with _sound(path, name) as archive:
        try:
            yield archive
        except BROKEN:
            raise _broken(name) from None


def _broken(name: str) -> UsageError:
    return UsageError(f"{name} is broken: it cannot be unpacked", path=name, help="export it again")


def _sound(path: Path, name: str) -> zipfile.ZipFile:
    """The archive, as far as its list of files tells.

    Python's reader never unpacks more of a file than the archive's own list says, so the list can be trusted here.
    """
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise _broken(name) from None
    files = archive.infolist()
    unpacked = sum(file.file_size for file in files)
    packed = max(path.stat().st_size, 1)
    if len(files) > MOST_FILES or unpacked > LARGEST or (unpacked > SMALL and unpacked > MOST_PACKED * packed):
        archive.close()
        told = f"{len(files):,} files of {unpacked:,} bytes from an archive of {packed:,}"
        raise UsageError(
            f"{name} would unpack to {told}", path=name, help="nothing was unpacked; split it, or export less"
        )
    if any(file.flag_bits & 1 for file in files):
        archive.close()
        raise UsageError(f"{name} is locked with a password", path=name, help="save it without one")
    return archive
