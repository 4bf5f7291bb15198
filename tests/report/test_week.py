from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from okrctl.report.week import WeekReport, build
from okrctl.report.week_words import Coming, Said
from okrctl.storage.loading import Loaded

Load = Callable[[Mapping[str, str]], Loaded]
AS_OF = date(2026, 11, 23)
GOAL = "title: Goal\nteam: growth\nkey_results:\n  a: {title: A, target: 10}\n  b: {title: B, target: 10, due: 2026-12-18}\n"
SETTINGS = (
    "format: 1\nteams:\n  growth: {}\n  product: {}\n"
    "people:\n  ana: {team: growth}\n  bo: {team: product}\n  cy: {team: growth}\n"
)


def week_of(
    loaded: Load, *check_ins: str, team: str | None = None, files: Mapping[str, str] | None = None
) -> WeekReport:
    """The week with the objective `goal` after check-ins given as text."""
    texts = {f"cycles/2026-Q4/checkins/2026-11/c{n}.yaml": text for n, text in enumerate(check_ins)}
    goal = {"okrctl.yaml": SETTINGS, "cycles/2026-Q4/objectives/goal.yaml": GOAL}
    return build(loaded({**goal, **texts, **(files or {})}).workspace, AS_OF, team=team)


def test_priorities_are_those_of_each_persons_last_round_that_named_some(loaded: Load) -> None:
    found = week_of(
        loaded,
        "date: 2026-11-14\nby: bo\npriorities: [Old]",
        "date: 2026-11-16\nby: bo\npriorities: [Newer, And more]",
        "date: 2026-11-20\nby: bo\nupdates: {goal/a: {value: 3}}",
        "date: 2026-11-20\nby: ana\npriorities: [Sign]",
        "date: 2026-11-12\nby: cy\npriorities: [Too long ago]",
    )

    said = [(one.by, one.text) for one in found.priorities]
    assert said == [("ana", "Sign"), ("bo", "Newer"), ("bo", "And more")]


def test_wins_are_those_of_the_last_rounds_the_newest_first(loaded: Load) -> None:
    found = week_of(
        loaded,
        "date: 2026-11-16\nby: bo\nwins: [First]",
        "date: 2026-11-20\nby: bo\nwins: [Second]",
        "date: 2026-11-24\nby: bo\nwins: [Not yet]",
    )

    assert found.wins == (
        Said(text="Second", by="bo", date=date(2026, 11, 20)),
        Said(text="First", by="bo", date=date(2026, 11, 16)),
    )


def test_next_and_blockers_come_from_the_very_last_update(loaded: Load) -> None:
    found = week_of(
        loaded,
        "date: 2026-11-10\nby: bo\nupdates: {goal/a: {next: Old, blockers: [Old]}, goal/b: {next: Call}}",
        "date: 2026-11-20\nby: bo\nupdates: {goal/a: {value: 3, blockers: [Legal]}}",
    )

    due = Coming(ref="2026-Q4/goal/b", text="B is due", by=None, date=date(2026, 12, 18))
    assert found.next == (Coming(ref="2026-Q4/goal/b", text="Call", by="bo", date=date(2026, 11, 10)), due)
    assert found.blockers == (Coming(ref="2026-Q4/goal/a", text="Legal", by="bo", date=date(2026, 11, 20)),)


def test_a_team_hears_its_own_people_and_what_was_said_of_its_goals(loaded: Load) -> None:
    check_ins = (
        "date: 2026-11-20\nby: ana\npriorities: [Of ana]",
        "date: 2026-11-20\nby: bo\npriorities: [Of bo]\nupdates: {goal/a: {value: 3}}",
        "date: 2026-11-20\nby: eva\npriorities: [Of eva]",
    )

    assert [one.text for one in week_of(loaded, *check_ins, team="growth").priorities] == ["Of ana", "Of bo"]
    assert [one.text for one in week_of(loaded, *check_ins, team="product").priorities] == ["Of bo"]


CARDS = {"kpis/churn.yaml": "title: Churn\n", "kpis/uptime.yaml": "title: Uptime\n"}


def test_health_are_the_kpis_that_objectives_watch(loaded: Load) -> None:
    found = week_of(loaded, files={**CARDS, "cycles/2026-Q4/objectives/other.yaml": "title: Other\nkpis: [uptime]\n"})

    assert [kpi.id for kpi in found.health] == ["uptime"]


def test_health_are_all_kpis_where_nobody_watches_any(loaded: Load) -> None:
    assert [kpi.id for kpi in week_of(loaded, files=CARDS).health] == ["churn", "uptime"]


def test_a_workspace_without_cycles_has_an_empty_week(loaded: Load) -> None:
    found = build(loaded({}).workspace, AS_OF)

    assert (found.cycles, found.objectives, found.within) == ((), (), None)
