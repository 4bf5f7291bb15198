"""What looks like a weak goal and is none: for every rule that gives advice, cases in which it keeps silent."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from okrctl.lint import MANUALS

Sample = Callable[[str], Path]
RunIn = Callable[..., Any]

OBJECTIVES = {
    "OKR301": (
        "Become the tool that finance teams recommend in 2027",
        "A Q3 that nobody will forget",
        "Round-the-clock help, 24/7",
        "Be the no. 1 choice of accountants",
        "Win the B2B market",
        "Release version 2.0 of our promise",
        "Our 1st customer abroad",
        "Ready for the FY27 audit",
        "A home for HTML5 games",
    ),
    "OKR302": (
        "Finance people find us by themselves",
        "A team that keeps its promises",
        "Housekeeping is no longer a word here",
        "Stable releases without a night shift",
    ),
    "OKR303": (
        "Become the tool that finance teams recommend",
        "Our todo app is loved by its users",
        "Everybody knows what is to be done",
        "Generation X finds us",
    ),
    "OKR304": ("Become the tool that finance teams recommend " + "x" * 55,),
    "OKR306": ("Be the best at one thing", "Improve how we talk to one another", "A seamless first month"),
}
KEY_RESULTS = {
    "OKR203": (
        "Partner programme is live",
        "Launches that no customer complains about",
        "Helpful answers within a day",
        "Building permits that are granted",
        "Testers call it intuitive",
        "Workdays lost to illness",
        "Running costs of the warehouse",
        "Support requests each week",
        "Launch delays",
    ),
    "OKR205": (
        "Bugs found by users and partners",
        "Design and build the new shop",
        "Questions and complaints each week",
        "Days between order and delivery",
    ),
    "OKR301": ("Lift the promoter score from 31 to 45",),
}


@pytest.mark.parametrize(("code", "title"), [(code, title) for code, titles in OBJECTIVES.items() for title in titles])
def test_such_an_objective_is_fine(code: str, title: str, sample: Sample, run_in: RunIn) -> None:
    goal = f'# cycles/2026-Q4/objectives/goal.yaml\ntitle: "{title}"\n'
    root = sample(goal + "key_results:\n  nps: {title: Promoter score, unit: points, start: 31, target: 45}\n")

    assert code not in run_in("lint --format concise --as-of 2026-10-01", root).out


@pytest.mark.parametrize(("code", "title"), [(code, title) for code, titles in KEY_RESULTS.items() for title in titles])
def test_such_a_key_result_is_fine(code: str, title: str, sample: Sample, run_in: RunIn) -> None:
    goal = "# cycles/2026-Q4/objectives/goal.yaml\ntitle: Month-end stops hurting\nkey_results:\n"
    root = sample(f'{goal}  kr: {{title: "{title}", unit: points, start: 31, target: 45}}\n')

    assert code not in run_in("lint --format concise --as-of 2026-10-01", root).out


GOAL = """\
# cycles/2026-Q4/objectives/goal.yaml
title: Month-end stops hurting
key_results:
  days: {title: Days until the books are closed, start: 9, target: 3%s}
"""
CHECK_IN = """\
# cycles/2026-Q4/checkins/2026-11/2026-11-%(day)s-ana-k7f3q2%(day)s.yaml
date: 2026-11-%(day)s
by: ana
updates:
  goal/days: {%(said)s}
"""
CARD = """\
# kpis/churn.yaml
title: Churn
unit: "%"
better: down
measure: month
target: 2
review: quarter
# kpis/readings/2026-10/2026-10-31-ana-p2c8x4m1.yaml
date: 2026-10-31
readings:
  - {kpi: churn, value: 2.1, date: 2026-09-30}
  - {kpi: churn, value: 2.0, date: 2026-10-31}
"""
COUNTED = GOAL.replace("start: 9, target: 3", "start: 0, target: 10") % ""
TEAMS = "# okrctl.yaml\nformat: 1\nteams: {growth: {name: Growth}}\n"


def equal_values(status: str) -> str:
    return GOAL % "" + "".join(
        CHECK_IN % {"day": day, "said": f"value: 9, status: {status}"} for day in ("06", "13", "20")
    )


WORKSPACES = {
    "OKR105, of the first level": TEAMS
    + GOAL.replace("key_results", "level: company\nowner: a founder\nkey_results") % "",
    "OKR105, without teams": GOAL.replace("key_results", "level: team\nkey_results") % "",
    "OKR207, beside a watched KPI": CARD + COUNTED.replace("key_results", "kpis: [churn]\nkey_results"),
    "OKR207, a share": COUNTED.replace("target: 10", 'target: 10, unit: "%"'),
    "OKR207, beside a number that falls": COUNTED + "  bugs: {title: Open bugs, start: 9, target: 3}\n",
    "OKR305, one of them not tagged": GOAL % ", leading_or_lagging: lagging" + "  b: {title: B, start: 1, target: 3}\n",
    "OKR305, only one": GOAL % ", leading_or_lagging: lagging",
    "OKR404, exactly 8 of 10": GOAL % "" + CHECK_IN % {"day": "20", "said": "value: 8, confidence: 0.8"},
    "OKR404, of a commitment": GOAL.replace("key_results", "type: committed\nkey_results") % ""
    + CHECK_IN % {"day": "20", "said": "value: 8, confidence: 1"},
    "OKR406, reported as behind": equal_values("behind"),
    "OKR502, its parent is watched": CARD.replace("review: quarter", "parent: revenue")
    + "# kpis/revenue.yaml\ntitle: Revenue\n"
    + GOAL.replace("key_results", "kpis: [revenue]\nkey_results") % "",
    "OKR502, paused": CARD.replace("review: quarter", "state: paused") + GOAL % "",
    "OKR504, too few readings": CARD.replace("2.0", "9.0"),
    "OKR505, of a cancelled goal": CARD.replace("review: quarter", "state: retired")
    + GOAL.replace("key_results", "state: cancelled\nkpis: [churn]\nkey_results") % "",
    "OKR506, not yet": CARD,
}


@pytest.mark.parametrize("case", WORKSPACES)
def test_such_a_workspace_is_fine(case: str, sample: Sample, run_in: RunIn) -> None:
    root = sample(WORKSPACES[case])

    assert case[:6] not in run_in("lint --format concise --as-of 2026-11-21", root).out


def test_every_rule_that_gives_advice_has_a_near_miss() -> None:
    advice = {code for code, manual in MANUALS.items() if manual.level == "advice"}

    assert advice <= {*OBJECTIVES, *KEY_RESULTS, *(re.findall(r"OKR\d+", " ".join(WORKSPACES)))}
