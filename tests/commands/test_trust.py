"""`trust`: what it shows, what it records, and every way round it that we could think of."""

from __future__ import annotations

import os
import shlex
import sqlite3
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from okrctl.commands import COMMANDS, READING

Run = Callable[..., Any]
Okrctl = Callable[[Mapping[str, str]], Run]
PYTHON = sys.executable
MARK = "import pathlib; pathlib.Path('ran').write_text('ran'); print(7)"
CARD = f'title: Score\nsource: {{command: ["{PYTHON}", scripts/x.py]}}\n'
FILES = {"kpis/nps.yaml": CARD, "scripts/x.py": MARK}
NOT_ALLOWED = (
    "error: kpis/nps: it runs a command, and you have not allowed that\n"
    "  help: okrctl trust shows what would run, and asks\n"
)
CHANGED = NOT_ALLOWED.replace("you have not allowed that", "the sources were changed since you allowed them")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


@pytest.fixture
def run(okrctl: Okrctl) -> Run:
    return okrctl(FILES)


def ran(root: Path) -> bool:
    """Whether the command of the card was started, and not before."""
    file = root / "ran"
    was = file.exists()
    file.unlink(missing_ok=True)
    return was


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


# Nothing that changed runs


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("kpis/nps.yaml", CARD.replace("]", ", more]")),
        ("kpis/nps.yaml", CARD.replace("}", ", timeout: 9}")),
        ("kpis/nps.yaml", CARD.replace("}", ", format: csv, date: d, value: v}")),
        ("kpis/other.yaml", "title: Other\nsource: {command: [date]}\n"),
        ("kpis/other.yaml", "title: Other\nsource: {csv: x.csv, date: d, value: v}\n"),
        ("scripts/x.py", MARK + "\nprint('more')"),
        ("scripts/helper.py", "what the script may import"),
        ("scripts/deep/helper.py", "what the script may import"),
        ("scripts/json.py", "a module that takes another's name"),
        ("scripts/x.pyc", "what was compiled"),
    ],
)
def test_any_change_asks_again(run: Run, root: Path, path: str, text: str) -> None:
    run("trust --yes")
    (root / path).parent.mkdir(exist_ok=True)
    (root / path).write_text(text)

    answer = run("pull nps")

    assert (answer.code, answer.err, ran(root)) == (6, CHANGED, False)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("kpis/nps.yaml", CARD.replace("title: Score", "title: Another\nunit: points")),
        ("kpis/other.yaml", "title: Other\n"),
        ("okrctl.yaml", "format: 1\nname: Another\n"),
        ("data/new.csv", "day,v\n"),
    ],
)
def test_what_decides_nothing_about_a_source_does_not_ask_again(run: Run, root: Path, path: str, text: str) -> None:
    run("trust --yes")
    (root / path).parent.mkdir(exist_ok=True)
    (root / path).write_text(text)

    assert (run("pull nps").code, ran(root)) == (0, True)


def test_pulling_itself_changes_nothing_of_it(run: Run, root: Path) -> None:
    run("trust --yes")
    (root / "scripts/helper.py").write_text("x = 1")
    (root / "scripts/x.py").write_text("import helper\n" + MARK)
    run("trust --yes")

    assert (run("pull").code, ran(root)) == (0, True)
    assert (run("pull").code, ran(root)) == (0, True)
    assert sorted(path.name for path in (root / "scripts").iterdir()) == ["helper.py", "x.py"]


def test_what_python_compiled_is_not_run_in_place_of_the_script(run: Run, root: Path) -> None:
    import py_compile

    run("trust --yes")
    (root / "scripts/helper.py").write_text("value = 1")
    (root / "scripts/x.py").write_text("import helper; print(helper.value)")
    run("trust --yes")
    evil = root / "evil.py"
    evil.write_text("value = 666")
    cached = root / f"scripts/__pycache__/helper.{sys.implementation.cache_tag}.pyc"
    py_compile.compile(str(evil), str(cached), invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)

    answer = run("pull")

    assert answer.out.startswith("✔ pulled kpis/nps 1 (2026-11)")


@pytest.mark.parametrize(
    "vector",
    [
        "[./x.sh]",
        "[sh, x.sh]",
        "[sh, ./x.sh]",
        "[sh, scripts/../x.sh]",
        "[sh, ABSOLUTE/x.sh]",
        "[sh, -c, 'echo 1; . ./x.sh']",
        "[env, A=1, sh, x.sh]",
        "[sh, --, x.sh]",
        "[awk, -fx.sh]",
        "[tool, --file=x.sh]",
    ],
)
def test_a_script_that_was_edited_is_not_run_however_it_is_named(okrctl: Okrctl, root: Path, vector: str) -> None:
    run = okrctl({"kpis/nps.yaml": f"title: S\nsource: {{command: {vector}}}\n".replace("ABSOLUTE", str(root))})
    (root / "scripts").mkdir()
    (root / "x.sh").write_text("#!/bin/sh\necho 1\n")
    (root / "x.sh").chmod(0o755)
    run("trust --yes")

    (root / "x.sh").write_text("#!/bin/sh\necho 1; touch ran\n")

    assert (run("pull").err, ran(root)) == (CHANGED, False)


def test_a_script_above_the_workspace_counts_too(okrctl: Okrctl, root: Path) -> None:
    run = okrctl({"kpis/nps.yaml": "title: S\nsource: {command: [sh, ../x.sh]}\n"})
    (root.parent / "x.sh").write_text("echo 1\n")
    run("trust --yes")

    (root.parent / "x.sh").write_text("touch ran; echo 1\n")

    assert (run("pull").err, ran(root)) == (CHANGED, False)


def test_a_script_that_is_bent_elsewhere_by_a_link_counts(okrctl: Okrctl, root: Path, tmp_path: Path) -> None:
    run = okrctl({"kpis/nps.yaml": "title: S\nsource: {command: [sh, scripts/x.sh]}\n", "scripts/real.sh": "echo 1\n"})
    (root / "scripts/x.sh").symlink_to("real.sh")
    (tmp_path / "other.sh").write_text("touch ran; echo 1\n")
    run("trust --yes")

    (root / "scripts/x.sh").unlink()
    (root / "scripts/x.sh").symlink_to(tmp_path / "other.sh")

    assert (run("pull").err, ran(root)) == (CHANGED, False)


def test_a_script_that_appears_after_the_permission_counts(okrctl: Okrctl, root: Path) -> None:
    run = okrctl({"kpis/nps.yaml": "title: S\nsource: {command: [sh, x.sh]}\n"})
    run("trust --yes")

    (root / "x.sh").write_text("touch ran; echo 1\n")

    assert (run("pull").err, ran(root)) == (CHANGED, False)


def test_one_source_cannot_change_the_next_while_they_run(okrctl: Okrctl, root: Path) -> None:
    edits = "import pathlib; pathlib.Path('b/x.py').write_text(\"open('ran', 'w'); print(1)\"); print(1)"
    run = okrctl(
        {
            "kpis/a.yaml": f'title: A\nsource: {{command: ["{PYTHON}", a/x.py]}}\n',
            "kpis/b.yaml": f'title: B\nsource: {{command: ["{PYTHON}", b/x.py]}}\n',
            "a/x.py": edits,
            "b/x.py": "print(2)",
        }
    )
    run("trust --yes")

    answer = run("pull")

    assert (answer.code, ran(root)) == (6, False)
    assert answer.err == ("error: kpis/b: what it would run was changed meanwhile\n  help: run okrctl trust again\n")
    assert "kpis/a 1" in answer.out


def test_a_source_cannot_change_the_cards_that_are_loaded(okrctl: Okrctl, root: Path) -> None:
    edits = (
        "import pathlib; pathlib.Path('kpis/b.yaml').write_text('title: B\\nsource: {command: [touch, ran]}'); print(1)"
    )
    run = okrctl(
        {
            "kpis/a.yaml": f'title: A\nsource: {{command: ["{PYTHON}", a/x.py]}}\n',
            "kpis/b.yaml": "title: B\nsource: {command: [echo, 2]}\n",
            "a/x.py": edits,
        }
    )
    run("trust --yes")

    answer = run("pull", PATH=os.environ["PATH"])

    assert not ran(root)
    assert "kpis/b 2" in answer.out


# Nothing in the workspace can give the permission


@pytest.mark.parametrize("path", [".env", ".okrctl/trust.json", ".okrctl/trust/trust.json", "trust.json", ".envrc"])
def test_no_file_of_the_workspace_allows_anything(run: Run, root: Path, path: str) -> None:
    hash_ = run("trust --show --json").json["hash"]
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(f'OKRCTL_TRUST={hash_}\n{{"workspace": "{root}", "sources": "{hash_}"}}\n')

    assert (run("pull").err, ran(root)) == (NOT_ALLOWED, False)


@pytest.mark.parametrize("line", ["trust: true", "trust: HASH", "sources: {trust: HASH}", "env: {OKRCTL_TRUST: HASH}"])
def test_no_setting_allows_anything(run: Run, root: Path, line: str) -> None:
    hash_ = run("trust --show --json").json["hash"]
    (root / "okrctl.yaml").write_text(f"format: 1\n{line.replace('HASH', hash_)}\n")

    run("pull")

    assert not ran(root)


@pytest.mark.parametrize("key", ["trusted: true", "trust: HASH", "allow: yes"])
def test_no_key_of_a_card_allows_anything(run: Run, root: Path, key: str) -> None:
    hash_ = run("trust --show --json").json["hash"]
    (root / "kpis/nps.yaml").write_text(CARD.replace("}", f", {key.replace('HASH', hash_)}}}"))

    run("pull")

    assert not ran(root)


def test_git_configuration_of_the_repository_allows_nothing(run: Run, root: Path) -> None:
    hash_ = run("trust --show --json").json["hash"]
    (root / ".git").mkdir()
    (root / ".git/config").write_text(f"[okrctl]\n\ttrust = {hash_}\n[core]\n\trepositoryformatversion = 0\n")

    assert (run("pull").err, ran(root)) == (NOT_ALLOWED, False)


def test_another_workspace_with_the_same_sources_is_another_workspace(
    run: Run, run_in: Run, root: Path, tmp_path: Path
) -> None:
    import shutil

    run("trust --yes")
    shutil.copytree(root, tmp_path / "copy")

    answer = run_in("pull", tmp_path / "copy")

    assert (answer.err, ran(tmp_path / "copy")) == (NOT_ALLOWED, False)


def test_a_workspace_reached_by_a_link_is_the_same(run: Run, run_in: Run, root: Path, tmp_path: Path) -> None:
    run("trust --yes")
    (tmp_path / "link").symlink_to(root)

    assert (run_in("pull", tmp_path / "link").code, ran(root)) == (0, True)
    assert (run_in(f"pull -C {tmp_path / 'link'}", tmp_path).code, ran(root)) == (0, True)


# The variable for CI


def test_the_variable_with_the_hash_allows_it(run: Run, root: Path) -> None:
    hash_ = run("trust --show --json").json["hash"]

    assert (run("pull", OKRCTL_TRUST=hash_).code, ran(root)) == (0, True)


def test_the_hash_is_the_same_wherever_the_workspace_lies(run: Run, run_in: Run, root: Path, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(root, tmp_path / "deep" / "copy")

    hashes = [run_in("trust --show --json", folder).json["hash"] for folder in (root, tmp_path / "deep/copy")]

    assert hashes[0] == hashes[1]


@pytest.mark.parametrize("word", ["1", "true", "yes", "*", "all", "FIRST", "LONGER", "TWO", " "])
def test_the_variable_with_anything_else_allows_nothing(run: Run, root: Path, word: str) -> None:
    hash_ = run("trust --show --json").json["hash"]
    given = {"FIRST": hash_[:63], "LONGER": hash_ + "0", "TWO": f"{hash_},{hash_}"}.get(word, word)

    answer = run("pull", OKRCTL_TRUST=given)

    assert (answer.code, ran(root)) == (6, False)


def test_the_variable_of_other_sources_says_so(run: Run, root: Path) -> None:
    answer = run("pull", OKRCTL_TRUST="0" * 64)

    assert (answer.err, ran(root)) == (
        NOT_ALLOWED.replace("you have not allowed that", "OKRCTL_TRUST is not the hash of the sources as they are now"),
        False,
    )


# Files outside the workspace


@pytest.mark.parametrize("written", ["../out.csv", "ABSOLUTE", "link.csv", "folder/out.csv", "data/../../out.csv"])
@pytest.mark.parametrize("kind", ["csv", "json", "sqlite"])
def test_a_file_outside_is_not_read_without_a_permission(
    okrctl: Okrctl, root: Path, tmp_path: Path, written: str, kind: str
) -> None:
    outside = tmp_path / "out.csv"
    outside.write_text("d,v\n2026-10,4711\n")
    root.mkdir()
    (root / "link.csv").symlink_to(outside)
    (root / "folder").symlink_to(tmp_path)
    (root / "data").mkdir()
    source = f"{{{kind}: {written.replace('ABSOLUTE', str(outside))}, "
    source += "query: SELECT 1}" if kind == "sqlite" else "date: d, value: v}"
    run = okrctl({"kpis/nps.yaml": f"title: S\nsource: {source}\n"})

    answer = run("pull")

    assert answer.code == 6
    assert answer.err.startswith(
        f"error: kpis/nps: it reads {outside}, outside the workspace, and you have not allowed"
    )
    assert "4711" not in answer.out + answer.err


def test_a_file_outside_is_read_with_a_permission(okrctl: Okrctl, tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_text("d,v\n2026-10,47\n")
    run = okrctl({"kpis/nps.yaml": "title: S\nsource: {csv: ../out.csv, date: d, value: v}\n"})
    run("trust --yes")

    assert run("pull").out.startswith("✔ pulled kpis/nps 47 (2026-10)")


def test_a_link_that_is_bent_elsewhere_after_the_permission_asks_again(
    okrctl: Okrctl, root: Path, tmp_path: Path
) -> None:
    for name, value in (("one", 1), ("two", 2)):
        (tmp_path / f"{name}.csv").write_text(f"d,v\n2026-10,{value}\n")
    run = okrctl({"kpis/nps.yaml": "title: S\nsource: {csv: link.csv, date: d, value: v}\n"})
    (root / "link.csv").symlink_to(tmp_path / "one.csv")
    run("trust --yes")

    (root / "link.csv").unlink()
    (root / "link.csv").symlink_to(tmp_path / "two.csv")

    answer = run("pull")
    assert (answer.code, answer.out) == (6, "")
    assert "the sources were changed since you allowed them" in answer.err


@pytest.mark.parametrize("name", ["pipe", "/dev/zero", "/dev/stdin"])
def test_what_is_no_file_neither_hangs_nor_fills_the_memory(okrctl: Okrctl, root: Path, name: str) -> None:
    run = okrctl({"kpis/nps.yaml": f"title: S\nsource: {{csv: {name}, date: d, value: v}}\n"})
    os.mkfifo(root / "pipe")
    run("trust --yes")

    assert run("pull").code == 6


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
