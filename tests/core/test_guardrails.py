from __future__ import annotations

from collections.abc import Callable

import pytest

from okrctl.core.scoring.scores import KeyResultScore

Scored = Callable[..., KeyResultScore]


@pytest.mark.parametrize(
    ("key_result", "value", "progress"),
    [
        pytest.param("kind: at_most, target: 25", "25", 1, id="equal to an upper limit"),
        pytest.param("kind: at_most, target: 25, strict: true", "25", 0, id="equal is not enough where it is strict"),
        pytest.param("kind: at_most, target: 25, strict: true", "24.99", 1, id="just below a strict limit"),
        pytest.param("kind: at_most, target: 25", "26", 0, id="above an upper limit"),
        pytest.param("kind: at_most, target: 0", "-3", 1, id="below zero"),
        pytest.param("kind: at_least, target: 99.95", "99.95", 1, id="equal to a lower limit"),
        pytest.param("kind: at_least, target: 99.95, strict: true", "99.95", 0, id="equal to a strict lower limit"),
        pytest.param("kind: at_least, target: 99.95", "99.9499", 0, id="just below a lower limit"),
        pytest.param("kind: between, low: 20, high: 30", "20", 1, id="equal to the low end"),
        pytest.param("kind: between, low: 20, high: 30", "30", 1, id="equal to the high end"),
        pytest.param("kind: between, low: 20, high: 30, strict: true", "30", 0, id="equal to a strict high end"),
        pytest.param("kind: between, low: 20, high: 30", "19", 0, id="below both"),
        pytest.param("kind: between, low: 20, high: 30", "31", 0, id="above both"),
        pytest.param("kind: at_least, start: 100, target: +10%", "110", 1, id="a relative limit"),
        pytest.param("kind: at_least, start: 100, target: +10%", "109", 0, id="below a relative limit"),
    ],
)
def test_a_limit_is_met_or_not(scored: Scored, key_result: str, value: str, progress: int) -> None:
    result = scored(key_result, f"2026-11-02 value: {value}")

    assert (result.progress, result.score) == (progress, progress)


@pytest.mark.parametrize(
    ("key_result", "value", "status"),
    [
        ("kind: at_least, target: 99.9, risk: 99.5", "99.9", "on_track"),
        ("kind: at_least, target: 99.9, risk: 99.5", "99.8", "behind"),
        ("kind: at_least, target: 99.9, risk: 99.5", "99.5", "behind"),
        ("kind: at_least, target: 99.9, risk: 99.5", "99.4", "at_risk"),
        ("kind: at_least, target: 99.9, risk: 99.5, strict: true", "99.9", "behind"),
        ("kind: at_most, target: 25, risk: 30", "25", "on_track"),
        ("kind: at_most, target: 25, risk: 30", "30", "behind"),
        ("kind: at_most, target: 25, risk: 30", "30.1", "at_risk"),
        ("kind: at_most, target: 25", "25.1", "at_risk"),
        ("kind: between, low: 20, high: 30", "25", "on_track"),
        ("kind: between, low: 20, high: 30", "31", "at_risk"),
    ],
)
def test_before_its_end_a_limit_is_on_track_behind_or_at_risk(
    scored: Scored, key_result: str, value: str, status: str
) -> None:
    assert scored(key_result, f"2026-11-20 value: {value}").status == status


@pytest.mark.parametrize(("value", "status"), [("25", "achieved"), ("26", "missed")])
def test_only_after_its_end_a_limit_is_achieved_or_missed(scored: Scored, value: str, status: str) -> None:
    update = f"2026-12-30 value: {value}"

    assert scored("kind: at_most, target: 25", update, as_of="2027-01-01").status == status


def test_on_its_last_day_a_limit_is_not_yet_achieved(scored: Scored) -> None:
    assert scored("kind: at_most, target: 25", "2026-12-30 value: 20", as_of="2026-12-31").status == "on_track"


@pytest.mark.parametrize(
    ("as_of", "met", "due"),
    [
        ("2026-10-01", 0, 0),
        ("2026-10-05", 1, 1),
        ("2026-10-12", 1, 2),
        ("2026-10-19", 2, 3),
        ("2026-10-26", 2, 4),
        ("2027-06-01", 2, 13),
    ],
)
def test_the_last_value_in_each_period_decides_whether_that_one_was_met(
    scored: Scored, as_of: str, met: int, due: int
) -> None:
    # weeks end on the 4th (kept), the 11th (last value breaks it), the 18th (kept again), the 25th (no value: not met)
    updates = [
        "2026-09-29 value: 20",
        "2026-10-06 value: 20",
        "2026-10-09 value: 26",
        "2026-10-12 value: 30",
        "2026-10-18 value: 25",
    ]

    result = scored("kind: at_most, target: 25", *updates, as_of=as_of)

    assert (result.figures.periods_met, result.figures.periods_due) == (met, due)


@pytest.mark.parametrize(("every", "due"), [("day", 51), ("week", 7), ("2 weeks", 3), ("month", 1)])
def test_the_periods_of_a_limit_are_those_of_the_cadence(scored: Scored, every: str, due: int) -> None:
    settings = {"okrctl.yaml": f"format: 1\ncheckins: {{every: {every}}}\n"}

    result = scored("kind: at_most, target: 25", files=settings)

    assert (result.figures.periods_met, result.figures.periods_due) == (0, due)


def test_the_periods_of_a_limit_fed_by_a_kpi_are_those_of_its_measure(scored: Scored) -> None:
    files = {
        "kpis/uptime.yaml": "title: Uptime\nmeasure: month\n",
        "kpis/readings/2026-11/a.yaml": "date: 2026-11-20\nreadings: [{kpi: uptime, value: 99.95, date: 2026-10-31}, {kpi: uptime, value: 99}]\n",
    }

    result = scored("kind: at_least, target: 99.9, kpi: uptime", as_of="2026-12-01", files=files)

    assert (result.figures.periods_met, result.figures.periods_due) == (1, 2)


def test_without_a_value_a_limit_is_not_met_in_its_periods_and_has_no_data(scored: Scored) -> None:
    result = scored("kind: at_most, target: 25", as_of="2026-10-12")

    assert (result.progress, result.status, result.figures.periods_met, result.figures.periods_due) == (
        None,
        "no_data",
        0,
        2,
    )
