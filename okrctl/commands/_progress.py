"""A bar on stderr of a terminal while something takes its time; nothing anywhere else."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress

    from okrctl.commands._context import Context

T = TypeVar("T")

PATIENCE = 1.0
"""Seconds before anything is shown."""


def counted(context: Context, items: Iterable[T], doing: str, total: int) -> Iterator[T]:
    """The items in turn, with a bar that says how many of about so many are through; it is gone when they are."""
    if not context.stderr.isatty():
        yield from items
        return
    context.flush()
    with _bar(context.stderr) as bar:
        yield from bar.track(items, total=total, description=doing)


@contextmanager
def reading(stderr: TextIO, patience: float = PATIENCE) -> Iterator[Callable[[int], None] | None]:
    """What is to be told how many files are read so far; None where nobody would see it.

    Nothing is shown before `patience` seconds have passed.
    """
    if not stderr.isatty():
        yield None
        return
    shown: list[Progress] = []
    began = time.monotonic()

    def tell(files: int) -> None:
        if files % 100 or time.monotonic() - began < patience:
            return
        if not shown:
            shown.append(_bar(stderr))
            shown[0].start()
            shown[0].add_task("reading", total=None)
        shown[0].update(shown[0].task_ids[0], description=f"reading, {files:,} files so far")

    try:
        yield tell
    finally:
        for bar in shown:
            bar.stop()


def _bar(stderr: Any) -> Progress:
    from rich.console import Console
    from rich.progress import Progress

    return Progress(console=Console(file=getattr(stderr, "uncopied", stderr)), transient=True)
