"""What of a source's values is new, and what differs from the readings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from okrctl.core.kpis.pulled import Difference, News, Pulled, news
from okrctl.storage.loading import Loaded

Load = Callable[[Mapping[str, str]], Loaded]


@pytest.fixture
def told(loaded: Load) -> Callable[..., News]:
    """What is new for a KPI with a card and readings written as `2026-10-12 30`, when the source gives others so written."""

    def make(card: str, recorded: list[str], given: list[str]) -> News:
        pairs = (text.split(" ", 1) for text in recorded)
        lines = "".join(f"  - {{kpi: k, date: {day}, value: {rest}}}\n" for day, rest in pairs)
        files = {"kpis/k.yaml": f"title: K\n{card}"}
        if recorded:
            files["kpis/readings/r.yaml"] = f"date: 2026-11-01\nreadings:\n{lines}"
        values = [Pulled(date.fromisoformat(day), value) for day, value in map(str.split, given)]
        return news(loaded(files).workspace, "k", values, date(2026, 11, 21))

    return make


def new(found: News) -> list[str]:
    return [f"{one.date} {one.value}" for one in found.readings]


@pytest.mark.parametrize(
    ("card", "recorded", "given", "expected"),
    [
        ("", [], ["2026-10-31 33", "2026-09-30 31"], ["2026-09-30 31", "2026-10-31 33"]),
        ("", ["2026-10-12 30"], ["2026-09-30 31", "2026-10-31 33"], ["2026-09-30 31"]),
        ("", [], ["2026-11-21 35", "2026-11-22 36"], ["2026-11-21 35"]),
        ("measure: week\n", ["2026-11-02 30"], ["2026-11-08 31", "2026-11-09 32"], ["2026-11-09 32"]),
        ("measure: day\n", ["2026-11-02 30"], ["2026-11-02 31", "2026-11-03 32"], ["2026-11-03 32"]),
        ("aggregate: sum\n", ["2026-11-02 30"], ["2026-11-01 1", "2026-11-02 30", "2026-11-03 5"], ["2026-11-03 5"]),
        ("aggregate: sum\n", ["2026-11-02 30, segment: emea"], ["2026-11-30 33"], []),
    ],
    ids=["all", "a-period", "later", "week", "day", "daily-rows", "segments"],
)
def test_new_is_what_no_reading_has(
    told: Callable[..., News], card: str, recorded: list[str], given: list[str], expected: list[str]
) -> None:
    assert new(told(card, recorded, given)) == expected


@pytest.mark.parametrize(
    ("card", "recorded", "given", "expected"),
    [
        ("", ["2026-10-31 33"], ["2026-10-31 33.0"], []),
        ("", ["2026-10-31 30"], ["2026-10-31 33"], [("2026-10", "33", "30")]),
        ("", ["2026-10-12 30"], ["2026-10-31 33"], [("2026-10", "33", "30")]),
        ("aggregate: sum\n", ["2026-10-12 30", "2026-10-13 3"], ["2026-10-31 33"], []),
        ("aggregate: mean\n", ["2026-10-12 1", "2026-10-13 2"], ["2026-10-31 2"], [("2026-10", "2", "1.5")]),
        ("scale: [poor, good]\n", ["2026-10-31 poor"], ["2026-10-31 good"], [("2026-10", "good", "poor")]),
    ],
)
def test_what_differs_is_told_with_both_values(
    told: Callable[..., News], card: str, recorded: list[str], given: list[str], expected: list[tuple[str, str, str]]
) -> None:
    found = told(card, recorded, given)

    assert [(one.period, one.value, one.recorded) for one in found.differences] == expected
    assert found.readings == ()


def test_a_difference_names_the_file_that_holds_the_value(told: Callable[..., News]) -> None:
    found = told("", ["2026-10-12 30"], ["2026-10-31 33"])

    assert found.differences == (Difference("k", "2026-10", "33", "30", "r"),)
