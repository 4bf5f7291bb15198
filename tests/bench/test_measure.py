"""The benchmark runs; what it measures is for people to read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).parents[2]


def test_every_row_of_the_smallest_size_is_measured(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.bench.measure", "smoke", "--rounds", "1", "--folder", str(tmp_path)]

    done = subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert [line.partition("  ")[0] for line in done.stdout.splitlines()[1:]] == [
        "smoke: checkin <Tab>",
        "smoke: report --quarter --json, again",
        "smoke: report --quarter, again",
        "smoke: report --quarter --json",
        "smoke: report --quarter",
        "smoke: status",
        "smoke: lint",
        "smoke: export --format json",
        "smoke: checkin REF VALUE, synced to disk",
    ]
