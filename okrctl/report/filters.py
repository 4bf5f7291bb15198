"""Filters: the objectives, key results and KPIs that a report is narrowed to, by team, owner and level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from okrctl.core.frozen import dataclass
from okrctl.core.kpi import Kpi
from okrctl.core.model import Workspace
from okrctl.core.scoring.scores import KeyResultScore, ObjectiveScore
from okrctl.core.settings import Settings


@dataclass(frozen=True, slots=True)
class Shown:
    """An objective with those of its key results that are shown."""

    objective: ObjectiveScore
    key_results: tuple[KeyResultScore, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a report is narrowed to; all that is given has to fit."""

    team: str | None = None
    """With its sub-teams."""
    owner: str | None = None
    level: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether everything passes."""
        return self.team is None and self.owner is None and self.level is None

    def named(self, settings: Settings) -> tuple[tuple[str, str], ...]:
        """What is given, as (kind, name that people see)."""
        team, person = settings.teams.get(self.team or ""), settings.people.get(self.owner or "")
        names = {
            "team": (team.name if team else None) or self.team,
            "owner": (person.name if person else None) or self.owner,
            "level": self.level,
        }
        return tuple((kind, name) for kind, name in names.items() if name is not None)


def narrowed(objectives: Iterable[ObjectiveScore], by: Filter, settings: Settings) -> list[Shown]:
    """The objectives that pass, with an owner's own whole and of others' only those key results that are theirs."""
    teams = settings.with_sub_teams(by.team) if by.team is not None else None
    passing = (
        one
        for one in objectives
        if (teams is None or one.objective.team in teams) and by.level in {None, one.objective.level}
    )
    if by.owner is None:
        return [Shown(one, one.key_results) for one in passing]
    return list(_owned(passing, by.owner))


def _owned(objectives: Iterable[ObjectiveScore], owner: str) -> Iterator[Shown]:
    for one in objectives:
        if owner in one.objective.owner:
            yield Shown(one, one.key_results)
        elif theirs := tuple(key_result for key_result in one.key_results if _is_owned(key_result, owner)):
            yield Shown(one, theirs)


def _is_owned(key_result: KeyResultScore, owner: str) -> bool:
    """Whether the person owns it or a part of it."""
    return owner in key_result.key_result.owner or any(_is_owned(part, owner) for part in key_result.parts)


def shown_kpis(workspace: Workspace, shown: Iterable[Shown], by: Filter) -> list[str]:
    """The active KPIs: all without a filter, else those that pass it themselves or serve a goal that is shown."""
    active = [kpi_id for kpi_id, kpi in workspace.kpis.items() if kpi.state == "active"]
    if by.is_open:
        return active
    linked = {kpi_id for one in shown for kpi_id in _linked(one)}
    teams = workspace.settings.with_sub_teams(by.team) if by.team is not None else None
    return [k for k in active if k in linked or _passes(workspace.kpis[k], by, teams)]


def _passes(kpi: Kpi, by: Filter, teams: frozenset[str] | None) -> bool:
    is_in_team = teams is None or kpi.team in teams
    return is_in_team and by.level in {None, kpi.level} and (by.owner is None or by.owner in kpi.owner)


def _linked(shown: Shown) -> Iterator[str]:
    """The KPIs that an objective watches or that feed a key result that is shown."""
    yield from shown.objective.objective.kpis
    for scored in shown.key_results:
        yield from (own.kpi for _, own in scored.key_result.walk("") if own.kpi)
