from __future__ import annotations

from datetime import date, timedelta

import pytest

from okrctl.core.spans import ended, first_day, index, last_day

SPANS = ["day", "week", "2 weeks", "month", "quarter", "year"]


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        ("day", "2026-11-21", "2026-11-21"),
        ("week", "2026-11-16", "2026-11-22"),
        ("month", "2026-11-01", "2026-11-30"),
        ("quarter", "2026-10-01", "2026-12-31"),
        ("year", "2026-01-01", "2026-12-31"),
    ],
)
def test_a_span_goes_from_its_first_day_to_its_last(span: str, first: str, last: str) -> None:
    found = index(date(2026, 11, 21), span)

    assert (first_day(found, span), last_day(found, span)) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("span", SPANS)
def test_spans_follow_each_other_without_a_gap(span: str) -> None:
    day = date(2023, 12, 31)
    while day < date(2025, 1, 2):
        following = day + timedelta(days=1)
        step = index(following, span) - index(day, span)
        assert step == (last_day(index(day, span), span) == day)
        day = following


@pytest.mark.parametrize("span", SPANS)
@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_ends_of_the_calendar_lie_in_a_span(span: str, day: date) -> None:
    found = index(day, span)

    assert first_day(found, span) <= day <= last_day(found, span)


@pytest.mark.parametrize(
    ("as_of", "number"),
    [
        ("2026-09-30", 0),
        ("2026-10-01", 0),
        ("2026-10-04", 0),
        ("2026-10-05", 1),
        ("2026-10-12", 2),
        ("2026-12-28", 13),
        ("2027-06-01", 13),
    ],
)
def test_a_week_that_the_window_cuts_belongs_to_it_if_its_last_day_does(as_of: str, number: int) -> None:
    # Thursday 1 October to Thursday 31 December: the week of 28 September belongs, that of 28 December does not
    found = ended(date(2026, 10, 1), date(2026, 12, 31), "week", date.fromisoformat(as_of))

    assert len(found) == number


@pytest.mark.parametrize(
    ("as_of", "number"), [("2026-10-31", 0), ("2026-11-01", 1), ("2026-12-31", 2), ("2027-01-01", 3)]
)
def test_a_month_has_ended_from_the_day_after_its_last(as_of: str, number: int) -> None:
    assert len(ended(date(2026, 10, 1), date(2026, 12, 31), "month", date.fromisoformat(as_of))) == number


def test_nothing_has_ended_on_the_first_day_of_the_calendar() -> None:
    assert len(ended(date.min, date.max, "day", date.min)) == 0


def test_a_window_of_ten_thousand_years_is_counted_at_once() -> None:
    assert len(ended(date.min, date.max, "day", date.max)) == date.max.toordinal() - 1
