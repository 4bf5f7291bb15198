"""Revisions: what `--at` and `diff` name, found in git's history, and the workspace as it was then."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

from okrctl.core.errors import UnknownName, WorkspaceError
from okrctl.storage.history import git, git_objects
from okrctl.storage.layout import WORKSPACE_FILE
from okrctl.storage.reading.tree_folder import TreeFolder


def check_history(folder: Path, what: str) -> None:
    """Raises WorkspaceError where there is no git history that `what` (such as `--at`) could read."""
    why = git.trouble(folder)
    if why and why != git.NO_WORK_TREE:
        raise WorkspaceError(f"{what} reads git's history, and {why}", help="leave it out to see the files as they are")


def commit_named(folder: Path, revision: str) -> str:
    """The whole name of the commit that a revision names. Raises UnknownName where it names none."""
    found = None if revision.startswith("-") else git.commit_of(folder, revision)
    if found:
        return found
    if git.head(folder) is None:
        raise UnknownName("there is no commit yet", help="git add . && git commit makes the first")
    raise UnknownName(f'no revision "{revision}" in this repository{_shallow(folder)}', help=_help(folder))


def last_commit_on(folder: Path, day: date) -> str:
    """The last commit of the checked-out branch up to the end of that day (UTC), by the time of the commit.

    A branch that was merged later had not arrived then, so only the first parents are followed. Raises UnknownName where
    there is no commit so early.
    """
    end = datetime.combine(day, time(23, 59, 59), UTC).timestamp()
    found = git.commit_before(folder, int(end)) if end > 0 else None
    if found:
        return found
    raise UnknownName(f"no commit up to {day}{_shallow(folder)}", help=_help(folder))


def parting(folder: Path, one: str, other: str) -> str:
    """The commit where the ways to two commits parted. Raises UnknownName where they have nothing in common."""
    found = git.merge_base(folder, one, other)
    if found:
        return found
    raise UnknownName(f"{one[:10]} and {other[:10]} have no commit in common{_shallow(folder)}", help=_help(folder))


def _shallow(folder: Path) -> str:
    return "; this clone is shallow and does not know all of the history" if git.is_shallow(folder) else ""


def _help(folder: Path) -> str:
    if git.is_shallow(folder):
        return "git fetch --unshallow brings the rest"
    return "git log --oneline shows what there is"


def folder_at(folder: Path, commit: str, *, is_root: bool) -> TreeFolder:
    """The workspace's files as a commit holds them, by one look at its tree and one reading of all its files.

    `folder` is the workspace, or where `is_root` is not, any folder in the repository: then the nearest workspace upwards
    in the commit is meant. Raises WorkspaceError where the commit has none there.
    """
    prefix = git.prefix(folder)
    for inside in [prefix] if is_root else _upwards(prefix):
        files = git_objects.tree(folder, f"{commit}:{inside}" if inside else commit)
        if WORKSPACE_FILE in files:
            kept = {path: blob for path, blob in files.items() if _is_read(path)}
            contents = git_objects.yaml_contents(folder, kept)
            return TreeFolder(folder, commit=commit, tree=kept, objects=contents)
    where = prefix.rstrip("/") or "the repository"
    raise WorkspaceError(f"{where} had no {WORKSPACE_FILE} at {commit[:10]}", help="name another revision or day")


def _upwards(prefix: str) -> list[str]:
    """`a/b/`, `a/` and ``, for a folder a/b of the repository."""
    parts = prefix.rstrip("/").split("/") if prefix else []
    return ["/".join([*parts[:depth], ""]) for depth in range(len(parts), 0, -1)] + [""]


def _is_read(path: str) -> bool:
    return path.partition("/")[0] in {WORKSPACE_FILE, "cycles", "kpis"}
