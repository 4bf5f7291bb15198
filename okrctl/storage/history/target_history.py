"""Target history: the targets that git has seen made easier while their cycle ran."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from okrctl.core.changes.eased_targets import Change, EasedTarget, eased_targets
from okrctl.core.objective import Objective
from okrctl.storage.history import git
from okrctl.storage.history.git_objects import contents_at
from okrctl.storage.layout import ref_at
from okrctl.storage.loading import Loaded
from okrctl.storage.reading.value_reading import value_in

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
    for change in _changes(loaded, _edits(loaded, folders, since, as_of)):
        for eased in eased_targets(change, falling):
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


def _changes(loaded: Loaded, edits: list[_Edit]) -> Iterator[Change]:
    """What each edit made of an objective that is still there; none where a version was not there or could not be read."""
    versions = _versions(loaded, [(r, edit.path) for edit in edits for r in (edit.before, edit.after) if r])
    for edit in edits:
        ref = ref_at(edit.path, ())
        now = loaded.workspace.find_objective(ref) if ref else None
        before = versions[edit.before, edit.path]
        after = versions[edit.after, edit.path] if edit.after else now
        if ref and now and before and after:
            yield Change(objective=ref, day=edit.day, before=before, after=after, now=now)


def _versions(loaded: Loaded, places: list[tuple[str, str]]) -> dict[tuple[str, str], Objective | None]:
    """The objectives as they stood at each revision and path; None for one that was not there, or could not be read."""
    texts = zip(places, contents_at(loaded.root, places), strict=False)
    read = {(revision, path): value_in(Objective, path, text) for (revision, path), text in texts if text}
    return {place: read.get(place) for place in places}
