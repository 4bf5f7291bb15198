"""Crowds: programs that write to one workspace at once, and programs that are killed while they do."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from okrctl.storage.layout import TEMPORARY_PREFIX
from okrctl.storage.loading import Loaded, load
from tests.conftest import run_line, write_files
from tests.faults.writing_commands import WORKSPACE

WRITERS = 8
MOST_WRITES = 6
"""Writes that a program may finish before it is killed in the middle of the next ones."""

KILLS_OF_ONE = 20
"""Kills that one workspace meets."""

LONGEST_WAIT = 0.04
"""Seconds from then on; a write takes about as long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """What became of many writes at once."""

    kept: int
    """Writes that were said to be done."""
    refused: int
    """Writes that were refused, each with exit code 5."""
    loaded: Loaded


def crowd(root: Path, line_of: Callable[[int, int], str], times: int) -> Crowd:
    """Eight processes, each typing so many lines; `line_of(writer, number)` says which."""
    children = [_child(root, [line_of(writer, number) for number in range(times)]) for writer in range(WRITERS)]
    codes = [int(code) for _, answers in children for code in _read(answers).split()]
    for child, _ in children:
        os.waitpid(child, 0)
    assert len(codes) == WRITERS * times, "a writer came to no end"
    assert set(codes) <= {0, 5}, codes
    return Crowd(kept=codes.count(0), refused=codes.count(5), loaded=load(root))


def _child(root: Path, lines: Sequence[str]) -> tuple[int, int]:
    """A process that runs the lines and tells each exit code through the pipe; its id and the pipe's end."""
    answers, telling = os.pipe()
    child = os.fork()
    if child:
        os.close(telling)
        return child, answers
    with suppress(BaseException):
        for line in lines:
            os.write(telling, f"{run_line(line, root, OKRCTL_USER='ana').code} ".encode())
    os._exit(0)


def _read(pipe: int) -> str:
    with os.fdopen(pipe) as stream:
        return stream.read()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kills:
    """What many kills at random moments left."""

    kills: int
    acknowledged: int
    """Writes that were said to be done before the kill; all of them are there."""
    left: int
    """Temporary files that kills left; `lint` names all of them."""


def kill_at_random(folder: Path, times: int, seed: int) -> Kills:
    """Kills a program that writes, as `kill -9` does, at a random moment, again and again in a few workspaces."""
    chance = random.Random(seed)
    acknowledged, killed = 0, 0
    for number in range(times):
        root = folder / f"workspace-{number // KILLS_OF_ONE}"
        if number % KILLS_OF_ONE == 0:
            assert (
                run_line("checkin hire/offers 3", write_files(root, WORKSPACE)).code == 0
            )  # imports what children need
        lines = [line.format(n=f"{number}-{step}", v=number * 100 + step) for step in range(40) for line in LINES]
        child, answers = _child(root, lines)
        told = b"".join(os.read(answers, 2) for _ in range(chance.randrange(MOST_WRITES)))
        time.sleep(chance.uniform(0, LONGEST_WAIT))
        os.kill(child, signal.SIGKILL)
        killed += os.waitpid(child, 0)[1] == signal.SIGKILL
        codes = (told.decode() + _read(answers)).split()
        assert set(codes) <= {"0"}, (number, codes)
        acknowledged += len(codes)
        _nothing_is_lost(root, number, lines[: len(codes)])
    left = list(folder.rglob(f"{TEMPORARY_PREFIX}*"))
    return Kills(kills=killed, acknowledged=acknowledged, left=len(left))


LINES = (
    "checkin hire/offers {v} -m 'note {n}'",
    "set hire/offers unit='unit {n}'",
    "new kr grow 'Result {n}: 1 -> 2' --id kr-{n}",
    "new kpi 'Number {n}' --id kpi-{n}",
)


def _nothing_is_lost(root: Path, number: int, done: Sequence[str]) -> None:
    """Every write that was acknowledged is there, every file can be read, and `lint` names whatever else lies there."""
    loaded = load(root)
    assert {f.code for f in loaded.findings} <= {"OKR008"}, (number, loaded.findings)
    named = {f.path for f in loaded.findings}
    left = {path.relative_to(root).as_posix() for path in root.rglob(f"{TEMPORARY_PREFIX}*")}
    assert left == named, (number, left, named)
    cycle = loaded.workspace.cycles["2026-Q4"]
    notes = {update.note for check_in in cycle.checkins.values() for update in check_in.updates.values()}
    assert {note for line in done if (note := _between(line, "-m '")) if line.startswith("checkin")} <= notes, number
    added = {line.rpartition(" ")[2] for line in done if "--id" in line}
    assert added <= {*cycle.objectives["grow"].key_results, *loaded.workspace.kpis}, number


def _between(line: str, before: str) -> str:
    return line.partition(before)[2].partition("'")[0]
