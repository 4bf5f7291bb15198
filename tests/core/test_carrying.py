"""Carry-forward of each kind of key result: what goes on, from where, and what stays behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from okrctl.core.changes.carrying import carried, next_cycle
from okrctl.core.errors import UsageError
from okrctl.core.model import Cycle, Workspace
from okrctl.core.objective import Initiative, KeyResult, Step
from okrctl.core.scoring.scoring import Scores
from okrctl.core.settings import Settings

KPIS = {
    "kpis/score.yaml": "title: Score\n",
    "kpis/sales.yaml": "title: Sales\naggregate: sum\n",
    "kpis/mean.yaml": "title: Mean\naggregate: mean\n",
    "kpis/readings/2026-09/a.yaml": "date: 2026-09-20\nreadings: [{kpi: score, value: 30}]\n",
    "kpis/readings/2026-11/b.yaml": (
        "date: 2026-11-02\nreadings:\n  - {kpi: score, value: 34}\n  - {kpi: sales, value: 7}\n"
        "  - {kpi: mean, value: 1}\n  - {kpi: mean, value: 1, date: 2026-11-03}\n  - {kpi: mean, value: 2, date: 2026-11-04}\n"
    ),
}
A, B = Step(title="A"), Step(title="B", weight=Decimal(2))


def result(**about: object) -> KeyResult:
    return KeyResult(title="Result", **about)  # type: ignore[arg-type]


def number(text: str) -> Decimal:
    return Decimal(text)


@pytest.fixture
def going_on(quarter: Callable[..., Scores]) -> Callable[..., KeyResult | None]:
    """The key result of 2026-Q4, written as `start: 31, target: 45`, as it goes on after updates."""

    def carry(key_result: str, *updates: str) -> KeyResult | None:
        goal = f"title: Goal\nkey_results:\n  kr: {{title: Result, {key_result}}}\n"
        said = [f"{day} kr: {{{what}}}" for day, what in (update.split(" ", 1) for update in updates)]
        scores = quarter(goal, *said, as_of="2026-12-31", files=KPIS)
        return carried(scores.workspace, scores.objective("2026-Q4/goal")).key_results.get("kr")

    return carry


@pytest.mark.parametrize(
    ("key_result", "updates", "expected"),
    [
        pytest.param("start: 0, target: 10", ["2026-11-02 value: 5"], result(start=number("5"), target=number("10")), id="5 of 10: start 5"),
        pytest.param("target: 10", ["2026-11-02 value: 5"], result(start=number("5"), target=number("10")), id="a start that was not written"),
        pytest.param("start: 100, target: 60", ["2026-11-02 value: 70"], result(start=number("70"), target=number("60")), id="falling"),
        pytest.param("start: 100, target: 60", ["2026-11-02 value: 110"], result(start=number("110"), target=number("60")), id="the wrong way"),
        pytest.param("start: 3, target: 10", [], result(start=number("3"), target=number("10")), id="no value: the old start"),
        pytest.param("target: 10", ["2026-11-02 note: hm"], result(target=number("10")), id="no value and no start"),
        pytest.param("start: 5000, target: +20%", ["2026-11-02 value: 5500"], result(start=number("5500"), target=number("6000")), id="a relative target is written out"),
        pytest.param("start: 40, target: +5pp, unit: '%'", [], result(start=number("40"), target=number("45"), unit="%"), id="points too, though there is no value"),
        pytest.param("start: 0, target: 10", ["2026-11-02 value: 10"], None, id="reached"),
        pytest.param("start: 0, target: 10", ["2026-11-02 value: 12"], None, id="beaten"),
        pytest.param("start: 0, target: 10, state: cancelled", ["2026-11-02 value: 2"], None, id="cancelled"),
        pytest.param("start: 0, target: 10, state: deferred", [], result(start=number("0"), target=number("10"), state="deferred"), id="deferred"),
        pytest.param("start: 0, target: 10, start_on: 2026-11-01, due: 2026-12-01, plan: {2026-11-15: 4}", ["2026-11-20 value: 5"], result(start=number("5"), target=number("10")), id="dates and the plan stay behind"),
        pytest.param("start: 0, target: 10, weight: 2, owner: bo, commit: 8, unit: deals", ["2026-11-20 value: 5"], result(start=number("5"), target=number("10"), weight=number("2"), owner=("bo",), commit=number("8"), unit="deals"), id="the rest goes along"),
        pytest.param("kpi: score, target: 45", [], result(kpi="score", start=number("34"), target=number("45")), id="a KPI's last value"),
        pytest.param("kpi: score, target: +50%", [], result(kpi="score", start=number("34"), target=number("45")), id="relative to the KPI's value before"),
        pytest.param("kpi: mean, start: 1, target: 3", [], result(kpi="mean", start=number("1.333333"), target=number("3")), id="a computed value has six decimals"),
        pytest.param("kpi: sales, start: 0, target: 20", [], result(kpi="sales", start=number("0"), target=number("20")), id="the sums of a KPI begin again"),
        pytest.param("kind: at_least, target: 99.9", ["2026-11-02 value: 99.9"], None, id="met its limit"),
        pytest.param("kind: at_least, target: 99.9", ["2026-11-02 value: 99.5"], result(kind="at_least", target=number("99.9")), id="did not meet its limit"),
        pytest.param("kind: at_most, target: 5, risk: 8", [], result(kind="at_most", target=number("5"), risk=number("8")), id="a limit without a value"),
        pytest.param("kind: at_most, start: 10, target: -20%", ["2026-11-02 value: 9"], result(kind="at_most", start=number("10"), target=number("8")), id="a relative limit is written out"),
        pytest.param("kind: between, low: 1, high: 3", ["2026-11-02 value: 4"], result(kind="between", low=number("1"), high=number("3")), id="outside its range"),
        pytest.param("kind: between, low: 1, high: 3", ["2026-11-02 value: 2"], None, id="inside its range"),
        pytest.param("kind: milestone, steps: {a: {title: A}, b: {title: B, weight: 2}}", ["2026-11-02 done: [a]"], result(kind="milestone", steps={"b": B}), id="open steps are kept"),
        pytest.param("kind: milestone, steps: {a: {title: A}, b: {title: B, weight: 2}}", [], result(kind="milestone", steps={"a": A, "b": B}), id="no step done"),
        pytest.param("kind: milestone, steps: {a: {title: A}}", ["2026-11-02 done: true"], None, id="all steps done"),
        pytest.param("kind: milestone", ["2026-11-02 value: 0.4"], result(kind="milestone"), id="a milestone without steps"),
        pytest.param("kind: recurring, target: 10, per: month", ["2026-10-02 value: 10", "2026-11-02 value: 4"], result(kind="recurring", target=number("10"), per="month"), id="a count that was not always reached"),
        pytest.param("kind: recurring, target: 1, per: month", ["2026-10-02 value: 1", "2026-11-02 value: 1", "2026-12-02 value: 1"], None, id="a count that always was"),
        pytest.param("kind: score", ["2026-11-02 value: 0.6"], result(kind="score"), id="a grade"),
        pytest.param("kind: score", ["2026-11-02 value: 1"], None, id="the best grade"),
        pytest.param("kind: baseline", [], result(kind="baseline"), id="nothing measured"),
        pytest.param("kind: baseline", ["2026-11-02 value: 7"], None, id="measured"),
        pytest.param("evidence: [none]", ["2026-11-02 note: hm"], result(evidence=("none",)), id="neither kind nor target"),
    ],
)  # fmt: skip
def test_a_key_result_goes_on(
    going_on: Callable[..., KeyResult | None], key_result: str, updates: list[str], expected: KeyResult | None
) -> None:
    assert going_on(key_result, *updates) == expected


def test_parts_go_on_each_by_itself(quarter: Callable[..., Scores]) -> None:
    goal = (
        "title: Goal\nkey_results:\n  kr:\n    title: All\n    parts:\n"
        "      a: {title: A, target: 4}\n      b: {title: B, target: 4}\n      c: {title: C, target: 4, state: cancelled}\n"
    )

    scores = quarter(goal, "2026-11-02 kr/a: {value: 4}", "2026-11-02 kr/b: {value: 3}", as_of="2026-12-31")

    new = carried(scores.workspace, scores.objective("2026-Q4/goal"))
    assert new.key_results["kr"].parts == {"b": KeyResult(title="B", start=Decimal(3), target=Decimal(4))}


def test_an_objective_goes_on_without_what_belongs_to_its_old_cycle(quarter: Callable[..., Scores]) -> None:
    goal = (
        "title: Goal\nwhy: Growth\ntype: committed\nowner: ana\nteam: growth\nstate: deferred\nstart_on: 2026-10-15\ndue: 2026-12-01\n"
        "parent: [2026-Q4/top, 2026-Q4/old, 2026-Q4/old/a]\ninitiatives: [{title: X, done: true}, {title: Y}]\n"
        "decisions: [{date: 2026-11-03, text: Less}]\ntags: [one]\n"
    )
    files = {
        "cycles/2026-Q4/objectives/top.yaml": "title: Top\n",
        "cycles/2026-Q4/objectives/old.yaml": "title: Old\nkey_results: {a: {title: A, target: 3}}\n",
        "cycles/2026-Q4/reviews/old.yaml": "date: 2026-12-30\ncarried_to: 2027-Q1/old\n",
        "cycles/2027-Q1/objectives/old.yaml": "title: Old\nkey_results: {a: {title: A, target: 3}}\n",
    }

    scores = quarter(goal, as_of="2026-12-31", files=files)

    old = scores.workspace.cycles["2026-Q4"].objectives["goal"]
    assert carried(scores.workspace, scores.objective("2026-Q4/goal")) == replace(
        old,
        state="active",
        start_on=None,
        due=None,
        parent=("2026-Q4/top", "2027-Q1/old", "2027-Q1/old/a"),
        initiatives=(Initiative(title="Y"),),
        decisions=(),
        continues="2026-Q4/goal",
    )


def cycle(cycle_id: str, **about: object) -> Cycle:
    return Cycle(id=cycle_id, title=cycle_id, start=date(2026, 5, 1), end=date(2026, 10, 31), **about)  # type: ignore[arg-type]


WORKSPACE = Workspace(
    settings=Settings(format=1, fiscal_year_starts=2),
    cycles={one.id: one for one in (cycle("launch"), cycle("2027-Q1"), cycle("2027-H1", state="closed"))},
)


@pytest.mark.parametrize(
    ("of", "to", "expected"),
    [
        ("2026-Q4", None, "2027-Q1"),
        ("2026-H1", None, "2026-H2"),
        ("2026", None, "2027"),
        ("2026-11", None, "2026-12"),
        ("2026-W53", None, "2027-W01"),
        ("FY27-Q4", None, "FY28-Q1"),
        ("2026-Q4", "launch", "launch"),
        ("2026-Q4", "2028", "2028"),
    ],
)
def test_the_next_cycle_is_the_next_period_of_the_same_length_or_the_one_typed(
    of: str, to: str | None, expected: str
) -> None:
    assert next_cycle(WORKSPACE, of, to) == expected


@pytest.mark.parametrize(
    ("of", "to", "message"),
    [
        ("launch", None, "no period follows launch by itself"),
        ("2026-Q4", "2026-Q4", "2026-Q4 is the cycle that it lies in"),
        ("2026-Q4", "go", "there is no cycle go, and its id does not say its dates"),
        ("2026-H2", None, "2027-H1 is closed"),
    ],
)
def test_a_cycle_that_cannot_carry_on_is_refused(of: str, to: str | None, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        next_cycle(WORKSPACE, of, to)
