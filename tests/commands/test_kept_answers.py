"""A report that is asked for again is not computed again, unless anything could be otherwise."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from okrctl.storage.kept_answers import Answer, State, folder_of, keep_answer

Make = Callable[[Mapping[str, str]], Path]
RunIn = Callable[..., Any]
GOAL = "cycles/2026-Q4/objectives/goal.yaml"
ASKED = "report --quarter --as-of 2026-11-21"
LATER = datetime.now(UTC) + timedelta(hours=1)
"""Long after the files of the tests were written."""


@pytest.fixture
def root(make: Make) -> Path:
    return make({GOAL: "title: Sleep well\nkey_results: {hours: {title: Hours, start: 5, target: 8}}\n"})


def plant(root: Path) -> int:
    """Puts another text in the place of every answer that is kept about the workspace; says how many there were."""
    files = list(folder_of(root).iterdir()) if folder_of(root).exists() else []
    for file in files:
        about = json.loads(file.read_bytes()[64:].partition(b"\n")[0])
        keep_answer(folder_of(root), about["question"], State(about["state"], 0), Answer("kept\n", "said\n", 1))
    return len(files)


def test_the_same_question_gets_the_kept_answer(root: Path, run_in: RunIn) -> None:
    first = run_in(ASKED, root, now=LATER)

    plant(root)
    second = run_in(ASKED, root, now=LATER)

    assert "Sleep well" in first.out
    assert second == (1, "kept\n", "said\n")


def test_an_answer_is_kept_with_what_was_said_and_its_exit_code(root: Path, run_in: RunIn) -> None:
    (root / "kpis").mkdir()
    (root / "kpis/churn.yaml").write_text("title: [\n")

    answers = [
        run_in(f"{ASKED} --fail-on incomplete", root, now=LATER, **off) for off in ({}, {}, {"OKRCTL_NO_CACHE": "1"})
    ]

    assert answers[0].code == 1
    assert "churn.yaml" in answers[0].err
    assert answers[1] == answers[2] == answers[0]


@pytest.mark.parametrize(
    "other",
    ["report --quarter --as-of 2026-11-20", "report --as-of 2026-11-21 --quarter last", f"{ASKED} --json", f"{ASKED} --color always",
     f"{ASKED} --team growth", f"{ASKED} --owner ana", f"{ASKED} --fail-on stale", f"{ASKED} --format csv"],
)  # fmt: skip
def test_another_question_is_computed(other: str, root: Path, run_in: RunIn) -> None:
    run_in(ASKED, root, now=LATER)
    plant(root)

    assert "kept" not in run_in(other, root, now=LATER).out


def test_a_changed_file_is_read(root: Path, run_in: RunIn) -> None:
    run_in(ASKED, root, now=LATER)

    (root / GOAL).write_text((root / GOAL).read_text().replace("well", "long"))

    assert "Sleep long" in run_in(ASKED, root, now=LATER).out


def test_nothing_is_kept_of_files_that_were_changed_just_now(root: Path, run_in: RunIn) -> None:
    run_in(ASKED, root, now=datetime.now(UTC))

    assert plant(root) == 0


@pytest.mark.parametrize("how", ["-o report.csv", "--format markdown", "--format html", "--debug"])
def test_files_pages_and_the_search_for_bugs_are_computed(how: str, root: Path, run_in: RunIn) -> None:
    run_in(f"{ASKED} {how}", root, now=LATER)

    assert plant(root) == 0


def test_the_environment_can_turn_it_off(root: Path, run_in: RunIn) -> None:
    run_in(ASKED, root, now=LATER)
    plant(root)

    assert "Sleep well" in run_in(ASKED, root, now=LATER, OKRCTL_NO_CACHE="1").out


def test_nothing_is_kept_of_a_question_that_is_refused(root: Path, run_in: RunIn) -> None:
    assert run_in(f"{ASKED} --team nobody", root, now=LATER).code == 4

    assert plant(root) == 0
