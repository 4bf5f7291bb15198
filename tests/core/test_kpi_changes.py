from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest

from okrctl.core.kpis.changes import KpiChange
from okrctl.core.kpis.figures import figures
from okrctl.core.model import Workspace

Measured = Callable[..., Workspace]
AS_OF = date(2026, 11, 21)


def change(workspace: Workspace) -> KpiChange:
    return figures(workspace, "nps", AS_OF).change


@pytest.mark.parametrize(
    ("unit", "then", "now", "said"),
    [
        ("points", "33", "35", KpiChange(previous=Fraction(2), previous_percent=Fraction(200, 33))),
        ("points", "40", "30", KpiChange(previous=Fraction(-10), previous_percent=Fraction(-25))),
        ("points", "33", "33", KpiChange(previous=Fraction(0), previous_percent=Fraction(0))),
        ("points", "0", "35", KpiChange(previous=Fraction(35))),
        ("points", "-10", "5", KpiChange(previous=Fraction(15))),
        ("points", "10", "-5", KpiChange(previous=Fraction(-15), previous_percent=Fraction(-150))),
        ('"%"', "2.1", "2.9", KpiChange(previous=Fraction("0.8"))),
    ],
    ids=["rise", "fall", "none", "prior-zero", "prior-negative", "below-zero", "percent-in-points"],
)
def test_change_to_the_previous_period(measured: Measured, unit: str, then: str, now: str, said: KpiChange) -> None:
    workspace = measured(
        f"unit: {unit}",
        f"""
        date: 2026-11-16
        readings:
          - {{kpi: nps, value: {then}, date: 2026-10-31}}
          - {{kpi: nps, value: {now}}}
        """,
    )

    assert change(workspace) == said


@pytest.mark.parametrize(
    ("measure", "earlier", "said"),
    [
        ("day", ["2026-11-15", "2025-11-16"], (10, 20)),
        ("week", ["2026-11-15", "2025-11-23"], (10, 20)),
        ("month", ["2026-10-01", "2025-11-30"], (10, 20)),
        ("quarter", ["2026-07-01", "2025-10-01"], (10, 20)),
        ("month", ["2026-09-30", "2025-12-01"], (None, None)),
        ("week", ["2026-11-08", "2025-11-16"], (None, None)),
    ],
)
def test_change_needs_a_reading_in_the_period_before_and_in_that_of_a_year_ago(
    measured: Measured, measure: str, earlier: list[str], said: tuple[int | None, int | None]
) -> None:
    workspace = measured(
        f"measure: {measure}",
        f"""
        date: 2026-11-16
        readings:
          - {{kpi: nps, value: 90, date: {earlier[0]}}}
          - {{kpi: nps, value: 80, date: {earlier[1]}}}
          - {{kpi: nps, value: 100}}
        """,
    )

    computed = change(workspace)

    assert (computed.previous, computed.year) == said


def test_the_year_before_is_both_of_a_yearly_kpi(measured: Measured) -> None:
    workspace = measured(
        "measure: year",
        "date: 2026-11-16\nreadings: [{kpi: nps, value: 50}, {kpi: nps, value: 40, date: 2025-06-01}]\n",
    )

    assert change(workspace) == KpiChange(
        previous=Fraction(10), previous_percent=Fraction(25), year=Fraction(10), year_percent=Fraction(25)
    )


@pytest.mark.parametrize("readings", ["[]", "[{kpi: nps, value: 35}]"], ids=["no-reading", "one"])
def test_too_few_readings_give_no_change(measured: Measured, readings: str) -> None:
    workspace = measured("unit: points", f"date: 2026-11-16\nreadings: {readings}\n")

    assert change(workspace) == KpiChange()


def test_words_do_not_change_by_an_amount(measured: Measured) -> None:
    workspace = measured(
        "scale: [poor, good]",
        "date: 2026-11-16\nreadings: [{kpi: nps, value: good}, {kpi: nps, value: poor, date: 2026-10-31}]\n",
    )

    assert change(workspace) == KpiChange()


STORES = """
date: 2026-11-20
readings:
  - {kpi: nps, value: 130, date: 2025-11-10, segment: old}
  - {kpi: nps, value: 500, date: 2025-11-10, segment: closed}
  - {kpi: nps, value: 140, date: 2026-10-10, segment: old}
  - {kpi: nps, value: 90, date: 2026-11-02, segment: old}
  - {kpi: nps, value: 60, date: 2026-11-12, segment: old}
  - {kpi: nps, value: 70, date: 2026-11-12, segment: opened}
"""


def test_growth_of_a_comparable_kpi_counts_only_segments_present_in_both_periods(measured: Measured) -> None:
    workspace = measured("aggregate: sum\ncomparable: true\nsegments: [old, closed, opened]", STORES)

    assert change(workspace) == KpiChange(
        previous=Fraction(10),
        previous_percent=Fraction(50, 7),
        year=Fraction(20),
        year_percent=Fraction(200, 13),
    )


def test_growth_of_any_other_kpi_counts_all_segments(measured: Measured) -> None:
    workspace = measured("aggregate: sum\nsegments: [old, closed, opened]", STORES)

    assert change(workspace) == KpiChange(
        previous=Fraction(80),
        previous_percent=Fraction(400, 7),
        year=Fraction(-410),
        year_percent=Fraction(-4100, 63),
    )


def test_a_comparable_kpi_with_no_segment_in_both_periods_has_no_growth(measured: Measured) -> None:
    workspace = measured(
        "aggregate: sum\ncomparable: true\nsegments: [old, opened]",
        """
        date: 2026-11-16
        readings:
          - {kpi: nps, value: 140, date: 2026-10-10, segment: old}
          - {kpi: nps, value: 90, segment: opened}
        """,
    )

    assert change(workspace) == KpiChange()


def test_a_comparable_kpi_whose_segments_do_not_add_up_has_no_growth(measured: Measured) -> None:
    workspace = measured(
        "comparable: true\nsegments: [old]",
        """
        date: 2026-11-16
        readings:
          - {kpi: nps, value: 140, date: 2026-10-10}
          - {kpi: nps, value: 150}
        """,
    )

    assert change(workspace) == KpiChange()
