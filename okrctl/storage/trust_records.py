"""Trust records: which source definitions the user allows, in the user's own folder, one small file for each workspace.

A record names the workspace's real path and the hash of its definitions; both must be right. Nothing in a workspace can
make one: a folder for records that lies in the workspace is not used, nor is a file that belongs to somebody else.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import stat
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from okrctl.core.errors import WriteRefused
from okrctl.core.fields import instant_text
from okrctl.storage.writing.disk import DISK, NOTHING, refusing, write_new
from okrctl.storage.writing.lock import is_usable

_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_LARGEST = 10_000


def trusted_hash(root: Path) -> str | None:
    """The hash of the definitions that the user allowed in this workspace; None where there is none that counts."""
    with suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
        file = _record_file(root)
        if file is None:
            return None
        written = json.loads(_own_bytes(file))
        sources = written["sources"]
        is_right = written["workspace"] == os.path.realpath(root) and isinstance(sources, str)
        return sources if is_right else None
    return None


def record_trust(root: Path, sources: str, at: datetime) -> Path:
    """The file that says now that the user allows these definitions. Raises WriteRefused where there is no safe place."""
    file = _record_file(root)
    if file is None or not is_usable(file.parent):
        raise WriteRefused(
            f"there is no folder of yours, outside the workspace, to keep the permission in{NOTHING}",
            help="set XDG_STATE_HOME to one, or use OKRCTL_TRUST",
        )
    about = {"workspace": os.path.realpath(root), "sources": sources, "at": instant_text(at)}
    temporary = file.with_suffix(f".{secrets.token_hex(4)}")
    with refusing(str(file)):
        write_new(DISK, temporary, json.dumps(about, indent=2).encode() + b"\n", 0o600)
        try:
            temporary.replace(file)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise
    return file


def revoke_trust(root: Path) -> Path | None:
    """The file that was taken away; None where nothing was allowed. Raises WriteRefused where it cannot be taken away."""
    file = _record_file(root)
    if file is None or not os.path.lexists(file):
        return None
    with refusing(str(file)):
        file.unlink()
    return file


def _record_file(root: Path) -> Path | None:
    """Where the record of the workspace lies; None where that would be in the workspace itself."""
    from platformdirs import user_state_path

    real = os.path.realpath(root)
    folder = user_state_path("okrctl") / "trust"
    if not folder.is_absolute() or Path(os.path.realpath(folder)).is_relative_to(real):
        return None
    return folder / f"{hashlib.sha256(os.fsencode(real)).hexdigest()[:32]}.json"


def _own_bytes(file: Path) -> bytes:
    """The bytes of a regular file that is the user's and that nobody else may write; OSError for any other."""
    with os.fdopen(os.open(file, _READ), "rb") as opened:
        about = os.fstat(opened.fileno())
        ours = not hasattr(os, "getuid") or (about.st_uid == os.getuid() and not about.st_mode & 0o022)
        if not (stat.S_ISREG(about.st_mode) and ours):
            raise PermissionError(str(file))
        return opened.read(_LARGEST)
