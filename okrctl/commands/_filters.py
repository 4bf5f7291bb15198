"""Teams, people and levels as they are typed to narrow a report: known ones, or an error with the nearest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from okrctl.core.errors import unknown
from okrctl.core.model import Workspace
from okrctl.core.objective import Objective


def check(workspace: Workspace, *, team: str | None = None, owner: str | None = None, level: str | None = None) -> None:
    """Raises UnknownName for a name that neither okrctl.yaml nor any goal or KPI knows."""
    settings = workspace.settings
    teams = [one.team for one in _objectives(workspace)] + [kpi.team for kpi in workspace.kpis.values()]
    _check("team", team, [*settings.teams, *filter(None, teams)])
    _check("person", owner, [*settings.people, *_owners(workspace)])
    _check("level", level, settings.levels)


def _check(what: str, name: str | None, known: Iterable[str]) -> None:
    if name is not None and name not in (names := list(dict.fromkeys(known))):
        raise unknown(what, name, names, help=f"one of {', '.join(names[:12])}" if names else None)


def _objectives(workspace: Workspace) -> Iterator[Objective]:
    for cycle in workspace.cycles.values():
        yield from cycle.objectives.values()


def _owners(workspace: Workspace) -> Iterator[str]:
    for objective in _objectives(workspace):
        yield from objective.owner
        for _, key_result in objective.all_key_results():
            yield from key_result.owner
    for kpi in workspace.kpis.values():
        yield from kpi.owner
