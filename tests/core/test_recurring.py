from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from okrctl.core.scoring.scores import KeyResultScore

Scored = Callable[..., KeyResultScore]
TEN_A_MONTH = "kind: recurring, target: 10, per: month"
TWO_A_WEEK = "kind: recurring, target: 2, per: week"


def test_ten_a_month_with_counts_of_10_and_5_is_at_three_quarters(scored: Scored) -> None:
    result = scored(TEN_A_MONTH, "2026-10-30 value: 10", "2026-11-28 value: 5", as_of="2026-12-01")

    assert (result.progress, result.score, result.figures.total) == (Fraction(3, 4), Fraction(3, 4), 15)
    assert (result.figures.periods_met, result.figures.periods_due) == (1, 2)


def test_the_last_count_of_a_period_is_its_count(scored: Scored) -> None:
    result = scored(TEN_A_MONTH, "2026-10-10 value: 4", "2026-10-30 value: 9", as_of="2026-11-01")

    assert (result.progress, result.figures.total) == (Fraction(9, 10), 9)


def test_more_than_the_target_does_not_make_up_for_another_period(scored: Scored) -> None:
    result = scored(TEN_A_MONTH, "2026-10-30 value: 30", "2026-11-28 value: 0", as_of="2026-12-01")

    assert (result.progress, result.figures.total) == (Fraction(1, 2), 30)


def test_a_due_period_without_a_count_is_zero(scored: Scored) -> None:
    result = scored(TEN_A_MONTH, "2026-11-28 value: 10", as_of="2026-12-01")

    assert result.progress == Fraction(1, 2)


@pytest.mark.parametrize(
    ("count", "progress", "due"),
    [("9", 1, 1), ("10", 1, 2), ("12", 1, 2)],
)
def test_the_running_period_joins_once_its_target_is_met(scored: Scored, count: str, progress: int, due: int) -> None:
    result = scored(TEN_A_MONTH, "2026-10-30 value: 10", f"2026-11-20 value: {count}")

    assert (result.progress, result.figures.periods_due, result.figures.current) == (progress, due, int(count))


def test_the_running_period_lifts_the_mean_when_it_joins(scored: Scored) -> None:
    result = scored(TEN_A_MONTH, "2026-10-30 value: 5", "2026-11-20 value: 10")

    assert (result.progress, result.figures.periods_met, result.figures.periods_due) == (Fraction(3, 4), 1, 2)


def test_the_running_count_is_absent_until_the_period_has_one(scored: Scored) -> None:
    result = scored(TEN_A_MONTH, "2026-10-30 value: 10")

    assert (result.figures.current, result.figures.total) == (None, 10)


def test_without_any_update_there_is_no_data(scored: Scored) -> None:
    result = scored(TEN_A_MONTH)

    assert (result.progress, result.score, result.status, result.counted) == (None, 0, "no_data", True)
    assert (result.figures.current, result.figures.total) == (None, None)


def test_words_alone_make_the_due_periods_zero(scored: Scored) -> None:
    result = scored(TEN_A_MONTH, '2026-11-02 note: "no time"')

    assert (result.progress, result.status) == (0, "at_risk")


def test_while_no_period_is_due_it_is_on_track_and_not_counted(scored: Scored) -> None:
    result = scored(TEN_A_MONTH, "2026-10-05 value: 3", as_of="2026-10-31")

    assert (result.progress, result.score, result.expected, result.gap) == (None, None, None, None)
    assert (result.status, result.counted, result.figures.current) == ("on_track", False, 3)


def test_it_counts_from_the_day_after_its_first_period(scored: Scored) -> None:
    result = scored(TEN_A_MONTH, "2026-10-05 value: 3", as_of="2026-11-01")

    assert (result.progress, result.counted, result.status) == (Fraction(3, 10), True, "at_risk")


def test_a_week_that_the_start_cuts_is_due_with_all_of_its_days(scored: Scored) -> None:
    # the week of 28 September ends on 4 October, inside the window
    result = scored(TWO_A_WEEK, "2026-09-29 value: 2", as_of="2026-10-05")

    assert (result.progress, result.figures.periods_due) == (1, 1)


def test_a_week_that_the_end_cuts_is_never_due_and_still_in_the_total(scored: Scored) -> None:
    # 13 weeks end in the quarter; the one of 28 December does not
    result = scored(TWO_A_WEEK, "2026-12-27 value: 2", "2026-12-29 value: 2", as_of="2027-01-10")

    assert (result.progress, result.figures.periods_due, result.figures.total) == (Fraction(1, 13), 13, 4)


@pytest.mark.parametrize(("per", "due"), [("day", 51), ("week", 7), ("month", 1), ("quarter", 0)])
def test_the_calendar_says_which_periods_have_ended(scored: Scored, per: str, due: int) -> None:
    result = scored(f"kind: recurring, target: 1, per: {per}", "2026-10-01 value: 0")

    assert result.figures.periods_due == due


@pytest.mark.parametrize(
    ("count", "about", "status"),
    [
        ("10", "", "achieved"),
        ("9", "", "achieved"),
        ("7", "", "achieved"),
        ("6", "", "missed"),
        ("9", "type: committed", "missed"),
        ("10", "type: committed", "achieved"),
    ],
)
def test_after_its_end_it_is_achieved_by_grade_or_as_promised(
    scored: Scored, count: str, about: str, status: str
) -> None:
    updates = [f"{day} value: {count}" for day in ("2026-10-30", "2026-11-30", "2026-12-30")]

    assert scored(TEN_A_MONTH, *updates, about=about, as_of="2027-01-01").status == status


def test_before_its_end_a_full_count_is_on_track_and_not_achieved(scored: Scored) -> None:
    assert scored(TEN_A_MONTH, "2026-10-30 value: 10", as_of="2026-11-02").status == "on_track"


def test_counts_come_from_a_kpi_too_and_sums_begin_again_in_each_period(scored: Scored) -> None:
    files = {
        "kpis/posts.yaml": "title: Posts\naggregate: sum\nmeasure: week\n",
        "kpis/readings/2026-11/a.yaml": """
date: 2026-11-20
readings:
  - {kpi: posts, value: 4, date: 2026-10-05}
  - {kpi: posts, value: 4, date: 2026-10-26}
  - {kpi: posts, value: 3, date: 2026-11-02}
  - {kpi: posts, value: 2}
""",
    }

    result = scored(TEN_A_MONTH + ", kpi: posts", files=files)

    assert (result.progress, result.figures.current, result.figures.total) == (Fraction(4, 5), 5, 13)
