"""`init`: a workspace where there was none, and not by mistake inside another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def test_a_new_workspace_has_its_quarter_and_is_ready(tmp_path: Path, run_in: Run) -> None:
    made = run_in("init", tmp_path)

    assert made.code == 0
    assert (tmp_path / "okrctl.yaml").exists()
    assert (tmp_path / "cycles/2026-Q4/cycle.yaml").read_text().splitlines()[1] == "title: Q4 2026"
    assert run_in("lint --json", tmp_path).json["summary"]["errors"] == 0
    assert run_in("report --json", tmp_path).json["cycle"]["id"] == "2026-Q4"


def test_twice_changes_nothing(tmp_path: Path, run_in: Run, tree_of: Callable[[Path], Any]) -> None:
    run_in("init", tmp_path)
    before = tree_of(tmp_path)

    answer = run_in("init", tmp_path)

    assert (answer.code, answer.out) == (0, "nothing to do: everything is there already\n")
    assert tree_of(tmp_path) == before


@pytest.mark.parametrize("place", ["cycles", "cycles/2026-Q4", "kpis/mine", ".git/x", "link"])
def test_among_the_files_of_a_workspace_none_is_made_at_all(
    place: str, tmp_path: Path, run_in: Run, tree_of: Callable[[Path], Any]
) -> None:
    run_in("init", tmp_path)
    (tmp_path / "link").symlink_to(tmp_path / "cycles")
    before = tree_of(tmp_path)

    answers = [run_in(f"init {place}{example}", tmp_path) for example in ("", " --example")]

    assert [answer.code for answer in answers] == [2, 2]
    assert f"is a place for the files of the workspace {tmp_path}" in answers[0].err
    assert tree_of(tmp_path) == before


def test_inside_a_workspace_none_is_made_by_mistake(
    tmp_path: Path, run_in: Run, tree_of: Callable[[Path], Any]
) -> None:
    run_in("init", tmp_path)
    (tmp_path / "cycles/2026-Q4/objectives").mkdir()
    before = tree_of(tmp_path)

    answer = run_in("init", tmp_path / "cycles/2026-Q4/objectives")

    assert (answer.code, answer.out) == (2, "")
    assert f"lies inside the workspace {tmp_path}" in answer.err
    assert tree_of(tmp_path) == before


def test_a_folder_that_is_named_may_lie_in_a_workspace_which_is_said(tmp_path: Path, run_in: Run) -> None:
    run_in("init", tmp_path)

    answer = run_in("init tryout", tmp_path)

    assert answer.code == 0
    assert f"note: it lies inside the workspace {tmp_path}; commands typed in it are about the new one\n" in answer.err
    assert (tmp_path / "tryout/okrctl.yaml").exists()
