"""Whole processes, measured: CPU time as a ratio to a bare Python of the same environment, wall time, peak memory.

    python -m tests.bench.measure personal company --rounds 5
    python -m tests.bench.measure company --peers
    python -m tests.bench.measure personal --instructions      (needs valgrind; for machines that are too noisy)

Each round runs a bare Python and then the command, so that both meet the same noise; the table shows medians. okrctl is
started by the script that present-day pip and uv write. "again" means that the same was asked before of the same files;
everything else runs with OKRCTL_NO_CACHE=1.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.bench.generator import SIZES, generate
from tests.bench.peers import peers

BARE = (sys.executable, "-c", "pass")
START = """\
import sys
from okrctl.__main__ import main
if __name__ == "__main__":
    sys.argv[0] = sys.argv[0].removesuffix(".exe")
    sys.exit(main())
"""
REST = 2.5
"""Seconds; an answer is kept only of files that were left alone for two."""
COLD = {"OKRCTL_NO_CACHE": "1"}
DAY = ("--as-of", "2026-11-21")
REPORT = ("report", "--quarter", *DAY)
CHECK_IN = ("checkin", "2026-Q4/objective-0/kr-0", "12", "--as", "person-0", *DAY)


class Row(NamedTuple):
    """A command to measure, with its name and what its environment has beside the usual."""

    name: str
    command: tuple[str, ...]
    environ: Mapping[str, str] = {}
    warm: bool = False
    """It is run once before it is measured."""


class Cost(NamedTuple):
    """What one process took: seconds of CPU and of wall time, MB at its peak; and its exit code."""

    cpu: float
    wall: float
    peak: float
    code: int


def rows(folder: Path, size: str) -> Iterator[Row]:
    """What is measured of a workspace of that size; what writes comes last."""
    (folder / "start.py").write_text(START)
    okrctl = (sys.executable, str(folder / "start.py"))
    here = (*okrctl, "-C", str(generate(folder / size, size)))
    if size == "personal":
        yield Row("--version", (*okrctl, "--version"))
    words = {
        "_OKRCTL_COMPLETE": "complete_bash",
        "COMP_WORDS": f"okrctl -C {folder / size} checkin ",
        "COMP_CWORD": "4",
    }
    yield Row(f"{size}: checkin <Tab>", okrctl, words)
    yield Row(f"{size}: report --quarter --json, again", (*here, *REPORT, "--json"), warm=True)
    yield Row(f"{size}: report --quarter, again", (*here, *REPORT), warm=True)
    yield Row(f"{size}: report --quarter --json", (*here, *REPORT, "--json"), COLD)
    yield Row(f"{size}: report --quarter", (*here, *REPORT), COLD)
    yield Row(f"{size}: status", (*here, "status", "--as", "person-0", *DAY), COLD)
    yield Row(f"{size}: lint", (*here, "lint", "--format", "concise"), COLD)
    yield Row(
        f"{size}: export --format json",
        (*here, "export", "--format", "json", "-o", str(folder / "all.json"), "--force"),
        COLD,
    )
    yield Row(f"{size}: checkin REF VALUE, synced to disk", (*here, *CHECK_IN), COLD)


def cost(command: tuple[str, ...], environ: Mapping[str, str]) -> Cost:
    """What the command takes, its output thrown away."""
    nothing = subprocess.DEVNULL
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=nothing, stderr=nothing, stdin=nothing, env={**os.environ, **environ})
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = code = os.waitstatus_to_exitcode(status)
    return Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - began, usage.ru_maxrss / 1024, code)


def measured(row: Row, rounds: int) -> str:
    """One line of the table: ratio of CPU time to bare Python, wall time, peak memory."""
    if row.warm:
        time.sleep(REST)
        cost(row.command, row.environ)
    pairs = [(cost(BARE, {}), cost(row.command, row.environ)) for _ in range(rounds)]
    if any(own.code not in (0, 1) for _, own in pairs):  # 1: there are findings
        raise SystemExit(f"{row.name} fails: {' '.join(row.command)}")
    ratio = median(own.cpu / bare.cpu for bare, own in pairs)
    wall, peak = (median(getattr(own, key) for _, own in pairs) for key in ("wall", "peak"))
    return f"{row.name:<52} {ratio:>8.1f} {wall * 1000:>8.0f} {peak:>8.0f}"


def counted(row: Row, bare: int) -> str:
    """The same line with instructions in place of time; they hardly differ from run to run."""
    if row.warm:
        time.sleep(REST)
        instructions(row.command, row.environ)
    own = instructions(row.command, row.environ)
    return f"{row.name:<52} {own / bare:>8.1f} {own / 1e6:>8.0f}"


def instructions(command: tuple[str, ...], environ: Mapping[str, str]) -> int:
    """The instructions that the command executes outside of the system's kernel."""
    tool = ("valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null")
    done = subprocess.run([*tool, *command], env={**os.environ, **environ}, capture_output=True, text=True, check=False)
    found = re.search(r"Collected : (\d+)", done.stderr)
    return int(found[1]) if found else 0


def main() -> None:
    """Print the table of the sizes that are named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", default=["personal"], choices=[*SIZES], metavar="SIZE")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="", help="rows whose name holds this")
    parser.add_argument("--instructions", action="store_true", help="count instructions with valgrind")
    parser.add_argument(
        "--peers", action="store_true", help="other tools with as many records, where they are installed"
    )
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "okrctl-bench")
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    bare = instructions(BARE, {}) if chosen.instructions else 0
    print(f"{'':<52} {'x bare':>8} " + (f"{'million':>8}" if bare else f"{'wall ms':>8} {'peak MB':>8}"))
    for size in chosen.sizes:
        beside = peers(chosen.folder, size) if chosen.peers else {}
        for row in [*rows(chosen.folder, size), *(Row(f"{size}: {name}", line) for name, line in beside.items())]:
            if chosen.only in row.name:
                print(counted(row, bare) if bare else measured(row, chosen.rounds), flush=True)


if __name__ == "__main__":
    main()
