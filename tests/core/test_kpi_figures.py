from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from okrctl.core.kpis.changes import KpiChange
from okrctl.core.kpis.figures import SegmentFigures, figures, is_stale
from okrctl.core.model import Workspace
from okrctl.storage.loading import Loaded

Measured = Callable[..., Workspace]
AS_OF = date(2026, 11, 21)
MONTHS = [f"2026-{month:02}-10" for month in range(1, 12)]


def monthly(*values: str) -> str:
    """A readings file with one value a month, from January 2026 on."""
    lines = [f"  - {{kpi: nps, value: {v}, date: {day}}}" for v, day in zip(values, MONTHS, strict=False)]
    return "\n".join(["date: 2026-11-20", "readings:", *lines, ""])


def test_a_kpi_without_readings_has_no_value(measured: Measured) -> None:
    workspace = measured("better: up\ntarget: 45")

    computed = figures(workspace, "nps", AS_OF)

    assert (computed.latest, computed.status, computed.target) == (None, "no_data", Decimal(45))
    assert (computed.change, computed.limits, computed.signals) == (KpiChange(), None, ())
    assert (computed.segments, computed.is_stale, computed.history) == ((), True, ())


def test_the_value_is_that_of_the_latest_period_with_a_reading(measured: Measured) -> None:
    workspace = measured(
        "aggregate: mean\nbetter: up\ntarget: 33",
        """
        date: 2026-11-16
        readings:
          - {kpi: nps, value: 35}
          - {kpi: nps, value: 30, date: 2026-11-02}
          - {kpi: nps, value: 90, date: 2026-10-02}
        """,
    )

    computed = figures(workspace, "nps", AS_OF)

    assert computed.latest
    assert (computed.latest.value, computed.latest.period.id, computed.latest.day) == (
        Fraction(65, 2),
        "2026-11",
        date(2026, 11, 16),
    )
    assert computed.status == "red"


@pytest.mark.parametrize("as_of", ["0001-01-01", "2026-11-15"])
def test_before_the_first_reading_there_is_no_value(measured: Measured, as_of: str) -> None:
    workspace = measured("unit: points", "date: 2026-11-16\nreadings: [{kpi: nps, value: 35}]\n")

    computed = figures(workspace, "nps", date.fromisoformat(as_of))

    assert (computed.latest, computed.status, computed.history) == (None, "no_data", ())


def test_segments_that_do_not_add_up_stand_side_by_side_under_no_value(measured: Measured) -> None:
    workspace = measured(
        "better: up\ntarget: 40\nsegments: [emea, amer, apac]",
        """
        date: 2026-11-16
        readings:
          - {kpi: nps, value: 41, segment: emea}
          - {kpi: nps, value: 38, segment: emea, date: 2026-10-16}
          - {kpi: nps, value: 39, segment: amer, date: 2026-10-16}
        """,
    )

    computed = figures(workspace, "nps", AS_OF)

    assert (computed.latest, computed.status) == (None, "no_data")
    assert [(s.id, s.latest and (s.latest.value, s.latest.period.id), s.status) for s in computed.segments] == [
        ("emea", (Decimal(41), "2026-11"), "green"),
        ("amer", (Decimal(39), "2026-10"), "red"),
        ("apac", None, "no_data"),
    ]
    assert computed.segments[0].change == KpiChange(previous=Fraction(3), previous_percent=Fraction(150, 19))


def test_a_segment_of_a_sum_is_not_judged_by_the_target_of_the_total(measured: Measured) -> None:
    workspace = measured(
        "aggregate: sum\nbetter: up\ntarget: 100\nsegments: [emea, amer]",
        """
        date: 2026-11-16
        readings:
          - {kpi: nps, value: 60, segment: emea}
          - {kpi: nps, value: 50, segment: amer}
        """,
    )

    computed = figures(workspace, "nps", AS_OF)

    assert computed.latest
    assert (computed.latest.value, computed.status) == (Fraction(110), "green")
    assert computed.segments == (
        SegmentFigures(id="emea", latest=computed.segments[0].latest, status="no_target", change=KpiChange()),
        SegmentFigures(id="amer", latest=computed.segments[1].latest, status="no_target", change=KpiChange()),
    )


@pytest.mark.parametrize(
    ("measure", "last", "fresh_until", "stale_from"),
    [
        ("day", "2026-11-10", "2026-11-14", "2026-11-15"),
        ("week", "2026-11-10", "2026-11-25", "2026-11-26"),
        ("month", "2026-10-01", "2026-12-03", "2026-12-04"),
        ("quarter", "2026-09-30", "2027-01-03", "2027-01-04"),
        ("year", "2025-01-01", "2027-01-03", "2027-01-04"),
    ],
)
def test_stale_is_a_period_that_ended_more_than_the_grace_ago_without_a_reading(
    measured: Measured, measure: str, last: str, fresh_until: str, stale_from: str
) -> None:
    workspace = measured(f"measure: {measure}", f"date: {last}\nreadings: [{{kpi: nps, value: 35}}]\n")

    assert not is_stale(workspace, "nps", date.fromisoformat(fresh_until))
    assert is_stale(workspace, "nps", date.fromisoformat(stale_from))


def test_the_grace_is_that_of_the_settings(loaded: Callable[[dict[str, str]], Loaded]) -> None:
    workspace = loaded(
        {
            "okrctl.yaml": "format: 1\ncheckins: {grace_days: 0}\n",
            "kpis/nps.yaml": "title: Promoter score\nmeasure: month\n",
            "kpis/readings/a.yaml": "date: 2026-10-01\nreadings: [{kpi: nps, value: 35}]\n",
        }
    ).workspace

    assert not is_stale(workspace, "nps", date(2026, 11, 30))
    assert is_stale(workspace, "nps", date(2026, 12, 1))


def test_a_reading_of_a_segment_keeps_a_kpi_fresh(measured: Measured) -> None:
    workspace = measured(
        "segments: [emea]",
        """
        date: 2026-10-16
        readings:
          - {kpi: nps, value: 35, segment: emea}
          - {kpi: nps, value: 35, date: 2026-01-01}
        """,
    )

    assert not is_stale(workspace, "nps", AS_OF)


@pytest.mark.parametrize(("state", "stale"), [("active", True), ("paused", False), ("retired", False)])
def test_only_an_active_kpi_can_be_stale(measured: Measured, state: str, stale: bool) -> None:
    workspace = measured(f"state: {state}", "date: 2026-01-16\nreadings: [{kpi: nps, value: 35}]\n")

    computed = figures(workspace, "nps", AS_OF)

    assert computed.latest
    assert (computed.latest.value, computed.is_stale) == (Decimal(35), stale)


def test_nothing_is_stale_when_the_calendar_begins(measured: Measured) -> None:
    workspace = measured("unit: points")

    assert not is_stale(workspace, "nps", date(1, 1, 3))


def test_a_signal_names_its_period_and_keeps_the_note_of_its_reading(measured: Measured) -> None:
    workspace = measured(
        "limits_from: {first: 2026-01-01, last: 2026-06-30}",
        monthly("30", "31", "30", "29", "30", "31", "30", "29", "30", "31"),
        """
        date: 2026-11-09
        readings:
          - {kpi: nps, value: 44, signal: Two surveys in one week}
          - {kpi: nps, value: 45, date: 2026-11-19}
        """,
    )

    computed = figures(workspace, "nps", AS_OF)

    assert [(s.signal.rule, s.signal.what, s.signal.value, s.period.period.id, s.note) for s in computed.signals] == [
        (1, "value", Decimal(45), "2026-11", "Two surveys in one week"),
        (1, "range", Decimal(14), "2026-11", "Two surveys in one week"),
    ]


def test_five_periods_have_no_limits_and_six_have(measured: Measured) -> None:
    workspace = measured("unit: points", monthly("30", "31", "30", "29", "30", "31"))

    five, six = (figures(workspace, "nps", date(2026, month, 28)).limits for month in (5, 6))

    assert five is None
    assert six
    assert (six.first, six.last, six.points) == (date(2026, 1, 10), date(2026, 6, 10), 6)


def test_limits_come_from_periods_not_from_readings(measured: Measured) -> None:
    workspace = measured(
        "measure: month",
        "date: 2026-11-20\nreadings:\n"
        + "".join(f"  - {{kpi: nps, value: {n}, date: 2026-11-{n:02}}}\n" for n in range(1, 11)),
    )

    assert figures(workspace, "nps", AS_OF).limits is None


def test_limits_can_be_frozen_and_later_periods_are_judged_by_them(measured: Measured) -> None:
    values = monthly("30", "31", "30", "29", "30", "31", "40", "41", "40", "39", "40")
    frozen = "limits_from: {first: 2026-01-01, last: 2026-06-30}"

    computed = figures(measured(frozen, values), "nps", AS_OF)

    assert computed.limits
    assert (computed.limits.centre, computed.limits.mean_range) == (Fraction(181, 6), Fraction(1))
    assert (computed.limits.first, computed.limits.last, computed.limits.points) == (
        date(2026, 1, 10),
        date(2026, 6, 10),
        6,
    )
    assert [s.period.period.id for s in computed.signals if s.signal.what == "value" and s.signal.rule == 1] == [
        "2026-07",
        "2026-08",
        "2026-09",
        "2026-10",
        "2026-11",
    ]


def test_limits_frozen_to_fewer_than_six_periods_do_not_exist(measured: Measured) -> None:
    values = monthly("30", "31", "30", "29", "30", "31", "40", "41")

    computed = figures(measured("limits_from: {first: 2026-01-01, last: 2026-05-31}", values), "nps", AS_OF)

    assert (computed.limits, computed.signals) == (None, ())


@pytest.mark.parametrize(("as_of", "points"), [("2026-11-30", 10), ("2026-12-01", 11)])
def test_a_sum_joins_the_limits_when_its_period_has_ended(measured: Measured, as_of: str, points: int) -> None:
    workspace = measured("aggregate: sum", monthly("30", "31", "30", "29", "30", "31", "30", "29", "30", "31", "3"))

    computed = figures(workspace, "nps", date.fromisoformat(as_of))

    assert computed.limits
    assert computed.limits.points == points
    assert bool(computed.signals) == (points == 11)


def test_words_have_no_limits(measured: Measured) -> None:
    workspace = measured("scale: [poor, good]", monthly(*["good"] * 8))

    computed = figures(workspace, "nps", AS_OF)

    assert (computed.limits, computed.signals, len(computed.history)) == (None, (), 8)
