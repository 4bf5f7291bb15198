"""A disk that fails: the calls by which a program changes files, counted, and the N-th of them fails or is the last."""

from __future__ import annotations

import builtins
import errno
import io
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from okrctl.storage.writing.disk import DISK

ERRORS = ("ENOSPC", "EIO", "EACCES", "EROFS", "EDQUOT")
KILLED = "killed"
"""The process ends before the call, and with half of the bytes in a write."""
LATE = "late EIO"
"""The call does its work and then says that it failed, as a network file system may."""
INTERRUPTED = "Ctrl-C"
FAULTS = (*ERRORS, KILLED, LATE, INTERRUPTED)

ON_PATHS = ("open", "link", "replace", "rename", "unlink", "remove", "mkdir", "rmdir", "chmod")
ON_OPEN_FILES = ("read", "write", "fsync", "close")
KILLED_STATUS = 9
CACHE = "/okrctl/answers/"
"""Answers that were computed once; they may be lost at any time."""


@dataclass
class Calls:
    """The calls on files below the watched folders; the N-th meets the fault, 0 means none of them."""

    watched: Sequence[Path]
    nth: int = 0
    fault: str = "EIO"
    act: Callable[[], None] | None = None
    """Done in the place of a fault: what another program does just before the call."""
    made: list[str] = field(default_factory=list)
    files: set[int] = field(default_factory=set)
    """The open files that are watched."""

    def is_due(self, name: str) -> bool:
        """Counts the call; whether the fault strikes here."""
        self.made.append(name)
        return len(self.made) == self.nth

    def watches(self, *paths: object) -> bool:
        """Whether one of the paths is below a watched folder."""
        texts = [os.fspath(path) for path in paths if isinstance(path, str | os.PathLike) and CACHE not in str(path)]
        return any(f"{text}{os.sep}".startswith(f"{folder}{os.sep}") for text in texts for folder in self.watched)

    def meet(self, name: str, call: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        """What becomes of the call that the fault strikes."""
        if self.act:
            self.watched = ()  # the other program's calls are its own, and ours are counted already
            self.act()
            return call(*arguments)
        if self.fault == LATE:
            call(*arguments)
        elif name == "write":
            call(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
        elif name == "close":
            call(*arguments)
        if self.fault == KILLED:
            os._exit(KILLED_STATUS)
        if self.fault == INTERRUPTED:
            raise KeyboardInterrupt
        number = errno.EIO if self.fault == LATE else getattr(errno, self.fault)
        raise OSError(number, os.strerror(number))


@contextmanager
def failing(calls: Calls) -> Iterator[Calls]:
    """Lets all of Python's calls on files go by `calls`, those of okrctl's own `DISK` too, until the block ends."""
    real = {name: getattr(os, name) for name in (*ON_PATHS, *ON_OPEN_FILES)}
    synced = real | {"fsync": lambda _: None}  # a process that is killed loses nothing that the system holds
    by_disk = {name: getattr(DISK, name) for name in real if hasattr(DISK, name) and name != "fsync"}
    opened = io.open
    try:
        for name, call in synced.items():
            setattr(os, name, _on_path(calls, name, call) if name in ON_PATHS else _on_file(calls, name, call))
        for name in by_disk:  # it holds the calls themselves; its fsync asks os at each call
            object.__setattr__(DISK, name, getattr(os, name))
        os.open = _unless_it_only_reads(os.open, real["open"])
        io.open = builtins.open = _refusing_unsafe_writes(calls, opened)
        yield calls
    finally:
        io.open = builtins.open = opened
        for name, call in by_disk.items():
            object.__setattr__(DISK, name, call)
        for name, call in real.items():
            setattr(os, name, call)


def _on_path(calls: Calls, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
    def call(*arguments: Any, **options: Any) -> Any:
        if not calls.watches(*arguments[:2]):
            return real(*arguments, **options)

        def whole(*given: Any) -> Any:
            result = real(*given, **options)
            if name == "open":
                calls.files.add(result)
            return result

        return calls.meet(name, whole, arguments) if calls.is_due(name) else whole(*arguments)

    return call


def _unless_it_only_reads(failing: Callable[..., int], real: Callable[..., int]) -> Callable[..., int]:
    """Opening a file of the workspace to load it is no part of writing: what cannot be read is a finding."""

    def call(path: Any, flags: int, *arguments: Any, **options: Any) -> int:
        return (failing if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) else real)(path, flags, *arguments, **options)

    return call


def _on_file(calls: Calls, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
    def call(fd: int, *arguments: Any) -> Any:
        if fd not in calls.files:
            return real(fd, *arguments)
        if name == "close":
            calls.files.discard(fd)
        return calls.meet(name, real, (fd, *arguments)) if calls.is_due(name) else real(fd, *arguments)

    return call


def _refusing_unsafe_writes(calls: Calls, real: Callable[..., Any]) -> Callable[..., Any]:
    """Python's own `open`, for reading: what it writes cannot be let fail, and would not be synced."""

    def call(file: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
        if not isinstance(file, int):
            assert not (calls.watches(file) and set(mode) & set("wax+")), f"{file} is not written by the disk's calls"
        return real(file, mode, *arguments, **options)

    return call
