"""The export of an Explorer view of Viva Goals: nested objectives, missing parents, percentages, cells of several lines."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

Importing = Callable[..., Any]

PLAN = """\
+ Become the tool that finance teams recommend  ana-diaz · growth  2026-Q4/become-the-tool-that-finance-teams
  + Lift the promoter score  31 → 45; now 35  lift-the-promoter-score
  + Referrals each month  no target  referrals-each-month
+ Cut the hours to the first reply  committed · bo-lind · support  2026-Q4/cut-the-hours-to-the-first-reply
  + Hours to the first reply  14 → 8 hours; now 11  hours-to-the-first-reply
+ Open the second office  committed · cy-okafor · growth  expansion-plan/open-the-second-office
  + Open the second office  milestone; now 0.25  open-the-second-office

Cycles that are new here: expansion-plan, 2026-Q4

Unknown people, made now: Ana Díaz, Bo Lind, Cy Okafor

Unknown teams, made now: Growth, Support

Unknown periods, made now: Expansion plan

Not taken (1):
  row 8: its objective "A goal that was deleted" (99) is neither in the file nor in the workspace

Remarks (3):
  row 4: its target is "TBD": left out
  row 9: what it serves, "Grow everywhere" (98), is not there: left out
  row 9: it has no key results: its own progress is kept as one of the same name

! columns that nothing is made of: Creator
"""


def test_the_plan_shows_the_tree_what_is_not_taken_and_who_is_unknown(importing: Importing) -> None:
    work = importing()

    answer = work.run(f"import {work.sample('viva-goals.csv')} --create-missing")

    assert answer.code == 0, answer.err
    plan, done = answer.out.split("\n\u2714 ")
    assert plan == PLAN
    assert done.startswith("imported 3 objectives, 4 key results, 3 updates from viva-goals.csv    okrctl.yaml, ")


def test_goals_become_files_that_say_all_of_it(importing: Importing) -> None:
    work = importing()

    work.run(f"import {work.sample('viva-goals.csv')} --create-missing")

    assert work.texts("cycles/2026-Q4/objectives") == {
        "cycles/2026-Q4/objectives/become-the-tool-that-finance-teams.yaml": (
            "title: Become the tool that finance teams recommend\n"
            'why: "Word of mouth is\\nour cheapest channel"\n'
            "team: growth\n"
            "owner: ana-diaz\n"
            'tags: ["viva-goals:101"]\n'
            "key_results:\n"
            "  lift-the-promoter-score:\n"
            "    title: Lift the promoter score\n"
            "    start: 31\n"
            "    target: 45\n"
            "    owner: [ana-diaz, bo-lind]\n"
            "    weight: 60\n"
            '    source: "viva-goals:102"\n'
            "  referrals-each-month:\n"
            "    title: Referrals each month\n"
            "    weight: 40\n"
            '    source: "viva-goals:103"\n'
        ),
        "cycles/2026-Q4/objectives/cut-the-hours-to-the-first-reply.yaml": (
            "title: Cut the hours to the first reply\n"
            "type: committed\n"
            "team: support\n"
            "owner: bo-lind\n"
            "parent: 2026-Q4/become-the-tool-that-finance-teams\n"
            "due: 2026-11-30\n"
            'tags: ["viva-goals:104"]\n'
            "initiatives:\n"
            '  - {title: "New routing of questions", done: true}\n'
            "key_results:\n"
            "  hours-to-the-first-reply:\n"
            "    title: Hours to the first reply\n"
            "    unit: hours\n"
            "    start: 14\n"
            "    target: 8\n"
            '    source: "viva-goals:105"\n'
        ),
    }


def test_where_the_source_stands_becomes_a_check_in(importing: Importing) -> None:
    work = importing()

    work.run(f"import {work.sample('viva-goals.csv')} --create-missing")

    [text] = work.texts("cycles/2026-Q4/checkins").values()
    assert text == (
        "date: 2026-11-21\n"
        "at: 2026-11-21T12:00:00Z\n"
        "by: ana\n"
        "note: Imported from viva-goals.csv\n"
        "updates:\n"
        "  become-the-tool-that-finance-teams/lift-the-promoter-score: {value: 35, status: behind}\n"
        "  cut-the-hours-to-the-first-reply/hours-to-the-first-reply: {value: 11, status: at_risk}\n"
    )


def test_a_period_with_a_name_of_its_own_becomes_a_cycle_when_that_is_wished(importing: Importing) -> None:
    work = importing()

    work.run(f"import {work.sample('viva-goals.csv')} --create-missing")

    assert work.texts("cycles/expansion-plan/cycle.yaml") == {
        "cycles/expansion-plan/cycle.yaml": "title: Expansion plan\nstart: 2026-05-01\nend: 2026-11-30\n"
    }


def test_the_same_file_again_changes_nothing(importing: Importing) -> None:
    work = importing()
    file = work.sample("viva-goals.csv")
    work.run(f"import {file} --create-missing")
    before = work.tree_of(work.root)

    answer = work.run(f"--as-of 2026-12-01 import {file} --create-missing")

    assert answer.out.endswith("nothing new in viva-goals.csv\n")
    assert work.tree_of(work.root) == before


def test_a_newer_export_brings_only_what_changed_in_it(importing: Importing) -> None:
    work = importing()
    file = work.sample("viva-goals.csv")
    work.run(f"import {file} --create-missing")
    newer = (work.root.parent / "viva-goals.csv").read_text(encoding="utf-8")
    newer = newer.replace(",45,Key result,,31,28.57,28.57,", ",50,Key result,,31,50,50,").replace(
        "Cut the hours to", "Halve the hours to"
    )

    answer = work.run(f"import {work.file('newer.csv', newer)} --json")

    assert answer.json["sentence"] == "imported 2 changed goals, 1 update from newer.csv"
    assert [line["says"] for line in answer.json["plan"]["lines"] if line["action"] == "changed"] == [
        "target from 45 to 50; now 40.5",
        "title from Cut the hours to the first reply to Halve the hours to the first reply",
    ]


def test_an_unknown_period_is_not_made_silently(importing: Importing) -> None:
    work = importing()

    answer = work.run(f"import {work.sample('viva-goals.csv')} --dry-run --json")

    assert answer.json["plan"]["unknown_periods"] == ["Expansion plan"]
    assert answer.json["plan"]["rejected"][-1] == {
        "row": 9,
        "why": 'the period "Expansion plan" is no cycle here; --create-missing makes it',
    }


def test_rows_that_are_not_taken_go_into_a_file_of_their_own(importing: Importing) -> None:
    work = importing()

    work.run(f"import {work.sample('viva-goals.csv')} --create-missing --rejects ../rejects.csv")

    head, row = (work.root.parent / "rejects.csv").read_text(encoding="utf-8").splitlines()
    assert head.endswith(",Progress %,Actual Progress,Status,row,why")
    assert row.startswith("107,Revenue of partners,Growth,")
    assert row.endswith(
        ',8,"its objective ""A goal that was deleted"" (99) is neither in the file nor in the workspace"'
    )


def test_the_readme_leads_from_an_export_to_a_report(importing: Importing, run_in: Any, tmp_path: Path) -> None:
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    (script,) = re.findall(r"^```sh\n(okrctl init\n.*?)^```", readme, re.MULTILINE | re.DOTALL)
    importing().sample("viva-goals.csv")
    folder = tmp_path / "fresh"
    folder.mkdir()
    (tmp_path / "viva-goals.csv").rename(folder / "viva-goals.csv")

    answers = [run_in(shlex.split(line, comments=True)[1:], folder) for line in script.splitlines()]

    assert [answer.code for answer in answers] == [0, 0, 0, 0]
    assert answers[2].err == "1 row is in not-taken.csv, each with its reason\n"
    assert answers[3].out.startswith("fresh · Q4 2026 · 21 Nov, day 52 of 92\n")
    assert "Become the tool that finance teams recommend" in answers[3].out
