"""Definition history: how goals and KPI cards were changed by each commit, read from git's objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from okrctl.core import period
from okrctl.core.frozen import dataclass
from okrctl.core.kpi import Kpi
from okrctl.core.model import Cycle, CycleFile, Workspace
from okrctl.core.objective import Objective
from okrctl.core.settings import Settings
from okrctl.storage.history import git
from okrctl.storage.history.git_objects import contents
from okrctl.storage.layout import YAML_SUFFIXES
from okrctl.storage.reading.value_reading import value_in

MOST_COMMITS = 1000
"""So many commits that touch definitions are told, the newest of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionChange:
    """What one commit made of the files it touches; each state holds nothing but those."""

    commit: str
    at: datetime
    """When it was authored, in UTC."""
    author: str
    email: str
    before: Workspace
    after: Workspace


@dataclass(frozen=True, slots=True)
class _Commit:
    """One commit with the ids of each definition's contents before and after; an id of zeros is no file."""

    id: str
    at: datetime
    author: str
    email: str
    files: dict[str, tuple[str, str]] = field(default_factory=dict)


def definition_changes(root: Path, revision: str, first: date, last: date) -> Iterator[DefinitionChange]:
    """The commits up to a revision that touch definitions, authored from the first to the last day (UTC), newest first.

    Merges bring nothing of their own. The oldest commit of a shallow clone, which would seem to make everything, is left
    out.
    """
    boundary = git.is_shallow(root)
    found = [
        one
        for one in _commits(git.raw_log(root, revision, ("cycles", "kpis")), without_roots=boundary)
        if one.files and first <= one.at.date() <= last
    ][:MOST_COMMITS]
    ids = {id_ for one in found for pair in one.files.values() for id_ in pair if id_.strip("0")}
    known = contents(root, ids).contents
    for one in found:
        yield DefinitionChange(
            commit=one.id,
            at=one.at,
            author=one.author,
            email=one.email,
            before=_state({path: known.get(pair[0]) for path, pair in one.files.items()}),
            after=_state({path: known.get(pair[1]) for path, pair in one.files.items()}),
        )


def _commits(log: str, *, without_roots: bool) -> Iterator[_Commit]:
    """The commits of a log in `git.raw_log`'s form."""
    for entry in log.split("\x01")[1:]:
        head, _, rest = entry.partition("\0")
        id_, parents, moment, author, email = (head.split("\x02") + [""] * 5)[:5]
        if parents or not without_roots:
            at = datetime.fromtimestamp(int(moment or 0), UTC)
            yield _Commit(id_, at, author, email, dict(_files(rest)))


def _files(raw: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """The definitions among the changed files: path, and the ids before and after."""
    parts = raw.strip("\n").split("\0")
    for about, path in zip(parts[::2], parts[1::2], strict=False):
        ids = about.split()[2:4]
        if len(ids) == 2 and _kind(path):
            yield path, (ids[0], ids[1])


def _kind(path: str) -> type[Objective | Kpi | CycleFile] | None:
    """What a file of that path defines; None for check-ins, readings, reviews and everything else."""
    if not path.endswith(YAML_SUFFIXES):
        return None
    match path.split("/"):
        case ["cycles", _, "objectives", _]:
            return Objective
        case ["cycles", _, "cycle.yaml" | "cycle.yml"]:
            return CycleFile
        case ["kpis", _]:
            return Kpi
        case _:
            return None


def _state(files: Mapping[str, bytes | int | None]) -> Workspace:
    """A workspace of these files alone; every cycle that is touched is there, before and after."""
    cycles: dict[str, Cycle] = {}
    kpis: dict[str, Kpi] = {}
    for path, data in files.items():
        kind: Any = _kind(path)
        value = _read(kind, path, data) if kind and isinstance(data, bytes) else None
        stem = path.rpartition("/")[2].rpartition(".")[0]
        if isinstance(value, Kpi):
            kpis[stem] = value
        if path.startswith("cycles/"):
            cycle_id = path.split("/")[1]
            cycles[cycle_id] = _with(cycles.get(cycle_id) or _cycle(cycle_id), stem, value)
    return Workspace(settings=Settings(format=1), cycles=cycles, kpis=kpis)


def _cycle(cycle_id: str) -> Cycle:
    """An empty cycle; the dates of a custom one do not matter here."""
    known = period.parse(cycle_id)
    return Cycle(
        id=cycle_id,
        title=known.title if known else cycle_id,
        start=known.start if known else date.min,
        end=known.end if known else date.max,
    )


def _with(cycle: Cycle, stem: str, value: Any) -> Cycle:
    if isinstance(value, Objective):
        return replace(cycle, objectives={**cycle.objectives, stem: value})
    if isinstance(value, CycleFile):
        start, end = value.start or cycle.start, value.end or cycle.end
        return replace(
            cycle, title=value.title or cycle.title, theme=value.theme, state=value.state, start=start, end=end
        )
    return cycle


@lru_cache(maxsize=4096)
def _read(kind: Any, path: str, data: bytes) -> Any:
    """What the file says; None where it cannot be read."""
    return value_in(kind, path, data)
