"""An answer is believed only for the very files it was computed from."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from okrctl.storage.kept_answers import AT_REST, MOST_KEPT, Answer, State, keep_answer, kept_answer, state_of

Make = Callable[[Mapping[str, str]], Path]
GOAL = "cycles/2026-Q4/objectives/goal.yaml"
ANSWER = Answer("42 %\n", "warning: é\n", 1)


def state(root: Path) -> State:
    found = state_of(root)
    assert found
    return found


@pytest.fixture
def root(make: Make) -> Path:
    return make({GOAL: "title: A\n", "kpis/churn.yaml": "title: Churn\n", "notes.txt": "x"})


def test_the_same_files_have_the_same_state(root: Path) -> None:
    assert state(root) == state(root)


def edit(root: Path) -> None:
    (root / GOAL).write_text("title: B\n")


def edit_and_put_the_time_back(root: Path) -> None:
    before = (root / GOAL).stat()
    (root / GOAL).write_text("title: B\n")
    os.utime(root / GOAL, ns=(before.st_atime_ns, before.st_mtime_ns))


def replace_by_another(root: Path) -> None:
    before = (root / GOAL).stat()
    (root / "new").write_text("title: B\n")
    os.utime(root / "new", ns=(before.st_atime_ns, before.st_mtime_ns))
    (root / "new").replace(root / GOAL)


def move_up(root: Path) -> None:
    (root / GOAL).rename(root / "cycles/2026-Q4/goal.yaml")


def leave_and_come_back(root: Path) -> None:
    shutil.copytree(root / "cycles", root / "branch")
    shutil.rmtree(root / "cycles")
    (root / "branch").rename(root / "cycles")


CHANGES: dict[str, Callable[[Path], object]] = {
    "an edit": edit,
    "an edit with its time put back": edit_and_put_the_time_back,
    "another file in its place": replace_by_another,
    "a file that was moved": move_up,
    "a branch that was left and entered again": leave_and_come_back,
    "a new file": lambda root: (root / "kpis/nps.yaml").write_text("title: NPS\n"),
    "a file that is gone": lambda root: (root / GOAL).unlink(),
    "a mode": lambda root: (root / GOAL).chmod(0o600),
    "the settings": lambda root: (root / "okrctl.yaml").write_text("format: 1\n"),
    "a new name beside the folders": lambda root: (root / "cycle").mkdir(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_another_state(change: str, root: Path) -> None:
    before = state(root)

    CHANGES[change](root)

    assert state(root).digest != before.digest


def test_what_a_link_leads_to_is_not_known(root: Path) -> None:
    (root / GOAL).rename(root / "elsewhere.yaml")
    (root / GOAL).symlink_to(root / "elsewhere.yaml")

    assert state_of(root) is None


def test_files_are_at_rest_some_time_after_their_last_change(root: Path) -> None:
    newest = state(root).newest

    assert state(root).is_at_rest(newest + AT_REST)
    assert not state(root).is_at_rest(newest + AT_REST - 1)
    assert not state(root).is_at_rest(newest - AT_REST)


def test_an_answer_comes_back_for_its_question_and_state(tmp_path: Path) -> None:
    keep_answer(tmp_path, "report", State("a", 0), ANSWER)

    assert kept_answer(tmp_path, "report", State("a", 7)) == ANSWER
    assert kept_answer(tmp_path, "report", State("b", 0)) is None
    assert kept_answer(tmp_path, "status", State("a", 0)) is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-1],
        lambda data: data[:-1] + b"!",
        lambda data: b"\0" * len(data),
        lambda data: data + data,
        lambda _: b"",
    ],
)
def test_a_damaged_answer_is_none(damage: Callable[[bytes], bytes], tmp_path: Path) -> None:
    keep_answer(tmp_path, "report", State("a", 0), ANSWER)
    (file,) = tmp_path.iterdir()

    file.write_bytes(damage(file.read_bytes()))

    assert kept_answer(tmp_path, "report", State("a", 0)) is None


def test_the_oldest_answers_go(tmp_path: Path) -> None:
    for number in range(MOST_KEPT + 3):
        keep_answer(tmp_path, str(number), State("a", 0), ANSWER)
        for age, file in enumerate(sorted(tmp_path.iterdir(), key=lambda file: file.stat().st_mtime_ns)):
            os.utime(file, ns=(0, 10**9 * (age + 1)))

    kept = [kept_answer(tmp_path, str(number), State("a", 0)) for number in range(MOST_KEPT + 3)]

    assert kept == [None] * 3 + [ANSWER] * MOST_KEPT


def test_where_nothing_can_be_kept_nothing_happens(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    keep_answer(tmp_path / "file" / "answers", "report", State("a", 0), ANSWER)

    assert kept_answer(tmp_path / "file" / "answers", "report", State("a", 0)) is None
