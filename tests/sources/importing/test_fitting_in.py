"""What a table names, fitted into the workspace: periods, people, the goals above, and what is there already."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from typing import Any

import pytest

Importing = Callable[..., Any]
HEAD = "Objective,Key result,Start,Target,Current\n"


@pytest.mark.parametrize(
    ("period", "cycle"),
    [("Q4 2026", "2026-Q4"), ("H1-2027", "2027-H1"), ("FY27 Q1", "FY27-Q1"), ("Annual 2026", "2026"), ("Nov 2026", "2026-11"),
     ("Q1 2027 (Jan - Mar)", "2027-Q1"), ("The Launch", "launch")],
)  # fmt: skip
def test_a_period_is_found_by_what_people_call_it(importing: Importing, period: str, cycle: str) -> None:
    work = importing({"cycles/launch/cycle.yaml": "title: The launch\nstart: 2026-05-01\nend: 2026-10-31\n"})

    file = work.file("goals.csv", f"Title,Period\nWin,{period}\n")

    answer = work.run(f"import {file} --dry-run --json")

    assert [line["ref"] for line in answer.json["plan"]["lines"]] == [f"{cycle}/win"]


def test_people_and_teams_are_found_by_name_address_and_id(importing: Importing) -> None:
    settings = "format: 1\nteams: {growth: {name: Growth Team}}\npeople: {ana: {name: Ana Díaz, email: ana@x.example}, bo: {}}\n"
    work = importing({"okrctl.yaml": settings})
    table = 'Title,Owner,Team\nOne,ANA@x.example,growth team\nTwo,"Ana  Díaz, BO",growth\n'

    answer = work.run(f"import {work.file('goals.csv', table)} --dry-run --json")

    assert [line["says"] for line in answer.json["plan"]["lines"]] == ["ana · growth", "ana, bo · growth"]
    assert (answer.json["plan"]["unknown_people"], answer.json["plan"]["unknown_teams"]) == ([], [])


def test_whom_nobody_knows_is_listed_and_kept_as_written(importing: Importing) -> None:
    settings = "format: 1\npeople: {ana: {}}\n"
    work = importing({"okrctl.yaml": settings})

    file = work.file("goals.csv", "Title,Owner,Team\nWin,Zoe Quist,Nordic\n")

    answer = work.run(f"import {file} --json")

    assert (answer.json["plan"]["unknown_people"], answer.json["plan"]["unknown_teams"]) == (["Zoe Quist"], ["Nordic"])
    assert work.texts("okrctl.yaml") == {"okrctl.yaml": settings}
    assert work.texts("cycles/2026-Q4/objectives") == {
        "cycles/2026-Q4/objectives/win.yaml": "title: Win\nteam: Nordic\nowner: Zoe Quist\n"
    }


def test_whom_nobody_knows_is_written_into_the_workspace_when_that_is_wished(importing: Importing) -> None:
    settings = "format: 1  # ours\npeople:\n  ana: {name: Ana}  # leads\n"
    work = importing({"okrctl.yaml": settings})
    table = "Title,Owner,Team\nWin,zoe.quist@x.example,Nordic\n"

    work.run(f"import {work.file('goals.csv', table)} --create-missing")

    assert work.texts("okrctl.yaml") == {
        "okrctl.yaml": (
            'format: 1  # ours\nteams:\n  nordic: {name: "Nordic"}\npeople:\n  ana: {name: Ana}  # leads\n'
            '  zoe-quist: {email: "zoe.quist@x.example"}\n'
        )
    }


def test_a_goal_that_would_serve_itself_stays_without_that_link(importing: Importing) -> None:
    work = importing()
    table = "Id,Title,Parent\n1,One,2\n2,Two,1\n3,Three,3\n"

    answer = work.run(f"import {work.file('goals.csv', table)} --json")

    assert answer.code == 0, answer.err
    assert answer.json["plan"]["notes"] == [
        {"row": 2, "text": 'it would serve itself through "2": left out'},
        {"row": 3, "text": 'it would serve itself through "1": left out'},
        {"row": 4, "text": 'it would serve itself through "3": left out'},
    ]


def test_a_key_result_below_one_without_a_measure_is_its_part(importing: Importing) -> None:
    work = importing()
    table = "Id,Title,Type,Parent,Start,Target,Current\n1,Win,objective,,,,\n2,Score,key result,1,,,\n3,In the north,key result,2,31,45,35\n"

    work.run(f"import {work.file('goals.csv', table)}")

    assert work.texts("cycles/2026-Q4/objectives") == {
        "cycles/2026-Q4/objectives/win.yaml": (
            "title: Win\nkey_results:\n  score:\n    title: Score\n    parts:\n      in-the-north:\n"
            "        title: In the north\n        start: 31\n        target: 45\n"
        )
    }
    [check_in] = work.texts("cycles/2026-Q4/checkins").values()
    assert "  win/score/in-the-north: {value: 35}\n" in check_in


def test_a_value_of_a_quarter_that_has_ended_is_of_its_last_day(importing: Importing) -> None:
    work = importing()
    table = "Objective,Key result,Period,Start,Target,Current\nWin,Score,Q3 2026,31,45,40\n"

    work.run(f"import {work.file('goals.csv', table)}")

    [path] = work.texts("cycles/2026-Q3/checkins")
    assert path.startswith("cycles/2026-Q3/checkins/2026-09/2026-09-30-ana-")


def test_what_was_recorded_since_is_not_taken_back_by_the_same_file(importing: Importing) -> None:
    work = importing()
    file = work.file("goals.csv", f"{HEAD}Win,Score,31,45,35\n")
    work.run(f"import {file}")
    work.run("checkin win/score 40")

    answer = work.run(f"import {file}")

    assert answer.out.endswith("nothing new in goals.csv\n")


def test_the_whole_import_is_one_commit(importing: Importing) -> None:
    work = importing()
    for words in ("init -q", "config user.name Ana", "config user.email ana@northwind.example"):
        subprocess.run(["git", *words.split()], cwd=work.root, check=True)
    file = work.file("goals.csv", f"{HEAD}Win,Score,31,45,35\n")

    work.run(f"import {file} --commit")

    told = subprocess.run(["git", "log", "--format=%s"], cwd=work.root, capture_output=True, text=True, check=True)
    assert told.stdout == "imported 1 objective, 1 key result, 1 update from goals.csv\n"


def test_two_rows_with_one_id_are_not_both_taken(importing: Importing) -> None:
    work = importing()
    file = work.file("goals.csv", "Id,Title\n7,One\n7,Two\n")

    answer = work.run(f"import {file} --json")

    assert answer.json["plan"]["rejected"] == [{"row": 3, "why": "the id 7 stands in row 2 already"}]


def test_goals_that_look_the_same_stay_two_however_often_they_come(importing: Importing) -> None:
    work = importing()
    file = work.file(
        "goals.csv",
        "name,type,progress,owner_email\nWin,goal,,a@x\nA,milestone,50,a@x\nWin,goal,,a@x\nB,milestone,20,a@x\n",
    )
    first = work.run(f"import {file} --json")

    again = work.run(f"import {file} --json")

    assert [line["ref"] for line in first.json["plan"]["lines"]] == [
        "2026-Q4/win", "2026-Q4/win/a", "2026-Q4/win-2", "2026-Q4/win-2/b",
    ]  # fmt: skip
    assert again.json["sentence"] == "nothing new in goals.csv"


def test_a_name_that_cannot_be_an_id_gets_a_number(importing: Importing) -> None:
    work = importing()
    file = work.file("goals.csv", "Title,Team\nCon,Nul\n")

    answer = work.run(f"import {file} --create-missing --json")

    assert answer.json["wrote"] == ["okrctl.yaml", "cycles/2026-Q4/objectives/con-2.yaml"]
    assert 'nul-2: {name: "Nul"}' in work.texts("okrctl.yaml")["okrctl.yaml"]


def test_a_new_part_of_a_key_result_that_is_here_is_not_taken_silently(importing: Importing) -> None:
    work = importing()
    head = (
        "Id,Title,Type,Parent,Target,Current\n1,Win,objective,,,\n2,Score,key result,1,,\n3,North,key result,2,45,35\n"
    )
    work.run(f"import {work.file('goals.csv', head)}")

    answer = work.run(
        f"import {work.file('goals.csv', head.replace(',35', ',36') + '4,South,key result,2,45,30')} --json"
    )

    assert answer.json["plan"]["rejected"] == [
        {"row": 5, "why": "a new part of 2026-Q4/win/score, which is here already: okrctl edit 2026-Q4/win"}
    ]
    assert answer.json["sentence"] == "imported 1 update from goals.csv"
