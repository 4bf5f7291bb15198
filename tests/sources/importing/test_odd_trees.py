"""What hangs below what, where a file says it oddly: each row lands where a person would look for it, or is named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Importing = Callable[..., Any]
HEAD = "Id,Title,Type,Parent,Owner,Target,Current,Status\n"
WIN = "1,Win,objective,,,,,\n2,Score,key result,1,,45,35,\n"


def plan(importing: Importing, rows: str, files: dict[str, str] | None = None) -> Any:
    """The plan of a table of Viva Goals' words."""
    work = importing(files or {})
    return work.run(f"import {work.file('goals.csv', HEAD + rows)} --json").json["plan"]


@pytest.mark.parametrize(
    ("rows", "rejected"),
    [
        ("1,Score,key result,,,45,,\n", "a key result without an objective above it"),
        ("1,Score,key result,9,,45,,\n", 'its objective "9" is neither in the file nor in the workspace'),
        ("1,Write,task,,,,,\n", "an initiative without an objective above it"),
        ("1,Write,task,9,,,,\n", 'the goal above it, "9", is not in the file'),
        ("1,Write,task,2,,,,\n2,Win,objective,,,,,\n3,Score,key result,1,,45,,\n", 'it hangs below the initiative "Write" of row 2'),
        ("1,A,key result,2,,,,\n2,B,key result,1,,,,\n", "it hangs below itself"),
        ("1,A,key result,9,,45,,\n2,B,key result,1,,45,,\n", 'the key result above it, "A", has no objective'),
    ],
)  # fmt: skip
def test_a_row_without_a_place_is_named(importing: Importing, rows: str, rejected: str) -> None:
    why = [one["why"] for one in plan(importing, rows + "90,Other,objective,,,,,\n")["rejected"]]

    assert rejected in why


def test_below_several_goals_the_first_counts(importing: Importing) -> None:
    told = plan(importing, WIN + "3,Keep,objective,,,,,\n4,Calls,key result,3; 1,,9,,\n")

    assert [line["ref"] for line in told["lines"]][-1] == "2026-Q4/keep/calls"
    assert told["notes"] == [{"row": 5, "text": 'it hangs below 2 goals; it is taken below the first, "3"'}]


def test_below_a_key_result_with_a_measure_it_stands_beside_it(importing: Importing) -> None:
    told = plan(importing, WIN + "3,Calls,key result,2,,9,,\n4,Write,task,3,,,,Done\n")

    assert [line["ref"] for line in told["lines"]] == ["2026-Q4/win", "2026-Q4/win/score", "2026-Q4/win/calls"]
    text = 'it hangs below the key result "Score", which has its own measure: beside it'
    assert told["notes"] == [{"row": 4, "text": text}]


def test_an_objective_may_serve_a_key_result(importing: Importing) -> None:
    work = importing()
    file = work.file("goals.csv", HEAD + WIN + "3,Calm,objective,2,,,,\n")

    work.run(f"import {file}")

    assert "parent: 2026-Q4/win/score\n" in work.texts("cycles")["cycles/2026-Q4/objectives/calm.yaml"]


def test_what_hangs_below_a_goal_of_the_workspace_finds_it(importing: Importing) -> None:
    files = {"cycles/2026-Q4/objectives/win.yaml": "title: Win\ntags: ['viva-goals:71']\n"}
    work = importing(files)
    head = "Id,Title,Object Type,Aligned To,Target\n"
    rows = '5,By mark,Key result,"Win(weight: 1%, Id: 71)",4\n6,By title,Key result,Win,5\n7,By ref,Key result,2026-Q4/win,6\n8,Calm,Objective,Win,\n'

    answer = work.run(f"import {work.file('viva.csv', head + rows)} --json")

    assert [line["ref"] for line in answer.json["plan"]["lines"]] == [
        "2026-Q4/calm", "2026-Q4/win", "2026-Q4/win/by-mark", "2026-Q4/win/by-title", "2026-Q4/win/by-ref",
    ]  # fmt: skip
    assert "parent: 2026-Q4/win\n" in work.texts("cycles")["cycles/2026-Q4/objectives/calm.yaml"]


def test_a_goal_that_moved_in_the_source_is_new_there_and_that_is_told(importing: Importing) -> None:
    work = importing()
    head = "Id,Title,Object Type,Aligned To,Target\n"
    goals = '1,Win,Objective,,\n2,Keep,Objective,,\n3,Score,Key result,"Win(weight: 1%, Id: 1)",4\n'
    work.run(f"import {work.file('viva.csv', head + goals)}")

    answer = work.run(
        f"import {work.file('viva.csv', head + goals.replace('Win(weight: 1%, Id: 1)', 'Keep(weight: 1%, Id: 2)'))} --json"
    )

    assert answer.json["plan"]["notes"] == [
        {"row": 4, "text": "it hung below 2026-Q4/win before; that key result stays where it is"}
    ]
    assert "2026-Q4/keep/score" in [line["ref"] for line in answer.json["plan"]["lines"] if line["action"] == "new"]


def test_of_key_results_with_one_title_the_owner_tells_which(importing: Importing) -> None:
    work = importing()
    rows = "1,Win,objective,,,,,\n2,Score,key result,1,ana,45,,\n3,Score,key result,1,bo,50,,\n"
    work.run(f"import {work.file('goals.csv', HEAD + rows)}")

    answer = work.run(f"import {work.file('goals.csv', HEAD + rows.replace('bo,50', 'bo,60'))} --json")

    changed = [(line["ref"], line["says"]) for line in answer.json["plan"]["lines"] if line["action"] == "changed"]
    assert changed == [("2026-Q4/win/score-2", "target from 50 to 60")]


def test_an_initiative_that_is_done_now_is_ticked(importing: Importing) -> None:
    work = importing()
    rows = WIN + "3,Write,task,1,,,,open\n"
    work.run(f"import {work.file('goals.csv', HEAD + rows)}")

    answer = work.run(f"import {work.file('goals.csv', HEAD + rows.replace('open', 'done'))} --json")

    assert answer.json["plan"]["lines"][0]["says"] == "initiatives"
    assert '{title: "Write", done: true}' in next(iter(work.texts("cycles/2026-Q4/objectives").values()))


def test_days_that_fit_no_window_are_left_out_and_told(importing: Importing) -> None:
    work = importing()
    head = "Title,Period,Start date,Due date\n"
    rows = "A,Q4 2026,2026-09-01,2026-11-30\nB,Q4 2026,2026-12-01,2026-11-01\n"

    answer = work.run(f"import {work.file('goals.csv', head + rows)} --json")

    assert answer.json["plan"]["notes"] == [
        {"row": 2, "text": "2026-09-01 lies outside 2026-10-01 to 2026-12-31: left out"},
        {"row": 3, "text": "it ends on 2026-11-01 before it starts on 2026-12-01: both left out"},
    ]


def test_a_level_that_is_none_is_left_out_and_told(importing: Importing) -> None:
    work = importing()

    answer = work.run(f"import {work.file('goals.csv', 'Title,Level,Tags' + chr(10) + 'A,Squad,x' + chr(10))} --json")

    assert answer.json["plan"]["notes"] == [
        {"row": 2, "text": 'the level "Squad" is none of company, department, team, individual: left out'}
    ]


def test_a_period_nobody_can_date_takes_its_key_results_along(importing: Importing) -> None:
    work = importing()
    table = "Objective,Key result,Period,Target\nWin,Score,Some day,45\nKeep,Churn,Q4 2026,2\n"

    answer = work.run(f"import {work.file('goals.csv', table)} --create-missing --json")

    why = 'the period "Some day" is no cycle here, and no goal of it says from when to when it runs'
    assert answer.json["plan"]["rejected"] == [
        {"row": 2, "why": why}, {"row": 2, "why": f"its objective in row 2 is not taken: {why}"},
    ]  # fmt: skip


def test_a_progress_that_says_no_value_is_told(importing: Importing) -> None:
    work = importing()
    table = "Objective,Key result,Target,Progress,Confidence\nWin,Uptime,>= 99,50,7\n,Live,done,80,70 %\n"

    answer = work.run(f"import {work.file('goals.csv', table)} --json")

    assert answer.json["plan"]["notes"] == [
        {"row": 2, "text": "its progress of 50 % says no value of the kind at_least: left out"}
    ]
    [check_in] = work.texts("cycles/2026-Q4/checkins").values()
    assert "  win/uptime: {confidence: 0.7}\n  win/live: {value: 0.8, confidence: 0.7}\n" in check_in


def test_a_percentage_that_was_rounded_becomes_the_simplest_value(importing: Importing) -> None:
    work = importing()
    table = "Objective,Key result,Start,Target,Progress\nWin,A,0,7,14.29\n,B,0,1.2M,40\n,C,0,3,33.333333333\n,D,100,60,150%\n"

    answer = work.run(f"import {work.file('goals.csv', table)} --json")

    assert [line["says"].partition("; ")[2] for line in answer.json["plan"]["lines"][1:]] == [
        "now 1", "now 480,000", "now 1", "now 40",
    ]  # fmt: skip


def test_what_a_newer_file_says_for_the_first_time_is_added(importing: Importing) -> None:
    work = importing({"cycles/2026-Q4/objectives/win.yaml": "title: Win\ntags: [ours]\n"})
    file = work.file("goals.csv", "Title,Tags,Description,Progress\nWin,theirs,Because,40\n")

    work.run(f"import {file}")

    assert work.texts("cycles") == {
        "cycles/2026-Q4/objectives/win.yaml": "title: Win\nwhy: Because\ntags: [ours, theirs]\n"
    }


def test_days_across_years_say_no_cycle(importing: Importing) -> None:
    work = importing()
    file = work.file("goals.csv", "Title,Start date,Due date\nWin,2025-11-01,2026-12-31\n")

    answer = work.run(f"import {file} --cycle 2026 --json")

    assert [line["ref"] for line in answer.json["plan"]["lines"]] == ["2026/win"]
    assert answer.json["plan"]["warnings"] == ["one objective names no period: taken into 2026; --cycle names another"]


def test_a_milestone_may_tell_its_share_as_a_value(importing: Importing) -> None:
    work = importing()
    table = "Objective,Key result,Target,Current,Status\nWin,Live,done,40,\n,Open,done,,On Track\n,Half,done,0.5,\n"

    answer = work.run(f"import {work.file('goals.csv', table)} --json")

    assert [line["says"] for line in answer.json["plan"]["lines"][1:]] == [
        "milestone; now 0.4", "milestone", "milestone; now 0.5",
    ]  # fmt: skip


def test_a_share_with_more_digits_than_anybody_measures_is_rounded(importing: Importing) -> None:
    work = importing()
    table = "Objective,Key result,Start,Target,Progress\nWin,A,0,700000000,12.3456789012\n"

    answer = work.run(f"import {work.file('goals.csv', table)} --json")

    assert answer.json["plan"]["lines"][1]["says"] == "0 \u2192 700,000,000; now 86,419,752"


def test_a_part_without_a_way_to_go_is_named(importing: Importing) -> None:
    rows = "1,Win,objective,,,,,\n2,Score,key result,1,,,,\n3,North,key result,2,,0,,\n"

    told = plan(importing, rows)

    assert told["rejected"][0] == {"row": 3, "why": "start and target are both 0: there is no way to go"}
    assert told["rejected"][1] == {"row": 4, "why": "row 3 is not taken"}
