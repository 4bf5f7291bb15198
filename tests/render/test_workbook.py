"""Workbooks: numbers, days and words as what they are, heads that stay, the same bytes for the same tables."""

from __future__ import annotations

import io
import warnings
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import openpyxl
import pytest

from okrctl.render.xlsx import workbook as module
from okrctl.render.xlsx.workbook import Column, Shaped, Sheet, workbook

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def read(data: bytes) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl drops what it does not know: bars and small lines
        return openpyxl.load_workbook(io.BytesIO(data))


def written(cell: Any, form: Any = "text") -> Any:
    """The one cell of a sheet, read back."""
    return read(workbook([Sheet(name="A", columns=[Column(head="a", form=form)], rows=[[cell]])], "Title", NOON))["A"][
        "A2"
    ]


@pytest.mark.parametrize(
    ("cell", "form", "value", "shape"),
    [
        (Decimal("99.95"), "number", 99.95, "#,##0.######"),
        (Decimal(-3), "number", -3, "#,##0"),
        (Fraction(2, 3), "number", 0.666667, "#,##0.##"),
        (Fraction(2, 7), "share", 0.285714, "0%"),
        (Decimal("0.4"), "grade", 0.4, "0.0"),
        (Fraction(-39, 10), "points", -3.9, "0"),
        (7, "text", 7, "#,##0"),
        (date(2026, 11, 21), "day", datetime(2026, 11, 21), "yyyy-mm-dd"),  # noqa: DTZ001 - a day
        (True, "text", True, "General"),
        (None, "number", None, "General"),
    ],
)
def test_numbers_and_days_keep_their_kind(cell: Any, form: Any, value: Any, shape: str) -> None:
    found = written(cell, form)

    assert (found.value, found.number_format) == (value, shape)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+5",
        "-5",
        "@SUM(A1)",
        "\tx",
        "{=1}",
        "https://x.example",
        "mailto:a@x.example",
        "007",
        "1e3",
        "TRUE",
        "#REF!",
        "'x",
        "_x001B_",
        "[red]",
        "日本 😀",
        "<b>&amp;</b>",
    ],
)
def test_what_people_wrote_is_text(text: str) -> None:
    found = written(text)

    assert (found.value, found.data_type, found.hyperlink) == (text, "s", None)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("\x1b[2J\x00", "\\u{1b}[2J\\u{0}"),
        ("\ud800", "\\u{d800}"),
        ("x" * 40_000, "x" * 31_999 + "…"),
        (Decimal(123456789012345678901234567890), "123456789012345678901234567890"),
        (Decimal("0.1234567890123456789"), "0.1234567890123456789"),
        (date(1, 1, 1), "0001-01-01"),
        (datetime(2026, 11, 21, 9, 30, 12, tzinfo=UTC), "2026-11-21T09:30:12Z"),
        (("a", "=b"), "a; =b"),
    ],
)
def test_what_a_spreadsheet_cannot_hold_is_text_too(cell: Any, shown: str) -> None:
    found = written(cell, "day" if isinstance(cell, date) else "number")

    assert (found.value, found.data_type) == (shown, "s")


def test_the_head_stays_in_sight_and_filters() -> None:
    sheet = Sheet(name="A", columns=[Column(head="a"), Column(head="b", width=33)], rows=[["x", "y"], ["z", ""]])

    page = read(workbook([sheet], "Title", NOON))["A"]

    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:B3")
    assert page.column_dimensions["B"].width == pytest.approx(33.7, abs=0.1)
    assert page.page_setup.orientation == "landscape"
    assert page.print_title_rows == "$1:$1"


def test_a_cell_may_have_a_form_of_its_own() -> None:
    sheet = Sheet(name="A", columns=[Column(head="a")], rows=[[Shaped(Fraction(1, 2), "share")]], is_table=False)

    page = read(workbook([sheet], "Title", NOON))["A"]

    assert (page["A2"].value, page["A2"].number_format) == (0.5, "0%")
    assert page.auto_filter.ref is None


def test_shares_stand_on_bars_and_rows_end_in_small_lines() -> None:
    columns = [Column(head="a", form="share", bars=True), Column(head="line")]

    data = workbook([Sheet(name="A", columns=columns, rows=[[Fraction(1, 2)]], lines=[[1.0, 2.0]])], "Title", NOON)

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        page, other = archive.read("xl/worksheets/sheet1.xml").decode(), archive.read("xl/workbook.xml").decode()
    assert "<xm:f>'A lines'!A1:B1</xm:f><xm:sqref>B2</xm:sqref>" in page
    assert '<dataBar><cfvo type="num" val="0"/><cfvo type="num" val="1"/>' in page
    assert 'state="veryHidden"' in other


def test_more_rows_than_a_sheet_holds_go_to_a_second_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ROWS", 2)

    book = read(workbook([Sheet(name="A", columns=[Column(head="a")], rows=[["1"], ["2"], ["3"]])], "Title", NOON))

    assert [[cell.value for cell in page["A"]] for page in book] == [["a", "1", "2"], ["a", "3"]]
    assert book.sheetnames == ["A", "A 2"]


def test_the_same_tables_are_the_same_bytes() -> None:
    sheets = [Sheet(name="A", columns=[Column(head="a")], rows=[["x"]])]

    assert workbook(sheets, "Title", NOON) == workbook(sheets, "Title", NOON)


def test_long_texts_get_the_height_they_need() -> None:
    sheet = Sheet(name="A", columns=[Column(head="a", form="long", width=20)], rows=[["word " * 20], ["short"]])

    page = read(workbook([sheet], "Title", NOON))["A"]

    assert page.row_dimensions[2].height == 6 * module.LINE
    assert page.row_dimensions[3].height is None


def test_a_sheet_that_is_read_from_top_to_bottom_has_its_words_and_numbers_below_one_another() -> None:
    rows: list[list[Any]] = [["Progress", Shaped(Fraction(1, 2), "share")], [Shaped("Next", "heading")]]
    columns = [Column(head="Report"), Column(head="")]

    page = read(workbook([Sheet(name="A", columns=columns, rows=rows, is_table=False)], "Title", NOON))["A"]

    assert [(page[cell].alignment.horizontal, page[cell].alignment.indent) for cell in ("A2", "B2", "A3")] == [
        ("left", 1)
    ] * 3
    assert [page[cell].font.bold for cell in ("A1", "A2", "A3")] == [True, False, True]
