"""What holds for all numbers: laws of progress, of means, and of what is known on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import TypeVar

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from okrctl.core.checkin import CheckIn, Update
from okrctl.core.kpi import Kpi, Reading, Readings
from okrctl.core.model import Cycle, Workspace
from okrctl.core.number import Relative
from okrctl.core.objective import After, KeyResult, Objective, Step
from okrctl.core.review import Review
from okrctl.core.scoring.progress import score, way_covered
from okrctl.core.scoring.rollup import Counted, rollup
from okrctl.core.scoring.scoring import Scores
from okrctl.core.scoring.windows import Window, elapsed
from okrctl.core.settings import Person, Settings, Team
from okrctl.report.cycle import build
from okrctl.report.values import KeyResultLine, ObjectiveLine

Dated = TypeVar("Dated", CheckIn, Readings, Review)
Anything = TypeVar("Anything")
FIRST, LAST = date(2026, 9, 1), date(2027, 2, 28)
numbers = st.decimals(min_value=-1000, max_value=1000, places=2)
shares = st.decimals(min_value=0, max_value=1, places=2)
weights = st.sampled_from([Decimal(w) for w in ("0", "1", "1", "1", "2", "0.5")])
days = st.dates(min_value=FIRST, max_value=LAST)
ways = st.tuples(numbers, numbers).filter(lambda ends: ends[0] != ends[1])


# Progress


@given(ways, numbers, numbers)
def test_progress_grows_with_the_value_in_the_direction_of_the_target(
    ends: tuple[Decimal, Decimal], one: Decimal, other: Decimal
) -> None:
    start, target = ends
    nearer, farther = sorted([one, other], reverse=target < start)

    covered = [way_covered(start, target, value) for value in (nearer, farther)]

    assert covered[0] is not None
    assert covered[1] is not None
    assert covered[0] <= covered[1]
    assert score(covered[0]) <= score(covered[1])


@given(ways, numbers)
def test_progress_is_the_same_upwards_and_downwards(ends: tuple[Decimal, Decimal], value: Decimal) -> None:
    start, target = ends

    assert way_covered(-start, -target, -value) == way_covered(start, target, value)


@given(ways, numbers, numbers.filter(bool), numbers)
def test_progress_does_not_depend_on_the_unit(
    ends: tuple[Decimal, Decimal], value: Decimal, factor: Decimal, shift: Decimal
) -> None:
    start, target, scaled = *ends, [Fraction(one) * Fraction(factor) + Fraction(shift) for one in (*ends, value)]

    assert way_covered(*scaled) == way_covered(start, target, value)


@given(ways)
def test_progress_is_0_at_the_start_and_1_at_the_target(ends: tuple[Decimal, Decimal]) -> None:
    start, target = ends

    assert (way_covered(start, target, start), way_covered(start, target, target)) == (0, 1)


@given(ways, numbers)
def test_a_score_is_the_progress_limited_to_0_and_1(ends: tuple[Decimal, Decimal], value: Decimal) -> None:
    progress = way_covered(*ends, value)

    assert progress is not None
    assert score(progress) == (progress if 0 <= progress <= 1 else int(progress > 1))


@given(days, days, days, days)
def test_expected_never_falls(first: date, last: date, one: date, other: date) -> None:
    assume(first <= last)
    window = Window(first, last)

    assert 0 <= elapsed(window, min(one, other)) <= elapsed(window, max(one, other)) <= 1


# Means

entries = st.lists(
    st.builds(
        Counted,
        weight=weights.filter(bool),
        score=st.fractions(0, 1, max_denominator=97),
        expected=st.fractions(0, 1, max_denominator=92),
        has_data=st.booleans(),
        is_guardrail=st.booleans(),
    ),
    min_size=1,
    max_size=8,
)


@given(entries)
def test_a_roll_up_lies_between_the_lowest_and_the_highest_score(counted: list[Counted]) -> None:
    whole = rollup(counted)

    assert whole.score is not None
    assert whole.expected is not None
    assert min(one.score for one in counted) <= whole.score <= max(one.score for one in counted)
    assert min(one.expected for one in counted) <= whole.expected <= max(one.expected for one in counted)


@given(entries, st.randoms(use_true_random=False))
def test_a_roll_up_does_not_depend_on_the_order(counted: list[Counted], order: Random) -> None:
    mixed = sorted(counted, key=lambda _: order.random())

    assert rollup(mixed) == rollup(counted)


@given(entries, st.fractions(Fraction(1, 9), 9, max_denominator=9))
def test_weights_are_relative(counted: list[Counted], factor: Fraction) -> None:
    heavier = [replace(one, weight=Fraction(one.weight) * factor) for one in counted]

    assert rollup(heavier) == rollup(counted)


@given(entries)
def test_a_roll_up_is_the_plain_weighted_mean(counted: list[Counted]) -> None:
    total = sum(Fraction(one.weight) for one in counted)

    assert rollup(counted).score == sum(Fraction(one.weight) * one.score for one in counted) / total


# Whole workspaces

OBJECTIVES, RESULTS, KPIS = ("a", "b", "c"), ("one", "two"), ("visits", "mood")
CYCLES = {"2026-Q4": (date(2026, 10, 1), date(2026, 12, 31)), "2026-11": (date(2026, 11, 1), date(2026, 11, 30))}
REFS = [f"{cycle}/{objective}" for cycle in CYCLES for objective in OBJECTIVES]
KEYS = [f"{objective}/{result}" for objective in OBJECTIVES for result in RESULTS]
KEYS += [f"{objective}/{result}/part" for objective in OBJECTIVES for result in RESULTS]

after = st.none() | st.builds(
    After,
    reached=st.sampled_from([f"{ref}/{result}" for ref in REFS for result in (*RESULTS, "one/part")]),
    within=st.sampled_from([(1, "months"), (2, "weeks"), (5, "days")]),
)
common = {
    "title": st.just("K"),
    "weight": weights,
    "state": st.sampled_from(["active"] * 5 + ["cancelled", "deferred", "not_graded"]),
    "start_on": st.none() | st.dates(min_value=date(2026, 10, 1), max_value=date(2026, 11, 15)),
    "due": st.none() | st.dates(min_value=date(2026, 11, 16), max_value=date(2027, 1, 15)),
    "owner": st.sampled_from([(), ("ana",), ("bo", "ana")]),
}
metrics = st.builds(
    KeyResult,
    **common,
    start=st.just(Decimal(1000)),
    target=st.sampled_from([Decimal(-1000), Decimal(0), Relative(Decimal(20), points=False)]),
    plan=st.dictionaries(days, numbers, max_size=2),
    commit=st.none() | numbers,
    after=after,
)
fed = st.builds(
    KeyResult,
    **common,
    target=st.just(Decimal(50)) | st.just(Relative(Decimal(5), points=True)),
    kpi=st.sampled_from(KPIS),
)
limits = st.builds(
    KeyResult,
    **common,
    kind=st.sampled_from(["at_least", "at_most"]),
    target=numbers,
    risk=st.none() | numbers,
    strict=st.booleans(),
)
milestones = st.builds(
    KeyResult,
    **common,
    kind=st.just("milestone"),
    steps=st.sampled_from([{}, {"x": Step(title="X"), "y": Step(title="Y", weight=Decimal(3))}]),
    after=after,
)
counts = st.builds(
    KeyResult,
    **common,
    kind=st.just("recurring"),
    target=st.just(Decimal(10)),
    per=st.sampled_from(["day", "week", "month", "quarter"]),
)
others = st.builds(KeyResult, **common, kind=st.sampled_from(["score", "baseline", None]))
leaves = metrics | fed | limits | milestones | counts | others
results = leaves | st.builds(
    KeyResult, **common, parts=st.fixed_dictionaries({"part": leaves, "rest": leaves}), after=after
)

objectives = st.builds(
    Objective,
    title=st.just("O"),
    type=st.sampled_from(["aspirational", "committed", "goal"]),
    level=st.sampled_from([None, "company", "team"]),
    team=st.sampled_from([None, "growth"]),
    owner=st.sampled_from([(), ("ana",), ("bo",)]),
    parent=st.lists(st.sampled_from([*REFS, f"{REFS[0]}/one"]), max_size=2, unique=True).map(tuple),
    state=st.sampled_from(["active"] * 6 + ["draft", "cancelled", "deferred"]),
    weight=weights,
    progress_from=st.sampled_from(["key_results", "children", "both"]),
    key_results=st.fixed_dictionaries({}, optional=dict.fromkeys(RESULTS, results)),
)
updates = st.builds(
    Update,
    value=st.none() | numbers,
    done=st.none() | st.booleans() | st.lists(st.sampled_from(["x", "y"]), max_size=2).map(tuple),
    undone=st.lists(st.just("x"), max_size=1).map(tuple),
    confidence=st.none() | shares,
    status=st.sampled_from([None, "on_track", "behind"]),
)
check_ins = st.dictionaries(
    st.sampled_from([f"c{n}" for n in range(8)]),
    st.builds(
        CheckIn,
        date=days,
        by=st.just("ana"),
        updates=st.dictionaries(st.sampled_from(KEYS), updates, max_size=4),
        supersedes=st.none() | st.none() | st.sampled_from([f"c{n}" for n in range(8)]),
    ),
    max_size=8,
)
readings = st.dictionaries(
    st.sampled_from([f"r{n}" for n in range(5)]),
    st.builds(
        Readings,
        date=days,
        readings=st.lists(st.builds(Reading, kpi=st.sampled_from(KPIS), value=st.integers(0, 99).map(str)), max_size=3).map(tuple),
        supersedes=st.none() | st.none() | st.sampled_from([f"r{n}" for n in range(5)]),
    ),
    max_size=5,
)  # fmt: skip
reviews = st.dictionaries(
    st.sampled_from(OBJECTIVES), st.builds(Review, date=days, grade=st.none() | shares), max_size=2
)


@st.composite
def workspaces(draw: st.DrawFn) -> Workspace:
    """Two cycles of objectives that support, wait for and contain one another in all ways, sound and unsound."""
    cycles = {
        cycle_id: Cycle(
            id=cycle_id,
            title=cycle_id,
            start=start,
            end=end,
            objectives=draw(st.dictionaries(st.sampled_from(OBJECTIVES), objectives, max_size=3)),
            checkins=draw(check_ins),
            reviews=draw(reviews),
        )
        for cycle_id, (start, end) in CYCLES.items()
    }
    kpis = {
        "visits": Kpi(title="Visits", aggregate=draw(st.sampled_from(["sum", "last", "mean"])), measure="week"),
        "mood": Kpi(title="Mood"),
    }
    people = {"ana": Person(), "bo": Person()}
    own = Settings(format=1, teams={"growth": Team()}, people=people)
    return Workspace(settings=own, cycles=cycles, kpis=kpis, readings=draw(readings))


def without_later_records(workspace: Workspace, day: date) -> Workspace:
    """The workspace as it would be had nothing been recorded after the day."""

    def kept(records: Mapping[str, Dated]) -> dict[str, Dated]:
        return {id_: record for id_, record in records.items() if record.date <= day}

    cycles = {
        cycle_id: replace(cycle, checkins=kept(cycle.checkins), reviews=kept(cycle.reviews))
        for cycle_id, cycle in workspace.cycles.items()
    }
    return replace(workspace, cycles=cycles, readings=kept(workspace.readings))


@settings(max_examples=150, deadline=None)
@given(workspaces(), days)
def test_a_report_as_of_a_day_is_the_one_of_a_workspace_without_later_records(workspace: Workspace, day: date) -> None:
    for cycle_id in CYCLES:
        assert build(workspace, cycle_id, day) == build(without_later_records(workspace, day), cycle_id, day)


@settings(max_examples=100, deadline=None)
@given(workspaces(), days, st.randoms(use_true_random=False))
def test_the_order_in_which_records_are_read_does_not_matter(workspace: Workspace, day: date, order: Random) -> None:
    def mixed(records: Mapping[str, Anything]) -> dict[str, Anything]:
        return dict(sorted(records.items(), key=lambda _: order.random()))

    cycles = {cycle_id: replace(cycle, checkins=mixed(cycle.checkins)) for cycle_id, cycle in workspace.cycles.items()}
    other = replace(workspace, cycles=mixed(cycles), readings=mixed(workspace.readings))

    for cycle_id in CYCLES:
        assert build(other, cycle_id, day) == build(workspace, cycle_id, day)


@settings(max_examples=100, deadline=None)
@given(workspaces(), days, st.permutations(REFS))
def test_figures_do_not_depend_on_what_is_asked_first(workspace: Workspace, day: date, refs: Sequence[str]) -> None:
    known = [ref for ref in refs if workspace.find_objective(ref)]
    together = Scores(workspace, day)

    in_this_order = {ref: together.objective(ref) for ref in known}

    assert in_this_order == {ref: Scores(workspace, day).objective(ref) for ref in known}


@settings(max_examples=150, deadline=None)
@given(workspaces(), days)
def test_all_figures_of_a_report_fit_each_other(workspace: Workspace, day: date) -> None:
    report = build(workspace, "2026-Q4", day)
    counts = report.summary.by_status

    counted = [line for objective in report.objectives for line in objective.key_results if line.counted]
    assert report.summary.key_results == len(counted)
    assert (
        len(counted)
        == counts.on_track + counts.behind + counts.at_risk + counts.no_data + counts.achieved + counts.missed
    )
    lines: list[ObjectiveLine | KeyResultLine] = [*report.objectives]
    lines += [line for objective in report.objectives for line in objective.key_results]
    for line in lines:
        assert (line.score is None) == (line.expected is None) == (line.gap is None)
        assert line.score is None or 0 <= line.score <= 1
        assert line.expected is None or 0 <= line.expected <= 1
        assert line.grade is None or line.band in {"red", "amber", "green"}
        assert line.status != "on_track" or line.progress is not None or line.score is None
        assert (line.status == "scheduled") <= (line.progress is None or not getattr(line, "counted", False))


@settings(max_examples=60, deadline=None)
@given(workspaces(), days, st.sampled_from(["ana", "bo"]))
def test_a_filter_shows_less_and_changes_no_line(workspace: Workspace, day: date, owner: str) -> None:
    whole = {line.ref: line for line in build(workspace, "2026-Q4", day).objectives}

    for line in build(workspace, "2026-Q4", day, owner=owner).objectives:
        assert replace(line, key_results=()) == replace(whole[line.ref], key_results=())
        assert set(line.key_results) <= set(whole[line.ref].key_results)


@settings(max_examples=60, deadline=None)
@given(workspaces(), days, st.integers(1, 60))
def test_nothing_recorded_later_reaches_an_earlier_day(workspace: Workspace, day: date, later: int) -> None:
    past = replace(
        workspace,
        cycles={i: replace(c, checkins={**c.checkins, "zz": CheckIn(date=day + timedelta(days=later), supersedes="c0", updates={key: Update(value=Decimal(7)) for key in KEYS})}) for i, c in workspace.cycles.items()},
    )  # fmt: skip

    assert build(past, "2026-Q4", day) == build(workspace, "2026-Q4", day)
