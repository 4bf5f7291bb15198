"""Exact numbers: what is read, what is refused with which plain form, how they are shown."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrctl.core import number
from okrctl.core.bad_value import BadValue
from okrctl.core.number import Relative


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("950000", "950000"),
        ("99.95", "99.95"),
        ("-3", "-3"),
        ("800k", "800000"),
        ("1.2M", "1200000"),
        ("3B", "3000000000"),
        ("2K", "2000"),
        ("0", "0"),
        ("-0.0", "0"),
        ("007", "7"),
        ("1.50", "1.5"),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
    ],
)
def test_a_plain_number_is_read_exactly(text: str, value: str) -> None:
    assert number.parse(text) == Decimal(value)
    assert str(number.parse(text)) == value


@pytest.mark.parametrize(
    ("text", "code", "help_"),
    [
        ("1,250,000", "OKR013", "write 1250000"),
        ("$5", "OKR013", "write 5"),
        ("-$5", "OKR013", "write -5"),
        ("1_000", "OKR013", "write 1000"),
        ("1e3", "OKR013", "write 1000"),
        ("1.5E2", "OKR013", "write 150"),
        ("+5", "OKR013", "write 5"),
        (".5", "OKR013", "write 0.5"),
        ("5.", "OKR013", "write 5"),
        ("45 %", "OKR013", "write 45"),
        ("3,5", "OKR013", "write 3.5"),
        (".nan", "OKR014", "write a plain number"),
        (".inf", "OKR014", "write a plain number"),
        ("-.INF", "OKR014", "write a plain number"),
        ("1E100", "OKR014", "round it to what you can measure"),
        ("1e999", "OKR014", "round it to what you can measure"),
        ("1e999999999", "OKR014", "round it to what you can measure"),
        ("9" * 31, "OKR014", "round it to what you can measure"),
        ("9" * 5000, "OKR014", "round it to what you can measure"),
        ("0." + "1" * 400, "OKR014", "round it to what you can measure"),
        ("9" * 29 + "k", "OKR014", "round it to what you can measure"),
        ("2m", "OKR013", "write it plain, as 950000 or 99.95, or as 1.2M"),
        ("2b", "OKR013", "write it plain, as 950000 or 99.95, or as 1.2M"),
        ("0x1F", "OKR013", "write it plain, as 950000 or 99.95, or as 1.2M"),
        ("12:30", "OKR013", "write it plain, as 950000 or 99.95, or as 1.2M"),
        ("abc", "OKR013", "write it plain, as 950000 or 99.95, or as 1.2M"),
        ("", "OKR013", "write it plain, as 950000 or 99.95, or as 1.2M"),
        ("١٢", "OKR013", "write it plain, as 950000 or 99.95, or as 1.2M"),
    ],
)
def test_another_spelling_is_refused_with_the_plain_form(text: str, code: str, help_: str) -> None:
    with pytest.raises(BadValue) as refused:
        number.parse(text)

    assert (refused.value.code, refused.value.help) == (code, help_)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,250,000", "1250000"),
        ("$100,000", "100000"),
        ("4.5%", "4.5"),
        ("4.5 %", "4.5"),
        ("-1.5k", "-1500"),
        ("€3M", "3000000"),
    ],
)
def test_more_is_read_from_the_command_line(text: str, value: str) -> None:
    assert number.parse_typed(text) == Decimal(value)


@pytest.mark.parametrize(
    ("start", "text", "target"),
    [
        ("5000", "+20%", "6000"),
        ("-10", "+20%", "-8"),
        ("40", "+5pp", "45"),
        ("383", "-5%", "363.85"),
        ("40", "-5pp", "35"),
    ],
)
def test_a_relative_target_counts_from_the_start(start: str, text: str, target: str) -> None:
    relative = number.parse_relative(text)

    assert relative is not None
    assert relative.from_start(Decimal(start)) == Decimal(target)
    assert str(relative) == text


@pytest.mark.parametrize("text", ["20%", "+20", "+20 %", "+1e3%", "++2%", "+pp"])
def test_what_is_no_relative_target(text: str) -> None:
    assert number.parse_relative(text) is None


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        ("42.5", 0, "43"),
        ("-42.5", 0, "-43"),
        ("0.575", 2, "0.58"),
        ("0.05", 1, "0.1"),
        ("2.675", 2, "2.68"),
        ("0", 2, "0.00"),
    ],
)
def test_halves_are_rounded_away_from_zero(value: str, places: int, rounded: str) -> None:
    assert str(number.half_up(Decimal(value), places)) == rounded


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1250000.50", "1,250,000.5"),
        ("9999", "9999"),
        ("10000", "10,000"),
        ("-12345", "-12,345"),
        ("1E+3", "1000"),
        ("0.10", "0.1"),
    ],
)
def test_a_number_is_shown_without_exponent_and_with_thousands_apart(value: str, text: str) -> None:
    assert number.shown(Decimal(value)) == text


def test_a_fraction_is_shown_with_the_places_asked_for() -> None:
    assert (number.shown(Fraction(1, 3), 2), number.shown(Fraction(2, 3))) == ("0.33", "0.666667")


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**20), max_value=10**20))
def test_what_okrctl_writes_reads_back_as_the_same_number(value: Decimal) -> None:
    assert number.parse(number.plain_text(value)) == value


@given(st.fractions(), st.integers(0, 6))
def test_rounding_moves_by_at_most_half_a_unit(value: Fraction, places: int) -> None:
    assert abs(Fraction(number.half_up(value, places)) - value) <= Fraction(1, 2 * 10**places)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_a_code(text: str) -> None:
    codes = {"OKR013", "OKR014"}

    try:
        value, code = number.parse(text), "OKR013"
    except BadValue as refused:
        value, code = Decimal(0), refused.code

    assert value.is_finite()
    assert code in codes


def test_a_relative_target_is_a_value() -> None:
    assert Relative(Decimal(20), points=False) == number.parse_relative("+20%")
