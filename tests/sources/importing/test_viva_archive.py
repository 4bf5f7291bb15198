"""The archive of an organisation that Viva Goals exported: goals in goals, the customer's own words, a history of check-ins."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

Importing = Callable[..., Any]

USERS = [
    {"ID": "u1", "Name": "Ana Díaz", "Email": "ana@northwind.example"},
    {"ID": "u2", "Name": "Bo Lind", "Email": "bo@northwind.example"},
]
TEAMS = [{"ID": "t1", "Name": "Growth"}]
PERIODS = [
    {"ID": "p1", "Name": "Q4 2026", "Start Date": "2026-10-01", "End Date": "2026-12-31"},
    {"ID": "p2", "Name": "Expansion", "Start Date": "2026-05-01", "End Date": "2026-11-30"},
]
OBJECTIVES = [
    {
        "ID": 1, "Title": "Become the tool that finance teams recommend", "Type": "Big rock", "Owner": ["u1"], "Teams": ["t1"],
        "Time Period": {"ID": "p1", "Name": "Q4 2026"}, "Start Date": "2026-10-01", "End Date": "2026-12-31",
        "Description": "<p>Word of mouth &amp; trust</p>", "Progress": 40, "Status": "On Track", "Goal Type": "Committed Goal",
        "Children": [
            {
                "ID": 2, "Title": "Lift the promoter score", "Type": "Kpi", "Owner": [{"ID": "u2", "Email": "bo@northwind.example"}],
                "Time Period": {"ID": "p1", "Name": "Q4 2026"}, "Parent IDs": [1], "Alignment": [{"ID": 1, "Title": "Become", "Weight": 100}],
                "Outcome": {"Outcome Type": "Metric", "Metric Name": "NPS", "Metric Unit": "points", "Start": 31, "Target": 45, "Target Type": "Increase to"},
                "Phased Targets": {"Interval": "Monthly", "Targets": [{"Target Value": 38, "Target Date": "2026-11-15"}]},
            },
            {"ID": 3, "Title": "Win the north", "Type": "Moonshot", "Owner": ["u2"], "Time Period": "p2", "Parent IDs": [1]},
        ],
    },
    {
        "ID": 4, "Title": "Complaints a week", "Type": "Kpi", "Owner": ["u2"], "Time Period": {"Name": "Expansion"}, "Parent IDs": [3],
        "Outcome": {"Metric Unit": "Number", "Target": 3, "Target Type": "Stay below"},
    },
    {"ID": 5, "Title": "Sign a reseller", "Type": "Project", "Parent IDs": [3], "Status": "Closed"},
    {"ID": 6, "Title": "Lost", "Type": "Kpi", "Parent IDs": [77], "Outcome": {"Start": 0, "Target": 5}},
]  # fmt: skip
CHECK_INS = [
    {"ID": "c1", "OKR ID": 2, "CheckIn Date": "2026-10-15T09:30:12Z", "Check In Owner": "u2", "Status": "Behind", "Current Value": 33.5,
     "Check In Note": {"Text": "<b>Two</b> calls helped"}},
    {"ID": "c2", "OKR ID": 2, "CheckIn Date": "2026-11-12T08:00:00Z", "Check In Owner": "u1", "Status": "On Track", "Current Value": 38},
    {"ID": "c3", "OKR ID": 4, "CheckIn Date": "2026-09-01", "Check In Owner": "u2", "Current Value": 7},
    {"ID": "c4", "OKR ID": 99, "CheckIn Date": "2026-09-01", "Current Value": 7},
]  # fmt: skip


def archive(**other: Any) -> bytes:
    parts: Mapping[str, Any] = {
        "Export/TimePeriods.json": PERIODS, "Export/Teams.json": TEAMS, "Export/Users.json": {"value": USERS},
        "Export/objectives.json": OBJECTIVES, "Export/checkins.json": CHECK_INS, **other,
    }  # fmt: skip
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        for name, content in parts.items():
            file.writestr(name, json.dumps(content))
    return data.getvalue()


PLAN = """\
+ Become the tool that finance teams recommend  committed · ana-diaz · growth  2026-Q4/become-the-tool-that-finance-teams
  + Lift the promoter score  31 → 45 points  lift-the-promoter-score
+ Win the north  bo-lind  expansion/win-the-north
  + Complaints a week  <= 3  complaints-a-week

Cycles that are new here: expansion, 2026-Q4

Unknown people, made now: Ana Díaz, Bo Lind

Unknown teams, made now: Growth

Unknown periods, made now: Expansion

Not taken (2):
  row 4: check-in c4 is of 99, which is not in the archive
  row 6: its objective "77" is neither in the file nor in the workspace

! the type "Moonshot" (first in row 3) is not known
"""


def test_goals_at_any_depth_are_found_and_words_nobody_knows_are_told(importing: Importing) -> None:
    work = importing()

    answer = work.run(f"import {work.file('viva.zip', archive())} --create-missing")

    assert answer.code == 0, answer.err
    assert answer.out.split("\n\u2714 ")[0] == PLAN


def test_a_goal_of_the_archive_says_all_of_it(importing: Importing) -> None:
    work = importing()

    work.run(f"import {work.file('viva.zip', archive())} --create-missing")

    assert work.texts("cycles/2026-Q4/objectives") == {
        "cycles/2026-Q4/objectives/become-the-tool-that-finance-teams.yaml": (
            "title: Become the tool that finance teams recommend\n"
            "why: Word of mouth & trust\n"
            "type: committed\n"
            "team: growth\n"
            "owner: ana-diaz\n"
            'tags: ["viva-goals:1"]\n'
            "key_results:\n"
            "  lift-the-promoter-score:\n"
            "    title: Lift the promoter score\n"
            "    unit: points\n"
            "    start: 31\n"
            "    target: 45\n"
            "    owner: bo-lind\n"
            '    source: "viva-goals:2"\n'
            "    plan: {2026-11-15: 38}\n"
        )
    }
    assert work.texts("cycles/expansion/objectives")["cycles/expansion/objectives/win-the-north.yaml"] == (
        "title: Win the north\n"
        "owner: bo-lind\n"
        "parent: 2026-Q4/become-the-tool-that-finance-teams\n"
        'tags: ["viva-goals:3"]\n'
        "initiatives:\n"
        '  - {title: "Sign a reseller", done: true}\n'
        "key_results:\n"
        "  complaints-a-week:\n"
        "    title: Complaints a week\n"
        "    kind: at_most\n"
        "    target: 3\n"
        '    source: "viva-goals:4"\n'
    )


def test_the_history_comes_along_with_its_days_people_and_words(importing: Importing) -> None:
    work = importing()

    work.run(f"import {work.file('viva.zip', archive())} --create-missing")

    files = work.texts("cycles/2026-Q4/checkins")
    assert [path.rpartition("-")[0] for path in files] == [
        "cycles/2026-Q4/checkins/2026-10/2026-10-15-bo-lind",
        "cycles/2026-Q4/checkins/2026-11/2026-11-12-ana-diaz",
    ]
    assert next(iter(files.values())) == (
        "date: 2026-10-15\n"
        "at: 2026-10-15T09:30:12Z\n"
        "by: bo-lind\n"
        "note: Imported from viva.zip\n"
        "updates:\n"
        "  become-the-tool-that-finance-teams/lift-the-promoter-score: "
        '{value: 33.5, status: behind, note: "Two calls helped"}\n'
    )


def test_a_later_archive_adds_only_the_check_ins_that_are_new(importing: Importing) -> None:
    work = importing()
    work.run(f"import {work.file('viva.zip', archive())} --create-missing")
    later = {"ID": "c5", "OKR ID": 2, "CheckIn Date": "2026-11-19", "Check In Owner": "u1", "Current Value": 41}

    answer = work.run(
        f"import {work.file('viva.zip', archive(**{'Export/checkins.json': [*CHECK_INS, later]}))} --json"
    )

    assert answer.json["sentence"] == "imported 1 update from viva.zip"
    assert [path[:49] for path in answer.json["wrote"]] == ["cycles/2026-Q4/checkins/2026-11/2026-11-19-ana-di"]


def test_an_archive_of_something_else_is_refused(importing: Importing) -> None:
    work = importing()
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        file.writestr("holiday.json", "[]")

    answer = work.run(f"import {work.file('photos.zip', data.getvalue())}")

    assert (answer.code, answer.err.splitlines()[0]) == (
        2,
        "error: ../photos.zip is no archive of Viva Goals: it holds no objectives",
    )


def test_a_check_in_that_is_of_no_key_result_or_says_nothing_is_left_out(importing: Importing) -> None:
    work = importing()
    odd = [
        {"ID": "c7", "OKR ID": 1, "CheckIn Date": "2026-10-15", "Current Value": 40},
        {"ID": "c8", "OKR ID": 2, "CheckIn Date": "2026-10-15"},
        {"ID": "c9", "OKR ID": 2, "Current Value": 5},
    ]

    answer = work.run(
        f"import {work.file('viva.zip', archive(**{'Export/checkins.json': odd}))} --create-missing --json"
    )

    assert [one["why"] for one in answer.json["plan"]["rejected"]][:2] == [
        "a check-in of 1, which is no key result that is taken",
        "check-in c9: it has no date",
    ]
    assert answer.json["plan"]["check_ins"] == 0
