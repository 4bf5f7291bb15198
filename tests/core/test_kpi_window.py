from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from okrctl.core.kpis.window import last_before, points_in_window, value_in_window
from okrctl.core.model import Workspace

Measured = Callable[..., Workspace]
START, END, AS_OF = date(2026, 10, 1), date(2026, 12, 31), date(2026, 11, 21)

READINGS = """
date: 2026-12-20
readings:
  - {kpi: nps, value: 90, date: 2026-08-31}
  - {kpi: nps, value: 20, date: 2026-09-10}
  - {kpi: nps, value: 22, date: 2026-09-30}
  - {kpi: nps, value: 31, date: 2026-10-01}
  - {kpi: nps, value: 33, date: 2026-11-05}
  - {kpi: nps, value: 35, date: 2026-11-21}
  - {kpi: nps, value: 70, date: 2026-11-22}
"""


@pytest.mark.parametrize(("aggregate", "value"), [("last", 35), ("sum", 99), ("mean", 34), ("min", 33), ("max", 35)])
def test_the_value_is_the_sum_so_far_or_that_of_the_latest_period(
    measured: Measured, aggregate: str, value: int
) -> None:
    workspace = measured(f"aggregate: {aggregate}", READINGS)

    assert value_in_window(workspace, "nps", START, END, AS_OF) == value


@pytest.mark.parametrize(("aggregate", "value"), [("last", 22), ("sum", 42), ("mean", 21), ("min", 20), ("max", 22)])
def test_a_key_result_starts_from_the_last_period_before_its_window(
    measured: Measured, aggregate: str, value: int
) -> None:
    workspace = measured(f"aggregate: {aggregate}", READINGS)

    assert last_before(workspace, "nps", START) == value


def test_a_period_that_the_window_cuts_has_the_value_of_its_days_inside(measured: Measured) -> None:
    workspace = measured("aggregate: sum\nmeasure: quarter", READINGS)

    assert value_in_window(workspace, "nps", date(2026, 11, 6), END, AS_OF) == 35
    assert last_before(workspace, "nps", date(2026, 11, 6)) == 64


def test_what_lies_before_the_window_may_be_dated_too(measured: Measured) -> None:
    workspace = measured("aggregate: last", READINGS)

    assert last_before(workspace, "nps", START, as_of=date(2026, 9, 29)) == 20


@pytest.mark.parametrize(
    ("start", "end"), [("2027-01-01", "2027-03-31"), ("2026-10-02", "2026-11-04"), ("0001-01-01", "0001-01-02")]
)
def test_a_window_without_a_reading_has_no_value(measured: Measured, start: str, end: str) -> None:
    workspace = measured("aggregate: sum", READINGS)

    first, last = date.fromisoformat(start), date.fromisoformat(end)

    assert value_in_window(workspace, "nps", first, last, AS_OF) is None
    assert points_in_window(workspace, "nps", first, last, AS_OF) == ()


@pytest.mark.parametrize("start", ["0001-01-01", "2026-08-31"])
def test_nothing_may_lie_before_the_window(measured: Measured, start: str) -> None:
    workspace = measured("unit: points", READINGS)

    assert last_before(workspace, "nps", date.fromisoformat(start)) is None


def test_an_unknown_kpi_gives_nothing(measured: Measured) -> None:
    workspace = measured("unit: points", READINGS)

    assert value_in_window(workspace, "churn", START, END, AS_OF) is None
    assert last_before(workspace, "churn", START) is None


def test_each_reading_in_the_window_is_an_update(measured: Measured) -> None:
    workspace = measured("unit: points", READINGS)

    updates = points_in_window(workspace, "nps", START, END, AS_OF)

    assert [(p.day.isoformat(), p.value) for p in updates] == [
        ("2026-10-01", Decimal(31)),
        ("2026-11-05", Decimal(33)),
        ("2026-11-21", Decimal(35)),
    ]


SEGMENTS = """
date: 2026-11-20
readings:
  - {kpi: nps, value: 4, date: 2026-09-20, segment: emea}
  - {kpi: nps, value: 5, date: 2026-09-30, segment: amer}
  - {kpi: nps, value: 6, date: 2026-10-05, segment: emea}
  - {kpi: nps, value: 7, date: 2026-10-06, segment: amer}
  - {kpi: nps, value: 80, date: 2026-11-07}
  - {kpi: nps, value: 9, segment: emea}
"""


@pytest.mark.parametrize(
    ("aggregate", "segment", "before", "value"),
    [
        ("sum", "emea", 4, 15),
        ("sum", "amer", 5, 7),
        ("sum", None, Fraction(9), 93),
        ("last", "emea", 4, 9),
        ("last", None, None, 80),
        ("last", "apac", None, None),
    ],
)
def test_a_segment_counts_alone_and_the_total_by_its_own_rule(
    measured: Measured, aggregate: str, segment: str | None, before: int | None, value: int | None
) -> None:
    workspace = measured(f"aggregate: {aggregate}\nsegments: [emea, amer]", SEGMENTS)

    assert last_before(workspace, "nps", START, segment) == before
    assert value_in_window(workspace, "nps", START, END, AS_OF, segment) == value


def test_words_are_no_value_of_a_key_result(measured: Measured) -> None:
    workspace = measured(
        "scale: [poor, good]",
        "date: 2026-11-16\nreadings: [{kpi: nps, value: good}, {kpi: nps, value: poor, date: 2026-09-01}]\n",
    )

    assert value_in_window(workspace, "nps", START, END, AS_OF) is None
    assert last_before(workspace, "nps", START) is None
