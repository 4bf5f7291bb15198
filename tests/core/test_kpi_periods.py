from __future__ import annotations

from datetime import date

import pytest

from okrctl.core.kpi import Span
from okrctl.core.kpis.periods import containing


@pytest.mark.parametrize(
    ("measure", "day", "said"),
    [
        ("day", "2026-11-21", ("2026-11-21", "2026-11-21", "2026-11-21")),
        ("week", "2026-11-21", ("2026-W47", "2026-11-16", "2026-11-22")),
        ("week", "2027-01-01", ("2026-W53", "2026-12-28", "2027-01-03")),
        ("month", "2028-02-29", ("2028-02", "2028-02-01", "2028-02-29")),
        ("quarter", "2026-11-21", ("2026-Q4", "2026-10-01", "2026-12-31")),
        ("year", "2026-11-21", ("2026", "2026-01-01", "2026-12-31")),
        ("week", "0001-01-01", ("0001-W01", "0001-01-01", "0001-01-07")),
        ("year", "0001-01-01", ("0001", "0001-01-01", "0001-12-31")),
        ("quarter", "9999-12-31", ("9999-Q4", "9999-10-01", "9999-12-31")),
        ("week", "9999-12-31", ("9999-W52", "9999-12-27", "9999-12-31")),
    ],
)
def test_a_period_has_an_id_and_both_its_days(measure: Span, day: str, said: tuple[str, str, str]) -> None:
    period = containing(measure, date.fromisoformat(day))

    assert (period.id, period.first.isoformat(), period.last.isoformat()) == said


@pytest.mark.parametrize(
    ("measure", "day", "before", "year_before"),
    [
        ("day", "2026-03-01", "2026-02-28", "2025-03-01"),
        ("day", "2028-02-29", "2028-02-28", None),
        ("week", "2026-01-01", "2025-W52", "2025-W01"),
        ("week", "2026-12-30", "2026-W52", None),
        ("week", "2027-12-30", "2027-W51", "2026-W52"),
        ("month", "2026-01-15", "2025-12", "2025-01"),
        ("quarter", "2026-02-15", "2025-Q4", "2025-Q1"),
        ("year", "2026-02-15", "2025", "2025"),
    ],
)
def test_a_period_knows_the_one_before_and_that_of_a_year_ago(
    measure: Span, day: str, before: str, year_before: str | None
) -> None:
    period = containing(measure, date.fromisoformat(day))

    earlier = period.year_before

    assert (period.before.id, earlier.id if earlier else None) == (before, year_before)


@pytest.mark.parametrize("measure", ["day", "week"])
def test_the_first_year_has_no_year_before(measure: Span) -> None:
    period = containing(measure, date(1, 2, 1))

    assert period.year_before is None
