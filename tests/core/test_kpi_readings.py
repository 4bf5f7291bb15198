from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from okrctl.core.kpi import Kpi, Reading, Readings
from okrctl.core.kpis.readings import ReadingPoint, index, points
from okrctl.core.model import Workspace
from okrctl.core.settings import Settings

Measured = Callable[..., Workspace]
AS_OF = date(2026, 11, 21)


def said(workspace: Workspace, as_of: date = AS_OF, segment: str | None = None) -> list[str]:
    return [f"{p.day} {p.value}" for p in points(workspace, "nps", as_of, segment)]


def test_a_reading_keeps_what_was_said_about_it(measured: Measured) -> None:
    workspace = measured(
        "unit: points",
        """
        date: 2026-11-16
        by: ana
        readings:
          - {kpi: nps, value: 35, note: Two surveys open, signal: New survey tool}
        """,
    )

    assert points(workspace, "nps", AS_OF) == (
        ReadingPoint(
            day=date(2026, 11, 16),
            value=Decimal(35),
            by="ana",
            id="a",
            note="Two surveys open",
            signal="New survey tool",
        ),
    )


def test_readings_come_by_day_whatever_the_order_of_files(measured: Measured) -> None:
    workspace = measured(
        "unit: points",
        """
        date: 2026-11-16
        readings:
          - {kpi: nps, value: 35}
          - {kpi: nps, value: 33, date: 2026-10-14}
        """,
        """
        date: 2026-11-02
        readings: [{kpi: nps, value: 34}]
        """,
    )

    assert said(workspace) == ["2026-10-14 33", "2026-11-02 34", "2026-11-16 35"]


def test_a_reading_after_as_of_does_not_exist(measured: Measured) -> None:
    workspace = measured(
        "unit: points",
        """
        date: 2026-11-01
        readings:
          - {kpi: nps, value: 33}
          - {kpi: nps, value: 36, date: 2026-11-22}
        """,
    )

    assert said(workspace, date(2026, 11, 21)) == ["2026-11-01 33"]
    assert said(workspace, date(2026, 11, 22)) == ["2026-11-01 33", "2026-11-22 36"]
    assert said(workspace, date(1, 1, 1)) == []


def test_a_reading_typed_later_for_an_earlier_day_exists_from_that_day_on(measured: Measured) -> None:
    workspace = measured(
        "unit: points",
        """
        date: 2026-11-20
        readings: [{kpi: nps, value: 33, date: 2026-10-31}]
        """,
    )

    assert said(workspace, date(2026, 10, 31)) == ["2026-10-31 33"]


@pytest.mark.parametrize(
    ("first", "second", "counts"),
    [
        ("date: 2026-11-16", "date: 2026-11-16", 36),
        ("date: 2026-11-16\nat: 2026-11-16T09:00:00Z", "date: 2026-11-16", 35),
        ("date: 2026-11-16\nat: 2026-11-16T09:00:00Z", "date: 2026-11-16\nat: 2026-11-16T08:00:00Z", 35),
        ("date: 2026-11-16", "date: 2026-11-16\nat: 2026-11-16T08:00:00Z", 36),
        ("date: 2026-11-18", "date: 2026-11-17", 35),
    ],
    ids=["later-id", "no-moment-comes-first", "earlier-moment", "later-moment", "earlier-file"],
)
def test_of_two_values_for_one_day_the_later_counts(measured: Measured, first: str, second: str, counts: int) -> None:
    value = "\nreadings: [{kpi: nps, date: 2026-11-16, value: %s}]\n"

    workspace = measured("unit: points", first + value % 35, second + value % 36)

    assert said(workspace) == [f"2026-11-16 {counts}"]


def test_of_two_values_in_one_file_the_lower_line_counts(measured: Measured) -> None:
    workspace = measured(
        "unit: points",
        """
        date: 2026-11-16
        readings:
          - {kpi: nps, value: 35}
          - {kpi: nps, value: 36}
        """,
    )

    assert said(workspace) == ["2026-11-16 36"]


def test_values_for_one_day_of_two_segments_both_count(measured: Measured) -> None:
    workspace = measured(
        "segments: [emea, amer]",
        """
        date: 2026-11-16
        readings:
          - {kpi: nps, value: 35, segment: emea}
          - {kpi: nps, value: 31, segment: amer}
        """,
    )

    assert [said(workspace, segment=s) for s in ("emea", "amer", None)] == [["2026-11-16 35"], ["2026-11-16 31"], []]


def test_a_superseded_file_is_ignored_from_the_date_of_the_correction_on(measured: Measured) -> None:
    workspace = measured(
        "unit: points",
        """
        date: 2026-11-16
        readings:
          - {kpi: nps, value: 35}
          - {kpi: nps, value: 53, date: 2026-11-17}
        """,
        """
        date: 2026-11-19
        supersedes: a
        readings: [{kpi: nps, value: 36, date: 2026-11-19}]
        """,
    )

    assert said(workspace, date(2026, 11, 18)) == ["2026-11-16 35", "2026-11-17 53"]
    assert said(workspace, date(2026, 11, 19)) == ["2026-11-19 36"]


def test_what_a_corrected_correction_superseded_stays_ignored(measured: Measured) -> None:
    workspace = measured(
        "unit: points",
        "date: 2026-11-16\nreadings: [{kpi: nps, value: 53}, {kpi: nps, value: 1, date: 2026-11-01}]\n",
        "date: 2026-11-16\nsupersedes: a\nreadings: [{kpi: nps, value: 34}]\n",
        "date: 2026-11-16\nsupersedes: b\nreadings: [{kpi: nps, value: 35}]\n",
    )

    assert said(workspace) == ["2026-11-16 35"]


def unchecked(kpi: Kpi, *values: str) -> Workspace:
    """A workspace whose readings no loader has checked: one value on one day."""
    readings = tuple(Reading(kpi="nps", value=value) for value in values)
    file = Readings(date=date(2026, 11, 16), readings=readings)
    return Workspace(settings=Settings(format=1), kpis={"nps": kpi}, readings={"a": file})


def test_a_text_that_is_no_number_is_skipped_and_hides_no_other() -> None:
    workspace = unchecked(Kpi(title="Promoter score"), "1.2k", "plenty", "1e3")

    assert said(workspace) == ["2026-11-16 1200"]


def test_a_qualitative_kpi_has_only_the_words_of_its_scale() -> None:
    workspace = unchecked(Kpi(title="Mood", scale=("poor", "fair", "good")), "good", "superb", "3")

    assert said(workspace) == ["2026-11-16 good"]


def test_an_unknown_kpi_has_no_readings(measured: Measured) -> None:
    workspace = measured("unit: points", "date: 2026-11-16\nreadings: [{kpi: churn, value: 3}]\n")

    assert points(workspace, "churn", AS_OF) == ()


def test_the_index_is_made_once_for_a_workspace_and_a_day(measured: Measured) -> None:
    workspace = measured("unit: points", "date: 2026-11-16\nreadings: [{kpi: nps, value: 3}]\n")
    equal_one = measured("unit: points", "date: 2026-11-16\nreadings: [{kpi: nps, value: 3}]\n")

    once = index(workspace, AS_OF)

    assert index(workspace, AS_OF) is once
    assert index(workspace, date(2026, 11, 20)) is not once
    assert index(equal_one, AS_OF) is not once
