"""The files that sources name: where they really lie, and their bytes."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from okrctl.core.errors import SourceFailed
from okrctl.core.frozen import dataclass
from okrctl.sources.measured.around import LARGEST, Around

_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a written path leads, links followed."""

    path: Path
    is_inside: bool
    """Whether it lies in the workspace."""


def place_of(root: Path, written: str) -> Place:
    """The place of a path as it is written in a card: relative to the workspace. Raises SourceFailed for no path at all."""
    try:
        path = Path(os.path.realpath(root / written))
    except (ValueError, OSError):
        raise SourceFailed(f"{written} is no path") from None
    return Place(path, path.is_relative_to(os.path.realpath(root)))


def opened_place(around: Around, written: str) -> Path:
    """The real path of a regular file that may be read now.

    Raises SourceFailed for a file outside the workspace without trust, for what is no file, and for what is not there.
    """
    place = place_of(around.root, written)
    if not place.is_inside:
        around.require_trust(f"reads {place.path}, outside the workspace")
    try:
        mode = place.path.stat().st_mode
    except FileNotFoundError:
        raise SourceFailed(f"there is no file {written}", help="paths begin at the workspace") from None
    except OSError as fault:
        raise unreadable(written, fault) from None
    if not stat.S_ISREG(mode):
        raise SourceFailed(f"{written} is no file", help="name a regular file")
    return place.path


def read(around: Around, written: str) -> bytes:
    """The bytes of a file. Raises SourceFailed as `opened_place` does, and for one that is too large."""
    path = opened_place(around, written)
    try:
        with os.fdopen(os.open(path, _READ), "rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as fault:
        raise unreadable(written, fault) from None
    if len(data) > LARGEST:
        raise too_large(written)
    return data


def too_large(what: str) -> SourceFailed:
    """The error for more than a source may give."""
    return SourceFailed(f"{what} is larger than {LARGEST:,} bytes", help="hand over less, such as the last years")


def unreadable(written: str, fault: OSError) -> SourceFailed:
    """The error for a file that the system does not let us read."""
    return SourceFailed(f"{written} cannot be read: {(fault.strerror or str(fault)).lower()}")
