"""What single rules see and what they keep silent about, beyond the samples of their manuals."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Sample = Callable[[str], Path]
RunIn = Callable[..., Any]

PATH = "# cycles/2026-Q4/objectives/goal.yaml\n"
KEY_RESULTS = "key_results:\n  days: {title: Days until the books are closed, start: 9, target: 3}\n"
GOAL = PATH + "title: Month-end stops hurting\n" + KEY_RESULTS
CHECK_IN = """\
# cycles/2026-Q4/checkins/2026-11/one.yaml
date: 2026-11-20
by: ana
updates:
  goal/days: {value: 6}
"""
CARD = '# kpis/churn.yaml\ntitle: Churn\nunit: "%"\nbetter: down\nmeasure: month\ntarget: 2\n'
READINGS = "# kpis/readings/2026-10/r.yaml\ndate: 2026-10-31\nreadings:\n  - {kpi: churn, value: 2.1}\n"
PEOPLE = "# okrctl.yaml\nformat: 1\npeople:\n  ana: {name: Ana Díaz}\n  bo: {name: Bo Lind, left: 2026-10-31}\n"


def codes(run_in: RunIn, root: Path, day: str = "2026-11-21") -> list[str]:
    return re.findall(r"\[(OKR\d+)\]", run_in(f"lint --format concise --as-of {day}", root).out)


CASES = {
    "a part of an unknown owner": (
        PEOPLE + "# cycles/2026-Q4/objectives/goal.yaml\ntitle: Month-end stops hurting\nowner: ana\nkey_results:\n"
        "  days:\n    title: Days\n    parts:\n      emea: {title: Days, start: 9, target: 3, owner: anna}\n",
        "2026-10-01",
        ["OKR025"],
    ),
    "an owner in free text": (PEOPLE + GOAL.replace("key_r", "owner: the VP of Sales\nkey_r"), "2026-10-01", []),
    "who wrote a check-in": (
        PEOPLE + GOAL.replace("key_r", "owner: ana\nkey_r") + CHECK_IN.replace("by: ana", "by: zoe"),
        "2026-11-21",
        [],
    ),
    "a team that nobody leads": (
        PEOPLE + "teams:\n  growth: {name: Growth, lead: anna}\n  sales: {name: Sales}\n",
        "2026-10-01",
        ["OKR025"],
    ),
    "a person of an unknown team": (
        "# okrctl.yaml\nformat: 1\nteams: {growth: {name: Growth}}\npeople: {ana: {team: growht}}\n",
        "2026-10-01",
        ["OKR025"],
    ),
    "a closed cycle of unknown owners": (
        PEOPLE + GOAL.replace("key_r", "owner: zoe\nkey_r") + "# cycles/2026-Q4/cycle.yaml\nstate: closed\n",
        "2026-10-01",
        [],
    ),
    "an owner who is to leave": (PEOPLE + GOAL.replace("key_r", "owner: bo\nkey_r"), "2026-10-01", []),
    "a key result of somebody who left": (
        PEOPLE + GOAL.replace("key_r", "owner: ana\nkey_r").replace("target: 3", "target: 3, owner: bo") + CHECK_IN,
        "2026-11-21",
        ["OKR104"],
    ),
    "a goal needs no key results": (PATH + "title: A calm company\ntype: goal\n", "2026-10-01", []),
    "nor does what counts its children": (
        PATH + "title: A calm company\nprogress_from: children\n",
        "2026-10-01",
        [],
    ),
    "a draft needs none yet": (PATH + "title: A calm company\nstate: draft\n", "2026-10-01", []),
    "all key results cancelled": (GOAL.replace("target: 3", "target: 3, state: cancelled"), "2026-10-01", ["OKR101"]),
    "a due day after the cycle": (
        PATH + "title: Month-end stops hurting\ndue: 2027-01-31\n" + KEY_RESULTS,
        "2026-10-01",
        ["OKR034"],
    ),
    "a window that begins with another result": (
        GOAL + "  calm:\n    title: Calm\n    kind: score\n    after: {reached: 2026-Q4/goal/days, within: 6 months}\n",
        "2026-10-01",
        [],
    ),
    "steps that all weigh nothing": (
        PATH + "title: Month-end stops hurting\n" + KEY_RESULTS + "  live:\n    title: Live\n    kind: milestone\n"
        "    steps: {a: {title: A, weight: 0}}\n",
        "2026-10-01",
        ["OKR033"],
    ),
    "an overdue objective is told of, not its key results": (
        PATH.replace("Q4", "Q3") + "title: Month-end stops hurting\ndue: 2026-09-15\n"
        "key_results:\n  days: {title: Days, start: 9, target: 3, due: 2026-09-01}\n",
        "2026-11-21",
        ["OKR403"],
    ),
    "one silent key result among others": (
        GOAL + "  late: {title: Invoices booked late, start: 40, target: 5}\n" + CHECK_IN,
        "2026-11-21",
        ["OKR402"],
    ),
    "a key result that its KPI feeds is told of at the KPI": (
        CARD + READINGS.replace("2026-10-31", "2026-08-31") + GOAL.replace("target: 3}", "target: 3}\n  churn: {title: Churn, kpi: churn, start: 3, target: 2}")
        + CHECK_IN,
        "2026-11-21",
        ["OKR503"],
    ),
    "a reviewed commitment with its explanation": (
        GOAL.replace("key_r", "type: committed\nkey_r")
        + "# cycles/2026-Q4/reviews/goal.yaml\ndate: 2026-11-20\nexplanation: The bank\n",
        "2026-11-21",
        [],
    ),
    "a commitment that a review grades 1": (
        GOAL.replace("key_r", "type: committed\nkey_r")
        + "# cycles/2026-Q4/reviews/goal.yaml\ndate: 2026-11-20\ngrade: 1\nreason: Three days in fact\n",
        "2026-11-21",
        [],
    ),
    "a commitment without any key result": (
        PATH + "title: Month-end stops hurting\ntype: committed\n# cycles/2026-Q4/cycle.yaml\nstate: closed\n",
        "2026-11-21",
        ["OKR408"],
    ),
    "tomorrow somewhere else": (GOAL + CHECK_IN.replace("2026-11-20", "2026-11-22"), "2026-11-21", ["OKR401"]),
    "a check-in of a cycle in which one result waits for another": (
        GOAL.replace("target: 3}", "target: 3}\n  b: {title: B, kind: score, after: {reached: 2026-Q4/goal/days, within: 9 weeks}}")
        + CHECK_IN.replace("2026-11-20", "2026-08-20"),
        "2026-10-02",
        [],
    ),
    "decisions and readings of the future": (
        CARD + 'decisions: [{date: 2029-01-01, text: "No"}]\n' + READINGS + "  - {kpi: churn, value: 2, date: 2028-01-01}\n",
        "2026-11-21",
        ["OKR409", "OKR409"],
    ),
    "a card that only informs": (
        CARD.replace("target: 2\n", "").replace("better: down", "better: none") + READINGS,
        "2026-11-21",
        [],
    ),
    "a card without owner among people": (
        PEOPLE + CARD + READINGS,
        "2026-11-21",
        ["OKR501"],
    ),
    "a key result that a retired KPI feeds": (
        CARD + "state: retired\n" + GOAL.replace("target: 3}", "target: 3}\n  c: {title: Churn, kpi: churn, start: 3, target: 2}"),
        "2026-10-01",
        ["OKR505"],
    ),
    "the same title in two teams": (
        "# okrctl.yaml\nformat: 1\nteams: {a: {name: A}, b: {name: B}}\n"
        + GOAL.replace("key_r", "team: a\nowner: the lead\nkey_r")
        + GOAL.replace("goal.yaml", "other.yaml").replace("key_r", "team: b\nowner: the lead\nkey_r"),
        "2026-10-01",
        [],
    ),
    "the same title, written another way": (
        GOAL + GOAL.replace("goal.yaml", "other.yaml").replace("Month-end stops", "month-end  STOPS"),
        "2026-10-01",
        ["OKR106"],
    ),
    "what is over is not advised about": (
        GOAL.replace("Month-end stops hurting", "Keep 3 best") .replace("Q4", "Q1") + "# cycles/2026-Q1/cycle.yaml\nstate: closed\n",
        "2026-10-01",
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_the_rules_see(case: str, sample: Sample, run_in: RunIn) -> None:
    files, day, expected = CASES[case]

    assert codes(run_in, sample(files), day) == expected


BROKEN = "# cycles/2026-Q4/checkins/2026-11/two.yaml\ndate: 2026-11-21\nupdates: [\n"
ECHOES = {
    "an unreadable check-in makes nothing stale": (GOAL + BROKEN, ["OKR004"]),
    "an unreadable objective is no unknown one": (
        PATH + "title: [\n# cycles/2026-Q4/objectives/other.yaml\ntitle: Suppliers are paid on the day\n"
        "parent: 2026-Q4/goal\n" + KEY_RESULTS + CHECK_IN.replace("goal/days", "other/days") + "  goal/days: {value: 3}\n",
        ["OKR004"],
    ),
    "an objective of which all key results are wrong does not lack them": (GOAL.replace("start: 9", "start: x"), ["OKR013"]),
    "a wrong owner is not a missing one": (
        PEOPLE.replace(", left: 2026-10-31", "") + GOAL.replace("key_r", "owner: {ana: bo}\nkey_r") + CHECK_IN,
        ["OKR013"],
    ),
    "an unreadable readings file makes no KPI overdue": (
        CARD + READINGS.replace("readings:", "readings: ["),
        ["OKR004"],
    ),
    "an unreadable objective leaves no KPI unwatched": (
        CARD + READINGS + GOAL + CHECK_IN + "# cycles/2026-Q4/objectives/other.yaml\ntitle: [\n",
        ["OKR004"],
    ),
    "an unreadable review is no missing one": (
        GOAL.replace("key_r", "type: committed\nkey_r")
        + "# cycles/2026-Q4/cycle.yaml\nstate: closed\n# cycles/2026-Q4/reviews/goal.yaml\ndate: [\n",
        ["OKR004"],
    ),
    "a wrong card is not an incomplete one": (CARD.replace("target: 2", "target: {2026-Q9: x: y}") + READINGS, ["OKR004"]),
}  # fmt: skip


@pytest.mark.parametrize("case", ECHOES)
def test_one_fault_has_no_echoes(case: str, sample: Sample, run_in: RunIn) -> None:
    files, expected = ECHOES[case]

    assert codes(run_in, sample(files)) == expected


def test_a_broken_file_does_not_hide_the_findings_of_others(sample: Sample, run_in: RunIn) -> None:
    other = GOAL.replace("goal.yaml", "other.yaml").replace("Month-end stops hurting", "Keep 3 days")
    root = sample(PATH + "title: [\n" + other)

    assert codes(run_in, root, "2026-10-01") == ["OKR004", "OKR301", "OKR302"]


def test_a_target_is_eased_by_an_edit_that_is_not_committed_yet(sample: Sample, run_in: RunIn) -> None:
    before = GOAL.replace(".yaml\n", ".yaml (as of 2026-10-01)\n", 1)
    root = sample(before + CHECK_IN)
    path = root / "cycles/2026-Q4/objectives/goal.yaml"
    path.write_text(path.read_text().replace("target: 3", "target: 6"))

    assert codes(run_in, root) == ["OKR407"]
