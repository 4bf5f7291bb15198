"""`okrctl report --format … -o …`: where pages and workbooks go, and what is refused on the way."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FILES = {
    "okrctl.yaml": "format: 1\nname: Northwind\n",
    "cycles/2026-Q4/objectives/win.yaml": "title: Win finance\nkey_results:\n  nps: {title: Promoter score, start: 31, target: 45}\n",
}
FORMATS = ("table", "markdown", "html", "json", "csv", "xlsx")
BEGINNINGS = {
    "md": b"# Northwind",
    "markdown": b"# Northwind",
    "html": b"<!doctype html>",
    "HTM": b"<!doctype html>",
    "json": b'{"schema"',
    "csv": b"cycle,",
    "xlsx": b"PK",
}


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


@pytest.mark.parametrize(("ending", "beginning"), BEGINNINGS.items())
def test_the_name_says_the_format(run: Callable[..., Any], out: Path, ending: str, beginning: bytes) -> None:
    answer = run(f"report -o page.{ending}")

    assert (answer.code, answer.out, answer.err) == (0, f"report of Q4 2026 on 2026-11-21: page.{ending}\n", "")
    assert (out / f"page.{ending}").read_bytes().startswith(beginning)
    assert names(out) == [f"page.{ending}"]


def test_a_format_that_is_typed_counts_more_than_the_name(run: Callable[..., Any], out: Path) -> None:
    assert run("report --format csv -o page.html").code == 0
    assert (out / "page.html").read_bytes().startswith(b"cycle,")


@pytest.mark.parametrize("name", ["table", "markdown", "html", "json", "csv"])
def test_without_a_file_it_is_printed(run: Callable[..., Any], name: str) -> None:
    answer = run(f"report --format {name}")

    assert (answer.code, answer.err) == (0, "")
    assert "Win finance" in answer.out
    assert answer.out.endswith("\n")


def test_json_answers_what_was_written(run: Callable[..., Any], out: Path) -> None:
    answer = run("report -o page.xlsx --json")

    assert answer.json == {
        "schema": "okrctl.change/1", "wrote": ["page.xlsx"], "ref": None, "id": None, "sentence": "report of Q4 2026 on 2026-11-21"
    }  # fmt: skip
    assert (out / "page.xlsx").read_bytes().startswith(b"PK")


def test_a_format_that_does_not_exist_is_refused_with_the_nearest(run: Callable[..., Any]) -> None:
    answer = run("report --format htlm")

    assert answer.code == 2
    assert (
        answer.err == 'error: --format: "htlm" is none of table, markdown, html, json, csv, xlsx; did you mean html?\n'
    )


def test_a_workbook_is_not_shown_in_a_terminal(run: Callable[..., Any]) -> None:
    answer = run("report --format xlsx", tty=True, NO_COLOR="1")

    assert (answer.code, answer.out) == (2, "")
    assert answer.err == "error: a workbook cannot be shown in a terminal\n  help: name a file: -o report.xlsx\n"


def test_a_workbook_goes_into_a_pipe(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "okrctl", "-C", str(root), "report", "--format", "xlsx"], capture_output=True, check=True
    )

    assert done.stdout.startswith(b"PK")
    assert done.stderr == b""


def test_a_file_that_exists_is_kept_unless_it_is_forced(run: Callable[..., Any], out: Path) -> None:
    (out / "page.html").write_text("mine")

    refused = run("report -o page.html")
    kept = (out / "page.html").read_text()
    forced = run("report -o page.html --force")

    assert (refused.code, refused.err) == (2, "error: -o page.html exists\n  help: --force replaces it\n")
    assert kept == "mine"
    assert forced.code == 0
    assert (out / "page.html").read_text().startswith("<!doctype html>")
    assert names(out) == ["page.html"]


@pytest.mark.parametrize("force", ["", " --force"])
@pytest.mark.parametrize(
    ("place", "message"),
    [
        (".", "-o {place} is a folder"),
        ("{root}", "-o {place} is a file of the workspace"),
        ("{root}/okrctl.yaml", "-o {place} is a file of the workspace"),
        ("{root}/cycles/2026-Q4/objectives/win.yaml", "-o {place} is a file of the workspace"),
        ("{root}/cycles/new.html", "-o {place} is a file of the workspace"),
        ("{root}/kpis", "-o {place} is a file of the workspace"),
        ("{root}/../workspace/.git/config", "-o {place} is a file of the workspace"),
        ("link.yaml", "-o {place} is a file of the workspace"),
    ],
)
def test_folders_and_files_of_the_workspace_are_refused(
    run: Callable[..., Any], root: Path, out: Path, tree_of: Callable[[Path], Any], place: str, message: str, force: str
) -> None:
    (out / "link.yaml").symlink_to(root / "okrctl.yaml")
    before, place = tree_of(root), place.format(root=root)

    answer = run(f"report --format html -o {place}{force}")

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"error: {message.format(place=place)}\n  help: ")
    assert tree_of(root) == before


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("no/page.html", "cannot write no/page.html: there is no folder "),
        ("page.html/x.html", "cannot write page.html/x.html: there is no folder "),
        ("x" * 300 + ".html", "cannot write " + "x" * 300),
    ],
)
def test_a_place_that_cannot_be_written_is_exit_5(run: Callable[..., Any], out: Path, place: str, message: str) -> None:
    (out / "page.html").write_text("mine")

    answer = run(f"report -o {place}")

    assert (answer.code, answer.out) == (5, "")
    assert answer.err.startswith(f"error: {message}")
    assert names(out) == ["page.html"]


@pytest.mark.parametrize("there", [False, True])
def test_a_disk_that_fills_up_leaves_no_half_file(root: Path, out: Path, there: bool) -> None:
    page = out / "page.html"
    if there:
        page.write_text("mine")

    def small_files_only() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))

    line = [sys.executable, "-B", "-m", "okrctl", "-C", str(root), "report", "--force", "-o", str(page)]
    done = subprocess.run(line, capture_output=True, text=True, check=False, preexec_fn=small_files_only)

    assert done.returncode == 5, done.stderr
    assert "nothing was written" in done.stderr
    assert {name: (out / name).read_text() for name in names(out)} == ({"page.html": "mine"} if there else {})


def test_a_page_says_from_which_commit_it_was_made(run: Callable[..., Any], root: Path) -> None:
    def git(*words: str) -> str:
        line = ["git", "-c", "user.name=Ana", "-c", "user.email=a@x.example", *words]
        return subprocess.run(line, cwd=root, capture_output=True, text=True, check=True).stdout.strip()

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "Goals")
    commit = git("rev-parse", "HEAD")[:10]

    clean = run("report --format markdown").out
    (root / "cycles/2026-Q4/cycle.yaml").write_text("theme: Less\n")
    changed = run("report --format markdown").out
    past = run("report --format markdown --at HEAD --as-of 2026-11-21").out

    assert clean.endswith(f"Made 21 Nov 2026, 12:00 UTC by okrctl 0.1.0 from commit `{commit}`.\n")
    assert changed.endswith(f"from commit `{commit}` and changes that are not committed.\n")
    assert past.endswith(f"from commit `{commit}`.\n")


def test_json_with_another_format_is_refused(run: Callable[..., Any]) -> None:
    answer = run("report --format html --json")

    assert answer.code == 2
    assert json.loads(answer.out)["message"] == "--json and --format html ask for two formats"


def test_filters_and_fail_on_work_in_every_format(run: Callable[..., Any]) -> None:
    assert [run(f"report --format {name} --fail-on no_data").code for name in ("html", "markdown", "csv")] == [1, 1, 1]


PAGES = [
    ("week", "week of 2026-11-21"),
    ("retro 2026-Q4", "retrospective of Q4 2026 on 2026-11-21"),
    ("tree", "tree on 2026-11-21"),
    ("show win", "objective 2026-Q4/win on 2026-11-21"),
]


@pytest.mark.parametrize(("line", "sentence"), PAGES, ids=[line.split()[0] for line, _ in PAGES])
def test_other_pages_go_where_they_are_told(run: Callable[..., Any], out: Path, line: str, sentence: str) -> None:
    written = run(f"{line} -o page.html")
    again = run(f"{line} -o page.html")
    forced = run(f"{line} --format markdown -o page.html --force --json")

    assert (written.code, written.out, written.err) == (0, f"{sentence}: page.html\n", "")
    assert (again.code, again.err) == (2, "error: -o page.html exists\n  help: --force replaces it\n")
    assert (forced.code, forced.json["wrote"], forced.json["sentence"]) == (0, ["page.html"], sentence)
    assert (out / "page.html").read_text().startswith("# ")
    assert names(out) == ["page.html"]


@pytest.mark.parametrize("line", [line for line, _ in PAGES], ids=[line.split()[0] for line, _ in PAGES])
@pytest.mark.parametrize(
    ("name", "beginning"), [("markdown", "# "), ("html", "<!doctype html>"), ("json", '{"schema"'), ("table", "")]
)
def test_other_pages_are_printed_without_a_file(run: Callable[..., Any], line: str, name: str, beginning: str) -> None:
    answer = run(f"{line} --format {name}")

    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith(beginning)
    assert answer.out.endswith("\n")
    assert not answer.out.endswith("\n\n")


@pytest.mark.parametrize("line", [line for line, _ in PAGES], ids=[line.split()[0] for line, _ in PAGES])
def test_other_pages_refuse_a_format_they_do_not_have(run: Callable[..., Any], line: str) -> None:
    answer = run(f"{line} --format xlsx")

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith('error: --format: "xlsx" is none of table, markdown, html, json')


@pytest.mark.parametrize("line", [line for line, _ in PAGES], ids=[line.split()[0] for line, _ in PAGES])
def test_json_and_the_format_json_are_one(run: Callable[..., Any], line: str) -> None:
    assert run(f"{line} --json").out == run(f"{line} --format json").out


@pytest.mark.parametrize("line", [line for line, _ in PAGES], ids=[line.split()[0] for line, _ in PAGES])
@pytest.mark.parametrize(
    ("place", "code", "message"),
    [
        (".", 2, "error: -o . is a folder"),
        ("{root}/okrctl.yaml", 2, "error: -o {root}/okrctl.yaml is a file of the workspace"),
        ("nowhere/page.html", 5, "error: cannot write nowhere/page.html: there is no folder "),
    ],
)
def test_other_pages_refuse_a_place_that_makes_no_sense(
    run: Callable[..., Any], root: Path, out: Path, line: str, place: str, code: int, message: str
) -> None:
    answer = run(f"{line} --format html --force -o {place.format(root=root)}")

    assert (answer.code, answer.out) == (code, "")
    assert answer.err.startswith(message.format(root=root))
    assert names(out) == []


@pytest.mark.parametrize("force", ["", " --force"])
@pytest.mark.parametrize("line", ["report", "week", "export --format json"])
def test_what_is_neither_a_file_nor_a_folder_is_refused(
    run: Callable[..., Any], out: Path, line: str, force: str
) -> None:
    os.mkfifo(out / "pipe")

    answer = run(f"{line} -o pipe{force}")

    assert (answer.code, answer.out) == (2, "")
    assert answer.err == "error: -o pipe is not a file\n  help: name a file\n"


@pytest.mark.parametrize("line", ["report", "week", "export --format json", "export --format csv"])
def test_an_output_without_a_name_is_refused(run: Callable[..., Any], line: str) -> None:
    answer = run(f"{line} -o ''")

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("error: -o needs a name\n  help: ")


@pytest.mark.parametrize("line", [line for line, _ in PAGES], ids=[line.split()[0] for line, _ in PAGES])
def test_a_hyphen_means_the_standard_output(run: Callable[..., Any], out: Path, line: str) -> None:
    assert run(f"{line} --format markdown -o -").out == run(f"{line} --format markdown").out
    assert names(out) == []


def test_an_export_wants_a_file(run: Callable[..., Any], out: Path) -> None:
    answer = run("export --format json -o -")

    assert (answer.code, answer.out) == (2, "")
    assert answer.err == "error: export needs a place to write to\n  help: okrctl export -o goals.xlsx\n"
    assert names(out) == []


@pytest.mark.parametrize(
    ("line", "formats"),
    [
        ("week -o page.xlsx", "table, markdown, html or json"),
        ("tree -o page.csv", "table, markdown, html or json"),
        ("report -o page.pdf", "table, markdown, html, json, csv or xlsx"),
    ],
)
def test_a_name_that_says_a_format_there_is_not_is_refused(
    run: Callable[..., Any], out: Path, line: str, formats: str
) -> None:
    answer = run(line)

    assert (answer.code, answer.out) == (2, "")
    name = line.rpartition(" ")[2]
    assert answer.err == f"error: -o {name} does not say the format\n  help: --format {formats}\n"
    assert names(out) == []


@pytest.mark.parametrize("name", ["page", "page.txt"])
def test_a_name_that_says_nothing_gets_the_table(run: Callable[..., Any], out: Path, name: str) -> None:
    assert run(f"week -o {name}").code == 0
    assert (out / name).read_text(encoding="utf-8") == run("week").out


def test_a_format_that_is_typed_needs_no_ending(run: Callable[..., Any], out: Path) -> None:
    assert run("report --format html -o page.tmp").code == 0
    assert (out / "page.tmp").read_text(encoding="utf-8").startswith("<!doctype html>")
