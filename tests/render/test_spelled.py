"""Values, aims and standings as sentences say them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from okrctl.render.spelled import (
    heading_for,
    kept,
    kpi_value,
    length_name,
    number_word,
    pace_words,
    standing,
    value_aim,
    value_now,
)
from okrctl.report.values import CycleReport, Forecast, StatusCounts, StepLine


@pytest.mark.parametrize(
    ("cycle", "name"),
    [("2026-Q4", "quarter"), ("FY27-Q1", "quarter"), ("2026-H2", "half-year"), ("2026", "year"), ("FY27", "year"), ("2026-11", "month"), ("2026-W47", "week"), ("launch-2026", "cycle")],
)  # fmt: skip
def test_a_cycle_is_called_by_its_length(cycle: str, name: str) -> None:
    assert length_name(cycle) == name


def test_numbers_are_words_up_to_twelve() -> None:
    assert [number_word(count) for count in (0, 1, 12, 13, 10_000)] == ["none", "one", "twelve", "13", "10,000"]


ONE = StepLine(id="a", title="A", weight=Decimal(1), done=True)


@pytest.mark.parametrize(
    ("said", "now", "aim"),
    [
        (
            {"current": Decimal(35), "start": Decimal(31), "target": Decimal(45), "unit": "points"},
            "35 points",
            "from 31 to 45",
        ),
        ({"start": Decimal(31), "target": Decimal(45), "unit": "points"}, "no value yet", "from 31 to 45 points"),
        ({"current": Decimal(3)}, "3", ""),
        ({"current": Decimal("0.5"), "target": Decimal(1)}, "0.5", "to 1"),
        ({"kind": "at_most", "current": Decimal("2.6"), "target": Decimal(2), "unit": "%"}, "2.6 %", "at most 2"),
        ({"kind": "at_least", "target": Decimal("99.5")}, "no value yet", "at least 99.5"),
        ({"kind": "between", "current": Decimal(5), "low": Decimal(1), "high": Decimal(9)}, "5", "between 1 and 9"),
        (
            {"kind": "recurring", "current": Decimal(7), "target": Decimal(10), "per": "month"},
            "7 this month",
            "10 a month",
        ),
        ({"kind": "milestone", "steps": (ONE, replace(ONE, done=False))}, "1 of 2 steps", ""),
        ({"kind": "milestone", "current": Decimal(1)}, "done", ""),
        ({"kind": "milestone"}, "not done yet", ""),
        ({"kind": "milestone", "current": Decimal("0.4")}, "40 % done", ""),
        ({"kind": "baseline", "current": Decimal("11.8"), "unit": "%"}, "11.8 %", "first measurement"),
        ({"kind": "parts"}, "0 parts", ""),
        ({"status": "scheduled", "target": Decimal(4)}, "", "to 4"),
    ],
)
def test_value_and_aim(key_result: Callable[..., Any], said: dict[str, Any], now: str, aim: str) -> None:
    line = key_result(**said)

    assert (value_now(line), value_aim(line)) == (now, aim)


def test_how_often_a_limit_was_kept(key_result: Callable[..., Any]) -> None:
    assert kept(key_result(periods_met=1, periods_due=7)) == "met in 1 of 7 periods"
    assert kept(key_result(periods_met=0, periods_due=1, total=Decimal(18))) == "met in 0 of 1 period, 18 in all"
    assert kept(key_result(periods_met=0, periods_due=0)) == ""


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (None, ""),
        (Fraction(271, 10), "27 points behind"),
        (Fraction(-1), "1 point ahead"),
        (Fraction(1, 3), "on pace"),
        (Fraction(-100), "100 points ahead"),
    ],
)
def test_pace_in_words(gap: Fraction | None, words: str) -> None:
    assert pace_words(gap) == words


def test_where_a_metric_is_heading(key_result: Callable[..., Any]) -> None:
    found = Forecast(
        value=Decimal("38.06"),
        low=Decimal("35.2"),
        high=Decimal(41),
        chance=Decimal("0.06"),
        reaches_on=date(2027, 1, 5),
    )
    line = key_result(start=Decimal(31), target=Decimal(45), unit="points", forecast=found)

    assert (
        heading_for(line, date(2026, 11, 21))
        == "Heading for 38.1 points, and for the target on 5 Jan 2027: 35.2 to 41, with a 6 % chance to arrive"
    )
    assert heading_for(key_result(), date(2026, 11, 21)) == ""


def test_a_kpi_without_a_value_has_a_dash() -> None:
    assert [kpi_value(value) for value in (None, "good", Decimal("71.4"))] == ["–", "good", "71.4"]


@pytest.mark.parametrize(
    ("as_of", "summary", "sentence"),
    [
        (date(2026, 11, 21), {}, "There are no objectives yet."),
        (date(2026, 9, 1), {"objectives": 2, "by_status": StatusCounts(scheduled=5)}, "The quarter has not begun; 2 objectives with 5 key results are planned."),
        (date(2026, 11, 21), {"objectives": 1}, "1 objective with 0 key results so far."),
        (date(2026, 11, 21), {"objectives": 1, "key_results": 1, "by_status": StatusCounts(no_data=1)}, "The one key result is not on track; the quarter is 56 % gone and nothing is measured yet."),
        (date(2026, 11, 21), {"objectives": 1, "key_results": 13, "progress": Fraction(41, 100), "by_status": StatusCounts(on_track=5)}, "Five of 13 key results are on track; the quarter is 56 % gone and 41 % done."),
        (date(2026, 11, 21), {"objectives": 1, "key_results": 3, "progress": Fraction(1, 2), "by_status": StatusCounts(achieved=1)}, "One of three key results is on track or achieved; the quarter is 56 % gone and 50 % done."),
        (date(2027, 1, 5), {"objectives": 1, "key_results": 3, "progress": Fraction(1, 2), "by_status": StatusCounts(achieved=2)}, "Two of three key results were achieved; the quarter is over and 50 % done."),
        (date(2027, 1, 5), {"objectives": 1, "key_results": 3, "progress": Fraction(0), "by_status": StatusCounts(missed=3)}, "None of three key results were achieved; the quarter is over and 0 % done."),
    ],
)  # fmt: skip
def test_how_a_cycle_goes_in_one_sentence(
    report: Callable[..., CycleReport], as_of: date, summary: dict[str, Any], sentence: str
) -> None:
    assert standing(report(as_of=as_of, summary=summary)) == sentence
