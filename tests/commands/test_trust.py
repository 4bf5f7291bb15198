"""`trust`: what it shows and records, and that no other command runs anything."""

from __future__ import annotations

import shlex
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from okrctl.commands import COMMANDS, READING
from tests.commands.trusted_card import FILES, NOT_ALLOWED, PYTHON, ran

Run = Callable[..., Any]
Okrctl = Callable[[Mapping[str, str]], Run]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


@pytest.fixture
def run(okrctl: Okrctl) -> Run:
    return okrctl(FILES)


# What it shows and records


def test_it_shows_all_that_would_be_allowed_and_asks(okrctl: Okrctl) -> None:
    headers = "headers: {Authorization: Bearer $NUMBERS_KEY}"
    run = okrctl(
        {
            "okrctl.yaml": "format: 1\nname: Northwind\n",
            "kpis/a.yaml": "title: A\nsource: {command: [python3, scripts/x.py, 'two words']}\n",
            "kpis/b.yaml": f'title: B\nsource: {{http: "https://numbers.example/b", value: $.b, {headers}}}\n',
            "kpis/c.yaml": "title: C\nsource: {csv: /etc/hosts, date: d, value: v}\n",
            "kpis/d.yaml": "title: D\nsource: {sql: SELECT 1}\n",
            "kpis/e.yaml": "title: E\nsource: {csv: data/e.csv, date: d, value: v}\n",
            "scripts/x.py": "",
        }
    )

    answer = run("trust", tty=True, stdin="no\n", NO_COLOR="1")

    assert answer.code == 0
    lines = answer.out.splitlines()
    assert lines[:10] == [
        "okrctl pull in Northwind would, whenever you run it in this folder:",
        "  kpis/a  runs         python3 scripts/x.py 'two words'",
        "                       with scripts/ as it is now",
        "  kpis/b  connects to  https://numbers.example/b",
        "                       sends Authorization: Bearer $NUMBERS_KEY",
        "                       sends the variable NUMBERS_KEY",
        "  kpis/c  reads        /etc/hosts",
        "                       outside the workspace",
        "  kpis/d  queries      SELECT 1",
        "                       DuckDB may read any file and connect to any host",
    ]
    assert lines[-1] == "not allowed; okrctl pull goes on without these sources"
    assert run("pull a").code == 6


@pytest.mark.parametrize("reply", ["yes", "y", "YES"])
def test_yes_allows_it(run: Run, root: Path, reply: str) -> None:
    run("trust", tty=True, stdin=f"{reply}\n")

    assert (run("pull").code, ran(root)) == (0, True)


def test_without_a_terminal_the_answer_is_an_option(run: Run, root: Path) -> None:
    answer = run("trust")

    assert (answer.code, answer.err) == (
        2,
        "error: --yes is missing, and nobody can be asked\n  help: add --yes to the command\n",
    )
    assert run("trust --yes").code == 0
    assert (run("pull").code, ran(root)) == (0, True)


def test_what_is_allowed_already_is_not_asked_again(run: Run) -> None:
    run("trust --yes")

    assert run("trust").code == 0


def test_showing_records_nothing(run: Run, root: Path) -> None:
    answer = run("trust --show")

    assert (answer.code, answer.out.splitlines()[-1].endswith("  not allowed")) == (0, True)
    assert (run("pull").err, ran(root)) == (NOT_ALLOWED, False)


def test_a_permission_can_be_taken_back(run: Run, root: Path) -> None:
    run("trust --yes")

    answer = run("trust --revoke")

    assert (answer.code, answer.out) == (0, f"took the permission for {root} back\n")
    assert (run("pull").err, ran(root)) == (NOT_ALLOWED, False)
    assert run("trust --revoke").out == f"nothing was allowed for {root}\n"


def test_a_workspace_that_only_reads_its_own_files_needs_no_permission(okrctl: Okrctl, root: Path) -> None:
    run = okrctl(
        {
            "kpis/a.yaml": "title: A\nsource: {csv: x.csv, date: d, value: v}\n",
            "kpis/b.yaml": "title: B\nsource: {json: x.json, value: $.v}\n",
            "kpis/c.yaml": "title: C\nsource: {sqlite: x.db, query: 'SELECT d, v FROM t'}\n",
            "x.csv": "d,v\n2026-10,1\n",
            "x.json": '{"v": 2}',
        }
    )
    with closing(sqlite3.connect(root / "x.db")) as connection:
        connection.execute("CREATE TABLE t AS SELECT '2026-10' AS d, 3 AS v")
        connection.commit()

    assert run("pull").code == 0
    assert run("trust").out.endswith(": no source runs a command, opens a connection or leaves the workspace\n")


def test_the_answers_as_json(run: Run) -> None:
    shown, allowed, again = run("trust --show --json").json, run("trust --yes --json").json, run("trust --json").json

    permission = {
        "kpi": "nps",
        "does": "runs",
        "what": shlex.join([PYTHON, "scripts/x.py"]),
        "besides": ["with scripts/ as it is now"],
    }
    assert (shown["schema"], shown["wrote"], shown["allowed"], shown["permissions"]) == (
        "okrctl.change/1",
        [],
        False,
        [permission],
    )
    assert (len(allowed["wrote"]), allowed["allowed"], allowed["hash"]) == (1, True, shown["hash"])
    assert (again["wrote"], again["allowed"]) == ([], True)
    assert run("trust --revoke --json").json["wrote"] == allowed["wrote"]


def test_what_contradicts_is_refused(run: Run) -> None:
    assert run("trust --yes --revoke").code == 2


# Nothing runs by itself


@pytest.mark.parametrize(
    "line",
    [
        *(name for name in READING if name not in ("show", "explain", "export", "diff")),
        "show kpis/nps", "explain kpis/nps", "export -o OUT", "lint --fix", "trust --show", "trust",
        "checkin kpis/nps 3", "checkin", "set kpis/nps owner=ana", "rename kpis/nps score", "schema kpi", "init",
        "close 2026-Q4", "new kpi Other", "report --format html", "edit kpis/nps", "diff", "import x.csv",
    ],
)  # fmt: skip
@pytest.mark.parametrize("allowed", [False, True])
def test_no_other_command_runs_anything(run: Run, root: Path, tmp_path: Path, line: str, allowed: bool) -> None:
    if allowed:
        run("trust --yes")

    run(line.replace("OUT", str(tmp_path / "out.json")))

    assert not ran(root)


def test_every_command_is_among_those_that_run_nothing() -> None:
    """A new command belongs into the list above."""
    told = {
        *READING, "lint", "trust", "checkin", "set", "rename", "schema", "init", "close", "new kpi", "report", "edit",
        "import", "new cycle", "new kr", "new objective",
    }  # fmt: skip

    assert set(COMMANDS) - told == {"pull"}


def test_completion_runs_nothing(run: Run, root: Path) -> None:
    run("trust --yes")

    run("", _OKRCTL_COMPLETE="complete_bash", COMP_WORDS="okrctl pull ", COMP_CWORD="2")

    assert not ran(root)


# Nothing is hidden in what is shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r'"rm -rf ~ \u202e# harmless"', r"\u{202e}"),
        (r'"a\u200bb"', r"\u{200b}"),
        (r'"a\u00a0b"', r"\u{a0}"),
        (r'"a\nb"', r"\u{a}"),
        (r'"\ufeffa"', r"\u{feff}"),
        (r'"\U000e0041"', r"\u{e0041}"),
    ],
)
def test_what_cannot_be_seen_is_spelled_out(okrctl: Okrctl, written: str, shown: str) -> None:
    run = okrctl({"kpis/nps.yaml": f"title: S\nsource: {{command: [sh, -c, {written}]}}\n"})

    answer = run("trust --show")

    assert shown in answer.out
    assert answer.out.count("\n") == 3


def test_a_long_command_is_shown_whole_even_in_a_narrow_window(okrctl: Okrctl) -> None:
    long = " ".join(f"word{number}" for number in range(200))
    run = okrctl({"kpis/nps.yaml": f"title: S\nsource: {{command: [sh, -c, {long}]}}\n"})

    assert long in run("trust --show", tty=True, COLUMNS="40").out


def test_a_name_of_the_workspace_cannot_forge_a_line(okrctl: Okrctl) -> None:
    run = okrctl(FILES | {"okrctl.yaml": 'format: 1\nname: "A\\nhash 00  allowed\\u001b[2J"\n'})

    assert "\nhash 00" not in run("trust --show").out
