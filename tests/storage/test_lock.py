from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from okrctl.core.errors import WriteRefused
from okrctl.storage.writing.lock import locked, usual_folders

HOLDS = """
import sys
from pathlib import Path
from okrctl.storage.writing.lock import locked

with locked(Path(sys.argv[1]), folders=[Path(sys.argv[2])]):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "workspace").mkdir()
    return tmp_path / "workspace"


def test_the_lock_file_lies_outside_the_workspace(root: Path, tmp_path: Path) -> None:
    with locked(root, folders=[tmp_path / "locks"]):
        names = [path.suffix for path in (tmp_path / "locks").iterdir()]

    assert names == [".lock"]
    assert list(root.iterdir()) == []


def test_a_second_program_is_refused_while_the_first_holds_the_lock_and_let_in_when_it_ends(
    root: Path, tmp_path: Path
) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(root), str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with other:
        assert other.stdout
        assert other.stdout.readline() == b"held\n"

        with pytest.raises(WriteRefused) as refusal, locked(root, wait=0.01, folders=[tmp_path]):
            pass
        other.kill()
        other.wait()
        with locked(root, wait=5, folders=[tmp_path]):
            entered = True

    assert refusal.value.message == "the workspace is locked: another okrctl is writing; nothing was written"
    assert entered


def test_another_name_of_the_workspace_is_the_same_lock(root: Path, tmp_path: Path) -> None:
    link = tmp_path / "goals"
    link.symlink_to(root)

    with locked(root, folders=[tmp_path]), pytest.raises(WriteRefused), locked(link, wait=0.01, folders=[tmp_path]):
        pass


def test_two_workspaces_do_not_wait_for_each_other(root: Path, tmp_path: Path) -> None:
    with locked(root, folders=[tmp_path]), locked(tmp_path, wait=0.01, folders=[tmp_path]):
        entered = True

    assert entered


def test_the_next_folder_is_taken_where_the_first_cannot_be_used(root: Path, tmp_path: Path) -> None:
    (tmp_path / "a-file").write_text("")

    with locked(root, folders=[Path("relative/locks"), tmp_path / "a-file/locks", tmp_path / "locks"]):
        names = [path.suffix for path in (tmp_path / "locks").iterdir()]

    assert names == [".lock"]


def test_without_any_folder_the_write_is_refused(root: Path, tmp_path: Path) -> None:
    with pytest.raises(WriteRefused) as refusal, locked(root, folders=[Path("relative")]):
        pass

    assert refusal.value.message == "no lock file can be made in relative; nothing was written"
    assert refusal.value.help == "OKRCTL_NO_LOCK=1 writes without a lock, if nobody else writes now"


def test_where_the_lock_cannot_be_taken_the_write_is_refused(root: Path, tmp_path: Path) -> None:
    with locked(root, folders=[tmp_path / "locks"]):
        (lock,) = (tmp_path / "locks").iterdir()
    lock.unlink(missing_ok=True)
    lock.mkdir()

    with pytest.raises(WriteRefused) as refusal, locked(root, folders=[tmp_path / "locks"]):
        pass

    assert refusal.value.message == "the workspace cannot be locked: is a directory; nothing was written"


def test_the_usual_folders_are_the_users_cache_and_one_among_the_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    cache, temporary = usual_folders()

    assert temporary.name.startswith("okrctl-")
    assert cache.name == "locks"
