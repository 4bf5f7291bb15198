from __future__ import annotations

from decimal import Decimal

import pytest

from okrctl.core.scoring.grades import band
from okrctl.core.settings import GradeBands


@pytest.mark.parametrize(
    ("grade", "colour"),
    [("0", "red"), ("0.3", "red"), ("0.34", "red"), ("0.35", "amber"), ("0.4", "amber"), ("0.6", "amber"), ("0.65", "green"), ("0.7", "green"), ("1", "green")],
)  # fmt: skip
def test_every_grade_has_a_colour_rounded_first(grade: str, colour: str) -> None:
    assert band(Decimal(grade), GradeBands()) == colour


def test_where_the_colours_begin_is_the_workspaces_choice() -> None:
    bands = GradeBands(amber_from=Decimal("0.5"), green_from=Decimal("0.9"))

    assert [band(Decimal(grade), bands) for grade in ("0.4", "0.5", "0.8", "0.9")] == ["red", "amber", "amber", "green"]
