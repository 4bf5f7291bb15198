from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from okrctl.report.export.set_fields import set_fields


def test_set_fields_holds_what_the_file_says_and_nothing_else(loaded: Callable[..., Any]) -> None:
    workspace = loaded(
        {
            "cycles/2026-Q4/objectives/goal.yaml": (
                "title: Goal\nowner: ana\nkey_results:\n"
                "  kr: {title: Result, start: 10, target: +50%, plan: {2026-11-01: 12}, after: {reached: 2026-Q4/goal/a, within: 3 months}}\n"
                "  a: {title: A, kind: milestone, steps: {one: {title: One, weight: 2}}}\n"
            )
        }
    ).workspace

    fields = set_fields(workspace.cycles["2026-Q4"].objectives["goal"])

    assert fields == {
        "title": "Goal",
        "owner": ["ana"],
        "key_results": {
            "kr": {
                "title": "Result",
                "start": Decimal(10),
                "target": "+50%",
                "plan": {str(date(2026, 11, 1)): Decimal(12)},
                "after": {"reached": "2026-Q4/goal/a", "within": "3 months"},
            },
            "a": {"title": "A", "kind": "milestone", "steps": {"one": {"title": "One", "weight": Decimal(2)}}},
        },
    }


def test_bands_are_shown_as_they_are_written(loaded: Callable[..., Any]) -> None:
    card = 'title: A\nbetter: between\nbands: {green: "20..30", amber: "< 40"}\n'

    workspace = loaded(
        {"kpis/a.yaml": card, "kpis/b.yaml": 'title: B\nbetter: up\nbands: {green: "> 40", amber: ">= 30"}\n'}
    ).workspace

    assert [set_fields(workspace.kpis[k])["bands"] for k in "ab"] == [
        {"green": "20..30", "amber": "< 40"},
        {"green": "> 40", "amber": ">= 30"},
    ]
