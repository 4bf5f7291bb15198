"""The workspace as git's history holds it, for `--at` and `diff`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrctl.core.errors import WorkspaceError

if TYPE_CHECKING:
    from pathlib import Path

    from okrctl.commands._context import Context
    from okrctl.report.history.diff import State
    from okrctl.storage.loading import Loaded


def load_at(context: Context, typed: str) -> Loaded:
    """The workspace at a revision, or at the end of a day.

    Raises WorkspaceError where there is no history or no workspace in it, UnknownName for a revision that is none.
    """
    from okrctl.storage.history import revisions

    revisions.check_history(place(context)[0], "--at")
    return load_commit(context, commit_named(context, typed))


def load_commit(context: Context, commit: str) -> Loaded:
    """The workspace at a commit, by its whole name."""
    from okrctl.storage.history import revisions
    from okrctl.storage.loading import load

    folder, is_root = place(context)
    return load(folder, revisions.folder_at(folder, commit, is_root=is_root))


def place(context: Context) -> tuple[Path, bool]:
    """The workspace's folder; where there is none now, the folder asked from, and False: the past may have one."""
    try:
        return context.workspace_root, True
    except WorkspaceError:
        named = context.root or context.environ.get("OKRCTL_ROOT") or ""
        folder = context.cwd / named
        if not folder.is_dir():
            raise
        return folder, False


def two_states(context: Context, typed: str | None) -> tuple[State, State, Loaded]:
    """The earlier and the later state that `REV`, `REV..REV` or nothing names, and what was loaded of the later one.

    Without a second revision the later one is what `--at` names, else the files as they are.
    """
    from okrctl.storage.history import revisions

    folder, _ = place(context)
    revisions.check_history(folder, "okrctl diff")
    first, dots, second = _ends(typed)
    start = commit_named(context, first)
    if dots and not second:
        second = "HEAD"
    later = load_commit(context, commit_named(context, second)) if second else context.load()
    if dots == "...":
        start = revisions.parting(folder, start, commit_named(context, second))
    earlier = load_commit(context, start)
    for loaded in (earlier, later):
        loaded.require_settings()
    return _state(earlier, first if dots != "..." else start[:10]), _state(later, second or context.at or ""), later


def _ends(typed: str | None) -> tuple[str, str, str]:
    """The first revision, the dots and the second one; HEAD for a first one that is not named."""
    text = typed or ""
    dots = "..." if "..." in text else ".." if ".." in text else ""
    first, _, second = text.partition(dots) if dots else (text, "", "")
    return first or "HEAD", dots, second


def commit_named(context: Context, typed: str) -> str:
    """The commit that a revision names, or the last one of a day."""
    from okrctl.storage.history import revisions

    folder, _ = place(context)
    day = context.day_at(typed)
    return revisions.last_commit_on(folder, day) if day else revisions.commit_named(folder, typed)


def _state(loaded: Loaded, name: str) -> State:
    from okrctl.report.history.diff import State

    return State(name or "the files as they are", loaded.workspace, frozenset(loaded.files), loaded.complete)
