"""Whole processes on hostile files and folders, measured: nothing may take 2 seconds or 200 MB, whatever lies there.

    python -m tests.bench.hostile --only "wrong values"

The cases are those of the tests in `tests/lint`. Each goes through every command that reads; the table shows the command that took
longest, in seconds of CPU (which others' work on the machine does not change), its wall time, and the highest peak of all.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time
from typing import Any

from tests.bench.measure import Cost, cost
from tests.lint import test_big_files, test_faults_in_a_file, test_faults_in_the_folder

SECONDS, MEGABYTES = 2, 200
LINES = (
    ("lint",),
    ("report", "--json"),
    ("status",),
    ("show", "2026-Q4/calm/pulse"),
    ("checkin", "calm/pulse", "8", "--dry-run"),
)

Act = Callable[[Path], Any]


def cases() -> Iterator[tuple[str, Act]]:
    """The name of each case, and what makes its workspace in a folder."""
    in_a_file = test_faults_in_a_file
    for name, fault in in_a_file.FAULTS.items():
        yield f"file: {name}", filling({**in_a_file.GOOD, fault.file: fault.text})
    in_the_folder = test_faults_in_the_folder
    for name, (act, _) in in_the_folder.FAULTS.items():
        yield f"folder: {name}", both(filling({"okrctl.yaml": "format: 1\n", **in_the_folder.GOOD}), act)
    for name, big in test_big_files.FILES.items():
        yield f"big: {name}", filling({**test_big_files.GOOD, big.path: big.text()})


def filling(files: dict[str, str | bytes] | Any) -> Act:
    """What writes the files."""

    def act(root: Path) -> None:
        for path, text in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))

    return act


def both(first: Act, second: Act) -> Act:
    """What does one and then the other."""

    def act(root: Path) -> None:
        first(root)
        second(root)

    return act


def worst(root: Path, rounds: int) -> tuple[str, Cost]:
    """The command that takes longest there, and what it takes, the quickest of its rounds; the peak is that of all."""
    costs = {}
    for line in LINES:
        command = (sys.executable, "-m", "okrctl", "-C", str(root), *line, "--as", "ana", "--as-of", "2026-11-21")
        costs[line[0]] = min((cost(command, {}) for _ in range(rounds)), key=lambda one: one.cpu)
    slowest = max(costs, key=lambda name: costs[name].cpu)
    return slowest, costs[slowest]._replace(peak=max(one.peak for one in costs.values()))


def yardstick() -> str:
    """How long a known piece of work takes now, for comparison with another hour or machine."""
    began = process_time()
    sum(number & 1 for number in range(5_000_000))
    return f"five million steps of a loop take {process_time() - began:.2f} s of CPU here now"


def main() -> int:
    """Print the table; 1 where something took too long or too much."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="cases whose names hold this")
    parser.add_argument("--rounds", type=int, default=1)
    chosen = parser.parse_args()
    code = 0
    print(yardstick())
    print(f"{'':<70} {'slowest':<8} {'CPU s':>6} {'wall s':>6} {'peak MB':>8}")
    for name, act in cases():
        if chosen.only in name:
            with tempfile.TemporaryDirectory() as folder:
                root = Path(folder, "workspace")
                root.mkdir()
                act(root)
                command, took = worst(root, chosen.rounds)
            over = took.cpu >= SECONDS or took.peak >= MEGABYTES
            code |= over
            print(
                f"{ascii(name)[1:-1][:70]:<70} {command:<8} {took.cpu:>6.2f} {took.wall:>6.2f} {took.peak:>8.0f}{' !' * over}"
            )
    print(yardstick())
    return code


if __name__ == "__main__":
    sys.exit(main())
