from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest

from okrctl.core.scoring.scores import KeyResultScore
from okrctl.core.scoring.scoring import Scores
from okrctl.core.scoring.windows import Window, cadence_days, elapsed, window_from
from okrctl.core.settings import Cadence, Every

Q4 = Window(date(2026, 10, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("as_of", "share"),
    [
        ("2026-09-30", 0),
        ("2026-10-01", 0),
        ("2026-10-02", Fraction(1, 91)),
        ("2026-11-21", Fraction(51, 91)),
        ("2026-12-31", 1),
        ("2027-01-01", 1),
    ],
)
def test_the_first_day_is_0_and_the_last_is_1(as_of: str, share: Fraction) -> None:
    assert elapsed(Q4, date.fromisoformat(as_of)) == share


@pytest.mark.parametrize(("as_of", "share"), [("2026-11-20", 0), ("2026-11-21", 1), ("2026-11-22", 1)])
def test_a_window_of_one_day_is_over_on_that_day(as_of: str, share: int) -> None:
    day = date(2026, 11, 21)

    assert elapsed(Window(day, day), date.fromisoformat(as_of)) == share


@pytest.mark.parametrize(
    ("own", "objective", "window"),
    [
        ("target: 1", "", ("2026-10-01", "2026-12-31")),
        ("target: 1", "start_on: 2026-10-15\ndue: 2026-12-15", ("2026-10-15", "2026-12-15")),
        ("target: 1, start_on: 2026-11-01", "start_on: 2026-10-15\ndue: 2026-12-15", ("2026-11-01", "2026-12-15")),
        ("target: 1, due: 2027-01-15", "", ("2026-10-01", "2027-01-15")),
    ],
)
def test_a_window_is_the_key_results_own_else_its_objectives_else_the_cycles(
    scored: Callable[..., KeyResultScore], own: str, objective: str, window: tuple[str, str]
) -> None:
    result = scored(own, about=objective)

    assert result.window == Window(*map(date.fromisoformat, window))


def test_a_part_has_the_window_of_what_it_is_a_part_of(quarter: Callable[..., Scores]) -> None:
    scores = quarter("""
        title: Goal
        start_on: 2026-10-15
        key_results:
          revenue:
            title: Revenue
            due: 2026-11-30
            parts:
              emea: {title: Europe, target: 5}
              amer: {title: America, target: 5, due: 2026-12-15}
        """)

    emea, amer = scores.key_result("2026-Q4/goal/revenue").parts

    assert emea.window == Window(date(2026, 10, 15), date(2026, 11, 30))
    assert amer.window == Window(date(2026, 10, 15), date(2026, 12, 15))


@pytest.mark.parametrize(
    ("within", "due"),
    [
        ((3, "months"), "2026-10-15"),
        ((6, "weeks"), "2026-08-26"),
        ((10, "days"), "2026-07-25"),
        ((0, "days"), "2026-07-15"),
        ((9999, "months"), "9999-12-31"),
    ],
)
def test_a_window_after_an_event_lasts_days_weeks_or_months(within: tuple[int, str], due: str) -> None:
    begun = date(9500, 1, 1) if within[0] == 9999 else date(2026, 7, 15)

    assert window_from(begun, within) == Window(begun, date.fromisoformat(due))


@pytest.mark.parametrize(
    ("every", "last_day", "days"),
    [
        ("day", "2026-12-31", 1),
        ("week", "2026-12-31", 7),
        ("2 weeks", "2026-12-31", 14),
        ("month", "2026-12-31", 23),
        ("week", "2026-10-28", 7),
        ("week", "2026-10-27", 6),
        ("week", "2026-10-07", 1),
        ("week", "2026-10-01", 1),
        ("day", "2026-10-01", 1),
    ],
)
def test_the_cadence_is_shortened_to_a_quarter_of_a_short_window(every: Every, last_day: str, days: int) -> None:
    window = Window(date(2026, 10, 1), date.fromisoformat(last_day))

    assert cadence_days(Cadence(every=every), window) == days
