"""Git, asked by subprocess: what it knows of a file, and a commit of exactly the files that okrctl wrote.

Reading starts no program that a repository or its configuration names, and fetches nothing: no hook, pager, filter, diff
driver, signature check or file system monitor. A commit, which somebody asked for, is git's own: it runs the repository's
hooks. Variables by which a hook's git names its own repository and index are not passed on.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from okrctl.core.errors import NotCommitted, WriteRefused
from okrctl.core.frozen import dataclass
from okrctl.storage.layout import WORKSPACE_FILE
from okrctl.storage.writing.disk import NOTHING

READ_PATIENCE = 20.0
"""Seconds that git may take to read something."""

COMMIT_PATIENCE = 600.0
"""Seconds that a commit may take; hooks may run a project's tests."""

READING = (
    "--no-optional-locks", "--no-pager", "--literal-pathspecs",
    "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}", "-c", "log.showSignature=false",
)  # fmt: skip
"""What every question to git begins with."""

_COMPARING = ("--no-ext-diff", "--no-textconv", "--ignore-submodules=all")
"""What every question begins with that makes git compare contents; a submodule may name programs of its own."""

_FILTERS = r"^filter\..*\.(clean|smudge|process|required)$"
"""Keys of git's configuration by which comparing with the work tree starts programs."""

_COMMITTING = ("--no-pager", "--literal-pathspecs", "-c", "safe.bareRepository=explicit")
"""What every step of a commit begins with; a folder in the workspace that looks like a repository is none."""

QUIET = {"GIT_ALLOW_PROTOCOL": "", "GIT_NO_LAZY_FETCH": "1"}
"""Variables by which git fetches nothing, whatever it misses."""

_KEPT = (
    "GIT_AUTHOR_",
    "GIT_COMMITTER_",
    "GIT_CONFIG_",
    "GIT_CEILING_DIRECTORIES",
    "GIT_DISCOVERY_ACROSS_FILESYSTEM",
    "GIT_EXEC_PATH",
)
"""Variables for git that are passed on; the others may come from a hook and name another repository and index."""

_UNFINISHED = {
    "MERGE_HEAD": "merge",
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
}


NO_WORK_TREE = "the repository has no working tree"


def trouble(root: Path) -> str | None:
    """Why git cannot be used with the workspace, in words that follow "because"; None where it can."""
    asked = ask(root, "rev-parse", "--is-inside-work-tree")
    if asked is None:
        return "git is not installed or does not answer"
    if asked.returncode == 0:
        return None if asked.stdout.strip() == "true" else NO_WORK_TREE
    if "dubious ownership" in asked.stderr:
        return "git does not trust the repository: it belongs to another user"
    if "not a git repository" in asked.stderr:
        return "the workspace is in no git repository"
    return _last_line(asked.stderr) or "git cannot read the repository"


def config(root: Path, key: str) -> str | None:
    """What git's configuration says for the key, as seen from the workspace; None where it says nothing."""
    asked = ask(root, "config", "--get", key)
    return asked.stdout.rstrip("\n") if asked and asked.returncode == 0 else None


def head(root: Path) -> str | None:
    """The revision that is checked out, None where there is none yet or no repository."""
    return _answer(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")


def commit_of(root: Path, revision: str) -> str | None:
    """The whole name of the commit that a revision names, None where it names none."""
    return _answer(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")


def commit_before(root: Path, moment: int) -> str | None:
    """The last commit of the branch that is checked out, by the time of the commit (seconds since 1970), up to a moment."""
    return _answer(root, "rev-list", "-1", "--first-parent", f"--min-age={moment}", "HEAD")


def merge_base(root: Path, one: str, other: str) -> str | None:
    """The commit where the ways to two commits parted, None where they have none in common."""
    return _answer(root, "merge-base", one, other)


def raw_log(root: Path, revision: str, folders: Sequence[str]) -> str:
    r"""The commits up to a revision that touch the folders, the newest first, merges left out.

    Each is `\x01` and id, parents, seconds since 1970, author and address with `\x02` between them; then, each ended by a
    NUL, what changed (`:modes ids letter`) and the path. Empty without a history.
    """
    form = "%x01%H%x02%P%x02%at%x02%an%x02%ae"
    asked = ask(
        root, "log", *_COMPARING, revision, "--no-merges", "--no-renames", "--raw", "-z", "--no-abbrev",
        "--relative", f"--format={form}", "--", *folders,
    )  # fmt: skip
    return asked.stdout if asked and asked.returncode == 0 else ""


def is_shallow(root: Path) -> bool:
    """Whether the clone knows only the end of the history."""
    return _answer(root, "rev-parse", "--is-shallow-repository") == "true"


def prefix(root: Path) -> str:
    """What leads from the top of the repository to the folder: `goals/`; empty at the top and in a bare repository."""
    return (_answer(root, "rev-parse", "--show-prefix") or "").rstrip("\n")


def has_changes(root: Path) -> bool:
    """Whether the workspace's own files say more than the revision that is checked out, new ones included."""
    question = ("status", "--porcelain", "--untracked-files=normal", "--ignore-submodules=all")
    return bool(_said(ask(root, *question, "--", WORKSPACE_FILE, "cycles", "kpis", **_without_filters(root))))


def is_committed(root: Path, path: str) -> bool:
    """Whether the revision that is checked out holds the file, in whatever wording."""
    return bool(_answer(root, "ls-tree", "-z", "--name-only", "HEAD", "--", _inside(root, path)))


def unfinished(root: Path) -> str | None:
    """The merge, rebase, cherry-pick or revert that is going on; None where there is none."""
    folder = _answer(root, "rev-parse", "--absolute-git-dir")
    found = (what for name, what in _UNFINISHED.items() if folder and os.path.lexists(Path(folder, name)))
    return next(found, None)


def check_committable(root: Path) -> None:
    """Raises WriteRefused where a commit could not be made: no repository, nobody to sign it, an unfinished merge."""
    why = trouble(root)
    if why:
        raise WriteRefused(f"cannot commit, because {why}{NOTHING}", help="leave out --commit")
    going_on = unfinished(root)
    if going_on:
        help_ = f"finish the {going_on} first, or leave out --commit"
        raise WriteRefused(f"cannot commit in the middle of a {going_on}{NOTHING}", help=help_)
    if not (_answer(root, "var", "GIT_AUTHOR_IDENT") and _answer(root, "var", "GIT_COMMITTER_IDENT")):
        help_ = 'git config user.name "…"; git config user.email …'
        raise WriteRefused(f"cannot commit, because git does not know who you are{NOTHING}", help=help_)


def commit(root: Path, paths: Sequence[str], message: str) -> str:
    """Commits these files as they are, and nothing else that is staged; the new revision.

    Raises NotCommitted, saying that the files are written, where git or a hook does not let it happen.
    """
    inside = {_inside(root, path): os.path.lexists(root / path) for path in paths}
    unknown = {path for path in inside if not _answer(root, "ls-files", "-z", "--", path)}
    real = [path for path, is_there in inside.items() if is_there or path not in unknown]
    new = [path for path in real if path in unknown]
    done = _commit(root, "add", "--intent-to-add", "--", *new) if new else None
    if done is None or done.returncode == 0:
        done = _commit(root, "commit", "--quiet", "--only", f"--message={message}", "--", *real)
    if done.returncode != 0:
        if new:
            _commit(root, "reset", "--quiet", "--", *new)
        why = _last_line(done.stderr) or _last_line(done.stdout) or "git gave no reason"
        raise NotCommitted(f"written, not committed: {why}", help=f"git add {' '.join(paths)} && git commit")
    return head(root) or ""


@dataclass(frozen=True, slots=True)
class Commit:
    """A revision with its author's day and the files in which it changed something that was asked for."""

    id: str
    day: str
    """`YYYY-MM-DD`."""
    paths: tuple[str, ...]
    """Relative to the workspace."""


def commits(root: Path, since: str, pattern: str, folders: Sequence[str]) -> tuple[Commit, ...]:
    """The commits since a day that changed lines which match the pattern, the oldest first; none without a repository."""
    asked = _answer(
        root, "log", *_COMPARING, f"--since={since}T00:00:00Z", "--topo-order", "--reverse", "--relative", "--name-only", "-z",
        f"-G{pattern}", "--date=short", "--format=%x01%H %ad", "--", *folders,
    )  # fmt: skip
    return tuple(_commit_in(entry) for entry in (asked or "").split("\x01") if entry.strip("\0\n"))


def _commit_in(entry: str) -> Commit:
    head, *paths = (line for line in entry.replace("\0", "\n").split("\n") if line)
    revision, _, day = head.partition(" ")
    return Commit(revision, day, tuple(paths))


def edited(root: Path, folders: Sequence[str]) -> tuple[str, ...]:
    """The files that differ from the revision that is checked out, relative to the workspace."""
    question = ("diff", *_COMPARING, "--name-only", "--relative", "-z", "HEAD", "--", *folders)
    return tuple(filter(None, (_said(ask(root, *question, **_without_filters(root))) or "").split("\0")))


def _inside(root: Path, path: str) -> str:
    """The path as git knows it from the workspace's folder: git follows no links."""
    return os.path.relpath(os.path.realpath(root / path), os.path.realpath(root))


def _answer(root: Path, *question: str) -> str | None:
    """What git says to a question, None for an error or nothing."""
    return _said(ask(root, *question))


def _said(asked: subprocess.CompletedProcess[str] | None) -> str | None:
    return asked.stdout.strip("\n\0") or None if asked and asked.returncode == 0 else None


def _without_filters(root: Path) -> dict[str, str]:
    """Variables by which git runs none of the filters that its configuration names, however their names are spelled."""
    named = _answer(root, "config", "--null", "--name-only", "--get-regexp", _FILTERS)
    count = os.environ.get("GIT_CONFIG_COUNT", "")
    first = int(count) if count.isdecimal() else 0
    keys = list(enumerate(filter(None, (named or "").split("\0")), first))
    values = {f"GIT_CONFIG_VALUE_{n}": "false" if key.endswith(".required") else "" for n, key in keys}
    return {f"GIT_CONFIG_KEY_{n}": key for n, key in keys} | values | {"GIT_CONFIG_COUNT": str(first + len(keys))}


def ask(root: Path, *question: str, **more: str) -> subprocess.CompletedProcess[str] | None:
    """What git says to a question, in English; None where there is no git or no answer in time."""
    try:
        return _run(root, [*READING, *question], READ_PATIENCE, **QUIET, LC_ALL="C", **more)
    except (OSError, subprocess.TimeoutExpired):
        return None


def _commit(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    try:
        return _run(root, [*_COMMITTING, *command], COMMIT_PATIENCE, GIT_EDITOR="true")
    except (OSError, subprocess.TimeoutExpired) as fault:
        return subprocess.CompletedProcess([], 1, "", str(fault))


def _run(root: Path, arguments: Sequence[str], patience: float, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - a list of arguments, no shell
        ["git", *arguments],  # noqa: S607 - the git that the user's PATH names
        cwd=root,
        env=environment(**more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=patience,
        check=False,
    )


def environment(**more: str) -> dict[str, str]:
    """The variables that git gets: none that names another repository, no question, no program in the working directory."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name.startswith(_KEPT)}
    folders = [folder for folder in kept.get("PATH", os.defpath).split(os.pathsep) if Path(folder).is_absolute()]
    return {**kept, "PATH": os.pathsep.join(folders), "GIT_TERMINAL_PROMPT": "0", **more}


def _last_line(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return lines[-1].removeprefix("fatal: ").removeprefix("error: ") if lines else ""
