from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest

from okrctl.core.kpis.window import value_in_window
from okrctl.core.scoring.measured import Dated, one_a_day
from okrctl.core.scoring.scores import KeyResultScore
from okrctl.core.scoring.scoring import Scores

Scored = Callable[..., KeyResultScore]
READINGS = """
date: 2026-12-30
readings:
  - {kpi: visits, value: 20, date: 2026-09-10}
  - {kpi: visits, value: 30, date: 2026-09-20}
  - {kpi: visits, value: 10, date: 2026-10-05}
  - {kpi: visits, value: 20, date: 2026-10-25}
  - {kpi: visits, value: 40, date: 2026-11-05}
  - {kpi: visits, value: 10, date: 2026-11-20}
  - {kpi: visits, value: 99, date: 2026-12-30}
  - {kpi: visits, value: 3, date: 2026-11-06, segment: emea}
  - {kpi: visits, value: 5, date: 2026-11-21, segment: emea}
"""


def with_kpi(card: str) -> dict[str, str]:
    """The KPI `visits` and its readings."""
    return {"kpis/visits.yaml": f"title: Visits\nsegments: [emea]\n{card}\n", "kpis/readings/2026-11/a.yaml": READINGS}


@pytest.mark.parametrize(
    ("aggregate", "start", "values"),
    [
        ("last", 30, [10, 20, 40, 10]),
        ("sum", 50, [10, 30, 70, 80]),
        ("mean", 25, [10, 15, 40, 25]),
        ("min", 20, [10, 10, 40, 10]),
        ("max", 30, [10, 20, 40, 40]),
    ],
)
def test_a_kpis_readings_in_the_window_are_the_values(
    scored: Scored, aggregate: str, start: int, values: list[int]
) -> None:
    result = scored("target: 100, kpi: visits", files=with_kpi(f"aggregate: {aggregate}"))

    assert result.start == start
    assert [value.value for value in result.values] == values
    assert result.figures.current == values[-1]


@pytest.mark.parametrize("aggregate", ["last", "sum", "mean", "min", "max"])
@pytest.mark.parametrize("as_of", ["2026-10-04", "2026-10-05", "2026-11-04", "2026-11-21", "2027-02-01"])
def test_the_value_is_the_one_that_the_kpi_has_in_the_window(
    quarter: Callable[..., Scores], aggregate: str, as_of: str
) -> None:
    objective = "title: Goal\nkey_results:\n  kr: {title: Result, target: 100, kpi: visits}\n"
    scores = quarter(objective, as_of=as_of, files=with_kpi(f"aggregate: {aggregate}"))

    current = scores.key_result("2026-Q4/goal/kr").figures.current

    first, last = date(2026, 10, 1), date(2026, 12, 31)
    assert current == value_in_window(scores.workspace, "visits", first, last, date.fromisoformat(as_of))


def test_a_written_start_goes_before_the_kpis(scored: Scored) -> None:
    result = scored("start: 0, target: 100, kpi: visits", files=with_kpi("aggregate: last"))

    assert (result.start, result.progress) == (0, Fraction(1, 10))


def test_without_an_earlier_reading_a_kpi_starts_from_0(scored: Scored) -> None:
    result = scored("target: 100, kpi: visits, start_on: 2026-09-01", files=with_kpi("aggregate: last"))

    assert result.start == 0


def test_a_relative_target_counts_from_the_kpis_last_value_before_the_window(scored: Scored) -> None:
    result = scored("target: +50%, kpi: visits", files=with_kpi("aggregate: mean"))

    assert (result.start, result.target, result.progress) == (25, Fraction(75, 2), 0)


def test_a_relative_target_from_a_start_of_0_is_no_target(scored: Scored) -> None:
    result = scored("target: +50%, kpi: visits, start_on: 2026-09-01", files=with_kpi("aggregate: last"))

    assert (result.target, result.progress, result.status) == (None, None, "no_data")


@pytest.mark.parametrize(
    ("better", "target", "progress"), [("up", 20, 0), ("down", 20, 1), ("none", 20, 0), ("up", 10, 1), ("down", 10, 1)]
)
def test_a_kpi_that_stood_at_its_target_is_judged_by_what_is_better(
    scored: Scored, better: str, target: int, progress: int
) -> None:
    window = {"20": "start_on: 2026-11-01", "10": "start_on: 2026-10-20"}[str(target)]
    due = {"20": "due: 2026-12-31", "10": "due: 2026-10-24"}[str(target)]
    files = with_kpi(f"aggregate: last\nbetter: {better}")
    files["kpis/readings/2026-11/b.yaml"] = "date: 2026-10-21\nreadings: [{kpi: visits, value: 10}]\n"

    result = scored(f"target: {target}, kpi: visits, {window}, {due}", files=files)

    assert (result.start, result.progress) == (target, progress)


def test_a_segment_has_values_of_its_own(scored: Scored) -> None:
    result = scored("target: 10, kpi: visits, segment: emea", files=with_kpi("aggregate: last"))

    assert [value.value for value in result.values] == [3, 5]


def test_readings_outside_the_window_are_no_values(scored: Scored) -> None:
    result = scored("target: 100, kpi: visits, due: 2026-10-31", files=with_kpi("aggregate: sum"))

    assert (result.figures.current, result.status) == (30, "missed")


def test_each_reading_in_the_window_is_an_update_and_check_ins_are_counted_apart(scored: Scored) -> None:
    result = scored("target: 100, kpi: visits", "2026-11-10 note: slow", files=with_kpi("aggregate: last"))

    assert (len(result.values), len(result.check_ins), result.last_update) == (4, 1, date(2026, 11, 20))
    assert result.entries[-1].update.note == "slow"


def test_the_words_of_a_scale_are_no_values(scored: Scored) -> None:
    files = {
        "kpis/mood.yaml": "title: Mood\nscale: [poor, good]\n",
        "kpis/readings/2026-11/a.yaml": "date: 2026-11-02\nreadings: [{kpi: mood, value: good}]\n",
    }

    result = scored("target: 1, kpi: mood", files=files)

    assert (result.values, result.progress) == ((), None)


def test_the_unit_of_a_history_is_one_value_a_day() -> None:
    day, other = date(2026, 11, 2), date(2026, 11, 3)

    values = [Dated(day, Fraction(1), "a"), Dated(day, Fraction(2), "b"), Dated(other, Fraction(3), "c")]

    assert one_a_day(values) == (Dated(day, Fraction(2), "b"), Dated(other, Fraction(3), "c"))
