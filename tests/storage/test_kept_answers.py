"""An answer is believed only for the very files it was computed from."""

from __future__ import annotations

import hashlib
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
    others = {"notes.txt": "x", "data/nps.csv": "", ".okrctl/schema/1/kpi.json": "{}"}
    return make({GOAL: "title: A\n", "kpis/churn.yaml": "title: Churn\n", **others})


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
    "what a write left in data": lambda root: (root / "data/.okrctl-tmp-1").write_text(""),
    "what a write left among the schemas": lambda root: (root / ".okrctl/schema/1/.okrctl-tmp-1").write_text(""),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_another_state(change: str, root: Path) -> None:
    before = state(root)

    CHANGES[change](root)

    assert state(root).digest != before.digest


def test_another_version_of_the_program_is_another_state(root: Path, tmp_path: Path) -> None:
    program = tmp_path / "okrctl"
    (program / "core").mkdir(parents=True)
    (program / "core/score.py").write_text("HALF = 0.5\n")
    before = state_of(root, program=program)

    os.utime(program / "core/score.py", ns=(1, 1))
    after = state_of(root, program=program)

    assert before
    assert after
    assert before.digest != after.digest


def test_what_a_link_leads_to_is_not_known(root: Path) -> None:
    (root / GOAL).rename(root / "elsewhere.yaml")
    (root / GOAL).symlink_to(root / "elsewhere.yaml")

    assert state_of(root) is None


def test_files_are_at_rest_some_time_after_their_last_change(root: Path) -> None:
    newest = state(root).newest

    assert state(root).is_at_rest(newest + AT_REST)
    assert not state(root).is_at_rest(newest + AT_REST - 1)
    assert not state(root).is_at_rest(newest - AT_REST)


def test_an_answer_comes_back_for_its_question_and_state(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    keep_answer(folder, "report", state(root), ANSWER)
    keep_answer(folder, "week", State("another", 0), ANSWER)

    assert kept_answer(folder, "report", root) == ANSWER
    assert kept_answer(folder, "week", root) is None
    assert kept_answer(folder, "status", root) is None


def test_an_answer_does_not_depend_on_folders_that_were_not_opened(root: Path, tmp_path: Path) -> None:
    folder, unopened = tmp_path / "kept", frozenset({"cycles/2026-Q4/objectives"})
    known = state_of(root, unopened)
    assert known
    keep_answer(folder, "report", known, ANSWER, unopened)

    edit(root)
    unseen = kept_answer(folder, "report", root)
    (root / "kpis/nps.yaml").write_text("title: NPS\n")
    seen = kept_answer(folder, "report", root)

    assert (unseen, seen) == (ANSWER, None)


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
def test_a_damaged_answer_is_none(damage: Callable[[bytes], bytes], root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    keep_answer(folder, "report", state(root), ANSWER)
    (file,) = folder.iterdir()

    file.write_bytes(damage(file.read_bytes()))

    assert kept_answer(folder, "report", root) is None


def test_an_answer_in_the_shape_of_an_older_okrctl_is_none(tmp_path: Path, root: Path) -> None:
    keep_answer(tmp_path / "answers", "report", state(root), ANSWER)
    (file,) = (tmp_path / "answers").iterdir()
    older = file.read_bytes()[64:].replace(b'"unopened"', b'"something"')

    file.write_bytes(hashlib.blake2b(older).digest() + older)

    assert kept_answer(tmp_path / "answers", "report", root) is None


def by_a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def by_what_others_can_write(file: Path) -> None:
    file.chmod(0o606)


@pytest.mark.parametrize("replace", [by_a_pipe, by_what_others_can_write])
def test_an_answer_that_others_may_have_written_is_none(
    replace: Callable[[Path], None], root: Path, tmp_path: Path
) -> None:
    keep_answer(tmp_path / "kept", "report", state(root), ANSWER)
    (file,) = (tmp_path / "kept").iterdir()

    replace(file)

    assert kept_answer(tmp_path / "kept", "report", root) is None


def test_an_answer_is_kept_whatever_the_umask(root: Path, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        keep_answer(tmp_path / "kept", "report", state(root), ANSWER)
    finally:
        os.umask(before)

    assert kept_answer(tmp_path / "kept", "report", root) == ANSWER


def test_a_link_in_the_cache_is_not_written_through(tmp_path: Path) -> None:
    keep_answer(tmp_path / "answers", "report", State("a", 0), ANSWER)
    (file,) = (tmp_path / "answers").iterdir()
    (tmp_path / "mine").write_text("mine")
    file.with_suffix(f".{os.getpid()}").symlink_to(tmp_path / "mine")

    keep_answer(tmp_path / "answers", "report", State("b", 0), ANSWER)

    assert (tmp_path / "mine").read_text() == "mine"


def test_the_oldest_answers_go(root: Path, tmp_path: Path) -> None:
    folder, now = tmp_path / "kept", state(root)
    for number in range(MOST_KEPT + 3):
        keep_answer(folder, str(number), now, ANSWER)
        for age, file in enumerate(sorted(folder.iterdir(), key=lambda file: file.stat().st_mtime_ns)):
            os.utime(file, ns=(0, 10**9 * (age + 1)))

    kept = [kept_answer(folder, str(number), root) for number in range(MOST_KEPT + 3)]

    assert kept == [None] * 3 + [ANSWER] * MOST_KEPT


def test_where_nothing_can_be_kept_nothing_happens(root: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    keep_answer(tmp_path / "file" / "answers", "report", state(root), ANSWER)

    assert kept_answer(tmp_path / "file" / "answers", "report", root) is None
