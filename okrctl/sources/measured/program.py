"""Values that a program prints: started by its argument vector, never through a shell, and ended when its time is over."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import IO

from okrctl.core.errors import SourceFailed
from okrctl.core.kpi import Source
from okrctl.sources.measured import documents, tables
from okrctl.sources.measured.around import LARGEST, Around, Rows, seconds
from okrctl.sources.measured.deadline import within
from okrctl.sources.measured.files import too_large

INSIDE = "OKRCTL_PULLING"
"""Set for the programs that `pull` starts, so that none of them pulls again."""

LAST_WORDS = 1.0
"""Seconds to wait for what a program that has ended still had to say."""

LONGEST_COMPLAINT = 4096
"""Bytes of what a program says on stderr that are kept, the last ones."""


def rows(source: Source, around: Around) -> Rows:
    """What the program prints: one number, or JSON or CSV with date and value. SourceFailed where it fails or hangs."""
    vector = source.command or ()
    around.require_trust("runs a command")
    data = _printed(vector, around, seconds(source))
    name = f"what {Path(vector[0]).name} prints"
    match source.format or ("json" if source.value else "number"):
        case "csv":
            return tables.rows_of(data, source, name)
        case "json":
            return documents.rows_of(data, source, name, around.as_of)
        case _:
            return iter([(around.as_of, _line(data, name))])


def _line(data: bytes, name: str) -> str:
    text = data.decode("utf-8", "replace").strip()
    if not text or "\n" in text:
        raise SourceFailed(f"{name} is not one number", help="print the number alone, or say format: json")
    return text


def _printed(vector: Sequence[str], around: Around, limit: float) -> bytes:
    """The program's stdout. Whatever happens, nothing of its process group stays behind unless it ended well."""
    process = _started(vector, around)
    complaint = bytearray()
    ended = False
    try:
        code, data = within(limit, lambda: _watched(process, complaint))
        ended = code == 0 and len(data) <= LARGEST
    finally:
        if not ended:
            _end(process)
    if len(data) > LARGEST:
        raise too_large(f"what {Path(vector[0]).name} prints")
    if code != 0:
        raise SourceFailed(f"{Path(vector[0]).name} ended with {_told(code)}{_last_line(complaint)}")
    return data


def _started(vector: Sequence[str], around: Around) -> subprocess.Popen[bytes]:
    program = _program(vector[0], around)
    environ = {name: value for name, value in around.environ.items() if name != "OKRCTL_TRUST"}
    environ |= {INSIDE: "1", "PYTHONPYCACHEPREFIX": os.devnull}  # see CACHES in named_files.py
    try:
        return subprocess.Popen(  # noqa: S603 - an argument vector that the user has allowed
            [vector[0], *vector[1:]],
            executable=program,
            cwd=around.root,
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except (OSError, ValueError) as fault:
        why = (fault.strerror or str(fault)).lower() if isinstance(fault, OSError) else "an argument holds a NUL"
        raise SourceFailed(f"{vector[0]} cannot be started: {why}") from None


def _program(name: str, around: Around) -> str:
    """The program's path: with a slash as it is written, from the workspace; else from the PATH outside the workspace."""
    import shutil

    if "/" in name or os.sep in name:
        return str(around.root / name)
    found = shutil.which(name, path=_path(around.root, around.environ))
    if found is None:
        raise SourceFailed(f"there is no program {name}", help="is it on the PATH where okrctl runs?")
    return found


def _path(root: Path, environ: Mapping[str, str]) -> str:
    """The PATH without what is relative or lies in the workspace: a file there could take any program's name."""
    entries = environ.get("PATH", os.defpath).split(os.pathsep)
    outside = [
        entry
        for entry in entries
        if Path(entry).is_absolute() and not Path(os.path.realpath(entry)).is_relative_to(root)
    ]
    return os.pathsep.join(outside)


def _watched(process: subprocess.Popen[bytes], complaint: bytearray) -> tuple[int, bytes]:
    """The exit code and what was printed, a little more than may be at most."""
    assert process.stdout is not None  # noqa: S101 - for the type checker
    assert process.stderr is not None  # noqa: S101 - for the type checker
    complaining = Thread(target=_drain, args=(process.stderr, complaint), daemon=True)
    complaining.start()
    with process.stdout as stdout:
        data = stdout.read(LARGEST + 1)
    if len(data) > LARGEST:
        return 0, data
    code = process.wait()
    complaining.join(LAST_WORDS)  # a program that it left behind may hold stderr open for ever
    return code, data


def _drain(stream: IO[bytes], kept: bytearray) -> None:
    """Reads to the end and keeps the last bytes."""
    with stream:
        while chunk := stream.read(1024):
            kept += chunk
            del kept[:-LONGEST_COMPLAINT]


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kills the program and all that it started in its group, and waits until it is gone."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()


def _told(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def _last_line(complaint: bytearray) -> str:
    lines = complaint.decode("utf-8", "replace").strip().splitlines()
    return f": {lines[-1].strip()[:200]}" if lines else ""
