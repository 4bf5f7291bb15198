from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from okrctl.render import words
from okrctl.report.values import Figure


def test_every_status_has_a_word_and_signs_that_tell_it_apart() -> None:
    counted = words.COUNTED_STATUSES

    assert len({words.sign(status, unicode=True) for status in counted}) == len(counted)
    assert [words.sign(status, unicode=False) for status in counted] == ["+", "~", "!", "*", "x", ".", "o"]
    assert words.status_word("at_risk") == "at risk"


@pytest.mark.parametrize(
    ("share", "seen"),
    [
        (Fraction(85, 200), "43 %"),
        (Fraction(-1, 4), "−25 %"),
        (Decimal("1.25"), "125 %"),
        (None, "–"),
        (Fraction(1, 3), "33 %"),
    ],
)
def test_percent_rounds_half_up(share: Figure | None, seen: str) -> None:
    assert words.percent(share) == seen


@pytest.mark.parametrize(
    ("gap", "seen"),
    [(Fraction(2747, 100), "−27"), (Fraction(-4), "+4"), (Fraction(1, 4), "0"), (Fraction(1, 2), "−1"), (None, "")],
)
def test_distance_says_behind_with_minus_and_ahead_with_plus(gap: Figure | None, seen: str) -> None:
    assert words.distance(gap) == seen


def test_a_confidence_is_shown_on_the_workspaces_scale() -> None:
    assert [words.confidence(Decimal("0.55"), scale) for scale in (10, 100, 5)] == ["5.5", "55", "2.8"]


def test_a_day_has_its_year_only_where_it_is_another_one() -> None:
    as_of = date(2026, 11, 21)

    assert [words.day(day, as_of) for day in (date(2026, 3, 1), date(2025, 12, 31))] == ["1 Mar", "31 Dec 2025"]


def test_our_signs_have_an_ascii_form() -> None:
    assert words.our("31→35/≥45 … − × –", unicode=False) == "31->35/>=45 ... - * -"


def test_times_ago_read_as_people_say_them() -> None:
    as_of = date(2026, 11, 21)

    said = [words.days_ago(day, as_of) for day in (as_of, date(2026, 11, 20), date(2026, 11, 5))]

    assert said == ["today", "yesterday", "16 days ago"]
