"""Whatever state git is in: commands that live on the files work, those that need git say why they do not."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
GOAL = "title: {}\nowner: ana\nkey_results:\n  nps: {{title: Score, start: 31, target: 45}}\n"
PATH = "cycles/2026-Q4/objectives/win.yaml"
OTHER = "cycles/2026-Q4/objectives/ship.yaml"
DATA = (
    "report --json",
    "status --json",
    "week --json",
    "show ship/nps --json",
    "tree --json",
    "retro --json",
    "log --json",
)


@pytest.fixture(autouse=True)
def nobodys_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git knows its user, and no repository above the test's folder."""
    (tmp_path / "gitconfig").write_text("[user]\n\tname = Ana\n\temail = ana@northwind.example\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))


def git(folder: Path, *arguments: str, fails: bool = False) -> None:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert fails or done.returncode == 0, done.stderr


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Two goals in a repository, in two commits."""
    root = tmp_path / "goals"
    write(root, "okrctl.yaml", "format: 1\n")
    write(root, OTHER, GOAL.format("Ship"))
    write(root, PATH, GOAL.format("Win"))
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Plan")
    write(root, PATH, GOAL.format("Win").replace("45", "50"))
    git(root, "commit", "-qam", "Higher")
    return root


def merging(repository: Path) -> Path:
    """The repository in the middle of a merge that stopped at a conflict."""
    git(repository, "checkout", "-q", "-b", "side", "HEAD~1")
    write(repository, PATH, GOAL.format("Win").replace("45", "40"))
    git(repository, "commit", "-qam", "Lower")
    git(repository, "merge", "-q", "main", fails=True)
    return repository


def made(state: str, repository: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The root of a workspace in that state."""
    beside = repository.parent / "beside"
    if state == "no git":
        monkeypatch.setenv("PATH", str(repository.parent / "nothing"))
    elif state == "no repository":
        repository.joinpath(".git").rename(repository.parent / "away")
    elif state == "detached":
        git(repository, "checkout", "-q", "--detach")
    elif state == "shallow":
        git(repository.parent, "clone", "-q", "--depth", "1", f"file://{repository}", "beside")
        return beside
    elif state == "worktree":
        git(repository, "worktree", "add", "-q", "--detach", str(beside))
        return beside
    elif state == "merging":
        return merging(repository)
    return repository


STATES = ("no git", "no repository", "detached", "shallow", "worktree", "merging")


@pytest.mark.parametrize("state", STATES)
def test_commands_that_live_on_the_files_work(
    repository: Path, run_in: Run, monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    root = made(state, repository, monkeypatch)

    codes = {line: run_in(line, root).code for line in DATA}
    written = run_in("checkin ship/nps 35 --json", root)

    assert codes == dict.fromkeys(DATA, 0)
    assert (written.code, len(written.json["wrote"])) == (0, 1)
    assert run_in("show ship/nps --json", root).json["key_result"]["current"] == 35


@pytest.mark.parametrize(
    ("state", "line", "code", "why"),
    [
        ("no git", "diff", 3, "git is not installed"),
        ("no git", "report --at HEAD", 3, "git is not installed"),
        ("no git", "checkin ship/nps 35 --commit", 5, "cannot commit, because git is not installed"),
        ("no repository", "diff", 3, "is in no git repository"),
        ("no repository", "report --at HEAD", 3, "is in no git repository"),
        ("no repository", "checkin ship/nps 35 --commit", 5, "cannot commit, because the workspace is in no git"),
        ("shallow", "diff HEAD~1", 4, "this clone is shallow"),
        ("shallow", "report --at HEAD~1", 4, "this clone is shallow"),
        ("merging", "checkin ship/nps 35 --commit", 5, "cannot commit in the middle of a merge; nothing was written"),
        ("merging", "set win/nps target=60", 3, "merge"),
    ],
)
def test_commands_that_need_git_say_why_they_do_not_work(
    repository: Path, run_in: Run, monkeypatch: pytest.MonkeyPatch, state: str, line: str, code: int, why: str
) -> None:
    root = made(state, repository, monkeypatch)
    before = sorted(root.rglob("*.yaml"))

    answer = run_in(line, root)

    assert (answer.code, answer.out) == (code, "")
    assert why in answer.err
    assert sorted(root.rglob("*.yaml")) == before


@pytest.mark.parametrize("state", ["detached", "worktree", "merging"])
def test_commands_that_need_git_work_where_it_can_answer(
    repository: Path, run_in: Run, monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    root = made(state, repository, monkeypatch)

    changes = run_in("diff main~1..main --json", root).json["changes"]
    then = run_in("report --at main~1 --json", root).json["objectives"][1]["key_results"][0]["target"]

    assert [change["text"] for change in changes] == ["target raised from 45 to 50"]
    assert then == 45


def test_a_merge_in_the_middle_is_told_by_every_command(
    repository: Path, run_in: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = made("merging", repository, monkeypatch)

    answer = run_in("report --json", root)

    assert (answer.json["complete"], [one["id"] for one in answer.json["objectives"]]) == (False, ["ship"])
    assert f"{PATH}:4:1: error[OKR003]" in answer.err


def test_in_a_shallow_clone_the_log_says_what_it_cannot_know(
    repository: Path, run_in: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = made("shallow", repository, monkeypatch)

    answer = run_in("log", root)

    assert answer.err == "changes of goals before this clone begins are not told: git fetch --unshallow brings them\n"


def test_a_commit_on_a_detached_head_and_in_a_worktree_lands_there(
    repository: Path, run_in: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = made("worktree", repository, monkeypatch)

    answer = run_in("checkin ship/nps 35 --commit --json", root)

    said = subprocess.run(
        ["git", "show", "--name-only", "--format="], cwd=root, capture_output=True, text=True, check=True
    )
    assert answer.code == 0
    assert said.stdout.split() == answer.json["wrote"]
    assert (root / ".git").is_file()
