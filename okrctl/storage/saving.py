"""save: a change into the files, or nothing at all. The other half of the law `load(save(files, change)) == apply(load(files), change)`.

Read what is to be edited, apply the change to the model, work out the new texts, parse those again and compare, and only
then write.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

from okrctl.core.changes.changes import Change, Several, apply, sentence
from okrctl.core.errors import WorkspaceError
from okrctl.core.frozen import dataclass
from okrctl.core.settings import FORMAT_VERSION
from okrctl.storage.layout import WORKSPACE_FILE
from okrctl.storage.loading import Loaded
from okrctl.storage.writing.atomic import write_all
from okrctl.storage.writing.current import current_files, edits_files, with_current
from okrctl.storage.writing.disk import DISK, Disk
from okrctl.storage.writing.drafts import Draft, drafted, require_meant
from okrctl.storage.writing.soundness import refuse_contradictions


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a change did, or with `dry_run` would do."""

    paths: tuple[str, ...]
    """The files, relative to the workspace."""
    diff: str
    """All of it as a unified diff."""
    sentence: str
    """The change in one line."""
    warnings: tuple[str, ...] = ()
    """What went wrong after everything was written, and harms nothing."""


def save(
    loaded: Loaded, change: Change | Several, *, dry_run: bool = False, lock: bool = True, disk: Disk = DISK
) -> Written:
    """Writes the change, all of it or nothing; with `dry_run` only works it out.

    Raises WorkspaceError for a file that cannot be read or a newer format, UsageError and UnknownName for a change that
    does not fit, WriteRefused where the files cannot be written or not safely.
    """
    _refuse_newer_format(loaded)
    with _lock(loaded, change, wanted=lock and not dry_run):
        drafts = _checked_drafts(loaded, change)
        writes = [write for draft in drafts for write in draft.writes]
        warnings = () if dry_run else write_all(loaded.root, writes, disk)
    return Written(
        paths=tuple(path for draft in drafts for path in draft.paths),
        diff="".join(draft.diff for draft in sorted(drafts, key=lambda draft: draft.moves_to is not None)),
        sentence=sentence(change),
        warnings=warnings,
    )


def _checked_drafts(loaded: Loaded, change: Change | Several) -> tuple[Draft, ...]:
    files = current_files(loaded, change)
    before = with_current(loaded.workspace, files)
    after = apply(before, change)
    refuse_contradictions(loaded, before, after, change)
    drafts = drafted(loaded.root, change, files)
    for draft in drafts:
        require_meant(draft, after)
    return drafts


def _refuse_newer_format(loaded: Loaded) -> None:
    loaded.require_settings()
    version = loaded.workspace.settings.format
    if version > FORMAT_VERSION:
        message = f"the workspace has format {version}, and this okrctl writes format {FORMAT_VERSION}"
        raise WorkspaceError(message, path=WORKSPACE_FILE, help="install a newer okrctl")


def _lock(loaded: Loaded, change: Change | Several, *, wanted: bool) -> AbstractContextManager[None]:
    """The workspace's lock where a file is edited; a new file under a name that must be free needs none."""
    if not (wanted and edits_files(change)):
        return nullcontext()
    from okrctl.storage.writing.lock import locked

    return locked(loaded.root)
