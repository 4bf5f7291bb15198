"""Real git: five clones, sixty rounds of `okrctl checkin`, merged in several orders. No conflict, nothing lost or doubled."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from okrctl.core.model import Workspace
from okrctl.storage.loading import load

PEOPLE = ("ana", "bo", "cy", "dee", "eli")
ROUNDS = 60
OBJECTIVE = "title: Objective {n}\nowner: {person}\nkey_results:\n  first: {{title: First, start: 0, target: 100}}\n  second: {{title: Second, start: 0, target: 50}}\n"


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """An environment in which git knows nobody but the one named on the line."""
    return {
        **{key: value for key, value in os.environ.items() if not key.startswith("GIT_")},
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "HOME": str(tmp_path),
    }


class Repositories:
    """A bare repository and a clone for each person."""

    def __init__(self, folder: Path, environ: dict[str, str]) -> None:
        self.folder = folder
        self.environ = environ

    def git(self, where: str, *words: str) -> str:
        done = subprocess.run(
            ["git", *words], cwd=self.folder / where, env=self.environ, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"git {' '.join(words)}: {done.stdout}{done.stderr}"
        return done.stdout.strip()

    def okrctl(self, where: str, *words: str) -> dict[str, object]:
        command = [sys.executable, "-m", "okrctl", "--json", *words]
        done = subprocess.run(
            command, cwd=self.folder / where, env=self.environ, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        answer: dict[str, object] = json.loads(done.stdout)
        return answer

    def identify(self, where: str, person: str) -> None:
        self.git(where, "config", "user.name", person)
        self.git(where, "config", "user.email", f"{person}@northwind.example")


@pytest.fixture
def repositories(tmp_path: Path, environ: dict[str, str]) -> Repositories:
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    made = Repositories(tmp_path, environ)
    (tmp_path / "hub").mkdir()
    made.git("hub", "init", "-q", "--bare", "-b", "main")
    made.git(".", "clone", "-q", "hub", "start")
    made.identify("start", "ana")
    start = tmp_path / "start"
    (start / "okrctl.yaml").write_text("format: 1\nname: Northwind\n")
    for n, person in enumerate(PEOPLE):
        path = start / f"cycles/2026-Q4/objectives/goal-{n}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(OBJECTIVE.format(n=n, person=person))
    made.git("start", "checkout", "-q", "-b", "main")
    made.git("start", "add", ".")
    made.git("start", "commit", "-q", "-m", "goals")
    made.git("start", "push", "-q", "origin", "main")
    for person in PEOPLE:
        made.git(".", "clone", "-q", "hub", person)
        made.identify(person, person)
        made.git(person, "checkout", "-q", "-b", person)
    return made


def rounds(repositories: Repositories) -> int:
    """Sixty rounds, each by one person about two key results of anybody; how many updates they made."""
    chance = random.Random(7)
    for number in range(ROUNDS):
        person = PEOPLE[number % len(PEOPLE)]
        goals = chance.sample(range(len(PEOPLE)), 2)
        values = [f"goal-{goal}/{chance.choice(('first', 'second'))}={chance.choice((0, 5, 10))}" for goal in goals]
        repositories.okrctl(person, "checkin", *values, "-m", "weekly", "--as", person, "--as-of", "2026-11-21")
        repositories.git(person, "add", ".")
        repositories.git(person, "commit", "-q", "-m", "round")
    for person in PEOPLE:
        repositories.git(person, "push", "-q", "origin", person)
    return ROUNDS


def merged(repositories: Repositories, order: tuple[str, ...], name: str) -> Workspace:
    """The workspace after everybody's branch was merged in this order."""
    repositories.git(".", "clone", "-q", "hub", name)
    repositories.identify(name, "ana")
    for person in order:
        repositories.git(name, "merge", "-q", "--no-edit", f"origin/{person}")
    loaded = load(repositories.folder / name)
    assert loaded.findings == ()
    return loaded.workspace


def merged_in_the_bare_repository(repositories: Repositories) -> Iterator[str]:
    """The tree of each merge made as a host makes it: `git merge-tree`, no work tree, no attributes."""
    head = repositories.git("hub", "rev-parse", "main")
    for person in PEOPLE:
        tree = repositories.git("hub", "merge-tree", "--write-tree", head, person)
        who = ("-c", "user.name=hub", "-c", "user.email=hub@northwind.example")
        head = repositories.git("hub", *who, "commit-tree", tree, "-p", head, "-p", person, "-m", "merge")
        yield tree


def test_check_ins_of_five_people_merge_in_any_order(repositories: Repositories) -> None:
    made = rounds(repositories)

    orders = random.Random(3).sample(list(permutations(PEOPLE)), 4)
    workspaces = [merged(repositories, order, f"merged-{number}") for number, order in enumerate(orders)]
    trees = list(merged_in_the_bare_repository(repositories))

    assert [len(workspace.cycles["2026-Q4"].checkins) for workspace in workspaces] == [made] * len(orders)
    assert all(workspace == workspaces[0] for workspace in workspaces)
    assert trees[-1] == repositories.git("merged-0", "rev-parse", "HEAD^{tree}")
    reports = [
        repositories.okrctl(f"merged-{n}", "report", "--quarter", "--as-of", "2026-11-21") for n in range(len(orders))
    ]
    assert all(report == reports[0] for report in reports)
