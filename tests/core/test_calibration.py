from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from okrctl.core.scoring.calibration import Band, Result, calibration, middle, results
from okrctl.core.scoring.scoring import Scores
from okrctl.core.scoring.windows import Window

Quarter = Callable[..., Scores]


def of(confidence: str, arrived: int, missed: int) -> list[Result]:
    return [Result(Decimal(confidence), True)] * arrived + [Result(Decimal(confidence), False)] * missed


def test_fewer_than_twenty_results_are_not_judged() -> None:
    assert calibration(of("0.7", 19, 0)) is None


def test_people_who_are_right_as_often_as_they_say_have_the_score_of_their_doubt() -> None:
    found = calibration(of("0.7", 14, 6))

    assert found
    assert (found.results, found.arrived, found.brier) == (20, 14, Fraction(21, 100))
    assert found.bands == (
        Band(
            low=Fraction(7, 10),
            high=Fraction(8, 10),
            results=20,
            arrived=14,
            share=Fraction(7, 10),
            confidence=Fraction(7, 10),
        ),
    )


def test_certainty_that_is_right_scores_0_and_that_is_wrong_1() -> None:
    right, wrong = calibration(of("1", 20, 0)), calibration(of("1", 0, 20))

    assert right
    assert wrong
    assert (right.brier, wrong.brier) == (0, 1)


def test_bands_are_tenths_and_1_belongs_to_the_last() -> None:
    found = calibration([*of("0", 0, 5), *of("0.79", 3, 2), *of("0.8", 5, 0), *of("1", 5, 0)])

    assert found
    assert [(str(band.low), band.results, band.arrived) for band in found.bands] == [
        ("0", 5, 0),
        ("7/10", 5, 3),
        ("4/5", 5, 5),
        ("9/10", 5, 5),
    ]


def test_the_last_confidence_by_the_middle_of_the_window_counts(quarter: Quarter) -> None:
    scores = quarter(
        "title: Goal\nkey_results:\n"
        "  a: {title: A, target: 10}\n  b: {title: B, target: 10}\n  c: {title: C, target: 10}\n  d: {title: D, kind: baseline}\n",
        "2026-10-20 a: {value: 1, confidence: 0.4}",
        "2026-11-15 a: {value: 2, confidence: 0.6}",
        "2026-11-16 a: {value: 10, confidence: 0.9}",
        "2026-10-20 b: {value: 9.9, confidence: 0.8}",
        "2026-12-01 c: {value: 10, confidence: 0.8}",
        "2026-10-20 d: {value: 3, confidence: 0.8}",
        as_of="2027-01-05",
    )

    found = results(scores.objectives("2026-Q4"), scores.as_of)

    assert middle(Window(date(2026, 10, 1), date(2026, 12, 31))) == date(2026, 11, 15)
    assert found == [Result(Decimal("0.6"), True), Result(Decimal("0.8"), False)]


def test_what_has_not_ended_is_no_result(quarter: Quarter) -> None:
    scores = quarter(
        "title: Goal\nkey_results:\n  a: {title: A, target: 10}\n",
        "2026-10-20 a: {value: 10, confidence: 0.4}",
        as_of="2026-12-31",
    )

    assert results(scores.objectives("2026-Q4"), scores.as_of) == []
