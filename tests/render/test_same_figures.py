"""The same figure in every format: the whole example, drawn six times, read back, compared."""

from __future__ import annotations

import csv
import io
import json
import re
import warnings
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from html import unescape
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from okrctl.core.number import half_up
from okrctl.render import FORMATS, drawing, figures
from okrctl.render import words as say
from okrctl.render.pages.view import PageView
from okrctl.render.terminal.style import Style
from okrctl.report.cycle import build
from okrctl.report.export.records import with_records
from okrctl.report.values import CycleReport, Figure, KeyResultLine
from okrctl.storage.loading import load

NORTHWIND = Path(__file__).parent.parent.parent / "examples" / "northwind"
CYCLES = ("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2026")
SHARES = ("progress", "score", "expected", "confidence")


@pytest.fixture(scope="module", params=CYCLES)
def report(request: pytest.FixtureRequest) -> CycleReport:
    loaded = load(NORTHWIND)
    return with_records(build(loaded.workspace, request.param, date(2026, 11, 21), for_page=True), loaded.workspace)


@pytest.fixture
def drawn(report: CycleReport) -> Callable[[str], Any]:
    """Draws the report in a format."""
    return lambda name: drawing(name)(report, Style())


def lines_of(report: CycleReport) -> Iterator[KeyResultLine]:
    for objective in report.objectives:
        yield from objective.key_results


def rounded(value: Figure | None) -> Decimal | None:
    """A figure as scripts see it."""
    return half_up(value, 6) if isinstance(value, Fraction) else value


def test_all_six_are_here() -> None:
    assert set(FORMATS) == {"table", "markdown", "html", "json", "csv", "xlsx"}


def test_json_holds_the_figures(report: CycleReport, drawn: Callable[[str], Any]) -> None:
    document = json.loads(drawn("json"), parse_float=Decimal, parse_int=Decimal)

    told = [key_result for objective in document["objectives"] for key_result in objective["key_results"]]
    for line, said in zip(lines_of(report), told, strict=True):
        assert [said[name] for name in (*SHARES, "gap", "grade", "current")] == [
            rounded(getattr(line, name)) for name in (*SHARES, "gap", "grade", "current")
        ]
    assert document["summary"]["progress"] == rounded(report.summary.progress)


def test_csv_holds_the_figures(report: CycleReport, drawn: Callable[[str], Any]) -> None:
    rows = [row for row in csv.DictReader(io.StringIO(drawn("csv"))) if row["key_result"]]

    names = (*SHARES, "gap", "grade", "current", "start", "target")
    for line, row in zip(lines_of(report), rows, strict=True):
        assert [Decimal(row[name]) if row[name] else None for name in names] == [
            rounded(getattr(line, name)) for name in names
        ]
        assert row["status"] == line.status


def test_the_workbook_holds_the_figures(report: CycleReport, drawn: Callable[[str], Any]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(drawn("xlsx")))

    heads, *rows = book["Key results"].values
    by_ref = {row["Ref"]: row for row in (dict(zip(heads, row, strict=True)) for row in rows)}
    heads_of = {
        "progress": "Progress",
        "score": "Score",
        "expected": "Expected",
        "confidence": "Confidence",
        "gap": "Points behind",
        "current": "Current",
    }
    for line in lines_of(report):
        for name, head in heads_of.items():
            figure = rounded(getattr(line, name))
            assert by_ref[line.ref][head] == (None if figure is None else pytest.approx(float(figure), abs=1e-9))
    values = dict(row[:2] for row in book["Summary"].values if row[0])
    assert values["Progress"] == pytest.approx(float(rounded(report.summary.progress) or 0))


def test_page_document_and_terminal_show_them_rounded_in_one_way(
    report: CycleReport, drawn: Callable[[str], Any]
) -> None:
    view = PageView(report)
    html, markdown, terminal = (
        rows_of_html(drawn("html")),
        rows_of_markdown(drawn("markdown")),
        drawn("table").split("\n"),
    )

    for line in lines_of(report):
        shown = [
            text
            for text in (view.progress(line), view.distance(line) or view.grade(line), view.confidence(line.confidence))
            if text
        ]
        title = line.title
        on_terminal = next(row for row in terminal if title in row and f" {line.id} " in row)
        for text in shown:
            assert text in html[line.ref]
            assert text in markdown[title]
            assert text.replace("not met", "unmet") in on_terminal or line.status in {"cancelled", "deferred"}
        if line.current is not None and line.kind in {"metric", "at_most", "at_least"}:
            assert figures.short(line.current) in html[line.ref]
            assert figures.short(line.current) in markdown[title]
    percent = say.percent(report.summary.progress)
    assert all(percent in text for text in (drawn("html"), drawn("markdown"), drawn("table")))


def rows_of_html(text: str) -> dict[str, list[str]]:
    """The cells of each key result's row, by its ref."""
    found = {}
    for ref, row in re.findall(r'<tr id="([^"]+)"[^>]*>(.*?)</tr>', text, re.DOTALL):
        bare = re.sub(r"<(svg|title|desc)\b.*?</\1>", "", row, flags=re.DOTALL)
        found[ref] = [unescape(piece).strip() for piece in re.split(r"<[^>]*>|[ ](?=[/(])", bare) if piece.strip()]
        found[ref] += [word for piece in found[ref] for word in piece.split()]
    return found


def rows_of_markdown(text: str) -> dict[str, list[str]]:
    """The cells of each table row, by the title in the second."""
    found: dict[str, list[str]] = {}
    for row in re.findall(r"^\|.*\|$", text, re.MULTILINE):
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", row.strip("|"))]
        for title in {re.sub(r" \([^()]*\)$", "", cells[1]), cells[1]}:
            found.setdefault(title, []).extend([*cells, *(word for cell in cells for word in cell.split())])
    return found
