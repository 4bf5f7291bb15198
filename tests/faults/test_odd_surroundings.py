"""Surroundings that are odd while okrctl runs: the clock, the terminal, the output, the home."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from okrctl.storage.loading import load
from tests.conftest import NOON, run_line, write_files
from tests.faults.writing_commands import WORKSPACE

READING = (
    "lint",
    "status",
    "report --quarter",
    "week",
    "tree",
    "log",
    "show hire/offers",
    "show kpis/visits",
    "explain hire/offers",
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_files(tmp_path / "workspace", WORKSPACE)


def test_a_clock_that_jumps_back_loses_and_reorders_nothing(root: Path) -> None:
    later = run_line("checkin hire/offers 3 --date 2026-11-21", root, now=NOON)
    earlier = run_line("checkin hire/offers 4 --date 2026-11-21", root, now=NOON - timedelta(days=400))

    values = sorted(
        str(u.value) for c in load(root).workspace.cycles["2026-Q4"].checkins.values() for u in c.updates.values()
    )
    assert (later.code, earlier.code, values) == (0, 0, ["2", "3", "4"])
    assert [finding for finding in load(root).findings if finding.level == "error"] == []


@pytest.mark.parametrize("line", READING)
def test_forty_columns_of_ascii_without_a_terminal_are_enough(line: str, root: Path) -> None:
    answer = run_line(line, root, COLUMNS="40", LC_ALL="C")

    signs = answer.out.replace("Ana Díaz", "").replace("/…", "")
    assert answer.code == 0
    assert signs.isascii()


def test_two_programs_of_one_second_make_two_check_ins(root: Path) -> None:
    answers = [run_line("checkin hire/offers 3", root, now=NOON) for _ in range(2)]

    assert [answer.code for answer in answers] == [0, 0]
    assert len(load(root).workspace.cycles["2026-Q4"].checkins) == 3


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a system without /dev/full")
def test_a_write_whose_answer_cannot_be_printed_is_done_all_the_same(root: Path) -> None:
    command = f"'{sys.executable}' -m okrctl checkin hire/offers 3 --as ana --as-of 2026-11-21"

    answers = [
        subprocess.run(["sh", "-c", f"{command} {end}"], cwd=root, capture_output=True, text=True, check=False)
        for end in ("> /dev/full", ">&-")
    ]

    assert [answer.returncode for answer in answers] == [5, 0]
    assert "Traceback" not in answers[0].stderr + answers[1].stderr
    assert len(load(root).workspace.cycles["2026-Q4"].checkins) == 3
