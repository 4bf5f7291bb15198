"""Betterworks, Peoplebox and Culture Amp: each tool's table, recognised by its columns, becomes the goals that it holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Importing = Callable[..., Any]
PEOPLE = (
    "format: 1\nteams: {growth: {name: Growth}, customer: {name: Customer}}\npeople:\n"
    "  ana: {name: Ana Díaz, email: ana@northwind.example}\n  eva: {email: eva@northwind.example}\n"
    "  kim: {email: Kim@northwind.example}\n  lars: {email: lars@northwind.example}\n"
)


@pytest.fixture
def work(importing: Importing) -> Any:
    return importing({"okrctl.yaml": PEOPLE})


def plan(answer: Any) -> str:
    """The plan without what was written."""
    return str(answer.out).split("\n\u2714 ", maxsplit=1)[0]


BETTERWORKS = """\
+ Answer customers within a day  kim  2026-Q4/answer-customers-within-a-day
  + Night shift is staffed  milestone; now 1  night-shift-is-staffed
  + Answers to the twenty most asked questions  milestone; now 0.2  answers-to-the-twenty-most-asked
+ Learn to present  lars  2026-Q4/learn-to-present
  + Learn to present  milestone; now 0.25  learn-to-present

Cycles that are new here: 2026-Q4

Remarks (1):
  row 5: it has no key results: its own progress is kept as one of the same name
"""


def test_betterworks_has_milestones_below_their_goal(work: Any) -> None:
    answer = work.run(f"import {work.sample('betterworks.csv')} --dates mdy")

    assert plan(answer) == BETTERWORKS
    assert work.texts("cycles/2026-Q4/objectives")["cycles/2026-Q4/objectives/answer-customers-within-a-day.yaml"] == (
        "title: Answer customers within a day\n"
        "why: The first hour is the loudest\n"
        "owner: kim\n"
        "tags: [support, quality]\n"
        "key_results:\n"
        "  night-shift-is-staffed:\n"
        "    title: Night shift is staffed\n"
        "    kind: milestone\n"
        "    due: 2026-10-31\n"
        "  answers-to-the-twenty-most-asked:\n"
        "    title: Answers to the twenty most asked questions\n"
        "    kind: milestone\n"
        "    owner: lars\n"
        "    start_on: 2026-11-01\n"
    )


def test_days_that_may_be_two_are_asked_for(work: Any) -> None:
    answer = work.run(f"import {work.sample('betterworks.csv')}")

    assert (answer.code, answer.out) == (2, "")
    assert answer.err == (
        'error: row 2 of betterworks.csv: "10/01/2026" may be 10 January 2026 or 1 October 2026\n'
        "  help: say which comes first, the day or the month: --dates dmy or --dates mdy\n"
    )
    assert work.texts("cycles") == {}


PEOPLEBOX = """\
+ Grow in the north  eva, ana  2026-Q4/grow-in-the-north
+ Sign resellers  ana · growth  2026-Q4/sign-resellers
  + Resellers signed  2 → 10; now 4  resellers-signed
  + Revenue of resellers  0 → 120,000 $; now 15,000  revenue-of-resellers

Cycles that are new here: 2026-Q4

Not taken (1):
  row 7: its objective "7" is neither in the file nor in the workspace

! columns that nothing is made of: Check-in Type
"""


def test_peoplebox_names_the_rows_above(work: Any) -> None:
    answer = work.run(f"import {work.sample('peoplebox.csv')} --dates dmy")

    assert plan(answer) == PEOPLEBOX
    assert work.texts("cycles/2026-Q4/objectives") == {
        "cycles/2026-Q4/objectives/grow-in-the-north.yaml": (
            "title: Grow in the north\nlevel: company\nowner: [eva, ana]\nprogress_from: children\ntags: [growth]\n"
        ),
        "cycles/2026-Q4/objectives/sign-resellers.yaml": (
            "title: Sign resellers\n"
            "level: team\n"
            "team: growth\n"
            "owner: ana\n"
            "parent: 2026-Q4/grow-in-the-north\n"
            "initiatives:\n"
            '  - {title: "Reseller handbook", done: true}\n'
            "key_results:\n"
            "  resellers-signed:\n"
            "    title: Resellers signed\n"
            "    start: 2\n"
            "    target: 10\n"
            "    start_on: 2026-10-15\n"
            "  revenue-of-resellers:\n"
            "    title: Revenue of resellers\n"
            '    unit: "$"\n'
            "    start: 0\n"
            "    target: 120000\n"
        ),
    }


CULTURE_AMP = """\
+ Become the tool that finance teams recommend  ana  2026-Q4/become-the-tool-that-finance-teams
  + The partner programme is live  milestone; now 0.5  the-partner-programme-is-live
  + Referrals each month  10 → 15; now 13  referrals-each-month
+ Learn to present  lars  2026-Q4/learn-to-present
  + Learn to present  milestone; now 0.25  learn-to-present

Cycles that are new here: 2026-Q4

Remarks (1):
  row 3: it has no key results: its own progress is kept as one of the same name

! columns that nothing is made of: visibility
"""


def test_culture_amp_has_key_results_beside_their_goal(work: Any) -> None:
    answer = work.run(f"import {work.sample('culture-amp.csv')}")

    assert plan(answer) == CULTURE_AMP
    [check_in] = work.texts("cycles/2026-Q4/checkins").values()
    assert check_in.partition("updates:\n")[2] == (
        "  become-the-tool-that-finance-teams/the-partner-programme-is-live: {value: 0.5}\n"
        "  become-the-tool-that-finance-teams/referrals-each-month: {value: 13}\n"
        "  learn-to-present/learn-to-present: {value: 0.25, status: on_track}\n"
    )


@pytest.mark.parametrize(
    ("file", "dates"), [("betterworks.csv", "mdy"), ("peoplebox.csv", "dmy"), ("culture-amp.csv", "mdy")]
)
def test_the_same_file_again_changes_nothing(work: Any, file: str, dates: str) -> None:
    path = work.sample(file)
    work.run(f"import {path} --dates {dates} --create-missing")
    before = work.tree_of(work.root)

    answer = work.run(f"import {path} --dates {dates} --create-missing")

    assert answer.out.endswith(f"nothing new in {file}\n")
    assert work.tree_of(work.root) == before
