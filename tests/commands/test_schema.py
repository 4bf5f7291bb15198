"""`okrctl schema`: the list, one schema, the workspace's copies."""

from __future__ import annotations

import io
import json
import subprocess
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from okrctl import cli
from okrctl.commands._context import Context
from okrctl.render.json.schema import report_schema
from okrctl.storage.schemas import FILE_KINDS, file_schema

Run = Callable[..., tuple[int, str, str]]
Make = Callable[[Mapping[str, str]], Path]


@pytest.fixture
def run(make: Make) -> Run:
    root = make({})

    def typed(*args: str) -> tuple[int, str, str]:
        out, err = io.StringIO(), io.StringIO()
        now = datetime(2026, 11, 21, tzinfo=UTC)
        context = Context(folder=root, now=now, environ={}, stdin=io.StringIO(), stdout=out, stderr=err)
        return cli.run(["schema", *args], context), out.getvalue(), err.getvalue()

    return typed


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_a_kind_prints_its_schema(run: Run, kind: str) -> None:
    code, out, _ = run(kind)

    assert (code, json.loads(out)) == (0, json.loads(json.dumps(file_schema(kind), default=float)))


def test_the_kind_report_prints_the_schema_of_the_report(run: Run) -> None:
    _, out, _ = run("report", "--json")

    assert json.loads(out) == report_schema()


def test_without_a_kind_the_kinds_are_listed(run: Run) -> None:
    _, out, _ = run()

    assert [line.split()[0] for line in out.splitlines()] == [*FILE_KINDS, "report"]


def test_the_list_is_a_document_with_json(run: Run) -> None:
    _, out, _ = run("--json")

    assert [kind["kind"] for kind in json.loads(out)["kinds"]] == [*FILE_KINDS, "report"]


def test_a_mistyped_kind_is_exit_2_with_the_nearest(run: Run) -> None:
    code, out, err = run("objectiv")

    assert (code, out) == (2, "")
    assert err.startswith(
        'error: no schema of kind "objectiv"; did you mean objective?\n  help: one of workspace, cycle,'
    )


def test_install_says_what_it_wrote(run: Run) -> None:
    code, out, _ = run("--install", "--json")

    assert (code, json.loads(out)) == (
        0,
        {
            "schema": "okrctl.change/1",
            "wrote": [f".okrctl/schema/1/{kind}.json" for kind in FILE_KINDS],
            "ref": None,
            "id": None,
            "sentence": "wrote 7 schemas",
        },
    )


def test_install_twice_changes_nothing(run: Run) -> None:
    run("--install")

    assert run("--install") == (0, "the schemas are up to date\n", "")


def test_install_with_dry_run_shows_the_difference_and_writes_nothing(run: Run, make: Make) -> None:
    code, out, _ = run("--install", "--dry-run")

    assert code == 0
    assert out.startswith("--- /dev/null\n+++ b/.okrctl/schema/1/workspace.json\n@@ -0,0 +1,")
    assert not (make({}) / ".okrctl").exists()


def test_install_with_commit_commits_exactly_the_schemas(run: Run, make: Make) -> None:
    root = make({"other.txt": "not mine"})
    for command in ("init -q", "config user.email ana@northwind.example", "config user.name Ana"):
        subprocess.run(["git", *command.split()], cwd=root, check=True)

    code, _, _ = run("--install", "--commit")

    shown = subprocess.run(
        ["git", "show", "--name-only", "--format=%s"], cwd=root, check=True, capture_output=True, text=True
    )
    assert code == 0
    assert shown.stdout.split("\n\n") == [
        "wrote 7 schemas",
        "\n".join(sorted(f".okrctl/schema/1/{kind}.json" for kind in FILE_KINDS)) + "\n",
    ]


def test_install_of_one_kind_is_refused(run: Run) -> None:
    code, _, err = run("kpi", "--install")

    assert (code, err) == (2, "error: --install writes the schemas of all files\n  help: leave KIND out\n")
