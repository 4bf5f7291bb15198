"""Scalars: the text of a field becomes the value that is due, or a refusal with the nearest valid one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from okrctl.core import fields
from okrctl.core.bad_value import BadValue


def refusal(read: Callable[[object], object], value: object) -> tuple[str, str | None]:
    with pytest.raises(BadValue) as refused:
        read(value)
    return refused.value.code, refused.value.help


@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-31", "2028-02-29", "2026-11-21"])
def test_a_day_of_the_calendar_is_read(text: str) -> None:
    assert fields.read_day(text) == date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "help_"),
    [
        ("2026-02-30", "write 2026-02-28"),
        ("2027-02-29", "write 2027-02-28"),
        ("2026-13-01", "write 2026-12-01"),
        ("2026-1-5", "write 2026-01-05"),
        ("2026-11-21T09:30:00Z", "write 2026-11-21"),
        ("0000-01-01", "write 0001-01-01"),
        ("5/1/2026", "write the year first: YYYY-MM-DD"),
        ("21/11/2026", "write 2026-11-21"),
        ("11/21/2026", "write 2026-11-21"),
        ("30.02.2026", "write the year first: YYYY-MM-DD"),
        ("tomorrow", "write it as YYYY-MM-DD, such as 2026-11-21"),
        ("", "write it as YYYY-MM-DD, such as 2026-11-21"),
    ],
)
def test_what_is_no_day_names_the_nearest(text: str, help_: str) -> None:
    assert refusal(fields.read_day, text) == ("OKR015", help_)


def test_a_moment_is_in_utc() -> None:
    assert fields.read_instant("2026-11-21T09:30:12Z") == datetime(2026, 11, 21, 9, 30, 12, tzinfo=UTC)
    assert refusal(fields.read_instant, "2026-11-21T09:30:12+01:00") == ("OKR015", "write 2026-11-21T08:30:12Z")
    assert refusal(fields.read_instant, "2026-11-21T25:30:12Z")[0] == "OKR015"
    assert refusal(fields.read_instant, "2026-11-21")[0] == "OKR015"


@pytest.mark.parametrize("text", ["win-finance", "007", "1e3", "null", "no", "2026-01-05", "a" * 60])
def test_a_word_of_letters_digits_and_single_hyphens_is_an_id(text: str) -> None:
    assert fields.read_id(text) == text


@pytest.mark.parametrize(
    "text",
    ["", "-a", "a-", "a--b", "A", "a_b", "a.b", "a/b", "..", "é", "а", "a" * 61, "con", "lpt9", "kpis", "a b", "a\n"],
)
def test_what_cannot_be_an_id(text: str) -> None:
    assert refusal(fields.read_id, text)[0] == "OKR016"


@pytest.mark.parametrize(
    "text", ["2026-Q4", "2026-H2", "2026", "2026-11", "2026-W47", "FY27-Q1", "FY27-H1", "FY27", "launch-2026"]
)
def test_ids_of_cycles(text: str) -> None:
    assert fields.read_cycle_id(text) == text


@pytest.mark.parametrize("text", ["no", "~", "null", "12:30", "2026", "[red]", "x\\", "日本", "tab\there"])
def test_a_title_is_the_text_as_written(text: str) -> None:
    assert fields.read_title(text) == text


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("", "OKR013"),
        ("  ", "OKR013"),
        ("a\nb", "OKR013"),
        ("a\u2028b", "OKR013"),
        ("\x1b[2J", "OKR002"),
        (["a"], "OKR013"),
    ],
)
def test_what_is_no_title(value: object, code: str) -> None:
    assert refusal(fields.read_title, value)[0] == code


@pytest.mark.parametrize("text", ["1.1", "-0.1"])
def test_a_share_lies_between_0_and_1(text: str) -> None:
    assert refusal(fields.read_share, text) == ("OKR013", "write 70 % as 0.7")


@pytest.mark.parametrize(
    ("text", "help_"),
    [
        ("7", "write 7 of 10 as 0.7"),
        ("75", "write 75 % as 0.75"),
        ("50%", "write 50 % as 0.5"),
        ("0.5 %", "write 0.5 % as 0.005"),
        ("300%", "write 70 % as 0.7"),
    ],
)
def test_a_share_of_ten_or_in_percent_is_told_in_its_plain_form(text: str, help_: str) -> None:
    assert refusal(fields.read_share, text) == ("OKR013", help_)


def test_true_and_false_are_the_only_flags() -> None:
    assert (fields.read_flag("true"), fields.read_flag("False")) == (True, False)
    assert refusal(fields.read_flag, "yes")[0] == "OKR013"
