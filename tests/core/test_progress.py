from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest

from okrctl.core.number import half_up
from okrctl.core.scoring.scores import KeyResultScore

Scored = Callable[..., KeyResultScore]


@pytest.mark.parametrize(
    ("way", "now", "progress", "score"),
    [
        pytest.param("start: 30, target: 50", "40", Fraction(1, 2), Fraction(1, 2), id="rising"),
        pytest.param("start: 100, target: 60", "70", Fraction(3, 4), Fraction(3, 4), id="falling"),
        pytest.param("start: 100, target: 60", "50", Fraction(5, 4), 1, id="falling, beaten"),
        pytest.param("start: 100, target: 60", "110", Fraction(-1, 4), 0, id="falling, wrong way"),
        pytest.param("start: 3, target: 0", "2", Fraction(1, 3), Fraction(1, 3), id="to zero"),
        pytest.param("start: -10, target: 10", "0", Fraction(1, 2), Fraction(1, 2), id="through zero"),
        pytest.param("start: 383, target: 750", "424", Fraction(41, 367), Fraction(41, 367), id="with a baseline"),
        pytest.param("target: 50", "40", Fraction(4, 5), Fraction(4, 5), id="no start: from 0"),
        pytest.param("target: -50", "-40", Fraction(4, 5), Fraction(4, 5), id="to a negative target"),
        pytest.param("start: -50, target: -10", "-20", Fraction(3, 4), Fraction(3, 4), id="rising below zero"),
        pytest.param("start: 0.1, target: 0.3", "0.2", Fraction(1, 2), Fraction(1, 2), id="no floating point"),
        pytest.param("start: 1M, target: 1.2M", "1.05M", Fraction(1, 4), Fraction(1, 4), id="magnitudes"),
        pytest.param(
            "start: 0, target: 3",
            "0.00000000000000000000000000001",
            Fraction(1, 3 * 10**29),
            Fraction(1, 3 * 10**29),
            id="thirty digits",
        ),
        pytest.param("start: 10, target: 20", "10", 0, 0, id="at the start"),
        pytest.param("start: 10, target: 20", "20", 1, 1, id="at the target"),
        pytest.param("start: 10, target: 20", "1000000", 99999, 1, id="far beyond"),
    ],
)
def test_progress_of_a_metric_is_the_share_of_the_way_from_start_to_target(
    scored: Scored, way: str, now: str, progress: Fraction, score: Fraction
) -> None:
    result = scored(way, f"2026-11-02 value: {now}")

    assert (result.progress, result.score) == (progress, score)


def test_progress_with_a_baseline_has_six_decimals_when_shown(scored: Scored) -> None:
    result = scored("start: 383, target: 750", "2026-11-02 value: 424")

    assert result.progress is not None
    assert half_up(result.progress, 6) == Decimal("0.111717")


def test_a_value_beyond_the_start_the_wrong_way_is_flagged_as_regressed(scored: Scored) -> None:
    result = scored("start: 100, target: 60", "2026-11-20 value: 110")

    assert result.flags == ("regressed",)


@pytest.mark.parametrize(
    ("key_result", "target"),
    [
        ("start: 5000, target: +20%", 6000),
        ("start: -10, target: +20%", -8),
        ('start: 40, target: +5pp, unit: "%"', 45),
        ("start: 10, target: +50%", 15),
        ("start: 80, target: -5%", 76),
        ('start: 0, target: +5pp, unit: "%"', 5),
    ],
)
def test_a_relative_target_counts_from_the_start(scored: Scored, key_result: str, target: int) -> None:
    assert scored(key_result).target == target


def test_progress_to_a_relative_target_is_that_to_its_absolute_value(scored: Scored) -> None:
    result = scored("start: -10, target: +20%", "2026-11-02 value: -9")

    assert result.progress == Fraction(1, 2)


@pytest.mark.parametrize(
    ("value", "zone"),
    [
        ("39", "below_commit"),
        ("40", "commit"),
        ("49.9", "commit"),
        ("50", "target"),
        ("60", "stretch"),
        ("70", "stretch"),
    ],
)
def test_commit_and_stretch_name_the_zone_of_a_rising_value(scored: Scored, value: str, zone: str) -> None:
    result = scored("start: 30, target: 50, commit: 40, stretch: 60", f"2026-11-02 value: {value}")

    assert result.figures.zone == zone


@pytest.mark.parametrize(
    ("value", "zone"), [("90", "below_commit"), ("80", "commit"), ("60", "target"), ("50", "stretch")]
)
def test_commit_and_stretch_name_the_zone_of_a_falling_value(scored: Scored, value: str, zone: str) -> None:
    result = scored("start: 100, target: 60, commit: 80, stretch: 50", f"2026-11-02 value: {value}")

    assert result.figures.zone == zone


@pytest.mark.parametrize(
    ("key_result", "value", "zone"),
    [
        ("start: 30, target: 50, commit: 40", "70", "target"),
        ("start: 30, target: 50, stretch: 60", "40", None),
        ("start: 30, target: 50, stretch: 60", "55", "target"),
        ("start: 30, target: 50", "55", None),
        ("kind: at_most, target: 25, stretch: 20", "18", "stretch"),
        ("kind: at_least, target: 25, commit: 20", "18", "below_commit"),
        ("kind: between, low: 1, high: 2, commit: 1", "1", None),
    ],
)
def test_a_zone_needs_its_mark_and_a_direction(scored: Scored, key_result: str, value: str, zone: str | None) -> None:
    assert scored(key_result, f"2026-11-02 value: {value}").figures.zone == zone


def test_a_zone_needs_a_value(scored: Scored) -> None:
    assert scored("start: 30, target: 50, commit: 40").figures.zone is None


def test_a_grade_by_judgement_is_its_own_progress(scored: Scored) -> None:
    result = scored("kind: score", "2026-11-02 value: 0.3", "2026-11-09 value: 0.65")

    assert (result.progress, result.score, result.figures.current) == (
        Fraction(13, 20),
        Fraction(13, 20),
        Decimal("0.65"),
    )


def test_a_baseline_has_a_value_and_no_figure(scored: Scored) -> None:
    result = scored("kind: baseline", "2026-11-02 value: 424")

    assert result.figures.current == 424
    assert (result.progress, result.score, result.expected, result.gap, result.grade) == (None, None, None, None, None)
    assert (result.counted, result.status) == (False, "achieved")


def test_a_key_result_with_nothing_to_measure_keeps_its_value_and_has_no_data(scored: Scored) -> None:
    result = scored("unit: EUR", "2026-11-02 value: 424")

    assert (result.figures.current, result.progress, result.score, result.status) == (424, None, 0, "no_data")
    assert result.counted


def test_without_a_value_a_result_counts_as_zero_and_has_no_grade(scored: Scored) -> None:
    result = scored("start: 10, target: 20", as_of="2026-10-02")

    assert (result.progress, result.score, result.grade, result.counted) == (None, 0, None, True)
    assert result.status == "no_data"
