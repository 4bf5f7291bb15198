from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from okrctl.core.kpis.readings import index
from okrctl.core.kpis.values import KpiValue, period_values, total_points
from okrctl.core.model import Workspace

Measured = Callable[..., Workspace]


def values(workspace: Workspace) -> list[tuple[str, KpiValue, str]]:
    kpi, series = workspace.kpis["nps"], index(workspace, date(2026, 12, 31)).series("nps")
    return [(v.period.id, v.value, v.day.isoformat()) for v in period_values(kpi, total_points(kpi, series))]


@pytest.mark.parametrize(
    ("aggregate", "november"),
    [
        ("last", Decimal("0.1")),
        ("sum", Fraction(19, 10)),
        ("mean", Fraction(19, 30)),
        ("min", Decimal("0.1")),
        ("max", Decimal(1)),
    ],
)
def test_the_readings_of_a_period_become_its_value_exactly(
    measured: Measured, aggregate: str, november: KpiValue
) -> None:
    workspace = measured(
        f"aggregate: {aggregate}",
        """
        date: 2026-11-30
        readings:
          - {kpi: nps, value: 0.5, date: 2026-09-30}
          - {kpi: nps, value: 1, date: 2026-11-01}
          - {kpi: nps, value: 0.8, date: 2026-11-15}
          - {kpi: nps, value: 0.1}
        """,
    )

    assert values(workspace) == [("2026-09", Decimal("0.5"), "2026-09-30"), ("2026-11", november, "2026-11-30")]


def test_a_sum_of_the_longest_numbers_is_exact(measured: Measured) -> None:
    workspace = measured(
        "aggregate: sum",
        """
        date: 2026-11-30
        readings:
          - {kpi: nps, value: 999999999999999999999999999999, date: 2026-11-01}
          - {kpi: nps, value: 0.00000000000000000000000000001}
        """,
    )

    assert values(workspace) == [("2026-11", 10**30 - 1 + Fraction(1, 10**29), "2026-11-30")]


@pytest.mark.parametrize(
    ("aggregate", "word"), [("last", "fair"), ("min", "poor"), ("max", "good"), ("sum", "fair"), ("mean", "fair")]
)
def test_the_words_of_a_scale_have_a_lowest_and_a_highest_but_neither_sum_nor_mean(
    measured: Measured, aggregate: str, word: str
) -> None:
    workspace = measured(
        f"scale: [poor, fair, good]\naggregate: {aggregate}",
        """
        date: 2026-11-30
        readings:
          - {kpi: nps, value: good, date: 2026-11-01}
          - {kpi: nps, value: poor, date: 2026-11-15}
          - {kpi: nps, value: fair}
        """,
    )

    assert values(workspace) == [("2026-11", word, "2026-11-30")]


SEGMENTS = """
date: 2026-11-30
readings:
  - {kpi: nps, value: 5, date: 2026-09-10, segment: emea}
  - {kpi: nps, value: 7, date: 2026-09-20, segment: amer}
  - {kpi: nps, value: 2, date: 2026-09-30, segment: emea}
  - {kpi: nps, value: 20, date: 2026-10-10}
  - {kpi: nps, value: 9, date: 2026-10-20, segment: emea}
  - {kpi: nps, value: 4, segment: amer}
"""


def test_the_total_of_a_sum_is_that_of_its_segments_where_a_period_has_no_other(measured: Measured) -> None:
    workspace = measured("aggregate: sum\nsegments: [emea, amer]", SEGMENTS)

    assert values(workspace) == [
        ("2026-09", Fraction(14), "2026-09-30"),
        ("2026-10", Decimal(20), "2026-10-10"),
        ("2026-11", Decimal(4), "2026-11-30"),
    ]


@pytest.mark.parametrize("aggregate", ["last", "mean", "min", "max"])
def test_other_segments_stand_side_by_side_and_make_no_total(measured: Measured, aggregate: str) -> None:
    workspace = measured(f"aggregate: {aggregate}\nsegments: [emea, amer]", SEGMENTS)

    assert values(workspace) == [("2026-10", Decimal(20), "2026-10-10")]


def test_the_words_of_segments_make_no_total_either(measured: Measured) -> None:
    workspace = measured(
        "scale: [poor, good]\naggregate: sum\nsegments: [emea]",
        "date: 2026-11-30\nreadings: [{kpi: nps, value: good, segment: emea}]\n",
    )

    assert values(workspace) == []
