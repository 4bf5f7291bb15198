"""`okrctl export`: everything goes out in one command, all of it or nothing."""

from __future__ import annotations

import csv
import io
import json
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

FILES = {
    "okrctl.yaml": "format: 1\nname: Northwind\nteams: {growth: {name: Growth}}\n",
    "cycles/2026-Q4/objectives/win.yaml": (
        "title: '=cmd|x'\nteam: growth\ndecisions: [{date: 2026-11-01, text: Lowered}]\nkey_results:\n  nps: {title: Promoter score, start: -3, target: 45}\n"
    ),
    "cycles/2026-Q4/checkins/2026-11/2026-11-20-ana-k0000001.yaml": "date: 2026-11-20\nby: ana\nupdates: {win/nps: {value: -1, note: '+1'}}\n",
    "cycles/2027-Q1/checkins/2027-01/2027-01-20-ana-k0000002.yaml": "date: 2027-01-20\nnote: Later than today\n",
    "kpis/mood.yaml": "title: Mood\nscale: [poor, good]\n",
    "kpis/readings/2026-11/a.yaml": "date: 2026-11-01\nreadings: [{kpi: mood, value: good}]\n",
}
TABLES = {
    "settings", "teams", "people", "cycles", "objectives", "initiatives", "key_results", "steps", "check_ins", "updates",
    "reviews", "kpis", "readings", "reading_files", "kpi_reviews", "decisions",
}  # fmt: skip


@pytest.fixture
def root(make: Callable[..., Path]) -> Path:
    return make(FILES)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def run(root: Path, out: Path, run_in: Callable[..., Any]) -> Callable[..., Any]:
    """Runs command lines in an empty folder, about the workspace."""
    return lambda line, **about: run_in(f"-C {root} {line}", out, **about)


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def test_json_holds_everything_whatever_as_of_is(run: Callable[..., Any], out: Path) -> None:
    answer = run("export -o all.json --as-of 2020-01-01")

    document = json.loads((out / "all.json").read_text(encoding="utf-8"))
    assert (answer.code, answer.out, answer.err) == (0, "everything of Northwind: all.json\n", "")
    assert document["schema"] == "okrctl.export/1"
    assert document["complete"] is True
    assert document["cycles"]["2026-Q4"]["objectives"]["win"]["title"] == "=cmd|x"
    assert document["cycles"]["2027-Q1"]["checkins"]["k0000002"]["note"] == "Later than today"
    assert document["readings"]["a"]["readings"][0]["value"] == "good"


def test_csv_is_a_folder_of_tables_with_harmless_cells(run: Callable[..., Any], out: Path) -> None:
    answer = run("export --format csv -o tables")

    assert (answer.code, answer.out) == (0, "everything of Northwind: tables\n")
    assert {path.stem for path in (out / "tables").iterdir()} == TABLES
    assert rows(out / "tables/objectives.csv")[0]["title"] == "'=cmd|x"
    assert rows(out / "tables/key_results.csv")[0]["start"] == "-3"
    assert [(row["value"], row["note"]) for row in rows(out / "tables/updates.csv")] == [("-1", "'+1")]
    assert rows(out / "tables/people.csv") == []


def test_xlsx_is_a_book_with_a_sheet_for_each_table(run: Callable[..., Any], out: Path) -> None:
    answer = run("export -o all.xlsx")

    book = openpyxl.load_workbook(out / "all.xlsx")
    assert answer.code == 0
    assert {name.lower().replace(" ", "_") for name in book.sheetnames} == TABLES
    assert {"Check ins", "KPIs", "KPI reviews"} < set(book.sheetnames)
    assert book["Objectives"]["C2"].value == "=cmd|x"
    assert book["Objectives"]["C2"].data_type == "s"
    assert book["Key results"]["G2"].value == -3


def test_a_dry_run_shows_the_difference_and_writes_nothing(run: Callable[..., Any], out: Path) -> None:
    answer = run("export --format csv -o tables --dry-run")

    assert (answer.code, answer.err) == (0, "")
    assert (
        "--- /dev/null\n+++ b/tables/teams.csv\n@@ -0,0 +1,2 @@\n+id,name,parent,lead\n+growth,Growth,,\n" in answer.out
    )
    assert answer.out.count("--- /dev/null\n") == len(TABLES)
    assert names(out) == []


def test_a_dry_run_compares_with_the_file_that_is_there(run: Callable[..., Any], out: Path) -> None:
    run("export -o all.json")
    before = (out / "all.json").read_bytes()

    same = run("export -o all.json --force --dry-run --json").json
    book = run("export -o all.xlsx --dry-run")
    refused = run("export -o all.json --dry-run")

    assert same == {
        "schema": "okrctl.change/1", "wrote": [], "ref": None, "id": None, "sentence": "everything of Northwind", "diff": ""
    }  # fmt: skip
    assert (book.code, book.out) == (0, "Binary files /dev/null and b/all.xlsx differ\n")
    assert (refused.code, refused.err) == (2, "error: -o all.json exists\n  help: --force replaces it\n")
    assert names(out) == ["all.json"]
    assert (out / "all.json").read_bytes() == before


def test_json_answers_what_was_written(run: Callable[..., Any]) -> None:
    wrote = run("export --format csv -o tables --json").json["wrote"]

    assert set(wrote) == {f"tables/{name}.csv" for name in TABLES}


def test_the_past_can_be_exported_too(run: Callable[..., Any], root: Path, out: Path) -> None:
    line = ["git", "-c", "user.name=Ana", "-c", "user.email=a@x.example"]
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "Goals"]):
        subprocess.run([*line, *words], cwd=root, check=True)
    (root / "kpis/mood.yaml").unlink()

    answer = run("export -o all.json --at HEAD")

    assert answer.code == 0, answer.err
    assert "mood" in json.loads((out / "all.json").read_text(encoding="utf-8"))["kpis"]


def test_what_cannot_be_read_is_missing_and_that_is_told(run: Callable[..., Any], root: Path, out: Path) -> None:
    (root / "kpis/mood.yaml").write_text("title: [\n")

    answer = run("export -o all.json")

    document = json.loads((out / "all.json").read_text(encoding="utf-8"))
    assert answer.code == 0
    assert "kpis/mood.yaml" in answer.err
    assert (document["complete"], document["kpis"]) == (False, {})


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("export", "export needs a place to write to"),
        ("export -o all", "-o all does not say the format"),
        ("export -o all.csv", "-o all.csv does not say the format"),
        ("export --format xls -o all.xls", '--format: "xls" is none of xlsx, csv, json; did you mean xlsx?'),
        ("export --format csv -o full", "-o full is not empty"),
        ("export --format csv -o file", "-o file is a file"),
        ("export --format json -o full", "-o full is a folder"),
        ("export --format json -o file", "-o file exists"),
        ("export --format csv -o {root}", "-o {root} is a file of the workspace"),
        ("export --format csv -o {root}/kpis --force", "-o {root}/kpis is a file of the workspace"),
    ],
)
def test_a_place_that_makes_no_sense_is_refused(
    run: Callable[..., Any], root: Path, out: Path, line: str, message: str
) -> None:
    (out / "full").mkdir()
    (out / "full/mine.txt").write_text("mine")
    (out / "file").write_text("mine")

    answer = run(line.format(root=root))

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"error: {message.format(root=root)}")
    assert sorted(path.name for path in out.rglob("*")) == ["file", "full", "mine.txt"]


def test_tables_of_an_earlier_export_are_replaced_and_other_files_stay(run: Callable[..., Any], out: Path) -> None:
    (out / "tables").mkdir()
    (out / "tables/mine.txt").write_text("mine")
    (out / "tables/people.csv").write_text("old")

    answer = run("export --format csv -o tables/ --force")

    assert answer.code == 0
    assert {path.stem for path in (out / "tables").glob("*.csv")} == TABLES
    assert (out / "tables/people.csv").read_text() == "id,name,email,team,left\n"
    assert (out / "tables/mine.txt").read_text() == "mine"


@pytest.mark.parametrize(("format_", "place"), [("csv", "tables"), ("json", "all.json"), ("xlsx", "all.xlsx")])
def test_an_export_that_fails_half_way_leaves_nothing(root: Path, out: Path, format_: str, place: str) -> None:
    for number in range(100):
        (root / f"kpis/kpi-{number}.yaml").write_text(f"title: {'long ' * 40}\n")

    def small_files_only() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))

    line = [
        sys.executable,
        "-B",
        "-m",
        "okrctl",
        "-C",
        str(root),
        "export",
        "--format",
        format_,
        "-o",
        str(out / place),
    ]
    done = subprocess.run(line, capture_output=True, text=True, check=False, preexec_fn=small_files_only)

    assert done.returncode == 5, done.stderr
    assert names(out) == []


def test_the_moment_of_a_check_in_keeps_its_fraction(
    make: Callable[..., Path], run_in: Callable[..., Any], tmp_path: Path
) -> None:
    root = make(
        {
            "cycles/2026-Q4/objectives/win.yaml": "title: Win\nkey_results: {nps: {title: NPS, target: 45}}\n",
            "cycles/2026-Q4/checkins/2026-11/2026-11-20-ana-k7f3q2m9.yaml": "date: 2026-11-20\nat: 2026-11-20T09:00:00.5Z\nupdates: {win/nps: {value: 3}}\n",
        }
    )

    run_in(f"export --format json -o {tmp_path / 'all.json'}", root)

    assert '"at": "2026-11-20T09:00:00.500000Z"' in (tmp_path / "all.json").read_text()
