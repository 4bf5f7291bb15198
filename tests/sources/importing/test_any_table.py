"""Any table of goals: its separators, its columns, its numbers and days."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

Importing = Callable[..., Any]
HEAD = "Objective,Key result,Start,Target,Current\n"


def lines(answer: Any) -> list[tuple[str, str, str]]:
    """What the plan does with each goal."""
    return [(line["action"], line["title"], line["says"]) for line in answer.json["plan"]["lines"]]


def test_an_objective_stands_once_and_its_key_results_below_it(importing: Importing) -> None:
    work = importing()
    table = "Objective,Key result,Owner,Quarter,Start,Target\nWin,Score,ana,2026-Q4,31,45\n,Calls,bo,2026-Q4,0,9\nKeep,Churn,ana,2026-Q4,3,2\n"

    answer = work.run(f"import {work.file('goals.csv', table)}")

    assert answer.code == 0, answer.err
    assert work.texts("cycles/2026-Q4/objectives") == {
        "cycles/2026-Q4/objectives/keep.yaml": (
            "title: Keep\nowner: ana\nkey_results:\n  churn:\n    title: Churn\n    start: 3\n    target: 2\n"
        ),
        "cycles/2026-Q4/objectives/win.yaml": (
            "title: Win\nowner: ana\nkey_results:\n  score:\n    title: Score\n    start: 31\n    target: 45\n"
            "  calls:\n    title: Calls\n    start: 0\n    target: 9\n    owner: bo\n"
        ),
    }


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_commas_semicolons_and_tabs_separate(importing: Importing, separator: str) -> None:
    work = importing()
    table = "Objective,Key result,Start,Target\nWin,Score,31,45\n".replace(",", separator)

    answer = work.run(f"import {work.file('goals.csv', table)} --dry-run --json")

    assert lines(answer) == [("new", "Win", ""), ("new", "Score", "31 \u2192 45")]


def test_what_a_spreadsheet_program_of_another_country_saves_is_read(importing: Importing) -> None:
    work = importing()
    table = (
        'Objective;Key result;Start;Target;Due date\r\nWin;"Share of\r\nrenewals";1,5;2.000,25;31.12.2026\r\n;;;;\r\n'
    )

    answer = work.run(f"import {work.file('goals.csv', table.encode('utf-8-sig'))} --dry-run --json")

    assert lines(answer) == [("new", "Win", ""), ("new", "Share of renewals", "1.5 \u2192 2000.25")]


def test_columns_are_found_whatever_their_case_and_order(importing: Importing) -> None:
    work = importing()
    table = "TARGET_VALUE,owner ,Key-Result,objective,Start Value\n45,ana,Score,Win,31\n"

    answer = work.run(f"import {work.file('goals.csv', table)} --dry-run --json")

    assert lines(answer) == [("new", "Win", "ana"), ("new", "Score", "31 \u2192 45")]


def test_columns_with_other_names_are_mapped(importing: Importing) -> None:
    work = importing()
    table = "Ziel,Messung,Von,Bis\nWin,Score,31,45\n"

    answer = work.run(
        f"import {work.file('goals.csv', table)} --map objective=Ziel --map key_result=messung --map start=Von --map target=BIS --dry-run --json"
    )

    assert lines(answer) == [("new", "Win", ""), ("new", "Score", "31 \u2192 45")]


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ("titel=Ziel", 'error: --map: "titel" is no key; did you mean title?'),
        ("title=Zeil", 'error: --map: goals.csv has no column "Zeil"; did you mean Ziel?'),
        ("title", 'error: --map: "title" is not KEY=COLUMN'),
    ],
)
def test_a_mapping_that_leads_nowhere_is_refused(importing: Importing, mapping: str, message: str) -> None:
    work = importing()
    file = work.file("goals.csv", "Ziel,Bis\nWin,45\n")

    answer = work.run(f"import {file} --map {mapping}")

    assert (answer.code, answer.err.splitlines()[0]) == (2, message)


@pytest.mark.parametrize(
    ("start", "target", "current", "says"),
    [
        ("0", "1.2M", "800k", "0 \u2192 1,200,000; now 800,000"),
        ("$0", "$1,250,000", "", "0 \u2192 1,250,000 $"),
        ("10 %", "45 %", "20%", "10 \u2192 45 %; now 20"),
        ("1 000", "1.250,5", "", "1000 \u2192 1250.5"),
        ("(5)", "−2", "", "-5 \u2192 -2"),
        ("12 days", "4 days", "", "12 \u2192 4 days"),
        ("", ">= 99.95", "99.9", ">= 99.95; now 99.9"),
        ("", "< 3 %", "", "< 3 %"),
        ("", "20..30", "", "20..30"),
        ("", "20 - 30", "", "20..30"),
        ("", "31 -> 45", "", "31 \u2192 45"),
        ("200", "+20%", "", "200 \u2192 +20%"),
        ("", "done", "yes", "milestone; now 1"),
        ("", "TBD", "", "no target"),
        ("", "", "7", "baseline; now 7"),
    ],
)
def test_numbers_are_read_as_people_write_them(
    importing: Importing, start: str, target: str, current: str, says: str
) -> None:
    work = importing()
    table = f'{HEAD}Win,Score,"{start}","{target}","{current}"\n'

    answer = work.run(f"import {work.file('goals.csv', table)} --dry-run --json")

    assert lines(answer)[1:] == [("new", "Score", says)]


def test_rows_that_make_no_sense_are_named_and_the_others_taken(importing: Importing) -> None:
    work = importing()
    table = f"{HEAD}Win,Score,31,45,\n,Words,many,more,\n,Standing still,5,5,\n,,1,2,\n,Calls,0,9,\n"

    answer = work.run(f"import {work.file('goals.csv', table)} --json")

    assert answer.json["plan"]["rejected"] == [
        {"row": 3, "why": 'start: "many" is no number'},
        {"row": 4, "why": "start and target are both 5: there is no way to go"},
        {"row": 5, "why": "neither an objective nor a key result is named"},
    ]
    assert answer.json["sentence"] == "imported 1 objective, 2 key results from goals.csv"


@pytest.mark.parametrize(
    ("written", "order", "cycle"),
    [
        ("2026-11-30", "", "2026-Q4"),
        ("30/11/2026", "", "2026-Q4"),
        ("30.11.26", "", "2026-Q4"),
        ("Nov 30, 2026", "", "2026-Q4"),
        ("Monday, 30 November 2026", "", "2026-Q4"),
        ("2026-11-30T00:00:00Z", "", "2026-Q4"),
        ("03/04/2026", "--dates dmy", "2026-Q2"),
        ("03/04/2026", "--dates mdy", "2026-Q1"),
    ],
)
def test_a_day_says_the_quarter_where_no_period_does(
    importing: Importing, written: str, order: str, cycle: str
) -> None:
    work = importing()
    table = f'Title,Due date\nWin,"{written}"\n'

    answer = work.run(f"import {work.file('goals.csv', table)} {order} --dry-run --json")

    assert [line["ref"] for line in answer.json["plan"]["lines"]] == [f"{cycle}/win"]


def test_a_person_at_a_terminal_is_asked_how_to_read_a_day(importing: Importing) -> None:
    work = importing()
    file = work.file("goals.csv", "Title,Due date\nWin,03/04/2026\n")

    answer = work.run(f"import {file} --dry-run", tty=True, stdin="dmy\n")

    assert answer.code == 0
    asked = 'row 2 of goals.csv: "03/04/2026" may be 3 April 2026 or 4 March 2026. What comes first, day or month?'
    assert asked in " ".join(answer.err.split())
    assert "2026-Q2/win" in answer.out


def test_only_the_first_sheet_is_read_and_that_is_told(importing: Importing) -> None:
    work = importing()
    book = openpyxl.Workbook()
    book.create_sheet("Notes")
    book.worksheets[0].append(["Title"])
    book.worksheets[0].append(["Win"])
    data = io.BytesIO()
    book.save(data)

    answer = work.run(f"import {work.file('goals.xlsx', data.getvalue())} --json")

    assert answer.json["plan"]["warnings"][0] == "only the first sheet is read, not Notes"


def test_periods_whose_names_have_no_ascii_letters_stay_apart(importing: Importing) -> None:
    work = importing()
    table = "Objective,Quarter,Start date,Due\nWin,第三季度,2026-07-01,2026-09-30\nGrow,第四季度,2026-10-01,2026-12-31\nKeep,第三季度,2026-07-01,2026-09-30\n"
    file = work.file("goals.csv", table)

    first, again = (work.run(f"import {file} --create-missing") for _ in range(2))

    assert first.code == 0, first.err
    assert {path: text for path, text in work.texts("cycles").items() if path.endswith("cycle.yaml")} == {
        "cycles/period/cycle.yaml": "title: 第三季度\nstart: 2026-07-01\nend: 2026-09-30\n",
        "cycles/period-2/cycle.yaml": "title: 第四季度\nstart: 2026-10-01\nend: 2026-12-31\n",
    }
    assert [path for path in work.texts("cycles") if path.startswith("cycles/period-2/objectives")] == [
        "cycles/period-2/objectives/grow.yaml"
    ]
    assert again.out == "nothing new in goals.csv\n"
