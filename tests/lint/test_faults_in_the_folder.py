"""Odd things in a workspace's folders, each through every command that reads: told with a code, nothing written or followed."""

from __future__ import annotations

import json
import os
import re
import socket
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from okrctl.commands import COMMANDS

RunIn = Callable[..., Any]
Make = Callable[[Mapping[str, str]], Path]

OBJECTIVES = "cycles/2026-Q4/objectives"
CHECKINS = "cycles/2026-Q4/checkins/2026-11"
GOOD = {
    f"{OBJECTIVES}/calm.yaml": "title: Sleep at night\nkey_results:\n  pulse: {title: Pulse, target: 9}\n",
    f"{CHECKINS}/one.yaml": "date: 2026-11-20\nby: ana\nupdates:\n  calm/pulse: {value: 7}\n",
}
GOAL = "title: Win the market\nkey_results:\n  nps: {title: Promoter score, start: 31, target: 45}\n"
REVIEWED = "date: 2026-11-20\n"

LINES = tuple(
    line
    for line in ("lint --json", "report --json", "status", "show 2026-Q4/calm/pulse", "checkin calm/pulse 8 --dry-run")
    if line.split()[0] in COMMANDS
)


def write(path: str, text: str = GOAL) -> Callable[[Path], None]:
    """What writes a file of that path."""

    def act(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)

    return act


def link(path: str, target: str) -> Callable[[Path], None]:
    """What makes a link of that path."""

    def act(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).symlink_to(target)

    return act


def a_socket(root: Path) -> None:
    here = Path.cwd()
    os.chdir(root / OBJECTIVES)  # the path from the root may be longer than a socket's may be
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("x.yaml")
    os.chdir(here)


def outside(root: Path) -> None:
    """A folder of objectives that is a link to one outside of the workspace."""
    other = root.parent / "other"
    other.mkdir()
    (other / "secret.yaml").write_text(GOAL)
    (root / "cycles/2026-Q3").mkdir()
    (root / "cycles/2026-Q3/objectives").symlink_to(other)


def several(*acts: Callable[[Path], None]) -> Callable[[Path], None]:
    """What does all of it."""

    def act(root: Path) -> None:
        for one in acts:
            one(root)

    return act


def no_settings(root: Path) -> None:
    (root / "okrctl.yaml").unlink()


def thousands(root: Path) -> None:
    for number in range(3000):
        name = f"2026-11-{number % 20 + 1:02}-ana-k{number:07}.yaml"
        (root / CHECKINS / name).write_text(
            f"date: 2026-11-{number % 20 + 1:02}\nupdates: {{calm/pulse: {{value: 7}}}}\n"
        )


X = f"{OBJECTIVES}/x.yaml"
TWICE = (f"{CHECKINS}/2026-11-19-ana-k7f3q2m9.yaml", f"{CHECKINS}/late/2026-11-19-ana-k7f3q2m9.yaml")
CHECKED_IN = "date: 2026-11-19\nby: ana\nupdates: {calm/pulse: {value: 7}}\n"
FAULTS: dict[str, tuple[Callable[[Path], Any], dict[str, str]]] = {
    "a folder": (lambda root: (root / X).mkdir(), {X: "OKR001"}),
    "a pipe": (lambda root: os.mkfifo(root / X), {X: "OKR001"}),
    "a socket": (a_socket, {X: "OKR001"}),
    "a link to a device": (link(X, "/dev/zero"), {X: "OKR001"}),
    "a link to nothing": (link(X, "nowhere.yaml"), {X: "OKR001"}),
    "a link in a loop": (link(X, "x.yaml"), {X: "OKR001"}),
    "a link out of the workspace": (several(write("../secret.yaml"), link(X, "../../../../secret.yaml")), {X: "OKR001"}),
    "a link inside the workspace": (link(X, "calm.yaml"), {}),
    "a folder that leads out": (outside, {"cycles/2026-Q3/objectives": "OKR001"}),
    "a cycle that is a file": (write("cycles/2026-Q3"), {"cycles/2026-Q3": "OKR008"}),
    "a folder of objectives that is a file": (write("cycles/2026-Q3/objectives"), {"cycles/2026-Q3/objectives": "OKR001"}),
    "check-in folders that lead back": (
        several(link("cycles/2026-Q4/checkins/a", "."), link("cycles/2026-Q4/checkins/b", ".")),
        {"cycles/2026-Q4/checkins/a": "OKR008", "cycles/2026-Q4/checkins/b": "OKR008"},
    ),
    "a hidden file": (write(f"{OBJECTIVES}/...yaml"), {}),
    **{
        f"the name {name!r}": (write(f"{OBJECTIVES}/{name}"), {f"{OBJECTIVES}/{name}": "OKR016"})
        for name in ("a\\b.yaml", "a:b.yaml", "-x.yaml", "CON.yaml", "con.yaml", "kpis.yaml", "x" * 61 + ".yaml", "x" * 200 + ".yaml", "a b.yaml", "Ä.yaml", "x\n.yaml", "x\x1b[2J.yaml", "%0A.yaml", "[red].yaml")
    },
    "a cycle named ..x": (write("cycles/..x/objectives/a.yaml"), {}),
    "a cycle with a space": (write("cycles/my cycle/objectives/a.yaml"), {"cycles/my cycle": "OKR016"}),
    "names that differ only in case": (
        several(write(f"{CHECKINS}/Two.yaml", REVIEWED), write(f"{CHECKINS}/two.yaml", REVIEWED)),
        {f"{CHECKINS}/two.yaml": "OKR016"},
    ),
    "names that differ in how an accent is stored": (
        several(write(f"{CHECKINS}/caf\u00e9.yaml", REVIEWED), write(f"{CHECKINS}/cafe\u0301.yaml", REVIEWED)),
        {f"{CHECKINS}/caf\u00e9.yaml": "OKR016"},
    ),
    "a .yml": (write(f"{OBJECTIVES}/x.yml"), {}),
    "a .yml beside its .yaml": (write(f"{OBJECTIVES}/calm.yml"), {f"{OBJECTIVES}/calm.yml": "OKR016"}),
    **{
        f"an editor's {name}": (write(f"{OBJECTIVES}/{name}"), {})
        for name in ("#calm.yaml#", ".#calm.yaml", ".calm.yaml.swp", "calm.yaml~", ".calm.yaml.un~", "4913", ".DS_Store")
    },
    **{
        f"what a merge leaves, {name}": (write(f"{OBJECTIVES}/{name}"), {f"{OBJECTIVES}/{name}": "OKR008"})
        for name in ("calm.yaml.orig", "calm.yaml.rej", "calm_BACKUP_123.yaml", "calm.yaml~HEAD", ".okrctl-tmp-12")
    },
    "one check-in twice, identical": (
        several(write(TWICE[0], CHECKED_IN), write(TWICE[1], CHECKED_IN)),
        {TWICE[1]: "OKR022"},
    ),
    "one check-in twice, different": (
        several(write(TWICE[0], CHECKED_IN), write(TWICE[1], CHECKED_IN.replace("7", "8"))),
        {TWICE[1]: "OKR021"},
    ),
    "an objective with the id of a cycle": (
        several(write(f"{OBJECTIVES}/launch.yaml"), write("cycles/launch/cycle.yaml", "start: 2026-10-01\nend: 2026-12-31\n")),
        {f"{OBJECTIVES}/launch.yaml": "OKR016"},
    ),
    "a parent that climbs out": (write(X, "parent: ../../okrctl\n" + GOAL), {X: "OKR020"}),
    "an update that climbs out": (
        write(f"{CHECKINS}/two.yaml", "date: 2026-11-20\nupdates: {../../../okrctl/x: {value: 3}}\n"),
        {f"{CHECKINS}/two.yaml": "OKR023"},
    ),
    "an orphan check-in": (
        write(f"{CHECKINS}/two.yaml", "date: 2026-11-20\nupdates: {gone/nps: {value: 3}}\n"),
        {f"{CHECKINS}/two.yaml": "OKR023"},
    ),
    "a dangling parent": (write(X, "parent: 2026/gone\n" + GOAL), {X: "OKR020"}),
    "a loop of parents": (
        several(write(X, "parent: 2026-Q4/y\n" + GOAL), write(f"{OBJECTIVES}/y.yaml", "parent: 2026-Q4/x\n" + GOAL.replace("Win", "Own"))),
        {X: "OKR024"},
    ),
    "its own parent": (write(X, "parent: 2026-Q4/x/nps\n" + GOAL), {X: "OKR024"}),
    "thousands of files in one folder": (thousands, {}),
    "a very deep folder of check-ins": (write(f"{CHECKINS}/{'/'.join('d' * 60)}/two.yaml", REVIEWED), {}),
    "a workspace file that is a folder": (several(no_settings, lambda root: (root / "okrctl.yaml").mkdir()), {"okrctl.yaml": "OKR001"}),
    "a workspace file that is a pipe": (several(no_settings, lambda root: os.mkfifo(root / "okrctl.yaml")), {"okrctl.yaml": "OKR001"}),
}  # fmt: skip

MISSES_SOMETHING = {"OKR001", "OKR016", "OKR020", "OKR021", "OKR023", "OKR024"}
"""Codes of things that a figure is without; the others are of what nobody counts."""


def listing(root: Path) -> dict[str, tuple[int, bytes]]:
    """Everything below the folder: its kind, and the bytes of ordinary files; links are not followed."""
    found = {}
    for folder, folders, files in os.walk(root):
        for name in (*folders, *files):
            path = Path(folder, name)
            kind = stat.S_IFMT(path.lstat().st_mode)
            data = path.read_bytes() if kind == stat.S_IFREG else b""
            found[str(path.relative_to(root))] = (kind, data)
    return found


@pytest.mark.parametrize("name", FAULTS)
def test_an_odd_thing_is_told_and_left_alone(name: str, make: Make, run_in: RunIn) -> None:
    act, expected = FAULTS[name]
    root = make(GOOD)
    act(root)
    before = listing(root)

    answers = {line: run_in(f"{line} --as-of 2026-11-21", root) for line in LINES}

    assert listing(root) == before
    for line, answer in answers.items():
        assert "Traceback" not in answer.out + answer.err, line
        assert "\x1b" not in answer.out + answer.err, line
    document = json.loads(answers["lint --json"].out)
    findings = document["findings"]
    assert {(f["path"], f["code"]) for f in findings} >= set(expected.items())
    assert document["complete"] == MISSES_SOMETHING.isdisjoint(expected.values())
    if "okrctl.yaml" not in expected:
        assert json.loads(answers["report --json"].out)["complete"] == document["complete"]
        assert [answer.code for line, answer in answers.items() if line != "lint --json"] == [0, 0, 0, 0]
        assert (f"{OBJECTIVES}/calm.yaml", "OKR202") in {(f["path"], f["code"]) for f in findings}


@pytest.mark.parametrize("name", [name for name, (_, expected) in FAULTS.items() if not expected])
def test_what_does_not_matter_is_passed_over_in_silence(name: str, make: Make, run_in: RunIn) -> None:
    root = make(GOOD)
    FAULTS[name][0](root)

    answer = run_in("lint --format concise --as-of 2026-11-21", root)

    assert set(re.findall(r"\[(OKR0\d+)\]", answer.out)) == set()


@pytest.fixture
def open_root(make: Make) -> Path:
    """A workspace that every user of the system may look into."""
    root = make({**GOOD, X: GOAL})
    folder = root
    while folder != Path(folder.anchor) and folder.stat().st_uid == os.getuid() and str(folder) != "/tmp":  # noqa: S108
        folder.chmod(folder.stat().st_mode | 0o755)
        folder = folder.parent
    return root


@contextmanager
def without_rights() -> Iterator[None]:
    """The superuser may do everything; tests of permissions run as nobody."""
    is_superuser = os.geteuid() == 0
    if is_superuser:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_superuser:
            os.seteuid(0)


@pytest.mark.parametrize("path", [X, OBJECTIVES, "cycles/2026-Q4/checkins", "cycles"])
def test_no_permission_is_told_and_the_rest_is_read(path: str, open_root: Path, run_in: RunIn) -> None:
    lines = ("lint --json --as-of 2026-11-21", "report --json --cycle 2026-Q4 --as-of 2026-11-21")
    for line in lines:
        run_in(line, open_root)  # what is imported on the way is there then
    mode = (open_root / path).stat().st_mode
    (open_root / path).chmod(0)

    with without_rights():
        lint, report = (run_in(line, open_root) for line in lines)

    (open_root / path).chmod(mode)
    findings = json.loads(lint.out)["findings"]
    assert {(f["path"], f["code"]) for f in findings} >= {(path, "OKR001")}
    assert (lint.code, report.code, json.loads(report.out)["complete"]) == (1, 0, False)


def test_a_workspace_that_cannot_be_written_to_can_be_read(open_root: Path, run_in: RunIn) -> None:
    for line in LINES:
        run_in(line, open_root)
    for path in (open_root, *open_root.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)

    with without_rights():
        answers = [run_in(f"{line} --as-of 2026-11-21", open_root) for line in LINES]

    for path in (open_root, *open_root.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert [answer.code for answer in answers] == [0] * len(LINES)
