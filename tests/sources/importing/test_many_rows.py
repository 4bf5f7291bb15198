"""Thousands of rows: a bar on a terminal, nothing in a pipe, and memory that stays bounded."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Importing = Callable[..., Any]
MEASURED = """
import sys
from okrctl.__main__ import main
try:
    main()
finally:
    lines = open("/proc/self/status").read().splitlines()  # getrusage counts what the process was before, too
    print(*(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), file=sys.stderr)
"""


def rows(count: int) -> Iterator[list[Any]]:
    """A table of Viva Goals: an objective, then nine key results of it, and so on."""
    yield [
        "Id",
        "Title",
        "Owner",
        "Period",
        "Aligned To",
        "Unit",
        "Target",
        "Object Type",
        "Start",
        "Actual Progress",
        "Status",
        "Description",
    ]
    for number in range(1, count + 1):
        above = number - (number - 1) % 10
        if number == above:
            yield [
                number,
                f"Make number {number} better",
                f"Person {number % 300}",
                "Q4 2026",
                "",
                "",
                "",
                "Objective",
                "",
                50,
                "",
                "a\nb",
            ]
        else:
            below = f"Make number {above} better(weight: 10%, Id: {above})"
            yield [
                number,
                f"Number {number} goes up",
                "",
                "Q4 2026",
                below,
                "%",
                95,
                "Key result",
                10,
                number % 100,
                "On Track",
                "",
            ]


def table(path: Path, count: int) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows(count))
    return path


def test_a_long_table_shows_on_a_terminal_how_far_it_is_read(importing: Importing) -> None:
    work = importing()
    table(work.root.parent / "goals.csv", 2_500)

    terminal, pipe = (work.run("import ../goals.csv --dry-run", tty=tty) for tty in (True, False))

    assert "reading goals.csv" in terminal.err
    assert (pipe.code, pipe.err) == (0, "")


def test_ten_thousand_rows_take_little_memory_and_make_all_of_their_goals(importing: Importing) -> None:
    work = importing()
    table(work.root.parent / "goals.csv", 10_000)

    done = subprocess.run(
        [sys.executable, "-c", MEASURED, "import", "../goals.csv", "--create-missing", "--json"],
        cwd=work.root, capture_output=True, text=True, check=True, env={"OKRCTL_USER": "ana", "PATH": ""},
    )  # fmt: skip

    assert '"sentence": "imported 1,000 objectives, 9,000 key results, 9,000 updates from goals.csv"' in done.stdout
    assert int(done.stderr) < 200
