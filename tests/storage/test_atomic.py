from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from okrctl.core.errors import WriteRefused
from okrctl.storage.layout import TEMPORARY_PREFIX
from okrctl.storage.writing.atomic import NewFile, Replacement, Write, write_all
from okrctl.storage.writing.disk import DISK, Disk

CALLS = ("open", "read", "write", "fsync", "close", "chmod", "link", "replace", "unlink", "mkdir", "rmdir")
OLD, NEW = b"old\n", b"new\n"
TREE = {"kpis/nps.yaml": OLD}
WRITES: dict[str, list[NewFile | Replacement]] = {
    "one new file": [NewFile("kpis/churn.yaml", NEW)],
    "two new files in new folders": [NewFile("cycles/2026/checkins/a.yaml", NEW), NewFile("cycles/2027/checkins/a.yaml", NEW)],
    "a replacement": [Replacement("kpis/nps.yaml", NEW, OLD)],
    "a new file and a replacement": [Replacement("kpis/nps.yaml", NEW, OLD), NewFile("kpis/churn.yaml", NEW)],
}  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "kpis").mkdir()
    (tmp_path / "kpis/nps.yaml").write_bytes(OLD)
    return tmp_path


def tree(root: Path) -> dict[str, bytes | None]:
    """Every file with its bytes, every folder as None."""
    return {p.relative_to(root).as_posix(): None if p.is_dir() else p.read_bytes() for p in sorted(root.rglob("*"))}


def data(root: Path) -> dict[str, bytes]:
    """Every file that is not a temporary one, with its bytes."""
    files = {path: content for path, content in tree(root).items() if content is not None}
    return {path: content for path, content in files.items() if not Path(path).name.startswith(TEMPORARY_PREFIX)}


def meant(writes: list[NewFile | Replacement]) -> dict[str, bytes]:
    return TREE | {write.path: write.data for write in writes}


def acting_at(nth: int, act: Callable[[], None], counted: list[str]) -> Disk:
    """A disk whose n-th call acts instead; `counted` holds the names of the calls made."""

    def wrapped(name: str) -> Callable[..., Any]:
        real = getattr(DISK, name)

        def call(*arguments: Any) -> Any:
            counted.append(name)
            if len(counted) == nth:
                act()
            return real(*arguments)

        return call

    return Disk(**{name: wrapped(name) for name in CALLS})


def failing(number: int) -> Callable[[], None]:
    def fail() -> None:
        raise OSError(number, os.strerror(number))

    return fail


def disks(act: Callable[[], None]) -> Iterator[tuple[int, Disk]]:
    """A disk that acts at its first call, one at its second … until a run makes fewer calls."""
    for nth in range(1, 200):
        counted: list[str] = []
        yield nth, acting_at(nth, act, counted)
        if len(counted) < nth:
            return
    raise AssertionError("no run came to its end")


def attempted(root: Path, writes: list[NewFile | Replacement], disk: Disk) -> tuple[tuple[str, ...], str | None]:
    """The warnings, and why nothing was written where that was so."""
    try:
        return write_all(root, writes, disk), None
    except WriteRefused as refusal:
        return (), refusal.message


def restored(root: Path) -> None:
    """Brings the tree back to what the fixture made."""
    for path in sorted(root.rglob("*"), reverse=True):
        if path.is_dir() and path != root / "kpis":
            path.rmdir()
        elif not path.is_dir():
            path.unlink()
    (root / "kpis/nps.yaml").write_bytes(OLD)


@pytest.mark.parametrize(
    "number", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EDQUOT, errno.EROFS], ids=errno.errorcode.get
)
@pytest.mark.parametrize("writes", WRITES.values(), ids=WRITES)
def test_whichever_call_fails_all_is_written_or_nothing(
    root: Path, writes: list[NewFile | Replacement], number: int
) -> None:
    before = tree(root)
    outcomes = set()

    for nth, disk in disks(failing(number)):
        warnings, refusal = attempted(root, writes, disk)
        if refusal:
            assert refusal.endswith("; nothing was written"), nth
            assert tree(root) == before, nth
        else:
            assert data(root) == meant(writes), nth
            assert warnings or not any(TEMPORARY_PREFIX in path for path in tree(root)), nth
        outcomes.add("refused" if refusal else "warned" if warnings else "written")
        restored(root)

    assert outcomes == {"refused", "warned", "written"}
    assert write_all(root, writes) == ()
    assert data(root) == meant(writes)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("writes", [WRITES["one new file"], WRITES["a replacement"]], ids=["new", "replacement"])
def test_wherever_the_program_is_killed_each_file_is_old_or_new(
    root: Path, writes: list[NewFile | Replacement]
) -> None:
    for nth in range(1, 40):
        child = os.fork()
        if child == 0:
            write_all(root, writes, acting_at(nth, lambda: os._exit(9), []))
            os._exit(0)
        _, status = os.waitpid(child, 0)

        assert data(root) in (TREE, meant(writes)), nth
        restored(root)
        if status == 0:
            return
    raise AssertionError("no run came to its end")


@pytest.mark.parametrize("writes", WRITES.values(), ids=WRITES)
def test_an_interrupt_takes_back_what_was_done(root: Path, writes: list[NewFile | Replacement]) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    before = tree(root)
    counted: list[str] = []
    write_all(root, writes, acting_at(0, interrupt, counted))
    restored(root)

    for nth in range(1, counted.index("link" if "link" in counted else "replace") + 2):
        with pytest.raises(KeyboardInterrupt):
            write_all(root, writes, acting_at(nth, interrupt, []))
        assert tree(root) == before, nth


def test_short_writes_are_carried_on(root: Path) -> None:
    disk = Disk(write=lambda fd, rest: os.write(fd, bytes(rest)[:3]))

    write_all(root, [NewFile("kpis/churn.yaml", b"title: Churn\n")], disk)

    assert (root / "kpis/churn.yaml").read_bytes() == b"title: Churn\n"


@pytest.mark.parametrize("number", [errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS], ids=errno.errorcode.get)
def test_without_hard_links_the_name_is_still_taken_only_if_it_is_free(root: Path, number: int) -> None:
    disk = Disk(link=lambda *_: failing(number)())

    written = write_all(root, [NewFile("kpis/churn.yaml", NEW)], disk)
    with pytest.raises(WriteRefused) as refusal:
        write_all(root, [NewFile("kpis/nps.yaml", NEW)], disk)

    assert written == ()
    assert refusal.value.message == "kpis/nps.yaml exists already; nothing was written"
    assert tree(root) == {"kpis": None, "kpis/churn.yaml": NEW, "kpis/nps.yaml": OLD}


def test_a_taken_name_takes_back_the_files_written_before_it(root: Path) -> None:
    before = tree(root)

    with pytest.raises(WriteRefused):
        write_all(root, [NewFile("kpis/readings/2026-11/a.yaml", NEW), NewFile("kpis/nps.yaml", NEW)])

    assert tree(root) == before


def test_a_file_that_changed_meanwhile_is_not_overwritten(root: Path) -> None:
    with pytest.raises(WriteRefused) as refusal:
        write_all(root, [NewFile("kpis/churn.yaml", NEW), Replacement("kpis/nps.yaml", NEW, b"what was read\n")])

    assert refusal.value.message == "kpis/nps.yaml was changed meanwhile by another program; nothing was written"
    assert tree(root) == {"kpis": None, "kpis/nps.yaml": OLD}


def test_a_replacement_is_taken_back_where_a_later_one_is_refused(root: Path) -> None:
    (root / "kpis/churn.yaml").write_bytes(OLD)
    before = tree(root)

    with pytest.raises(WriteRefused):
        write_all(
            root, [Replacement("kpis/churn.yaml", NEW, OLD), Replacement("kpis/nps.yaml", NEW, b"what was read\n")]
        )

    assert tree(root) == before


def test_what_cannot_be_taken_back_is_told(root: Path) -> None:
    def unlink(path: Path) -> None:
        raise OSError(errno.EIO, "broken")

    with pytest.raises(WriteRefused) as refusal:
        write_all(root, [NewFile("kpis/churn.yaml", NEW), NewFile("kpis/nps.yaml", NEW)], Disk(unlink=unlink))

    assert refusal.value.message == "kpis/nps.yaml exists already; churn.yaml could not be taken back"


def test_the_reason_is_told_in_plain_words(root: Path) -> None:
    with pytest.raises(WriteRefused) as refusal:
        write_all(root, [NewFile("kpis/churn.yaml", NEW)], Disk(fsync=lambda _: failing(errno.ENOSPC)()))

    assert (refusal.value.message, refusal.value.path) == (
        "cannot write kpis/churn.yaml: no space left on the disk; nothing was written",
        "kpis/churn.yaml",
    )


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_a_new_file_follows_the_umask_and_a_replaced_one_keeps_its_mode(root: Path) -> None:
    (root / "kpis/nps.yaml").chmod(0o640)
    before = os.umask(0o027)

    try:
        write_all(root, [NewFile("kpis/churn.yaml", NEW), Replacement("kpis/nps.yaml", NEW, OLD)])
    finally:
        os.umask(before)

    modes = [stat.S_IMODE((root / "kpis" / name).stat().st_mode) for name in ("churn.yaml", "nps.yaml")]
    assert [oct(mode) for mode in modes] == ["0o640", "0o640"]


def test_a_link_to_a_file_of_the_workspace_stays_a_link(root: Path) -> None:
    (root / "kpis/nps.yaml").rename(root / "real.yaml")
    (root / "kpis/nps.yaml").symlink_to("../real.yaml")

    write_all(root, [Replacement("kpis/nps.yaml", NEW, OLD)])

    assert (root / "kpis/nps.yaml").is_symlink()
    assert (root / "real.yaml").read_bytes() == NEW


def test_a_workspace_behind_a_link_is_written_to(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    link = tmp_path_factory.mktemp("elsewhere") / "goals"
    link.symlink_to(root)

    write_all(link, [NewFile("kpis/churn.yaml", NEW), Replacement("kpis/nps.yaml", NEW, OLD)])

    assert data(root) == {"kpis/churn.yaml": NEW, "kpis/nps.yaml": NEW}


def refuse(root: Path, write: Write) -> str:
    """The refusal of a write that changes nothing."""
    before = tree(root)
    with pytest.raises(WriteRefused) as refusal:
        write_all(root, [write])
    assert tree(root) == before
    return refusal.value.message


def test_nothing_is_written_through_a_link_that_leads_out(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "x.yaml").write_bytes(OLD)
    (root / "cycles").symlink_to(outside)
    (root / "kpis/x.yaml").symlink_to(outside / "x.yaml")

    messages = [refuse(root, NewFile("cycles/a/b.yaml", NEW)), refuse(root, Replacement("kpis/x.yaml", NEW, OLD))]

    assert messages == [
        "cycles/a/b.yaml lies behind a link that leads out of the workspace; nothing was written",
        "kpis/x.yaml lies behind a link that leads out of the workspace; nothing was written",
    ]
    assert tree(outside) == {"x.yaml": OLD}


@pytest.mark.parametrize("path", ["../x.yaml", "kpis/../../x.yaml", "/etc/x.yaml", "kpis\\x.yaml", "kpis/\0.yaml", ""])
def test_nothing_is_written_outside_the_workspace(root: Path, path: str) -> None:
    assert refuse(root, NewFile(path, NEW)) == f'"{path}" is no place in the workspace; nothing was written'


def test_a_file_of_several_names_is_not_edited(root: Path) -> None:
    os.link(root / "kpis/nps.yaml", root / "kpis/twin.yaml")

    assert (
        refuse(root, Replacement("kpis/nps.yaml", NEW, OLD))
        == "kpis/nps.yaml has several names (hard links); nothing was written"
    )


def test_a_file_whose_other_name_a_kill_left_is_edited(root: Path) -> None:
    os.link(root / "kpis/nps.yaml", root / f"kpis/{TEMPORARY_PREFIX}1")

    write_all(root, [Replacement("kpis/nps.yaml", NEW, OLD)])

    assert tree(root) == {"kpis": None, "kpis/nps.yaml": NEW, f"kpis/{TEMPORARY_PREFIX}1": OLD}


def test_a_file_without_permission_is_not_replaced(root: Path) -> None:
    (root / "kpis/nps.yaml").chmod(0o444)

    assert (
        refuse(root, Replacement("kpis/nps.yaml", NEW, OLD))
        == "cannot write kpis/nps.yaml: no permission; nothing was written"
    )


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: path.mkdir(), "kpis/x.yaml is not a file; nothing was written"),
        (os.mkfifo, "kpis/x.yaml is not a file; nothing was written"),
        (
            lambda path: path.symlink_to("nothing"),
            "cannot write kpis/x.yaml: no such file or directory; nothing was written",
        ),
        (
            lambda path: path.symlink_to("x.yaml"),
            "cannot write kpis/x.yaml: the link leads in a circle; nothing was written",
        ),
    ],
    ids=["folder", "pipe", "link to nothing", "link in a circle"],
)
def test_only_a_file_is_replaced(root: Path, make: Callable[[Path], None], message: str) -> None:
    make(root / "kpis/x.yaml")

    with pytest.raises(WriteRefused) as refusal:
        write_all(root, [Replacement("kpis/x.yaml", NEW, OLD)])

    assert refusal.value.message == message


def test_a_file_where_a_folder_is_due_is_told(root: Path) -> None:
    message = refuse(root, NewFile("kpis/nps.yaml/x.yaml", NEW))

    assert message == "cannot write kpis/nps.yaml/x.yaml: a part of the path is not a folder; nothing was written"
