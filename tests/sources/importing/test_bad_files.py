"""Files that are no goals: a clear error in one to four lines, and not one byte of the workspace changes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

Importing = Callable[..., Any]
TABLE = "Objective,Key result,Start,Target\nWin,Score,31,45\n"


def workbook(*rows: tuple[Any, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def with_file(data: bytes, name: str, content: bytes) -> bytes:
    """The archive with one more file in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, content)
    return out.getvalue()


def bomb() -> bytes:
    return with_file(workbook(("Title",), ("Win",)), "xl/media/image.png", b"\0" * 60_000_000)


def lol() -> bytes:
    text = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'
    return with_file(workbook(("Title",), ("Win",)), "xl/worksheets/sheet1.xml", text)


def with_a_wrong_byte(data: bytes, at: bytes, behind: int = 0) -> bytes:
    """The archive with one byte changed, some way behind the first place where a name stands."""
    index = data.index(at) + behind
    return data[:index] + bytes([data[index] ^ 0x55]) + data[index + 1 :]


JSON = with_file(b"PK\x05\x06" + b"\0" * 18, "objectives.json", b'[{"ID": 1, "Title": "Win"}]')

BAD: dict[str, tuple[str, bytes | str, str]] = {
    "empty": ("goals.csv", "", "error: ../goals.csv is empty"),
    "blank": ("goals.csv", "\n\n", "error: goals.csv is no table: nothing in it separates columns"),
    "words": ("goals.csv", "Dear all\nplease win\n", "error: goals.csv is no table: nothing in it separates columns"),
    "other columns": ("goals.csv", "Colour,Size\nred,4\n", "error: goals.csv has no column title or goal; its columns: Colour, Size"),
    "a page": ("goals.csv", "<html><p>a,b</p></html>", "error: goals.csv is no table, whatever its name says"),
    "a picture": ("goals.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "error: goals.csv is no table: it holds bytes that no text has"),
    "latin-1": ("goals.csv", "Title,Owner\nGrößer werden,ana\n".encode("latin-1"), "error: goals.csv is not in UTF-8: the byte 0xf6 after row 0 is no letter there"),
    "latin-1 later": ("goals.csv", TABLE.encode() + b"a" * 200_000 + b"\nGr\xf6\xdfe,x,1,2\n", "error: goals.csv is not in UTF-8: the byte 0xf6 after row 2 is no letter there"),
    "utf-16": ("goals.csv", TABLE.encode("utf-16"), "error: goals.csv is in UTF-16"),
    "a row of 200 cells": ("goals.csv", TABLE + ",".join(["x"] * 200) + "\n", "error: row 3 of goals.csv has 200 cells, and the header 4"),
    "a header of 300 columns": ("goals.csv", ",".join(f"c{n}" for n in range(300)) + "\n1\n", "error: goals.csv has 300 columns; a table of goals has at most 200"),
    "a quote that never ends": ("goals.csv", TABLE + '"' + "x" * 200_000, "error: goals.csv is no CSV: field larger than field limit (131072), behind row 2"),
    "an archive with a wrong name in it": ("viva.zip", with_a_wrong_byte(JSON, b"objectives"), "error: ../viva.zip is broken: it cannot be unpacked"),
    "an archive with a wrong byte in it": ("viva.zip", with_a_wrong_byte(JSON, b".json", 9), "error: ../viva.zip is broken: it cannot be unpacked"),
    "a workbook with a wrong name in it": ("goals.xlsx", with_a_wrong_byte(workbook(("Title",), ("Win",)), b"xl/worksheets"), "error: ../goals.xlsx is broken: it cannot be unpacked"),
    "a workbook with a wrong byte in it": ("goals.xlsx", with_a_wrong_byte(workbook(("Title",), ("Win",)), b"xl/theme/theme1.xml", 60), "error: ../goals.xlsx is broken: it cannot be "),
    "half a character": ("goals.json", '{"schema": "okrctl.export/1", "settings": {"name": "\\ud800"}}', "error: ../goals.json is no export of okrctl"),
    "an old workbook": ("goals.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "error: ../goals.xls is a workbook of the old kind (.xls)"),
    "no workbook": ("goals.xlsx", "Title\nWin\n", "error: ../goals.xlsx is no xlsx file, whatever its name says"),
    "half a workbook": ("goals.xlsx", workbook(("Title",), ("Win",))[:900], "error: ../goals.xlsx is broken: it cannot be unpacked"),
    "another archive": ("goals.xlsx", with_file(workbook(("a",)), "x", b"")[:0] or b"PK\x05\x06" + b"\0" * 18, "error: ../goals.xlsx is no workbook"),
    "formulas without results": ("goals.xlsx", workbook(("Title", "Target"), ("Win", "=1+1")), "error: the cell B2 of goals.xlsx holds a formula without its result"),
    "macros": ("goals.xlsx", with_file(workbook(("Title",), ("Win",)), "xl/vbaProject.bin", b"x"), "error: ../goals.xlsx holds macros"),
    "a bomb": ("goals.xlsx", bomb(), "error: ../goals.xlsx would unpack to "),
    "entities": ("goals.xlsx", lol(), "error: ../goals.xlsx holds what no workbook holds: a DOCTYPE in xl/worksheets/sheet1.xml"),
    "a bomb of JSON": ("viva.zip", with_file(b"PK\x05\x06" + b"\0" * 18, "objectives.json", b"[" * 70_000_000), "error: ../viva.zip would unpack to "),
    "JSON of something else": ("goals.json", '{"schema": "other/1"}', "error: ../goals.json is no export of okrctl"),
    "broken JSON": ("goals.json", '{"schema": ', "error: ../goals.json is no JSON"),
    "JSON that is too deep": ("goals.json", "[" * 100_000, "error: ../goals.json is no JSON"),
    "broken JSON in an archive": ("viva.zip", with_file(b"PK\x05\x06" + b"\0" * 18, "objectives.json", b"[{]"), "error: objectives.json in ../viva.zip is no JSON"),
}  # fmt: skip


@pytest.mark.parametrize("bad", BAD)
def test_what_is_no_goals_is_refused_in_plain_words(importing: Importing, bad: str) -> None:
    name, content, message = BAD[bad]
    work = importing({"cycles/2026-Q4/objectives/win.yaml": "title: Win\n"})
    before = work.tree_of(work.root)

    answer = work.run(f"import {work.file(name, content)} --create-missing")

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.splitlines()[0][: len(message)] == message
    assert len(answer.err.splitlines()) <= 4
    assert work.tree_of(work.root) == before


def test_a_file_that_is_not_there_is_named(importing: Importing) -> None:
    work = importing()

    answer = work.run("import nowhere.csv")

    assert (answer.code, answer.err.splitlines()[0]) == (3, "error: cannot read nowhere.csv: there is no such file")


def test_a_table_without_one_row_that_can_be_taken_is_an_error(importing: Importing) -> None:
    work = importing()

    answer = work.run(f"import {work.file('goals.csv', TABLE.replace('45', 'a lot'))} --rejects ../rejects.csv")

    assert answer.code == 2
    assert (
        answer.err.splitlines()[1]
        == 'error: none of the 1 rows of goals.csv can be taken; row 2: target: "a lot" is no number'
    )
    assert (work.root.parent / "rejects.csv").read_text(encoding="utf-8") == (
        'Objective,Key result,Start,Target,row,why\nWin,Score,31,a lot,2,"target: ""a lot"" is no number"\n'
    )
    assert work.texts("cycles") == {}


@pytest.mark.parametrize(
    ("rejects", "message"),
    [
        ("../there.csv", "error: --rejects ../there.csv exists"),
        ("okrctl.yaml --force", "error: --rejects okrctl.yaml is a file of the workspace"),
        ("../nowhere/x.csv", "error: cannot write ../nowhere/x.csv: there is no folder"),
        ("../goals.csv --force", "error: --rejects ../goals.csv is the very file that is imported"),
        ("../link.csv --force", "error: --rejects ../link.csv is the very file that is imported"),
    ],
)
def test_where_the_rejects_cannot_go_nothing_is_imported(rejects: str, message: str, importing: Importing) -> None:
    work = importing()
    file = work.file("goals.csv", f"{TABLE}Grow,Users,1,many\n")
    work.file("there.csv", "mine\n")
    (work.root.parent / "link.csv").hardlink_to(work.root.parent / "goals.csv")
    before = work.tree_of(work.root.parent)

    answer = work.run(f"import {file} --rejects {rejects} --json")

    assert (answer.code, answer.json["schema"]) in {(2, "okrctl.error/1"), (5, "okrctl.error/1")}
    assert f"error: {answer.json['message']}".startswith(message)
    assert work.tree_of(work.root.parent) == before


def test_control_characters_and_markup_do_no_harm(importing: Importing) -> None:
    work = importing()
    file = work.file("goals.csv", 'Title,Description\n"Win [red]\x1b[2J","a\x00b: c # d"\n'.replace("\x00", "\x07"))

    answer = work.run(f"import {file}")

    assert "\x1b" not in answer.out
    assert work.texts("cycles/2026-Q4/objectives") == {
        "cycles/2026-Q4/objectives/win-red-2j.yaml": 'title: "Win [red][2J"\nwhy: "ab: c # d"\n'
    }


def test_a_formula_with_its_result_is_read_by_it(importing: Importing) -> None:
    work = importing()
    cells = b'<row r="2"><c r="A2" t="str"><f>A1</f><v>Win</v></c><c r="B2"><f>40+5</f><v>45</v></c></row>'
    book = workbook(("Title", "Target"), ("x", 1))
    with zipfile.ZipFile(io.BytesIO(book)) as file:
        sheet = file.read("xl/worksheets/sheet1.xml")
    start, end = sheet.index(b'<row r="2"'), sheet.index(b"</sheetData>")
    file_ = work.file("goals.xlsx", with_file(book, "xl/worksheets/sheet1.xml", sheet[:start] + cells + sheet[end:]))

    answer = work.run(f"import {file_} --json")

    assert [line["title"] for line in answer.json["plan"]["lines"]] == ["Win"]


def test_a_workbook_is_read_as_it_is_shown(importing: Importing) -> None:
    from datetime import datetime

    work = importing()
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Objective", "Key result", "Start", "Target", "Due date"])
    sheet.append(["Win", "Share", 0.1, 0.45, datetime(2026, 11, 30)])  # noqa: DTZ001 - a spreadsheet has no time zone
    sheet["C2"].number_format = sheet["D2"].number_format = "0.0%"
    data = io.BytesIO()
    book.save(data)

    answer = work.run(f"import {work.file('goals.xlsx', data.getvalue())} --dry-run --json")

    assert [line["says"] for line in answer.json["plan"]["lines"]] == ["", "10 \u2192 45 %"]
    assert "due: 2026-11-30" in answer.json["diff"]
