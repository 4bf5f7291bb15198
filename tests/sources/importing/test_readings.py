"""Values of KPIs from a table: one a row, or a column for each KPI; only what is new is recorded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Importing = Callable[..., Any]
FILES = {
    "kpis/open-tickets.yaml": "title: Open tickets\nsegments: [emea, amer]\n",
    "kpis/mood.yaml": "title: Mood of the team\nscale: [poor, good]\n",
    "kpis/readings/2026-10/a.yaml": "date: 2026-10-31\nreadings: [{kpi: open-tickets, value: 61}]\n",
}


def readings(work: Any) -> str:
    """What the new readings file says below its note."""
    [text] = (text for text in work.texts("kpis/readings").values() if "Imported" in text)
    return str(text.partition("readings:\n")[2])


def test_new_values_make_one_file_and_those_known_are_left_out(importing: Importing) -> None:
    work = importing(FILES)
    table = (
        'KPI,Date,Value,Segment,Comment\nOpen tickets,31.10.2026,61,,\nopen-tickets,2026-11-20,"1,058",EMEA,Two are ill\n'
        "kpis/mood,2026-11-20,good,,\n"
    )

    answer = work.run(f"import {work.file('values.csv', table)} --readings")

    assert answer.out.splitlines()[:2] == [
        "~ Open tickets  1 value, 2026-11-20  kpis/open-tickets",
        "~ Mood of the team  1 value, 2026-11-20  kpis/mood",
    ]
    assert readings(work) == (
        '  - {kpi: open-tickets, value: 1058, date: 2026-11-20, segment: emea, note: "Two are ill"}\n'
        "  - {kpi: mood, value: good, date: 2026-11-20}\n"
    )


def test_a_column_may_be_named_like_a_kpi(importing: Importing) -> None:
    work = importing(FILES)
    table = "Month;Open Tickets;Weather\nSeptember 2026;44,5;rain\nOct 2026;-;\n2026-11;58;sun\n"

    answer = work.run(f"import {work.file('values.csv', table)} --readings")

    assert readings(work) == (
        "  - {kpi: open-tickets, value: 44.5, date: 2026-09-01}\n  - {kpi: open-tickets, value: 58, date: 2026-11-01}\n"
    )
    assert "! columns that nothing is made of: Weather" in answer.out


def test_the_same_file_again_changes_nothing(importing: Importing) -> None:
    work = importing(FILES)
    file = work.file("values.csv", "KPI,Date,Value\nmood,2026-11-20,good\n")
    work.run(f"import {file} --readings")
    before = work.tree_of(work.root)

    answer = work.run(f"--as-of 2026-12-05 import {file} --readings")

    assert answer.out == "nothing new in values.csv\n"
    assert work.tree_of(work.root) == before


def test_the_same_file_again_changes_nothing_where_a_row_of_it_is_not_taken(importing: Importing) -> None:
    work = importing({"kpis/tickets.yaml": "title: Open tickets\n"})
    file = work.file("values.csv", "KPI,Date,Value\ntickets,2026-11-18,61\ntickets,2026-11-19,many\n")
    work.run(f"import {file} --readings")
    before = work.tree_of(work.root)

    again = work.run(f"import {file} --readings")

    assert (again.code, again.out.splitlines()) == (
        0,
        ["Not taken (1):", '  row 3: "many" is no number', "", "nothing new in values.csv"],
    )
    assert work.tree_of(work.root) == before


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Opne tickets,2026-11-20,5,", 'no KPI "Opne tickets"; did you mean open-tickets?; --create-missing makes it'),
        ("mood,2026-11-20,great,", '"great" is not on the scale of kpis/mood: poor, good'),
        ("open-tickets,2026-11-20,many,", '"many" is no number'),
        ("open-tickets,soon,5,", '"soon" is not a date'),
        ("open-tickets,2026-11-20,5,apac", 'kpis/open-tickets has no segment "apac"; its segments: emea, amer'),
        (",2026-11-20,5,", "no KPI is named"),
    ],
)
def test_a_value_that_fits_no_kpi_is_named(importing: Importing, row: str, why: str) -> None:
    work = importing(FILES)
    file = work.file("values.csv", f"KPI,Date,Value,Segment\n{row}\nmood,2026-11-20,good,\n")

    answer = work.run(f"import {file} --readings --json")

    assert answer.json["plan"]["rejected"] == [{"row": 2, "why": why}]
    assert answer.json["plan"]["readings"] == 1


def test_a_kpi_is_made_only_when_that_is_wished(importing: Importing) -> None:
    work = importing()
    file = work.file("values.csv", "KPI,Date,Value\nChurn of customers,2026-11-20,2.7 %\n")

    work.run(f"import {file} --readings --create-missing")

    assert work.texts("kpis/churn") == {"kpis/churn-of-customers.yaml": 'title: Churn of customers\nunit: "%"\n'}


def test_no_kpi_is_made_of_which_no_value_is_taken(importing: Importing) -> None:
    work = importing()
    file = work.file("values.csv", "KPI,Date,Value\nMood,2026-11-18,well\nTickets,2026-11-18,61\n")

    answer = work.run(f"import {file} --readings --create-missing")

    assert answer.out.splitlines()[-1].startswith("✔ imported 1 KPI, 1 reading from values.csv")
    assert "Unknown KPIs, made now: Tickets\n" in answer.out
    assert [path for path in work.texts("kpis") if "readings" not in path] == ["kpis/tickets.yaml"]
