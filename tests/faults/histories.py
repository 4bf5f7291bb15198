"""Random histories: branches on which people check in, plan, edit by hand, rename, correct, revert and squash, merged in any order."""

from __future__ import annotations

import os
import random
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.conftest import run_line, write_files

PEOPLE = ("ana", "bo", "cy")
OBJECTIVES = "cycles/2026-Q4/objectives"
GOAL = "title: Goal {n}\nowner: {person}\nkey_results:\n  first:\n    title: First\n    start: 0\n    target: 100\n  second: {{title: Second, start: 0, target: 50}}\n"
RECORDS = ("/checkins/", "kpis/readings/")


@dataclass
class History:
    """One repository in the making; what happens follows from the seed."""

    folder: Path
    seed: int
    renames: bool = False
    """Whether goals are renamed: each by one person only, who may rename what others have check-ins of."""
    steps: list[str] = field(default_factory=list)
    """What happened, for the message of a failure."""

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        files = {f"{OBJECTIVES}/goal-{n}.yaml": GOAL.format(n=n, person=person) for n, person in enumerate(PEOPLE)}
        write_files(self.folder, {**files, "kpis/visits.yaml": "title: Visits\n"})
        self.git("init", "--quiet", "--initial-branch=main")
        run_line("checkin goal-0/first=1 goal-1/first=2", self.folder)
        self.commit("goals")
        self.base = self.git("rev-parse", "HEAD")
        for number, person in enumerate(PEOPLE):
            self.git("checkout", "--quiet", "-b", person, "main")
            for _ in range(self.chance.randint(3, 6)):
                self.step(number, person)

    def git(self, *words: str, check: bool = True, index: str | None = None) -> str:
        """What git answers."""
        done = self.asked(*words, index=index)
        assert not check or done.returncode == 0, (words, done.stdout, done.stderr, self.steps)
        return done.stdout.strip()

    def asked(self, *words: str, index: str | None = None) -> subprocess.CompletedProcess[str]:
        """The same, with its exit code."""
        me = {f"GIT_{who}_{what}": text for who in ("AUTHOR", "COMMITTER") for what, text in ME.items()}
        calm = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        other = {"GIT_INDEX_FILE": str(self.folder / ".git" / index)} if index else {}
        return subprocess.run(
            ["git", *words], cwd=self.folder, env={**os.environ, **me, **calm, **other},
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    def commit(self, message: str) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", f"--message={message}")

    def step(self, number: int, person: str) -> None:
        """One thing that the person does; what is impossible just now is left out."""
        kinds = [*KINDS, rename] if self.renames else KINDS
        kind = self.chance.choice(kinds)
        kind(self, number, person)
        self.steps.append(f"{person}: {kind.__name__}")

    def run(self, line: str, person: str) -> None:
        """A line that the person types, committed if it did something."""
        answer = run_line(f"{line} --as {person}", self.folder)
        assert answer.code in (0, 2, 4), (line, answer, self.steps)
        self.commit(line)

    def goal(self) -> str:
        """A goal with its key result, under the names that it has on this branch."""
        file = self.chance.choice(sorted((self.folder / OBJECTIVES).glob("*.yaml")))
        results = yaml.safe_load(file.read_text())["key_results"]
        return f"{file.stem}/{self.chance.choice(sorted(results))}"


ME = {"NAME": "Ana", "EMAIL": "ana@northwind.example", "DATE": "2026-11-21T09:00:00Z"}
Step = Callable[[History, int, str], None]


def check_in(history: History, number: int, person: str) -> None:
    history.run(f"checkin {history.goal()} {history.chance.randrange(100)} -m 'A week'", person)


def measure(history: History, number: int, person: str) -> None:
    history.run(f"checkin kpis/visits {history.chance.randrange(1000)}", person)


def amend(history: History, number: int, person: str) -> None:
    run_line(f"checkin {history.goal()} 7 --as {person}", history.folder)
    history.run("checkin --amend -m 'Better said'", person)


def correct(history: History, number: int, person: str) -> None:
    newest = max((history.folder / "cycles/2026-Q4/checkins").rglob("*.yaml"), key=lambda path: path.name)
    ref = next(iter(yaml.safe_load(newest.read_text())["updates"]))
    history.run(f"checkin {ref} 3 --supersedes {newest.stem[-8:]}", person)


def add_goal(history: History, number: int, person: str) -> None:
    history.run(
        f"new objective 'New {len(history.steps)}' --id new-{person}-{len(history.steps)} --kr 'More: 1 -> 5'", person
    )


def add_key_result(history: History, number: int, person: str) -> None:
    history.run(
        f"new kr {history.goal().partition('/')[0]} 'Added: 1 -> 5' --id added-{person}-{len(history.steps)}", person
    )


def edit_by_hand(history: History, number: int, person: str) -> None:
    file = history.chance.choice(sorted((history.folder / OBJECTIVES).glob("*.yaml")))
    text = file.read_text()
    old, new = history.chance.choice([
        ("title: Goal", f"title: {person.title()}'s goal"), ("    target: 100", f"    target: {history.chance.randint(60, 140)}"),
        ("key_results:", "why: it matters\nkey_results:"), ("\n", "   # by hand\n"),
    ])  # fmt: skip
    file.write_text(text.replace(old, new, 1))
    history.commit("by hand")


def rename(history: History, number: int, person: str) -> None:
    ref = f"goal-{number}" if history.chance.random() < 0.5 else f"goal-{number}/second"
    history.run(f"rename {ref} renamed-{len(history.steps)}", person)


def revert(history: History, number: int, person: str) -> None:
    if history.git("rev-list", "--count", f"{history.base}..HEAD") != "0":
        history.git("revert", "--no-edit", "HEAD", check=False)


def squash(history: History, number: int, person: str) -> None:
    if int(history.git("rev-list", "--count", f"{history.base}..HEAD")) > 1:
        history.git("reset", "--quiet", "--soft", "HEAD~2")
        history.commit("two in one")


def cherry_pick(history: History, number: int, person: str) -> None:
    others = [p for p in PEOPLE[:number] if history.git("rev-parse", p) != history.base]
    if others and history.asked("cherry-pick", "--allow-empty", history.chance.choice(others)).returncode:
        history.git("cherry-pick", "--abort", check=False)
        history.git("reset", "--quiet", "--hard")


KINDS: tuple[Step, ...] = (
    check_in, check_in, check_in, measure, amend, correct, add_goal, add_key_result, edit_by_hand, edit_by_hand, revert, squash, cherry_pick,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What came of merging all branches in one order."""

    tree: str
    conflicts: tuple[tuple[str, str], ...]
    """The trees that git left marked, each with a path in conflict."""


def merged(history: History, order: Iterable[str]) -> Merged:
    """Merges as a host does, without a work tree; of a conflict our side is taken, where there is one."""
    head, conflicts = history.base, []
    for branch in order:
        done = history.asked("merge-tree", "--write-tree", "--name-only", "--no-messages", "-z", head, branch)
        assert done.returncode in (0, 1), (done.stderr, history.steps)
        tree, *paths = done.stdout.strip("\0").split("\0")
        conflicts += [(tree, path) for path in paths]
        head = history.git(
            "commit-tree", resolved(history, tree, paths, head, branch), "-p", head, "-p", branch, "-m", "merge"
        )
    return Merged(tree=history.git("rev-parse", f"{head}^{{tree}}"), conflicts=tuple(conflicts))


def resolved(history: History, tree: str, paths: Sequence[str], ours: str, theirs: str) -> str:
    """The tree with one side of each path in conflict."""
    if not paths:
        return tree
    index = "index-of-merge"
    history.git("read-tree", tree, index=index)
    for path in paths:
        sides = (history.git("ls-tree", side, "--", path) for side in (ours, theirs))
        entry = next(filter(None, sides), None)
        if entry:
            mode, _, blob = entry.partition("\t")[0].split()
            history.git("update-index", "--add", "--cacheinfo", f"{mode},{blob},{path}", index=index)
    return history.git("write-tree", index=index)


def checked_out(history: History, tree: str, folder: Path) -> Path:
    """The files of a tree, in a folder."""
    index = "index-of-checkout"
    history.git("read-tree", tree, index=index)
    history.git("checkout-index", "--all", "--force", f"--prefix={folder}/", index=index)
    return folder


def facts(root: Path) -> Mapping[str, Any]:
    """What was recorded, by the records' names: all but the names of goals, which may change."""
    found = {}
    for path in sorted(root.rglob("*.yaml")):
        if any(part in f"/{path.relative_to(root).as_posix()}" for part in ("/checkins/", "/readings/")):
            said = yaml.safe_load(path.read_text())
            found[path.name] = {**said, "updates": sorted(map(str, said.get("updates", {}).values()))}
    return found


def orphans(root: Path) -> Iterator[str]:
    """The check-ins that name a key result which is not there."""
    there = {
        f"{path.stem}/{key}"
        for path in (root / OBJECTIVES).glob("*.yaml")
        for key in yaml.safe_load(path.read_text()).get("key_results") or {}
    }
    for path in (root / "cycles/2026-Q4/checkins").rglob("*.yaml"):
        if set(yaml.safe_load(path.read_text()).get("updates", {})) - there:
            yield path.relative_to(root).as_posix()
