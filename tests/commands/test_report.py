"""`okrctl report`: which cycle, what it is narrowed to, which format, which exit code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FILES = {
    "okrctl.yaml": "format: 1\nname: Northwind\nteams: {growth: {name: Growth}, sales: {name: Sales, parent: growth}}\npeople: {ana: {name: Ana}, bo: {}}\n",
    "cycles/2026-Q4/objectives/win.yaml": (
        "title: Win finance\nowner: ana\nteam: growth\nkey_results:\n"
        "  nps: {title: Promoter score, start: 31, target: 45, unit: points}\n  calls: {title: Calls, target: 10, owner: bo}\n"
    ),
    "cycles/2026-Q4/objectives/ship.yaml": "title: Ship it\nowner: bo\nteam: sales\nlevel: team\nkey_results:\n  beta: {title: Beta users, target: 100}\n",
    "cycles/2026-Q3/cycle.yaml": "state: closed\n",
    "cycles/2026-Q3/objectives/past.yaml": "title: Past\nkey_results:\n  old: {title: Old, target: 10}\n",
    "cycles/2026-Q4/checkins/2026-11/2026-11-20-ana-k0000001.yaml": (
        "date: 2026-11-20\nby: ana\nupdates:\n  win/nps: {value: 44, confidence: 0.6}\n  win/calls: {value: 8}\n  ship/beta: {value: 70}\n"
    ),
}


@pytest.fixture
def run(okrctl: Callable[..., Any]) -> Callable[..., Any]:
    """Runs command lines in this workspace."""
    return okrctl(FILES)  # type: ignore[no-any-return]


def test_report_alone_is_of_the_shortest_open_cycle_that_runs(run: Callable[..., Any]) -> None:
    answer = run("report")

    assert answer.code == 0
    assert answer.out.startswith("Northwind · Q4 2026 · 21 Nov, day 52 of 92\n")
    assert answer.err == ""


@pytest.mark.parametrize(
    ("typed", "cycle"),
    [
        ("--quarter", "2026-Q4"),
        ("--quarter Q3", "2026-Q3"),
        ("--quarter=last", "2026-Q3"),
        ("--quarter next --json", "2027-Q1"),
        ("--cycle 2026-Q3", "2026-Q3"),
        ("--quarter --team growth", "2026-Q4"),
    ],
)
def test_quarter_and_cycle_name_the_cycle(run: Callable[..., Any], typed: str, cycle: str) -> None:
    assert run(f"report {typed.removesuffix(' --json')} --json").json["cycle"]["id"] == cycle


def test_a_quarter_without_a_folder_is_an_empty_report(run: Callable[..., Any]) -> None:
    answer = run("report --quarter next")

    assert answer.code == 0
    assert answer.out.endswith('  okrctl new objective "…" --cycle 2027-Q1\n')


@pytest.mark.parametrize(
    ("typed", "objectives"),
    [
        ("--team growth", ["ship", "win"]),
        ("--team sales", ["ship"]),
        ("--owner bo", ["ship", "win"]),
        ("--level team", ["ship"]),
        ("--team growth --owner ana", ["win"]),
    ],
)
def test_filters_are_joined_by_and(run: Callable[..., Any], typed: str, objectives: list[str]) -> None:
    assert [objective["id"] for objective in run(f"report {typed} --json").json["objectives"]] == objectives


def test_filters_stand_in_the_first_line(run: Callable[..., Any]) -> None:
    assert run("report --team sales --owner bo").out.startswith("Northwind · Q4 2026 · Sales · bo · 21 Nov")


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        ("report --team grwth", 4, 'error: no team "grwth"; did you mean growth?'),
        ("report --owner zoe", 4, 'error: no person "zoe"'),
        ("report --level town", 4, 'error: no level "town"'),
        ("report --cycle never", 4, 'error: no cycle "never"'),
        ("report --quarter Q9", 2, 'error: "Q9" is no quarter'),
        ("report --quarter --cycle 2026-Q4", 2, "error: --quarter and --cycle ask for two cycles"),
        ("report --format pdf", 2, 'error: --format: "pdf" is none of'),
        (
            "report --fail-on trouble",
            2,
            'error: --fail-on: "trouble" is none of at_risk, stale, no_data, incomplete, warning',
        ),
    ],
)
def test_what_does_not_exist_is_an_error(run: Callable[..., Any], line: str, code: int, message: str) -> None:
    answer = run(line)

    assert (answer.code, answer.out) == (code, "")
    assert answer.err.startswith(message)


@pytest.mark.parametrize(
    ("words", "code"),
    [("at_risk", 0), ("stale", 0), ("no_data", 0), ("incomplete", 0), ("warning", 0)],
)
def test_fail_on_passes_where_all_is_well(run: Callable[..., Any], words: str, code: int) -> None:
    assert run(f"report --fail-on {words}").code == code


def test_fail_on_finds_what_it_names(okrctl: Callable[..., Any]) -> None:
    run = okrctl({**FILES, "cycles/2026-Q4/objectives/broken.yaml": "title: [\n"})

    codes = {
        word: run(f"report --as-of 2026-12-30 --fail-on {word}").code
        for word in ("at_risk", "stale", "no_data", "incomplete", "warning")
    }

    assert codes == {"at_risk": 1, "stale": 1, "no_data": 0, "incomplete": 1, "warning": 1}


def test_a_broken_file_makes_the_report_incomplete_and_not_wrong(okrctl: Callable[..., Any]) -> None:
    answer = okrctl({**FILES, "cycles/2026-Q4/objectives/broken.yaml": "title: [\n"})("report")

    assert answer.code == 0
    assert "Incomplete: something could not be read" in answer.out
    assert "cycles/2026-Q4/objectives/broken.yaml:" in answer.err


def test_json_is_one_document_of_the_contract(run: Callable[..., Any]) -> None:
    document = run("report --json").json

    assert list(document) == [
        "schema", "workspace", "as_of", "complete", "cycle", "summary", "objectives", "kpis", "attention", "findings",
    ]  # fmt: skip
    assert document["schema"] == "okrctl.report/1"
    assert document["objectives"][1]["key_results"][0]["progress"] == 0.928571


def test_a_report_goes_to_a_file(run: Callable[..., Any], tmp_path: Path) -> None:
    target = tmp_path / "report.json"

    answer = run(f"report -o {target}")

    assert answer.out == f"report of Q4 2026 on 2026-11-21: {target}\n"
    assert target.read_text().startswith('{"schema": "okrctl.report/1"')


def test_a_report_written_to_a_file_answers_in_json_what_was_written(run: Callable[..., Any], tmp_path: Path) -> None:
    target = tmp_path / "report.txt"

    answer = run(f"report -o {target} --format table --json")

    assert answer.json == {
        "schema": "okrctl.change/1", "wrote": [str(target)], "ref": None, "id": None, "sentence": "report of Q4 2026 on 2026-11-21",
    }  # fmt: skip
    assert target.read_text().startswith("Northwind · Q4 2026")


def test_a_file_that_exists_is_replaced_only_with_force(run: Callable[..., Any], tmp_path: Path) -> None:
    target = tmp_path / "report.txt"
    target.write_text("mine")

    refused, kept, forced = run(f"report -o {target}"), target.read_text(), run(f"report -o {target} --force")

    assert (refused.code, kept, forced.code) == (2, "mine", 0)
    assert target.read_text().startswith("Northwind")
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".tmp")] == []


@pytest.mark.parametrize(
    "file", ["okrctl.yaml", "cycles/2026-Q4/objectives/win.yaml", "cycles/2026-Q4/new.yaml", "kpis/x.yaml"]
)
def test_a_file_of_the_workspace_is_refused_even_with_force(run: Callable[..., Any], file: str) -> None:
    answer = run(f"report -o {file} --force")

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"error: -o {file} is a file of the workspace")


def test_a_folder_is_no_output_file(run: Callable[..., Any], tmp_path: Path) -> None:
    assert run(f"report -o {tmp_path}").code == 2


def test_a_folder_that_is_not_there_is_said(run: Callable[..., Any], tmp_path: Path) -> None:
    answer = run(f"report -o {tmp_path / 'none' / 'r.txt'}")

    assert answer.code == 5
    assert "none/r.txt" in answer.err


def test_a_pipe_given_columns_wraps_and_cuts_nothing(okrctl: Callable[..., Any]) -> None:
    long_title = "A title that is much longer than the forty columns that there are"
    run = okrctl({"cycles/2026-Q4/objectives/long.yaml": f"title: {long_title}\n"})

    page = run("report", COLUMNS="40").out

    assert "…" not in page.replace('"…"', "")
    assert long_title in " ".join(page.split())
