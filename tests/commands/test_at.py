from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from okrctl.commands import READING

Run = Callable[..., Any]
WHO = {
    "GIT_AUTHOR_NAME": "ana",
    "GIT_AUTHOR_EMAIL": "ana@northwind.example",
    "GIT_COMMITTER_NAME": "ana",
    "GIT_COMMITTER_EMAIL": "ana@northwind.example",
    "GIT_CONFIG_GLOBAL": os.devnull,
}
GOAL = "title: Goal\nkey_results:\n  kr: {title: Result, target: 10}\n"


def git(folder: Path, *arguments: str, day: str = "2026-11-01") -> str:
    """Runs git, its commits made at noon of the day."""
    moment = f"{day}T12:00:00Z"
    environ = {**os.environ, **WHO, "GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
    done = subprocess.run(["git", *arguments], cwd=folder, env=environ, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def commit(root: Path, day: str = "2026-11-01", **files: str) -> str:
    """Commits all files, those given by path (`__` for `/`) among them; gives the revision."""
    for name, text in files.items():
        path = root / name.replace("__", "/").replace("_yaml", ".yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "change", day=day)
    return git(root, "rev-parse", "HEAD")


def title_at(run_in: Run, root: Path, at: str, **about: Any) -> str:
    """The title of the goal in the report at a revision."""
    answer = run_in(f"report --json --at {at}", root, **about)
    assert answer.code == 0, answer.err
    return str(answer.json["objectives"][0]["title"])


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A workspace in git with three commits, in which the goal is called One, Two, Three."""
    root = tmp_path / "repo"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    for day, title in (("2026-11-01", "One"), ("2026-11-10", "Two"), ("2026-11-20", "Three")):
        goal = GOAL.replace("Goal", title)
        commit(root, day, okrctl_yaml="format: 1\n", **{"cycles__2026-Q4__objectives__goal_yaml": goal})
    return root


def test_at_any_revision_a_report_equals_the_one_in_its_checkout(tmp_path: Path, run_in: Run) -> None:
    root, chance = tmp_path / "repo", random.Random(7)
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    revisions = [commit(root, okrctl_yaml="format: 1\n")]
    for number in range(30):
        files = {
            f"cycles__2026-Q4__objectives__o{chance.randrange(5)}_yaml": GOAL.replace("10", str(number + 5)),
            f"cycles__2026-Q4__checkins__2026-11__c{number}_yaml": "date: 2026-11-03\nupdates:\n"
            + f"  o{chance.randrange(5)}/kr: {{value: {chance.randrange(9)}}}\n",
            f"kpis__k{chance.randrange(3)}_yaml": f"title: K{number}\nbroken: {number % 4}\n",
        }
        if number % 7 == 3:
            shutil.rmtree(root / "kpis", ignore_errors=True)
        revisions.append(commit(root, **files))

    for revision in chance.sample(revisions, 10):
        checkout = tmp_path / revision
        git(root, "worktree", "add", "-q", "--detach", str(checkout), revision)
        at, there = run_in(f"report --json --at {revision}", root), run_in("report --json", checkout)
        assert (at.out, at.err, at.code) == (there.out, there.err, there.code)


REF = {"show": " 2026-Q4/goal/kr", "explain": " 2026-Q4/goal/kr", "export": " -o out.json", "diff": " HEAD~2..HEAD~1"}


@pytest.mark.parametrize("command", READING)
@pytest.mark.parametrize("at", ["HEAD~1", "2026-11-10"])
def test_every_reading_command_looks_at_the_past_without_a_byte_changed(
    repo: Path, run_in: Run, tree_of: Callable[[Path], Any], command: str, at: str
) -> None:
    (repo / "cycles/2026-Q4/objectives/goal.yaml").write_text("title: [broken", encoding="utf-8")
    before = tree_of(repo)

    answer = run_in(f"{command}{REF.get(command, '')} --at {at} --as-of 2026-11-21", repo)

    written = (repo / "out.json").read_text() if command == "export" else answer.out
    (repo / "out.json").unlink(missing_ok=True)
    assert answer.code == 0, answer.err
    assert "broken" not in written + answer.err
    assert "Two" in written or command in ("lint", "explain", "status", "week", "retro", "diff")
    assert tree_of(repo) == before


def test_the_work_tree_is_neither_read_nor_touched(repo: Path, run_in: Run, tree_of: Callable[[Path], Any]) -> None:
    (repo / "cycles/2026-Q4/objectives/goal.yaml").write_text("title: [broken", encoding="utf-8")
    (repo / "okrctl.yaml").write_text("format: none", encoding="utf-8")
    before = tree_of(repo)

    assert title_at(run_in, repo, "HEAD~1") == "Two"
    assert tree_of(repo) == before


def test_a_day_takes_the_last_commit_up_to_its_end_and_is_as_of(repo: Path, run_in: Run) -> None:
    answer = run_in("report --json --at 2026-11-10", repo)

    assert (answer.json["objectives"][0]["title"], answer.json["as_of"]) == ("Two", "2026-11-10")
    assert title_at(run_in, repo, "2026-11-19") == "Two"
    assert run_in("report --json --at 2026-11-10 --as-of 2026-12-01", repo).json["as_of"] == "2026-12-01"
    assert run_in("report --json --at HEAD~2", repo).json["as_of"] == "2026-11-21"


def test_a_branch_merged_later_had_not_arrived_on_the_day(repo: Path, run_in: Run) -> None:
    git(repo, "checkout", "-q", "-b", "side", "HEAD~1")
    commit(repo, "2026-11-21", **{"cycles__2026-Q4__objectives__side_yaml": GOAL.replace("Goal", "Aside")})
    git(repo, "checkout", "-q", "main")
    git(repo, "merge", "-q", "--no-ff", "--no-edit", "side", day="2026-11-25")

    then = run_in("report --json --at 2026-11-22", repo).json["objectives"]
    now = run_in("report --json --at 2026-11-26", repo).json["objectives"]

    assert ([one["title"] for one in then], [one["title"] for one in now]) == (["Three"], ["Three", "Aside"])


@pytest.mark.parametrize("at", ["HEAD~9", "nonsense", "--all", "2026-10-01", "1900-01-01", "HEAD:okrctl.yaml"])
def test_a_revision_that_is_none_ends_with_code_4(repo: Path, run_in: Run, at: str) -> None:
    answer = run_in(["report", f"--at={at}"], repo)

    assert (answer.code, answer.out) == (4, "")
    assert answer.err.startswith("error: no ")


def test_a_detached_head_and_a_worktree_have_a_history(repo: Path, tmp_path: Path, run_in: Run) -> None:
    git(repo, "checkout", "-q", "--detach", "HEAD~1")
    git(repo, "worktree", "add", "-q", "--detach", str(tmp_path / "beside"), "main")

    assert title_at(run_in, repo, "HEAD~1") == "One"
    assert title_at(run_in, tmp_path / "beside", "HEAD~1") == "Two"


def test_a_shallow_clone_says_that_it_is_one(repo: Path, tmp_path: Path, run_in: Run) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{repo}", "shallow")

    answer = run_in("report --at HEAD~1", tmp_path / "shallow")

    assert title_at(run_in, tmp_path / "shallow", "HEAD") == "Three"
    assert answer.code == 4
    assert "this clone is shallow" in answer.err
    assert "git fetch --unshallow" in answer.err


def test_a_bare_repository_has_a_workspace_in_its_history(repo: Path, tmp_path: Path, run_in: Run) -> None:
    git(tmp_path, "clone", "-q", "--bare", str(repo), "bare.git")

    assert title_at(run_in, tmp_path / "bare.git", "HEAD~2") == "One"
    assert title_at(run_in, tmp_path, "main -C bare.git") == "Three"


def test_a_workspace_may_lie_deeper_in_the_repository(tmp_path: Path, run_in: Run) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    root = tmp_path / "some goals"
    root.mkdir()
    commit(root, okrctl_yaml="format: 1\n", **{"cycles__2026-Q4__objectives__goal_yaml": GOAL})
    shutil.rmtree(root / "cycles")

    assert title_at(run_in, root, "HEAD") == "Goal"


def test_a_workspace_that_is_gone_is_found_in_the_past(repo: Path, run_in: Run) -> None:
    git(repo, "rm", "-qr", "okrctl.yaml", "cycles")
    git(repo, "commit", "-qm", "gone", day="2026-11-21")

    assert title_at(run_in, repo, "HEAD~1") == "Three"
    assert run_in("report --at HEAD", repo).code == 3


def test_a_variable_that_names_another_repository_is_not_followed(
    repo: Path, tmp_path: Path, run_in: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "-q")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))

    assert title_at(run_in, repo, "HEAD~1") == "Two"


def test_without_a_repository_or_without_git_it_says_so(
    repo: Path, tmp_path: Path, run_in: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "alone").mkdir()
    (tmp_path / "alone/okrctl.yaml").write_text("format: 1\n", encoding="utf-8")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    alone = run_in("week --at HEAD", tmp_path / "alone")
    monkeypatch.setenv("PATH", "")
    without = run_in("week --at HEAD", repo)

    assert (alone.code, without.code) == (3, 3)
    assert "is in no git repository" in alone.err
    assert "git is not installed" in without.err


def test_links_are_not_followed_and_make_the_report_incomplete(repo: Path, run_in: Run) -> None:
    (repo / "cycles/2026-Q4/objectives/link.yaml").symlink_to("goal.yaml")
    commit(repo)

    answer = run_in("report --json --at HEAD", repo)

    assert (answer.json["complete"], len(answer.json["objectives"])) == (False, 1)
    assert "links are not followed" in answer.err


@pytest.mark.parametrize("line", ["checkin goal/kr 3", "new objective X", "init", "schema", "lint --fix"])
def test_commands_that_write_refuse_it(repo: Path, run_in: Run, line: str) -> None:
    answer = run_in(f"{line} --at HEAD", repo)

    assert (answer.code, answer.out) == (2, "")
