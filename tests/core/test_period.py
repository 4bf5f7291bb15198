from __future__ import annotations

from datetime import date

import pytest

from okrctl.core.errors import UsageError
from okrctl.core.period import Period, next_id, parse, previous_id, quarter_containing, quarter_from

AS_OF = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("cycle_id", "start", "end", "title"),
    [
        ("2026-Q1", "2026-01-01", "2026-03-31", "Q1 2026"),
        ("2026-Q4", "2026-10-01", "2026-12-31", "Q4 2026"),
        ("2026-H1", "2026-01-01", "2026-06-30", "H1 2026"),
        ("2026-H2", "2026-07-01", "2026-12-31", "H2 2026"),
        ("2026", "2026-01-01", "2026-12-31", "2026"),
        ("2026-11", "2026-11-01", "2026-11-30", "November 2026"),
        ("2028-02", "2028-02-01", "2028-02-29", "February 2028"),
        ("2026-W47", "2026-11-16", "2026-11-22", "Week 47 2026"),
        ("2026-W01", "2025-12-29", "2026-01-04", "Week 1 2026"),
        ("2026-W53", "2026-12-28", "2027-01-03", "Week 53 2026"),
        ("0001-Q1", "0001-01-01", "0001-03-31", "Q1 0001"),
        ("0001-W01", "0001-01-01", "0001-01-07", "Week 1 0001"),
        ("9999-12", "9999-12-01", "9999-12-31", "December 9999"),
        ("9999", "9999-01-01", "9999-12-31", "9999"),
        ("9999-W52", "9999-12-27", "9999-12-31", "Week 52 9999"),
    ],
)
def test_a_cycles_id_says_its_days_and_title(cycle_id: str, start: str, end: str, title: str) -> None:
    assert parse(cycle_id) == Period(cycle_id, date.fromisoformat(start), date.fromisoformat(end), title)


@pytest.mark.parametrize(
    ("cycle_id", "starts", "start", "end", "title"),
    [
        ("FY27-Q1", 2, "2026-02-01", "2026-04-30", "FY27 Q1"),
        ("FY27-Q4", 2, "2026-11-01", "2027-01-31", "FY27 Q4"),
        ("FY27-H2", 2, "2026-08-01", "2027-01-31", "FY27 H2"),
        ("FY27", 2, "2026-02-01", "2027-01-31", "FY27"),
        ("FY27", 1, "2027-01-01", "2027-12-31", "FY27"),
        ("FY27-Q2", 1, "2027-04-01", "2027-06-30", "FY27 Q2"),
        ("FY27-Q1", 12, "2026-12-01", "2027-02-28", "FY27 Q1"),
        ("FY00-Q1", 4, "1999-04-01", "1999-06-30", "FY00 Q1"),
    ],
)
def test_a_fiscal_year_is_named_for_the_year_it_ends_in(
    cycle_id: str, starts: int, start: str, end: str, title: str
) -> None:
    assert parse(cycle_id, starts) == Period(cycle_id, date.fromisoformat(start), date.fromisoformat(end), title)


@pytest.mark.parametrize(
    "cycle_id",
    ["launch-2026", "2026-Q5", "2026-Q0", "2026-Q01", "2026-H3", "2026-13", "2026-00", "2026-1", "2026-W00", "2026-W54", "2026-W5",
     "2025-W53", "0000", "0000-Q1", "26-Q1", "2026-q4", "FY27-Q5", "FY27-Q0", "FY2027", "FY27-H3", "FY27-11", "", "２０２６-Q1"],
)  # fmt: skip
def test_any_other_id_is_a_custom_one(cycle_id: str) -> None:
    assert parse(cycle_id) is None


@pytest.mark.parametrize(
    ("cycle_id", "starts", "following"),
    [
        ("2026-Q4", 1, "2027-Q1"),
        ("2026-H1", 1, "2026-H2"),
        ("2026-12", 1, "2027-01"),
        ("2026-W53", 1, "2027-W01"),
        ("2026", 1, "2027"),
        ("FY27-Q4", 2, "FY28-Q1"),
        ("FY27-H1", 2, "FY27-H2"),
        ("FY27", 2, "FY28"),
        ("FY27-Q1", 1, "FY27-Q2"),
    ],
)
def test_periods_of_one_kind_follow_each_other(cycle_id: str, starts: int, following: str) -> None:
    assert next_id(cycle_id, starts) == following
    assert previous_id(following, starts) == cycle_id


@pytest.mark.parametrize("cycle_id", ["launch-2026", "9999-Q4", "FY99-Q4"])
def test_nothing_follows_a_custom_cycle_or_the_last_one(cycle_id: str) -> None:
    assert next_id(cycle_id, 2) is None


@pytest.mark.parametrize("cycle_id", ["launch-2026", "0001-Q1", "FY00-Q1"])
def test_nothing_comes_before_a_custom_cycle_or_the_first_one(cycle_id: str) -> None:
    assert previous_id(cycle_id, 2) is None


@pytest.mark.parametrize(
    ("day", "starts", "quarter"),
    [
        ("2026-11-21", 1, "2026-Q4"),
        ("2026-01-31", 2, "FY26-Q4"),
        ("2026-02-01", 2, "FY27-Q1"),
        ("2126-02-01", 2, "2126-Q1"),
    ],
)
def test_a_day_lies_in_one_quarter(day: str, starts: int, quarter: str) -> None:
    assert quarter_containing(date.fromisoformat(day), starts).id == quarter


@pytest.mark.parametrize(
    ("text", "cycle_id"),
    [
        (None, "2026-Q4"),
        ("", "2026-Q4"),
        ("Q3", "2026-Q3"),
        ("q3", "2026-Q3"),
        ("last", "2026-Q3"),
        ("next", "2027-Q1"),
        ("2025-Q2", "2025-Q2"),
        ("2025-q2", "2025-Q2"),
        ("FY27-Q1", "FY27-Q1"),
    ],
)
def test_a_form_of_quarter_names_a_cycle(text: str | None, cycle_id: str) -> None:
    assert quarter_from(text, AS_OF, 1, ["2026-Q4"]) == cycle_id


@pytest.mark.parametrize(
    ("text", "cycle_id"),
    [(None, "FY27-Q4"), ("Q3", "FY27-Q3"), ("last", "FY27-Q3"), ("next", "FY28-Q1"), ("2026-Q4", "2026-Q4")],
)
def test_quarters_are_fiscal_where_such_cycles_exist(text: str | None, cycle_id: str) -> None:
    cycles = ["FY27", "FY27-Q3", "FY27-Q4", "launch-2026"]

    assert quarter_from(text, AS_OF, 2, cycles) == cycle_id


@pytest.mark.parametrize(
    ("starts", "cycles", "cycle_id"),
    [
        (1, ["FY26-Q4"], "2026-Q4"),
        (2, [], "2026-Q4"),
        (2, ["FY27", "2026-Q3"], "2026-Q4"),
        (2, ["FY27-Q3", "2026-Q4"], "2026-Q4"),
        (2, ["FY27-Q3", "2026-Q3"], "2026-Q4"),
        (2, ["FY27-Q4", "2026-Q4"], "FY27-Q4"),
    ],
)
def test_a_quarter_is_a_calendar_one_unless_a_fiscal_one_exists(starts: int, cycles: list[str], cycle_id: str) -> None:
    assert quarter_from(None, AS_OF, starts, cycles) == cycle_id


@pytest.mark.parametrize("text", ["Q5", "2026", "2026-H2", "soon", "Q3 2026", "0000-Q1", "FY27", "2026-Q5", "-Q1"])
def test_another_text_is_no_quarter_and_the_forms_are_shown(text: str) -> None:
    with pytest.raises(UsageError) as raised:
        quarter_from(text, AS_OF, 1, [])

    assert raised.value.message == f'"{text}" is no quarter'
    assert raised.value.help == "write Q3, last, next, 2026-Q3 or FY27-Q1; other cycles go with --cycle"


def test_there_is_no_quarter_before_the_first_day_of_the_calendar() -> None:
    with pytest.raises(UsageError, match="the calendar ends"):
        quarter_from("last", date(1, 1, 1), 1, [])
