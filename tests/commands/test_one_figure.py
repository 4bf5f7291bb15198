"""One number, one place: over the whole example the report's JSON and `explain` give the same figures for everything."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

NORTHWIND = Path(__file__).parents[2] / "examples" / "northwind"
FIGURES = ("current", "progress", "score", "expected", "gap", "status", "confidence", "grade")


def everything(report: Any) -> list[dict[str, Any]]:
    """The objectives, key results and parts of a report."""
    found = list(report["objectives"])
    for line in found:
        found.extend(line.get("key_results", line.get("parts", [])))
    return found


@pytest.mark.parametrize("cycle", ["2026", "2026-Q1", "2026-Q3", "2026-Q4"])
def test_explain_gives_the_figures_of_the_report(cycle: str, run_in: Callable[..., Any]) -> None:
    lines = everything(run_in(f"report --cycle {cycle} --json", NORTHWIND).json)

    explained = {
        line["ref"]: {
            step["figure"]: step["value"] for step in run_in(f"explain {line['ref']} --json", NORTHWIND).json["steps"]
        }
        for line in lines
    }

    differing = [
        (line["ref"], figure, line.get(figure), explained[line["ref"]][figure])
        for line in lines
        for figure in FIGURES
        if figure in explained[line["ref"]] and explained[line["ref"]][figure] != line.get(figure)
    ]
    assert differing == []
    assert len(lines) > 10
    assert all(
        {"expected", "status"} <= explained[line["ref"]].keys() for line in lines if line["expected"] is not None
    )
