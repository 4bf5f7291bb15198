"""Work that is given up when its time is over, whatever it hangs on."""

from __future__ import annotations

from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TypeVar

from okrctl.core.errors import SourceFailed

T = TypeVar("T")


def within(seconds: float, work: Callable[[], T]) -> T:
    """What the work gives; whatever it raises is raised here.

    Raises SourceFailed when the time is over. The work then goes on in a thread of its own until it notices or the program
    ends: a name server or a connection that hangs cannot be stopped from outside.
    """
    results: SimpleQueue[tuple[T | None, BaseException | None]] = SimpleQueue()

    def run() -> None:
        try:
            results.put((work(), None))
        except BaseException as fault:  # noqa: BLE001 - raised again below
            results.put((None, fault))

    Thread(target=run, daemon=True).start()
    try:
        result, fault = results.get(timeout=seconds)
    except Empty:
        raise too_slow(seconds) from None
    if fault is not None:
        raise fault
    return result  # type: ignore[return-value]


def too_slow(seconds: float) -> SourceFailed:
    """The error for a source that takes longer than it may."""
    return SourceFailed(f"no answer within {seconds:g} seconds", help="timeout: 120 in the source gives it longer")
