"""Objectives that the literature prints as good raise no warning. Hard wording checks fail many of them; advice may speak."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

DOERR = "John Doerr, Measure What Matters, Portfolio/Penguin 2018"
WODTKE = "Christina Wodtke, Radical Focus, Cucina Media 2016"
CASTRO = "Felipe Castro, The Beginner's Guide to OKR"
GROVE = "Andrew S. Grove, High Output Management, Random House 1983"
NIVEN = "Paul R. Niven and Ben Lamorte, Objectives and Key Results, Wiley 2016"
REWORK = "re:Work, Guide: Set goals with OKRs, Google"
WHATMATTERS = "whatmatters.com, OKR examples, John Doerr's team"

PUBLISHED = (
    ("Build a planning model for their company", DOERR),
    ("Win the Super Bowl", DOERR),
    ("Develop the next-generation client platform for web applications", DOERR),
    ("Delight customers", DOERR),
    ("Continue to build a world-class team", DOERR),
    (
        "Establish the 8086 as the highest performance 16-bit microprocessor family",
        f"Intel's Operation Crush, in {DOERR}",
    ),
    ("Find a trade route to the Orient", f"Columbus's objective, in {GROVE}"),
    ("Launch an Awesome MVP", WODTKE),
    ("Own the direct-to-business coffee retail market in the South Bay", WODTKE),
    ("Transform Palo Alto's coupon using habits", WODTKE),
    ("Establish clear value to distributors as a quality tea provider", WODTKE),
    ("Create an Amazing Customer Experience", CASTRO),
    ("Delight our customers", CASTRO),
    ("Design a compelling website that attracts people to OKRs", NIVEN),
    ("Climb the mountain", REWORK),
    ("Eat 5 pies", REWORK),
    ("Run a 10K in under 50 minutes by June", WHATMATTERS),
)

GOAL = """\
# cycles/2026-Q4/objectives/goal.yaml
title: "%s"
key_results:
  measure: {title: How it is known, unit: points, start: 31, target: 45}
"""


@pytest.mark.parametrize(("objective", "source"), PUBLISHED, ids=[objective for objective, _ in PUBLISHED])
def test_a_published_objective_raises_no_warning(
    objective: str, source: str, sample: Callable[[str], Path], run_in: Callable[..., Any]
) -> None:
    answer = run_in("lint --json --as-of 2026-10-01", sample(GOAL % objective))

    levels = {finding["level"] for finding in json.loads(answer.out)["findings"]}
    assert levels <= {"advice"}, source
