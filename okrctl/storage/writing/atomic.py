"""Files that appear whole or not at all: new ones under a free name, and one in place of another that nobody changed.

A new file is written under a temporary name in the same folder, synced, linked to its final name, which fails if that is
taken, and the folder is synced. A replacement is compared with what was read before it takes the name. All writes of one
call happen, or none: what was done is taken back when a later one fails.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import field
from pathlib import Path

from okrctl.core.errors import WriteRefused
from okrctl.core.frozen import dataclass
from okrctl.storage.layout import TEMPORARY_PREFIX, YAML_SUFFIXES
from okrctl.storage.writing.disk import DISK, NOTHING, Disk, read_all, reason, refusing, sync_folder, write_new
from okrctl.storage.writing.targets import new_target, replaceable_target

NO_HARD_LINKS = frozenset(
    {errno.EPERM, errno.EACCES, errno.ENOSYS, errno.EMLINK, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EINVAL}
)
"""What file systems without hard links answer; the folder is writable, for the temporary file lies in it."""


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that must not be there yet."""

    path: str
    """Relative to the workspace, with `/`."""
    data: bytes


@dataclass(frozen=True, slots=True)
class Replacement:
    """A file that must still hold what was read."""

    path: str
    """Relative to the workspace, with `/`."""
    data: bytes
    old: bytes


@dataclass(frozen=True, slots=True)
class Move:
    """A file that gets another name, which must be free."""

    path: str
    """Relative to the workspace, with `/`."""
    to: str


Write = NewFile | Replacement | Move


def write_all(root: Path, writes: Sequence[Write], disk: Disk = DISK) -> tuple[str, ...]:
    """Carries the writes out, all or none; what fails afterwards and harms nothing comes back as warnings.

    New files come first, then edits, then moves, each in the order given. Raises WriteRefused, and then nothing was written.
    """
    job = _Job(root, disk)
    try:
        with job.undo:
            files = [write for write in writes if not isinstance(write, Move)]
            moves = [job.checked(write) for write in writes if isinstance(write, Move)]
            staged = [job.stage(write) for write in sorted(files, key=lambda write: isinstance(write, Replacement))]
            for one in staged:
                job.publish(one)
            for move in moves:
                job.move(move)
            job.undo.pop_all()
    except WriteRefused as refusal:
        raise job.told(refusal) from refusal.__cause__
    return tuple(job.tidied(staged))


@dataclass(frozen=True, slots=True)
class _Staged:
    """A write whose bytes lie, synced, under a temporary name beside its target."""

    write: NewFile | Replacement
    temporary: Path
    target: Path


@dataclass
class _Job:
    """One call's writes; `undo` knows how to take back what was done so far."""

    root: Path
    disk: Disk
    undo: ExitStack = field(default_factory=ExitStack)
    changed_folders: list[Path] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def stage(self, write: NewFile | Replacement) -> _Staged:
        """Writes the bytes under a temporary name."""
        with refusing(write.path):
            target = self._target(write)
            temporary = target.parent / f"{TEMPORARY_PREFIX}{os.urandom(8).hex()}"
            if isinstance(write, NewFile):
                self._write_into_folder(temporary, write.data)
            else:
                self.undo.callback(self._take_back, self.disk.unlink, temporary)
                self._write_like(temporary, target, write.data)
            self.changed_folders.append(target.parent)
            return _Staged(write, temporary, target)

    def _target(self, write: NewFile | Replacement) -> Path:
        return (
            new_target(self.root, write.path)
            if isinstance(write, NewFile)
            else replaceable_target(self.root, write.path)
        )

    def _write_into_folder(self, temporary: Path, data: bytes) -> None:
        """Writes a file into a folder that is made if it is missing; twice, as another writer may be taking it back."""
        self._make_folder(temporary.parent)
        self.undo.callback(self._take_back, self.disk.unlink, temporary)
        try:
            write_new(self.disk, temporary, data)
        except FileNotFoundError:
            self._make_folder(temporary.parent)
            write_new(self.disk, temporary, data)

    def _make_folder(self, folder: Path) -> None:
        if folder.is_dir():
            return
        self._make_folder(folder.parent)
        try:
            self.disk.mkdir(folder)
        except FileExistsError:
            return
        except OSError:  # some network file systems say so of what they did
            self._take_back(self.disk.rmdir, folder)
            raise
        self.undo.callback(self._take_back, self.disk.rmdir, folder)
        self.changed_folders.append(folder.parent)

    def _write_like(self, temporary: Path, target: Path, data: bytes) -> None:
        """Writes a file with the permissions and, where the system lets us, the owner of another."""
        about = target.stat()
        write_new(self.disk, temporary, data, stat.S_IMODE(about.st_mode))
        mine = temporary.stat()
        if hasattr(os, "chown") and (mine.st_uid, mine.st_gid) != (about.st_uid, about.st_gid):
            with suppress(OSError):
                os.chown(temporary, about.st_uid, about.st_gid)

    def publish(self, staged: _Staged) -> None:
        """Gives the bytes their name."""
        path = staged.write.path
        with refusing(path):
            try:
                self._link(staged) if isinstance(staged.write, NewFile) else self._replace(staged, staged.write)
            except FileExistsError:
                raise WriteRefused(f"{path} exists already{NOTHING}", path=path, help="run the command again") from None

    def _link(self, staged: _Staged) -> None:
        self.undo.callback(self._take_back_link, staged)
        try:
            self.disk.link(staged.temporary, staged.target)
        except OSError as fault:
            if fault.errno not in NO_HARD_LINKS:
                raise
            write_new(self.disk, staged.target, staged.write.data)
            self.undo.callback(self._take_back, self.disk.unlink, staged.target, must=True)

    def _replace(self, staged: _Staged, write: Replacement) -> None:
        if read_all(self.disk, staged.target) != write.old:
            message = f"{write.path} was changed meanwhile by another program{NOTHING}"
            raise WriteRefused(message, path=write.path, help="run the command again")
        self.undo.callback(self._put_back, staged, write)
        self.disk.replace(staged.temporary, staged.target)

    def checked(self, move: Move) -> Move:
        """The move, if both names lie in the workspace and the new one is free."""
        new_target(self.root, move.path)
        target = new_target(self.root, move.to)
        for taken in (target.with_suffix(suffix) for suffix in YAML_SUFFIXES):
            if os.path.lexists(taken):
                raise WriteRefused(f"{move.to} exists already{NOTHING}", path=move.to, help="choose another id")
        return move

    def move(self, move: Move) -> None:
        """Gives a file its other name, under the lock, in one step: a kill leaves the old name or the new one."""
        source, target = new_target(self.root, move.path), new_target(self.root, self.checked(move).to)
        with refusing(move.path):
            self.undo.callback(self._move_back, target, source)
            self.disk.replace(source, target)
        self.changed_folders.append(target.parent)

    def _move_back(self, target: Path, source: Path) -> None:
        if os.path.lexists(source):
            return
        try:
            self.disk.replace(target, source)
        except OSError:
            self.left.append(target.name)

    def _put_back(self, staged: _Staged, write: Replacement) -> None:
        if os.path.lexists(staged.temporary):  # it has not taken the file's name
            return
        try:
            self._write_like(staged.temporary, staged.target, write.old)
            self.disk.replace(staged.temporary, staged.target)
        except OSError:
            self.left.append(write.path)

    def _take_back_link(self, staged: _Staged) -> None:
        with suppress(OSError):
            if staged.temporary.samefile(staged.target):
                self._take_back(self.disk.unlink, staged.target, must=True)

    def _take_back(self, remove: Callable[[Path], None], path: Path, *, must: bool = False) -> None:
        """Removes what this call made; what stays although it `must` go is told."""
        try:
            remove(path)
        except OSError:
            self.left += [path.name] if must else []

    def told(self, refusal: WriteRefused) -> WriteRefused:
        """The refusal, which no longer says that nothing was written where something could not be taken back."""
        if not self.left:
            return refusal
        stayed = f"; {', '.join(self.left)} could not be taken back"
        return WriteRefused(
            refusal.message.removesuffix(NOTHING) + stayed, path=refusal.path, help="okrctl lint shows what is left"
        )

    def tidied(self, staged: Sequence[_Staged]) -> Iterator[str]:
        """Removes the temporary names and syncs the folders; each failure as a warning."""
        for one in staged:
            try:
                self.disk.unlink(one.temporary)
            except FileNotFoundError:
                continue
            except OSError as fault:
                yield f"{one.write.path} is written; its temporary name {one.temporary.name} could not be removed: {reason(fault)}"
        for folder in dict.fromkeys(self.changed_folders):
            try:
                sync_folder(self.disk, folder)
            except OSError as fault:
                yield f"written; the folder {folder.name} could not be synced: {reason(fault)}"
