from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from okrctl.render import figures
from okrctl.report.values import Figure, KeyResultLine, StepLine


@pytest.mark.parametrize(
    ("value", "seen"),
    [
        (Decimal("99.995"), "99.995"),
        (Decimal(12345), "12,345"),
        (Decimal(950000), "950k"),
        (Decimal(1234567), "1.235M"),
        (Decimal(-1200000000), "−1.2B"),
        (Decimal("0.0005"), "0.0005"),
        (Decimal("3.14159265358979"), "3.14"),
        (Fraction(1, 3), "0.33"),
        (Fraction(1, 3000), "0.00033"),
        (Fraction(200, 3), "66.67"),
        (Decimal(0), "0"),
    ],
)
def test_short_numbers_keep_what_was_typed_as_long_as_it_is_short(value: Figure, seen: str) -> None:
    assert figures.short(value) == seen


def test_exact_numbers_are_never_rounded_where_a_person_typed_them() -> None:
    assert figures.exact(Decimal("1234567.891")) == "1,234,567.891"


@pytest.mark.parametrize(
    ("about", "seen"),
    [
        ({"start": Decimal(31), "target": Decimal(45), "current": Decimal(35)}, "31→35/45"),
        ({"start": Decimal(31), "target": Decimal(45)}, "31→–/45"),
        ({"start": Decimal(31), "target": Decimal(45), "status": "scheduled"}, "31→45"),
        ({"current": Decimal(7)}, "7"),
        ({"kind": "at_most", "target": Decimal(12), "current": Decimal(11)}, "11/≤12"),
        ({"kind": "at_least", "target": Decimal("99.9"), "current": Decimal("99.95")}, "99.95/≥99.9"),
        ({"kind": "between", "low": Decimal(20), "high": Decimal(30), "current": Decimal(24)}, "24/20..30"),
        ({"kind": "recurring", "target": Decimal(10), "per": "month", "current": Decimal(8)}, "8/10 a month"),
        ({"kind": "milestone", "current": Decimal(1)}, "done"),
        ({"kind": "milestone"}, "not done"),
        ({"kind": "milestone", "current": Fraction(1, 3)}, ""),
        ({"kind": "score", "current": Decimal("0.6")}, "0.6"),
        ({"kind": "baseline", "current": Decimal(383)}, "383"),
    ],
)
def test_values_say_where_it_stands_and_where_it_should_go(
    key_result: Callable[..., KeyResultLine], about: dict[str, Any], seen: str
) -> None:
    assert figures.values(key_result(**about)) == seen


def test_values_of_a_milestone_count_its_steps(key_result: Callable[..., KeyResultLine]) -> None:
    steps = tuple(StepLine(id=str(n), title="Step", weight=Decimal(1), done=n < 2) for n in range(3))

    assert figures.values(key_result(kind="milestone", steps=steps)) == "2 of 3 steps"


def test_a_forecast_has_as_many_decimals_as_its_way_needs() -> None:
    assert [figures.rounded(Fraction(3812, 100), span) for span in (14, Fraction(1, 2), 50_000)] == [
        "38.1",
        "38.12",
        "38",
    ]
