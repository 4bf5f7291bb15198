"""Git's objects, read without touching a work tree: which files a tree has, and what stands in them."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import IO

from okrctl.core.frozen import dataclass
from okrctl.storage.history.git import QUIET, READ_PATIENCE, READING, environment
from okrctl.storage.layout import LARGEST_READINGS, YAML_SUFFIXES


@dataclass(frozen=True, slots=True)
class Blob:
    """One entry of a tree."""

    mode: str
    """100644 an ordinary file, 120000 a link, 160000 another repository."""
    id: str


@dataclass(frozen=True, slots=True)
class Objects:
    """The contents of files by their id; of one that is too large its size, of one that is not there nothing."""

    contents: Mapping[str, bytes | int] = field(default_factory=dict)


def tree(root: Path, tree_ish: str) -> dict[str, Blob]:
    """Every file of a tree by its path in it; empty for a tree that does not exist."""
    asked = subprocess.run(  # noqa: S603 - a list of arguments, no shell
        ["git", *READING, "ls-tree", "-r", "-z", "--full-tree", tree_ish],  # noqa: S607 - the user's git
        cwd=root,
        env=environment(**QUIET),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=READ_PATIENCE,
        check=False,
    )
    return dict(_entries(asked.stdout)) if asked.returncode == 0 else {}


def _entries(listing: bytes) -> Iterator[tuple[str, Blob]]:
    for line in listing.split(b"\0"):
        about, _, path = line.partition(b"\t")
        if path:
            mode, _, id_ = about.decode().split()
            yield path.decode("utf-8", "surrogateescape"), Blob(mode, id_)


def yaml_contents(root: Path, files: Mapping[str, Blob]) -> Objects:
    """The contents of those files that a workspace may read."""
    return contents(
        root,
        {
            blob.id
            for path, blob in files.items()
            if path.endswith(YAML_SUFFIXES) and blob.mode.startswith("100") and "/." not in f"/{path}"
        },
    )


def contents(root: Path, ids: Iterable[str]) -> Objects:
    """The contents of these objects, asked for in one go; of one above the largest size its size alone."""
    return Objects({id_: content for id_, content in _answers(root, sorted(set(ids))) if content is not None})


def contents_at(root: Path, places: Sequence[tuple[str, str]]) -> list[bytes | None]:
    """What stands at each revision and path below the workspace, asked for in one go; None where there is no file, or a huge one."""
    answers = _answers(root, [f"{revision}:./{path}" for revision, path in places])
    return [content if isinstance(content, bytes) else None for _, content in answers]


def _answers(root: Path, questions: Sequence[str]) -> Iterator[tuple[str, bytes | int | None]]:
    """The id and the content of each object that is asked for, in that order; no content where there is none."""
    if not questions:
        return
    with tempfile.TemporaryFile() as written:
        written.write("".join(f"{question}\n" for question in questions).encode())
        written.seek(0)
        with subprocess.Popen(  # noqa: S603 - a list of arguments, no shell
            ["git", *READING, "cat-file", "--batch"],  # noqa: S607 - the user's git
            cwd=root,
            env=environment(**QUIET),
            stdin=written,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as running:
            if running.stdout:
                yield from _spoken(running.stdout)


def _spoken(answers: IO[bytes]) -> Iterator[tuple[str, bytes | int | None]]:
    """Each answer: a line `<id> <type> <size>`, the content, a line end; or a line `<question> missing`."""
    while line := answers.readline():
        id_, *about = line.decode("utf-8", "surrogateescape").split()
        if len(about) != 2 or not about[1].isdigit():
            yield id_, None
        elif (size := int(about[1])) > LARGEST_READINGS:
            _pass_over(answers, size + 1)
            yield id_, size
        else:
            yield id_, answers.read(size)
            answers.read(1)


def _pass_over(answers: IO[bytes], size: int) -> None:
    while size > 0:
        size -= len(answers.read(min(size, 1_000_000))) or size
