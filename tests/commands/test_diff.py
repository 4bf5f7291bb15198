from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
NORTHWIND = Path(__file__).parents[2] / "examples" / "northwind"
WIN = "cycles/2026-Q4/objectives/win-finance.yaml"
GOLDEN = """\
Northwind · main → other · 5 changes, 2 values moved

found-by-chance  Finance people find us by themselves
  ~ renamed from 2026-Q4/found-online

win-finance  Become the tool that finance teams recommend
  ~ nps: weight from 1 to 2
  ~ referrals: target changed from +50% to 12
  → referrals: value from 13 to 14, 60 % to 200 %
  → referrals: confidence from 0.6 to 0.8

win-twice  Win twice
  + new aspirational objective with 1 key result

kpis/open-tickets  Open tickets at the end of the month
  - dropped
"""
MARKDOWN = """\
### Goals: 1 change

`main` → `other`

**`2026-Q4/win-finance`** Become the tool that finance teams recommend

- `nps` weight from 1 to 2
"""


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=Ana Díaz", "-c", "user.email=ana@northwind.example")
    environ = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull}
    done = subprocess.run(
        ["git", *who, *arguments], cwd=folder, env=environ, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def northwind(tmp_path: Path) -> Path:
    """The example company in a repository, on its branch main."""
    root = tmp_path / "northwind"
    shutil.copytree(NORTHWIND, root)
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "All")
    return root


def test_two_branches_of_the_example_differ_in_goals_terms(northwind: Path, run_in: Run) -> None:
    git(northwind, "checkout", "-q", "-b", "other")
    replaced(northwind / WIN, "    start: 31\n", "    start: 31\n    weight: 2\n")
    replaced(northwind / WIN, "    target: +50% ", "    target: 12 ")
    old = northwind / "cycles/2026-Q4/objectives/found-online.yaml"
    old.rename(old.with_name("found-by-chance.yaml"))
    for check_in in (northwind / "cycles/2026-Q4/checkins").rglob("*.yaml"):
        check_in.write_text(check_in.read_text().replace("found-online/", "found-by-chance/"))
    (old.parent / "win-twice.yaml").write_text("title: Win twice\nkey_results:\n  k: {title: K, target: 1}\n")
    run_in("checkin win-finance/referrals 14 --confidence 8", northwind)
    (northwind / "kpis/open-tickets.yaml").unlink()
    git(northwind, "add", "-A")
    git(northwind, "commit", "-qm", "Change")

    answer = run_in("diff main..other", northwind)

    assert answer.code == 0
    assert answer.out.replace("Incomplete: something could not be read. See what: okrctl lint\n", "") == GOLDEN


def test_markdown_is_for_a_comment(northwind: Path, run_in: Run) -> None:
    git(northwind, "checkout", "-q", "-b", "other")
    replaced(northwind / WIN, "    start: 31\n", "    start: 31\n    weight: 2\n")
    git(northwind, "commit", "-qam", "Weight")

    assert run_in("diff main..other --format markdown", northwind).out == MARKDOWN


def test_without_revisions_the_last_commit_is_compared_with_the_files(northwind: Path, run_in: Run) -> None:
    nothing = run_in("diff", northwind)
    replaced(northwind / WIN, "    start: 31\n", "    start: 30\n")
    one = run_in("diff --json", northwind).json

    assert "no goal changed, no value moved" in nothing.out
    assert one["schema"] == "okrctl.diff/1"
    assert [(c["kind"], c["ref"], c["field"], c["before"], c["after"], c["text"]) for c in one["changes"]] == [
        ("retargeted", "2026-Q4/win-finance/nps", "start", 31, 30, "start lowered from 31 to 30")
    ]


def test_three_dots_leave_out_what_the_other_branch_did_meanwhile(northwind: Path, run_in: Run) -> None:
    git(northwind, "branch", "other")
    replaced(northwind / WIN, "    start: 31\n", "    start: 30\n")
    git(northwind, "commit", "-qam", "On main")

    assert len(run_in("diff main..other --json", northwind).json["changes"]) == 1
    assert run_in("diff main...other --json", northwind).json["changes"] == []


def test_a_file_that_cannot_be_read_is_not_taken_for_dropped(northwind: Path, run_in: Run) -> None:
    (northwind / WIN).write_text("title: [", encoding="utf-8")

    answer = run_in("diff --json", northwind)

    assert (answer.json["complete"], [c["kind"] for c in answer.json["changes"] if c["kind"] == "dropped"]) == (
        False,
        [],
    )


@pytest.mark.parametrize(
    ("line", "code"), [("diff nope", 4), ("diff main..nope", 4), ("diff --format html", 2), ("diff --at HEAD", 0)]
)
def test_it_says_by_its_code_what_is_wrong(northwind: Path, run_in: Run, line: str, code: int) -> None:
    assert run_in(line, northwind).code == code


def test_before_the_first_commit_it_says_so(tmp_path: Path, run_in: Run) -> None:
    (tmp_path / "okrctl.yaml").write_text("format: 1\n")
    git(tmp_path, "init", "-q")

    answer = run_in("diff", tmp_path)

    assert (answer.code, answer.err.splitlines()[0]) == (4, "error: there is no commit yet")


def test_without_a_repository_it_says_so(tmp_path: Path, run_in: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "alone").mkdir()
    (tmp_path / "alone/okrctl.yaml").write_text("format: 1\n")

    answer = run_in("diff", tmp_path / "alone")

    assert (answer.code, answer.out) == (3, "")
    assert "is in no git repository" in answer.err
