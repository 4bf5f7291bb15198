"""Many programs, an editor and `kill -9`: every write is kept or refused, and what was said to be done is there."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from okrctl.storage.loading import load
from tests.conftest import run_line, write_files
from tests.faults.crowds import WRITERS, crowd, kill_at_random
from tests.faults.failing_disk import Calls, failing
from tests.faults.sizes import FULL
from tests.faults.writing_commands import HIRE, WORKSPACE

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
TIMES = 50 if FULL else 6
KILLS = 200 if FULL else 10


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_files(tmp_path / "workspace", WORKSPACE)


def test_check_ins_of_eight_programs_are_all_kept(root: Path) -> None:
    before = len(load(root).workspace.cycles["2026-Q4"].checkins)

    done = crowd(root, lambda writer, number: f"checkin hire/offers {writer * 1000 + number}", TIMES)

    assert (done.kept, done.refused) == (WRITERS * TIMES, 0)
    assert len(done.loaded.workspace.cycles["2026-Q4"].checkins) == before + WRITERS * TIMES
    assert done.loaded.findings == ()


def test_edits_of_one_objective_by_eight_programs_are_kept_or_refused(root: Path) -> None:
    done = crowd(root, lambda writer, number: f"new kr hire 'Result: 1 -> 2' --id kr-{writer}-{number}", TIMES)

    added = [
        id_ for id_ in done.loaded.workspace.cycles["2026-Q4"].objectives["hire"].key_results if id_.startswith("kr-")
    ]
    assert len(added) == done.kept
    assert done.kept + done.refused == WRITERS * TIMES
    assert done.loaded.findings == ()
    assert (root / HIRE).read_bytes().startswith(WORKSPACE[HIRE].encode())


def test_whatever_was_said_to_be_done_is_there_after_a_kill(tmp_path: Path) -> None:
    figures = kill_at_random(tmp_path, KILLS, seed=7)

    assert figures.kills > 0
    assert figures.acknowledged > 0


def in_place(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"# by hand\n")


def by_rename(path: Path) -> None:
    other = path.with_suffix(".new")
    other.write_bytes(path.read_bytes() + b"# by hand\n")
    other.replace(path)


@pytest.mark.parametrize("save", [in_place, by_rename])
def test_a_file_that_an_editor_saves_meanwhile_is_never_overwritten(save: Callable[[Path], None], root: Path) -> None:
    line = "set hire title='Hire people'"
    with failing(Calls([root])) as calls:
        assert run_line(line, root).code == 0
    made = calls.made[: calls.made.index("replace")]
    last_look = len(made) - made[::-1].index("open")
    codes = set()

    for number in range(1, last_look + 1):
        write_files(root, WORKSPACE)
        with failing(Calls([root], number, act=lambda: save(root / HIRE))):
            answer = run_line(line, root)
        text = (root / HIRE).read_text()
        assert text.endswith("# by hand\n"), (number, calls.made[number - 1])
        assert ("Hire people" in text) is (answer.code == 0), number
        codes.add(answer.code)

    assert codes >= {5}


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS], ids=errno.errorcode.get)
def test_where_locks_do_not_work_an_edit_says_so_or_goes_without(
    number: int, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def flock(fd: int, operation: int) -> None:
        raise OSError(number, os.strerror(number))

    before = (root / HIRE).read_bytes()
    monkeypatch.setattr("fcntl.flock", flock)

    refused = run_line("set hire title='Hire people'", root)
    there = (root / HIRE).read_bytes()
    checked_in = run_line("checkin hire/offers 3", root)
    without = run_line("set hire title='Hire people'", root, OKRCTL_NO_LOCK="1")

    assert (refused.code, checked_in.code, without.code) == (5, 0, 0)
    assert there == before
    assert refused.err.startswith("error: the workspace cannot be locked: ")
    assert "OKRCTL_NO_LOCK=1" in refused.err
    assert "Hire people" in (root / HIRE).read_text()
