"""What people type: confidences, values by kind, key results in one line."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from typing import Any

import pytest

from okrctl.core import typed
from okrctl.core.checkin import Update
from okrctl.core.errors import UsageError
from okrctl.core.number import Relative
from okrctl.core.objective import KeyResult, Step
from okrctl.core.slug import numbered, slug


def said(key_result: KeyResult) -> dict[str, Any]:
    """The fields that differ from a key result with a title alone."""
    bare = KeyResult(title=key_result.title)
    return {
        f.name: getattr(key_result, f.name)
        for f in fields(KeyResult)
        if getattr(key_result, f.name) != getattr(bare, f.name)
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lift: 31 -> 45 points", {"start": Decimal(31), "target": Decimal(45), "unit": "points"}),
        ("Lift: 31→45", {"start": Decimal(31), "target": Decimal(45)}),
        ("Fall: -5 -> -9.5", {"start": Decimal(-5), "target": Decimal("-9.5")}),
        ("Revenue: $100k -> $1.2M EUR", {"start": Decimal(100000), "target": Decimal(1200000), "unit": "EUR"}),
        ("Churn: 4.5% -> 3%", {"start": Decimal("4.5"), "target": Decimal(3), "unit": "%"}),
        ("Uptime: >= 99.9 %", {"kind": "at_least", "target": Decimal("99.9"), "unit": "%"}),
        ("Wait: <= 12 days", {"kind": "at_most", "target": Decimal(12), "unit": "days"}),
        ("Wait: < 12", {"kind": "at_most", "target": Decimal(12), "strict": True}),
        ("Load: 20..30", {"kind": "between", "low": Decimal(20), "high": Decimal(30)}),
        ("Sales: +20% from 5000", {"target": Relative(Decimal(20), points=False), "start": Decimal(5000)}),
        ("Rate: +5pp from 40", {"target": Relative(Decimal(5), points=True), "start": Decimal(40), "unit": "%"}),
        ("Blogs: 10 posts per month", {"kind": "recurring", "target": Decimal(10), "per": "month", "unit": "posts"}),
        ("Mornings: 9 -> 1 per month", {"start": Decimal(9), "target": Decimal(1), "unit": "per month"}),
        ("Live: done", {"kind": "milestone"}),
        ("Ratio 1:2: 3 -> 5", {"start": Decimal(3), "target": Decimal(5)}),
    ],
)
def test_a_key_result_in_one_line(text: str, expected: dict[str, Any]) -> None:
    title, key_result = typed.key_result_from(text)

    assert title == text.rpartition(":")[0]
    assert said(key_result) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("no measure", '"no measure" has no measure behind a colon'),
        ("Title: soon", '"soon" is not a measure'),
        ("Title: 5 -> 5", "start and target are both 5: there is no way to go"),
        ("Title: 30..20", "30 is above 20"),
        ("Title: +20% from 0", "+20% of 0 is 0"),
        ("Title: 0 per week", "a count of zero or less cannot be reached"),
        (": 1 -> 2", '": 1 -> 2" has no measure behind a colon'),
    ],
)
def test_a_line_without_a_valid_form(text: str, message: str) -> None:
    with pytest.raises(UsageError) as refused:
        typed.key_result_from(text)

    assert refused.value.message == message


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("7", "0.7"),
        ("7/10", "0.7"),
        ("3/5", "0.6"),
        ("70%", "0.7"),
        ("0.7", "0.7"),
        ("1", "0.1"),
        ("1.0", "1"),
        ("10", "1"),
        ("0", "0"),
    ],
)
def test_confidence_is_typed_in_several_ways(text: str, share: str) -> None:
    assert typed.confidence(text, 10) == Decimal(share)


@pytest.mark.parametrize("text", ["11", "7.5", "110%", "-1", "high", "", "7/0", "8/5"])
def test_what_is_no_confidence(text: str) -> None:
    with pytest.raises(UsageError):
        typed.confidence(text, 10)


METRIC = KeyResult(title="M", target=Decimal(5))
MILESTONE = KeyResult(title="M", kind="milestone")


@pytest.mark.parametrize(
    ("key_result", "text", "update"),
    [
        (METRIC, "-3", Update(value=Decimal(-3))),
        (METRIC, "1,250", Update(value=Decimal(1250))),
        (MILESTONE, "done", Update(done=True)),
        (MILESTONE, "not-done", Update(done=False)),
        (MILESTONE, "40%", Update(value=Decimal("0.4"))),
        (KeyResult(title="S", kind="score"), "0.7", Update(value=Decimal("0.7"))),
    ],
)
def test_a_value_is_read_as_its_kind_asks(key_result: KeyResult, text: str, update: Update) -> None:
    assert typed.value_update("win/x", key_result, text) == update


@pytest.mark.parametrize(
    ("key_result", "text", "message"),
    [
        (METRIC, "soon", 'expected a number, found "soon"'),
        (METRIC, "+3", '"+3" is not how a number is written here'),
        (MILESTONE, "soon", 'win/x is a milestone, and "soon" is not a value of one'),
        (KeyResult(title="S", kind="score"), "7", 'win/x is a score, and "7" is not a value of one'),
        (KeyResult(title="K", kpi="nps", target=Decimal(5)), "7", "win/x takes its value from the KPI nps"),
        (KeyResult(title="P", parts={"a": METRIC}), "7", "win/x has parts; its value follows from them"),
    ],
)
def test_a_value_of_another_kind_is_refused(key_result: KeyResult, text: str, message: str) -> None:
    with pytest.raises(UsageError) as refused:
        typed.value_update("win/x", key_result, text)

    assert refused.value.message == message


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Delight our first customers!", "delight-our-first-customers"),
        ("Become the tool that finance teams recommend", "become-the-tool-that-finance-teams"),
        ("Ana's Größe", "anas-grosse"),
        ("目标", ""),
        ("2026", ""),
        ("x" * 80, "x" * 40),
    ],
)
def test_ids_are_cut_at_a_word(title: str, expected: str) -> None:
    assert slug(title) == expected


def test_titles_without_letters_are_numbered() -> None:
    assert [numbered("objective", taken) for taken in (set(), {"objective"}, {"objective", "objective-2"})] == [
        "objective",
        "objective-2",
        "objective-3",
    ]


def test_a_step_has_a_weight_of_one() -> None:
    assert Step(title="Brief agreed").weight == Decimal(1)
