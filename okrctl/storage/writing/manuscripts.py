"""A person's text while it is being edited: a copy outside the workspace, and what is at fault in it as comments on top."""

from __future__ import annotations

import os
import re
import secrets
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from okrctl.core.errors import WriteRefused
from okrctl.core.finding import Finding
from okrctl.core.frozen import dataclass
from okrctl.storage.reading.documents import read_document
from okrctl.storage.reading.text_guards import UTF8_BOM
from okrctl.storage.reading.validation import validated
from okrctl.storage.writing.atomic import Replacement, write_all
from okrctl.storage.writing.disk import DISK, NOTHING, refusing, write_new
from okrctl.storage.writing.lock import is_usable

MARK = "# okrctl: "
"""Begins the lines that are ours; they are taken out again."""

_OURS = re.compile(rb"(?:# okrctl: [^\r\n]*(?:\r\n|\n|\r|\Z))+")


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A copy of a file for an editor."""

    file: Path

    def text(self) -> bytes:
        """What the person wrote, without our lines."""
        data = self._data()
        bom, body = (UTF8_BOM, data[len(UTF8_BOM) :]) if data.startswith(UTF8_BOM) else (b"", data)
        ours = _OURS.match(body)
        return bom + (body[ours.end() :] if ours else body)

    def mark(self, faults: Sequence[str]) -> None:
        """Puts the faults above what the person wrote, each on a line of its own."""
        text = self.text()
        bom, body = (UTF8_BOM, text[len(UTF8_BOM) :]) if text.startswith(UTF8_BOM) else (b"", text)
        lines = "".join(f"{MARK}{' '.join(fault.split())}\n" for fault in faults)
        marked = Replacement(self.file.name, bom + lines.encode() + body, self._data())
        write_all(self.file.parent, [marked])

    def remove(self) -> None:
        """Takes the copy away: its text is in the workspace, or nothing was written in it. One that stays harms nobody."""
        with suppress(OSError):
            self.file.unlink()

    def _data(self) -> bytes:
        with refusing(str(self.file)):
            return self.file.read_bytes()


def manuscript(path: str, data: bytes) -> Manuscript:
    """A copy of the file's bytes that only its owner can read, outside the workspace. Raises WriteRefused without a place."""
    folder = next((folder for folder in folders() if is_usable(folder)), None)
    if folder is None:
        raise WriteRefused(
            f"there is no folder to keep your text in while you edit it{NOTHING}", help="set XDG_STATE_HOME"
        )
    name = path.removesuffix(".yaml").removesuffix(".yml").replace("/", "-")
    file = folder / f"{name}-{secrets.token_hex(4)}.yaml"
    with refusing(str(file)):
        write_new(DISK, file, data, 0o600)
    return Manuscript(file)


def kept(prefix: str) -> list[Path]:
    """The copies whose names begin so, the oldest first."""
    found = [file for folder in folders() if is_usable(folder) for file in folder.glob(f"{prefix}-*.yaml")]
    return sorted(found, key=lambda file: (file.lstat().st_mtime_ns, file.name))


def is_manuscript(file: Path) -> bool:
    """Whether the file is one of the copies, and no file of the person's own."""
    return file.resolve().parent in [folder.resolve() for folder in folders()]


def folders() -> tuple[Path, ...]:
    """Where copies may lie: the user's own folder for such things, else one of theirs among the temporary files."""
    from platformdirs import user_state_path

    user = str(os.getuid()) if hasattr(os, "getuid") else "user"
    return user_state_path("okrctl") / "drafts", Path(tempfile.gettempdir()) / f"okrctl-{user}"


def read(kind: type[Any], path: str, text: bytes) -> tuple[Any, list[Finding]]:
    """What the text says, and what is wrong with it; the value is None where nothing of it makes sense."""
    document, faults = read_document(path, text)
    value, more = validated(kind, document) if document else (None, [])
    return value, [*faults, *more]


def in_lines(faults: Sequence[Finding]) -> list[str]:
    """The faults for `mark`: the line that each is in, counted with the lines that `mark` adds."""
    return [f"line {fault.line + len(faults)}: {_told(fault)}" if fault.line else _told(fault) for fault in faults]


def _told(fault: Finding) -> str:
    return f"{fault.message} ({fault.help})" if fault.help else fault.message
