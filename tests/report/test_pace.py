"""What pages show around the figures: the pace as a line, and what serves what on the way up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from okrctl.report.cycle import build
from okrctl.storage.loading import Loaded

AS_OF = date(2026, 11, 21)
START, END = date(2026, 10, 1), date(2026, 12, 31)


@pytest.mark.parametrize(
    ("key_result", "pace"),
    [
        ("start: 31, target: 45", [(START, 31), (END, 45)]),
        ("start: 100, target: -20%", [(START, 100), (END, 80)]),
        (
            "target: 6, plan: {2026-11-01: 1, 2027-02-01: 9}, due: 2026-12-01",
            [(START, 0), (date(2026, 11, 1), 1), (date(2026, 12, 1), 6)],
        ),
        ("kind: milestone", [(START, 0), (END, 1)]),
        ("kind: at_most, target: 2", []),
        ("kind: recurring, target: 2, per: week", []),
        ("unit: points", []),
    ],
)
def test_the_pace_leads_from_the_start_through_the_plan_to_the_target(
    loaded: Callable[..., Loaded], key_result: str, pace: list[tuple[date, int]]
) -> None:
    text = f"title: Go\nkey_results:\n  a: {{title: A, {key_result}}}\n"

    report = build(loaded({"cycles/2026-Q4/objectives/go.yaml": text}).workspace, "2026-Q4", AS_OF)

    drawn = report.objectives[0].key_results[0].pace
    assert [(point.day, point.value) for point in drawn] == [(day, Decimal(value)) for day, value in pace]


def test_a_page_knows_what_its_objectives_serve_up_to_the_top(loaded: Callable[..., Loaded]) -> None:
    files = {
        "cycles/2026/objectives/top.yaml": "title: Top\ntype: goal\n",
        "cycles/2026/objectives/mid.yaml": "title: Mid\nparent: 2026/top\nkey_results: {a: {title: A}, b: {title: B}}\n",
        "cycles/2026/objectives/other.yaml": "title: Other\n",
        "cycles/2026-Q4/objectives/low.yaml": "title: Low\nparent: 2026/mid/b\nkey_results: {c: {title: C}}\n",
    }

    report = build(loaded(files).workspace, "2026-Q4", AS_OF, for_page=True)

    (top,) = report.around.tree
    (mid,) = top.children
    (b,) = mid.children
    (low,) = b.children
    assert [node.ref for node in (top, mid, b, low)] == ["2026/top", "2026/mid", "2026/mid/b", "2026-Q4/low"]
    assert low.children == ()


def test_a_report_that_is_no_page_has_nothing_around_it(loaded: Callable[..., Loaded]) -> None:
    report = build(loaded({"cycles/2026-Q4/objectives/low.yaml": "title: Low\n"}).workspace, "2026-Q4", AS_OF)

    assert report.around.tree == ()
