"""A table that a real spreadsheet program saved: LibreOffice, as a workbook and as CSV of a country with decimal commas."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
Importing = Callable[..., Any]

GERMAN = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>de-DE</value></prop></item>
</oor:items>
"""


def table() -> bytes:
    """A workbook with a percentage, a day, a formula that nobody has computed yet, and a cell of two lines."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Objective", "Key result", "Owner", "Start", "Target", "Due date", "Comment"])
    sheet.append(["Win the north", "Share of renewals", "ana", 0.105, 0.4525, datetime(2026, 11, 30), "one\ntwo"])  # noqa: DTZ001
    sheet.append([None, "Score; lifted", "ana", 31.5, "=D3+1000", datetime(2026, 11, 30), None])  # noqa: DTZ001
    sheet["D2"].number_format = sheet["E2"].number_format = "0.00%"
    sheet["F2"].number_format = sheet["F3"].number_format = "dd.mm.yyyy"
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def saved(folder: Path, form: str) -> None:
    """Lets LibreOffice save the table in a format, in Germany."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(GERMAN)
    (folder / "in").mkdir()
    (folder / "in" / "table.xlsx").write_bytes(table())
    command = [str(OFFICE), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", form]
    subprocess.run(
        [*command, "--outdir", str(folder), str(folder / "in" / "table.xlsx")],
        check=True,
        capture_output=True,
        timeout=120,
    )


@pytest.mark.parametrize(
    ("form", "file"),
    [("xlsx", "table.xlsx"), ("csv:Text - txt - csv (StarCalc):59,34,76,1,,1031,false,true,false", "table.csv")],
)
def test_what_a_spreadsheet_program_saves_comes_in(importing: Importing, tmp_path: Path, form: str, file: str) -> None:
    work = importing()
    saved(tmp_path / "office", form)

    answer = work.run(f"import {tmp_path / 'office' / file} --json")

    assert answer.code == 0, answer.err
    assert work.texts("cycles/2026-Q4/objectives") == {
        "cycles/2026-Q4/objectives/win-the-north.yaml": (
            "title: Win the north\n"
            "owner: ana\n"
            "due: 2026-11-30\n"
            "key_results:\n"
            '  share-of-renewals:\n    title: Share of renewals\n    unit: "%"\n    start: 10.5\n    target: 45.25\n'
            "  score-lifted:\n    title: Score; lifted\n    start: 31.5\n    target: 1031.5\n"
        )
    }
