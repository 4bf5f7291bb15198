"""Whole processes, measured: CPU time as a ratio to a bare Python of the same environment, wall time, peak memory.

    python -m tests.bench.measure personal company --rounds 5

Each round runs a bare Python and then the command, so that both meet the same noise; the table shows medians.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.bench.generator import SIZES, generate

OKRCTL = (sys.executable, "-m", "okrctl")
BARE = (sys.executable, "-c", "pass")
COMMANDS = (
    ("--version",),
    ("report", "--quarter", "--json", "--as-of", "2026-11-21"),
    ("report", "--quarter", "--as-of", "2026-11-21"),
    ("status", "--mine", "--as", "person-0", "--as-of", "2026-11-21"),
    ("checkin", "objective-0/kr-0", "12", "--as", "person-0", "--as-of", "2026-11-21", "--dry-run"),
    ("lint", "--format", "concise"),
)


class Cost(NamedTuple):
    """What one process took: seconds of CPU and of wall time, MB at its peak."""

    cpu: float
    wall: float
    peak: float


def cost(command: tuple[str, ...]) -> Cost:
    """What the command takes, its output thrown away."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - began, usage.ru_maxrss / 1024)


def row(name: str, command: tuple[str, ...], rounds: int) -> str:
    """One line of the table."""
    pairs = [(cost(BARE), cost(command)) for _ in range(rounds)]
    ratio = median(own.cpu / bare.cpu for bare, own in pairs)
    wall, peak = (median(getattr(own, key) for _, own in pairs) for key in ("wall", "peak"))
    return f"{name:<60} {ratio:>8.1f} {wall * 1000:>8.0f} {peak:>8.0f}"


def main() -> None:
    """Print the table of the sizes that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", default=["personal"], choices=[*SIZES], metavar="SIZE")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "okrctl-bench")
    chosen = parser.parse_args()
    print(f"{'':<60} {'x bare':>8} {'wall ms':>8} {'peak MB':>8}")
    for size in chosen.sizes:
        root = generate(chosen.folder / size, size)
        for words in COMMANDS:
            print(
                row(
                    f"{size}: {' '.join(words[:3])}",
                    (*OKRCTL, "-C", str(root), *words) if words[0] != "--version" else (*OKRCTL, *words),
                    chosen.rounds,
                )
            )


if __name__ == "__main__":
    main()
