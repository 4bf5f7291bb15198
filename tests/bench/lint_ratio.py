"""What lint takes beside reading: on 500 objectives at most four times what reading and validating them takes.

    python -m tests.bench.lint_ratio

Measured in one process, in CPU time, the quickest of several rounds in turns; without git, and with a history of the targets.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from okrctl import cli
from okrctl.commands._context import Context
from okrctl.storage.loading import load
from tests.conftest import in_git

MOST = 4

OBJECTIVE = """\
# objective {0}
title: {1}
why: Word of mouth is our cheapest channel
owner: ana
key_results:
  nps:
    title: Promoter score of the users in region {0}
    unit: points
    start: 31
    target: 45
  referrals:
    title: Referrals each month
    start: 10
    target: +50%
  launch:
    title: Partner programme is live
    kind: milestone
    steps:
      brief: {{title: Brief agreed}}
      contract: {{title: First contract, weight: 2}}
"""
CHECK_IN = """\
date: 2026-11-{1:02}
by: ana
updates:
  goal-{0}/nps: {{value: 35, confidence: 0.6, note: "Two partners went live"}}
  goal-{0}/referrals: {{value: 12}}
  goal-{0}/launch: {{done: [brief]}}
"""


def workspace() -> dict[str, str]:
    """500 objectives, every tenth of them with something to advise about, and three check-ins of each."""
    files = {}
    for number in range(500):
        title = f"Keep region {number} growing" if number % 10 == 0 else "Become the tool that finance teams recommend"
        path = f"cycles/2026-Q4/objectives/goal-{number}.yaml"
        files[path] = OBJECTIVE.format(
            number, f"{title} in the region of {'abcdefghij'[number % 10] * (number % 40 + 1)}"
        )
        for day in (6, 13, 20):
            name = f"cycles/2026-Q4/checkins/2026-11/2026-11-{day:02}-ana-k{number:05}{day:02}.yaml"
            files[name] = CHECK_IN.format(number, day)
    return files


def lint(root: Path) -> None:
    """Runs lint there on 21 November 2026."""
    noon = datetime(2026, 11, 21, 12, tzinfo=UTC)
    streams: dict[str, Any] = {name: io.StringIO() for name in ("stdin", "stdout", "stderr")}
    code = cli.run(["lint", "--format", "concise"], Context(folder=root, now=noon, environ={}, **streams))
    if code:
        raise AssertionError(streams["stdout"].getvalue() + streams["stderr"].getvalue())


def seconds(act: Callable[[Path], Any], root: Path) -> float:
    """The CPU time that it takes."""
    start = time.process_time()
    act(root)
    return time.process_time() - start


def ratio(root: Path, rounds: int) -> float:
    """How many times the reading lint takes; what is imported on the way is there before."""
    lint(root)
    pairs = [(seconds(load, root), seconds(lint, root)) for _ in range(rounds)]
    reading, linting = (min(times) for times in zip(*pairs, strict=True))
    print(f"  reading and validating {reading:.2f} s, lint {linting:.2f} s: {linting / reading:.2f} times")
    return float(linting / reading)


def main() -> int:
    """Print the ratios; 1 where one is above four."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for path, text in {"okrctl.yaml": "format: 1\n", **workspace()}.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        print("without git")
        ratios = [ratio(root, rounds)]
        print("in git, every tenth target lowered since")
        ratios.append(ratio(with_history(root), rounds))
    return int(max(ratios) > MOST)


def with_history(root: Path) -> Path:
    """The workspace after a first commit in which every tenth target was higher."""
    lowered = {path: path.read_text(encoding="utf-8") for path in sorted(root.rglob("objectives/*0.yaml"))}
    for path, text in lowered.items():
        path.write_text(text.replace("target: 45", "target: 55"), encoding="utf-8")
    in_git(root, "init", "--quiet")
    for day, texts in (("2026-10-01", {}), ("2026-11-02", lowered)):
        for path, text in texts.items():
            path.write_text(text, encoding="utf-8")
        in_git(root, "add", "--all")
        in_git(root, "commit", "--quiet", "--message=A day's work", day=day)
    return root


if __name__ == "__main__":
    sys.exit(main())
