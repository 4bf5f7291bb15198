"""Target history: the targets that git has seen made easier while their cycle ran."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from okrctl.core.changes.eased_targets import Change, EasedTarget, eased_targets
from okrctl.core.objective import Objective
from okrctl.storage.history import git
from okrctl.storage.layout import ref_at
from okrctl.storage.loading import Loaded
from okrctl.storage.reading.documents import read_document
from okrctl.storage.reading.validation import validated

MOST_VERSIONS = 400
"""So many old versions are read at most, the newest of them; a workspace with more has other troubles."""

_TARGETS = "(target|start|low|high)[\"']? *:"


class _Edit(NamedTuple):
    """One change of one file: the revision before, the one after (None: the file as it lies there), and the day."""

    path: str
    before: str
    after: str | None
    day: date


def seen_easings(loaded: Loaded, as_of: date) -> Iterator[EasedTarget]:
    """Every easing in cycles that run on the day, each target once; none without git, in a shallow clone, or for a revision."""
    running = [
        c for c in loaded.workspace.cycles.values() if c.objectives and c.start <= as_of <= c.end and not c.is_closed
    ]
    if not running or loaded.revision or git.head(loaded.root) is None:
        return
    folders = [f"cycles/{cycle.id}/objectives" for cycle in running]
    since = min(cycle.start for cycle in running)
    falling = frozenset(kpi_id for kpi_id, kpi in loaded.workspace.kpis.items() if kpi.better == "down")
    seen: set[tuple[str, str, str]] = set()
    for edit in _edits(loaded, folders, since, as_of):
        for eased in _easings(loaded, edit, falling):
            if (eased.objective, eased.path, eased.key) not in seen:
                seen.add((eased.objective, eased.path, eased.key))
                yield eased


def _edits(loaded: Loaded, folders: list[str], since: date, as_of: date) -> list[_Edit]:
    """The changes that touch such a line, the oldest first; what is not committed yet comes last."""
    committed = [
        _Edit(path, f"{commit.id}^", commit.id, date.fromisoformat(commit.day))
        for commit in git.commits(loaded.root, since.isoformat(), _TARGETS, folders)
        for path in commit.paths
    ]
    lying_there = [_Edit(path, "HEAD", None, as_of) for path in git.edited(loaded.root, folders)]
    return (committed + lying_there)[-MOST_VERSIONS:]


def _easings(loaded: Loaded, edit: _Edit, falling: frozenset[str]) -> Iterator[EasedTarget]:
    ref = ref_at(edit.path, ())
    now = loaded.workspace.find_objective(ref) if ref else None
    before = _version(loaded, edit.before, edit.path) if now else None
    after = now if edit.after is None else _version(loaded, edit.after, edit.path) if before else None
    if ref and now and before and after:
        change = Change(objective=ref, day=edit.day, before=before, after=after, now=now)
        yield from eased_targets(change, falling)


def _version(loaded: Loaded, revision: str, path: str) -> Objective | None:
    """The objective as it stood in a revision; None where it was not there, or could not be read."""
    text = git.text_at(loaded.root, revision, path)
    document = read_document(path, text.encode())[0] if text else None
    return validated(Objective, document)[0] if document else None
