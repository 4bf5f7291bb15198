"""OKR025: a team or an owner that okrctl.yaml does not know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from okrctl.core.finding import KeyPath
from okrctl.core.settings import Settings
from okrctl.core.suggestion import did_you_mean
from okrctl.lint.case import Case, Remark, keys_of
from okrctl.lint.manual import Manual

MANUAL = Manual(
    code="OKR025",
    level="warning",
    what="An unknown team or owner, where `teams` or `people` exist.",
    why='A goal of a team that nobody has is in nobody\'s report. Names with a space, such as "the VP of Sales", are free text'
    " and never asked about; nor is who wrote a check-in. Nothing is created silently: add the name to okrctl.yaml, or correct it.",
    bad="""\
# okrctl.yaml
format: 1
people:
  ana: {name: Ana Díaz}
# cycles/2026-Q4/objectives/month-end.yaml
title: Month-end stops hurting
owner: anna
key_results:
  days:
    title: Days until the books are closed
    start: 9
    target: 3
""",
    good="""\
# okrctl.yaml
format: 1
people:
  ana: {name: Ana Díaz}
# cycles/2026-Q4/objectives/month-end.yaml
title: Month-end stops hurting
owner: ana
key_results:
  days:
    title: Days until the books are closed
    start: 9
    target: 3
""",
)


def check(case: Case) -> Iterator[Remark]:
    """Every unknown name in the settings, in cycles that are not closed, and on the cards of KPIs in use."""
    settings = case.workspace.settings
    yield from _settings_remarks(settings)
    for cycle in case.workspace.cycles.values():
        if not cycle.is_closed:
            for objective_id, objective in cycle.objectives.items():
                yield from _named(settings, f"{cycle.id}/{objective_id}", (), objective.team, objective.owner)
                for path, key_result in objective.all_key_results():
                    ref = f"{cycle.id}/{objective_id}"
                    yield from _named(settings, ref, keys_of(f"{ref}/{path}"), None, key_result.owner)
    for kpi_id, kpi in case.workspace.kpis.items():
        if kpi.state != "retired":
            yield from _named(settings, f"kpis/{kpi_id}", (), kpi.team, kpi.owner)


def _settings_remarks(settings: Settings) -> Iterator[Remark]:
    for team_id, team in settings.teams.items():
        if team.parent and team.parent not in settings.teams:
            yield _remark("okrctl", ("teams", team_id, "parent"), "team", team.parent, list(settings.teams))
        if settings.people and team.lead and team.lead not in settings.people:
            yield _remark("okrctl", ("teams", team_id, "lead"), "person", team.lead, list(settings.people))
    for person_id, person in settings.people.items():
        if settings.teams and person.team and person.team not in settings.teams:
            yield _remark("okrctl", ("people", person_id, "team"), "team", person.team, list(settings.teams))


def _named(settings: Settings, file: str, keys: KeyPath, team: str | None, owners: Sequence[str]) -> Iterator[Remark]:
    if settings.teams and team and team not in settings.teams:
        yield _remark(file, (*keys, "team"), "team", team, list(settings.teams))
    for index, owner in enumerate(owners):
        if settings.people and owner not in settings.people and " " not in owner.strip():
            yield _remark(file, (*keys, "owner", index), "person", owner, list(settings.people))


def _remark(file: str, keys: KeyPath, what: str, name: str, known: list[str]) -> Remark:
    where = "teams" if what == "team" else "people"
    message = f'no {what} "{name}" in okrctl.yaml{did_you_mean(name, known)}'
    return Remark(file=file, keys=keys, message=message, help=f"correct it, or add {name} to {where}")
