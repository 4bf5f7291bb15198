"""The report as CSV: the contract's columns, one row a key result, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from okrctl.render.csv.report import csv_report
from okrctl.render.csv.text import cell_text, csv_text
from okrctl.render.terminal.style import Style
from okrctl.report.values import CycleReport

COLUMNS = "cycle,objective,objective_title,team,owners,key_result,title,kind,unit,start,target,current,progress,score,expected,gap,status,confidence,grade,last_checkin,note"


def test_the_columns_are_those_of_the_contract_and_a_row_is_a_key_result(northwind: CycleReport) -> None:
    text = csv_report(replace(northwind, objectives=northwind.objectives[1:2]), Style())

    assert text == (
        f"{COLUMNS}\n"
        "2026-Q4,win-finance,Become the tool that finance teams recommend,growth,ana,nps,Lift the promoter score of finance users,metric,points,31,45,35,"
        "0.285714,0.285714,0.56044,27.472527,at_risk,0.5,,2026-11-16,Two large surveys still open\n"
        "2026-Q4,win-finance,Become the tool that finance teams recommend,growth,ana,referrals,Referrals each month,metric,,10,15,13,"
        "0.6,0.6,0.56044,-3.956044,on_track,0.6,,2026-11-21,Two partners went live\n"
    )


def test_an_objective_without_key_results_has_a_row_of_its_own(
    report: Callable[..., Any], objective: Callable[..., Any]
) -> None:
    text = csv_report(
        report(objectives=(objective(id="goal", owners=("ana", "bo"), progress=Fraction(1, 3), status="behind"),)),
        Style(),
    )

    assert text == f"{COLUMNS}\n2026-Q4,goal,An objective,,ana; bo,,,,,,,,0.333333,,,,behind,,,,\n"


def test_a_report_without_objectives_is_its_head(report: Callable[..., Any]) -> None:
    assert csv_report(report(), Style()) == f"{COLUMNS}\n"


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_cell_that_could_be_a_formula_gets_an_apostrophe(first: str) -> None:
    assert cell_text(f'{first}cmd|" /C calc"!A0') == f'\'{first}cmd|" /C calc"!A0'


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        ("", ""),
        ("-5", "-5"),
        ("-0.25", "-0.25"),
        ("-5 %", "'-5 %"),
        ("+5", "'+5"),
        (Decimal("-1250000.50"), "-1250000.5"),
        (Decimal("1E+3"), "1000"),
        (Fraction(-2, 3), "-0.666667"),
        (True, "true"),
        (7, "7"),
        (date(2026, 11, 21), "2026-11-21"),
        (datetime(2026, 11, 21, 9, 30, 12, tzinfo=UTC), "2026-11-21T09:30:12Z"),
        (("a", "b"), "a; b"),
        (("=a",), "'=a"),
        ("\x1b[2J", "\\u{1b}[2J"),
        ("\ud800", "\\u{d800}"),
    ],
)
def test_numbers_stay_numbers_and_words_words(cell: Any, text: str) -> None:
    assert cell_text(cell) == text


def test_quotes_commas_and_line_ends_read_back() -> None:
    row = ['a "quoted", one', "two\nlines", "semi;colon", "日本", " =1+1"]

    text = csv_text(["a", "b", "c", "d", "e"], [row])

    assert list(csv.reader(io.StringIO(text, newline="")))[1] == row
