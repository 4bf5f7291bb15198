"""A bar on stderr of a terminal while something takes its time; nothing anywhere else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from okrctl.commands._context import Context

T = TypeVar("T")


def counted(context: Context, items: Sequence[T], doing: str) -> Iterator[T]:
    """The items in turn, with a bar that says how many are through; it is gone when they are."""
    if not context.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import Progress

    context.flush()
    with Progress(console=Console(file=context.stderr), transient=True) as bar:
        yield from bar.track(items, description=doing)
