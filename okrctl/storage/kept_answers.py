"""Kept answers: what a command printed, for as long as no file of the workspace has changed since.

They lie in the user's cache folder and may be deleted at any time. An answer is believed only if every file and folder of
the workspace has the size, times, inode and mode that it had, the program's own files too, and if all of them were at rest
for a while when it was computed: a file that changes twice within one tick of a clock looks the same. Everything else, a
file of the cache that does not add up included, means that the command computes.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from okrctl.core.frozen import dataclass
from okrctl.storage.layout import EXAMPLE_DATA, SCHEMA_FOLDER, WORKSPACE_FILE

AT_REST = 2_000_000_000
"""Nanoseconds that a file must have been left alone: the coarsest clocks of file systems tick every two seconds."""
MOST_KEPT = 32
"""Answers of one workspace; the oldest go."""
LARGEST = 64_000_000
"""Bytes of an answer; a larger one is not kept."""

PROGRAM = Path(__file__).parent.parent
"""Where this program's own files lie: another version of it may answer otherwise."""
READ_FOLDERS = ("cycles", "kpis")
LOOKED_INTO = (SCHEMA_FOLDER, EXAMPLE_DATA)
"""Folders of which nothing is read, but told what an interrupted write left there."""
_CHECKED = hashlib.blake2b().digest_size


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command printed, and its exit code."""

    out: str
    err: str
    code: int


@dataclass(frozen=True, slots=True)
class State:
    """All that an answer depends on but the question: a digest of what is known of the files without opening them."""

    digest: str
    newest: int
    """The last change of any of them, in nanoseconds of the system's clock."""

    def is_at_rest(self, now: int) -> bool:
        """Whether nothing was changed shortly before that moment, or after it."""
        return now - self.newest >= AT_REST


def state_of(root: Path, unopened: frozenset[str] = frozenset(), program: Path = PROGRAM) -> State | None:
    """The state of the workspace and of the program; None where it cannot be told.

    `unopened` are folders of the workspace, by their paths, that the answer does not depend on.
    """
    if os.name == "nt":
        return None  # there the system does not tell when a file was last changed, only when it was written
    try:
        marks = [
            *_marks(str(root), frozenset(f"{root}/{path}" for path in unopened)),
            *_own_marks(str(program)),
        ]
    except OSError:
        return None
    digest = hashlib.blake2b("\0".join(mark for mark, _ in marks).encode("utf-8", "surrogateescape"))
    return State(digest.hexdigest(), max(changed for _, changed in marks))


def kept_answer(folder: Path, question: str, root: Path) -> Answer | None:
    """The answer that was kept for the question about the workspace as it is; None where there is none to be believed."""
    try:
        data = _own_bytes(_file(folder, question))
    except OSError:
        return None
    if hashlib.blake2b(memoryview(data)[_CHECKED:]).digest() != data[:_CHECKED]:
        return None
    about, _, printed = data[_CHECKED:].partition(b"\n")
    kept = json.loads(about)
    is_about_it = kept.keys() >= {"state", "err", "code", "unopened"} and kept.get("question") == question
    state = state_of(root, frozenset(kept["unopened"])) if is_about_it else None
    if state is None or kept["state"] != state.digest:
        return None
    text = printed.decode("utf-8", "surrogatepass")
    return Answer(text[kept["err"] :], text[: kept["err"]], kept["code"])


def keep_answer(
    folder: Path, question: str, state: State, answer: Answer, unopened: frozenset[str] = frozenset()
) -> None:
    """Keep an answer that does not depend on the unopened folders; where that does not work nothing happens."""
    about = {"question": question, "state": state.digest, "err": len(answer.err), "code": answer.code}
    about |= {"unopened": sorted(unopened)}
    data = b"\n".join([json.dumps(about).encode(), (answer.err + answer.out).encode("utf-8", "surrogatepass")])
    if len(data) > LARGEST:
        return
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = _file(folder, question)
        new = path.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(hashlib.blake2b(data).digest() + data)
        new.replace(path)
        _forget_the_oldest(folder)


def folder_of(root: Path) -> Path:
    """The folder in the user's cache where the answers about a workspace lie."""
    from platformdirs import user_cache_path

    name = hashlib.sha256(os.fsencode(os.path.realpath(root))).hexdigest()[:32]
    return user_cache_path("okrctl") / "answers" / name


def _file(folder: Path, question: str) -> Path:
    return folder / hashlib.sha256(question.encode("utf-8", "surrogatepass")).hexdigest()


def _own_bytes(path: Path) -> bytes:
    """What stands in a file that nobody but this user can have written; OSError for any other file."""
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
        about = os.fstat(file.fileno())
        if not stat.S_ISREG(about.st_mode) or about.st_uid != os.geteuid() or about.st_mode & 0o022:
            raise OSError(path)
        return file.read()


def _forget_the_oldest(folder: Path) -> None:
    with os.scandir(folder) as entries:
        by_age = sorted((entry.stat().st_mtime_ns, entry.path) for entry in entries)
    for _, path in by_age[:-MOST_KEPT]:
        Path(path).unlink(missing_ok=True)


def _marks(root: str, unopened: frozenset[str]) -> Iterator[tuple[str, int]]:
    """Each file and folder that is read, with its last change; of the other names at the top only the names. And who reads.

    Raises OSError for a link, which may lead anywhere.
    """
    yield f"{os.geteuid()} {os.getegid()} {sorted(os.getgroups())}", 0
    names = sorted(os.listdir(root))  # noqa: PTH208 - names are all that is needed
    yield f"{root}\0{names}", Path(root).stat().st_mtime_ns
    for name in (WORKSPACE_FILE, *READ_FOLDERS):
        if name in names:
            path = f"{root}/{name}"
            yield _mark(path, os.lstat(path))
            if name != WORKSPACE_FILE:
                yield from _below(path, unopened)
    for name in LOOKED_INTO:
        with suppress(FileNotFoundError, NotADirectoryError):
            yield _mark(name, Path(root, name).stat())


def _below(folder: str, unopened: frozenset[str]) -> Iterator[tuple[str, int]]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            yield _mark(entry.name, entry.stat(follow_symlinks=False))
            if entry.is_dir(follow_symlinks=False) and entry.path not in unopened:
                yield from _below(entry.path, unopened)
    yield "", 0  # the end of the folder: a file further down is not one further up


def _mark(name: str, about: os.stat_result) -> tuple[str, int]:
    mode, modified, changed = about.st_mode, about.st_mtime_ns, about.st_ctime_ns
    if stat.S_ISLNK(mode):
        raise OSError(name)
    mark = f"{name}\0{about.st_size} {modified} {changed} {about.st_ino} {about.st_dev} {mode}"
    return mark, max(modified, changed)


def _own_marks(package: str) -> Iterator[tuple[str, int]]:
    """The program's own files: another version of it may answer otherwise."""
    with os.scandir(package) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                yield f"{entry.path}\0{entry.stat().st_mtime_ns}", 0
            elif entry.name != "__pycache__" and entry.is_dir():
                yield from _own_marks(entry.path)
