"""The files of a workspace that a command names, and those beside them: what it runs and what that is likely to load."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

CACHES = frozenset({"__pycache__"})
"""Folders that a running program fills; Python is told not to look into them, see `program.py`."""

_BREAKS = re.compile(r"[\s;|&'\"()<>=,:]+")
"""What stands between the words of an argument that is itself a command line or `--option=file`."""


def named_files(vector: Sequence[str], root: Path) -> list[tuple[str, str]]:
    """What the arguments name by a relative path or in the workspace, by name, each with the hash of its bytes.

    A file stands for its whole folder (`scripts/`), since a program loads what lies beside it; but for itself alone at the
    workspace's top, above it, and among okrctl's own files, which change with every reading.
    """
    words = {word for argument in vector for word in _words(argument) if _is_ours(word, root)}
    found = {name for word in words if (name := _name(root / word, word, root))}
    return [(name, _digest(root / name)) for name in sorted(found)]


def _words(argument: str) -> Iterator[str]:
    """The argument, and what in it may be a file's name: `--file=x`, `-fx`, a word of a command line in quotes."""
    yield argument
    yield argument[2:] if argument.startswith("-") else ""
    yield from _BREAKS.split(argument)


def _is_ours(word: str, root: Path) -> bool:
    """Whether the path begins at the workspace or leads into it; what lies elsewhere in the system is the user's own."""
    if not word or "\0" in word:
        return False
    return not Path(word).is_absolute() or any(
        Path(path).is_relative_to(root) for path in (os.path.normpath(word), os.path.realpath(word))
    )


def _name(path: Path, word: str, root: Path) -> str | None:
    """The file, or the folder with a slash, that stands for the word; None where it names neither."""
    try:
        if not path.is_file() and not path.is_dir():
            return None
    except OSError:
        return None
    folder = path if path.is_dir() else path.parent
    if not _changes_by_itself(Path(os.path.realpath(folder)), root):
        return (word if path.is_dir() else os.path.dirname(word)).rstrip("/") + "/"  # noqa: PTH120 - as it is written
    return None if path.is_dir() else word


def _changes_by_itself(folder: Path, root: Path) -> bool:
    """Whether okrctl's own files lie in the folder or below."""
    own = [root / name for name in ("kpis", "cycles", ".git", ".okrctl")]
    return root.is_relative_to(folder) or any(folder.is_relative_to(one) for one in own)


def _digest(path: Path) -> str:
    """The hash of a file's bytes, or of the names and bytes of all files in a folder and below; links are followed."""
    if not path.is_dir():
        return _of_file(path)
    digest = hashlib.sha256()
    for file in sorted(_below(path, set())):
        digest.update(f"{file.relative_to(path)}\0{_of_file(file)}\n".encode(errors="surrogateescape"))
    return digest.hexdigest()


def _below(folder: Path, walked: set[str]) -> Iterator[Path]:
    real = os.path.realpath(folder)
    if real in walked:
        return
    walked.add(real)
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir() and entry.name not in CACHES:
                yield from _below(folder / entry.name, walked)
            elif entry.is_file():
                yield folder / entry.name


def _of_file(path: Path) -> str:
    """The hash of the file's bytes; of why they cannot be read, where they cannot."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as fault:
        return f"unreadable {fault.errno}"
