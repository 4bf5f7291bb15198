"""The figures of the README, all of them at full size, as the table that stands there; it takes half an hour.

python -m tests.faults [calls crowds kills merges hands hostile]
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import permutations
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.conftest import write_files
from tests.faults import hands, test_hostile_links, test_hostile_repositories
from tests.faults.crowds import WRITERS, crowd, kill_at_random
from tests.faults.failing_disk import FAULTS
from tests.faults.histories import PEOPLE, RECORDS, History, checked_out, facts, merged
from tests.faults.trials import Trial
from tests.faults.writing_commands import COMMANDS, WORKSPACE

TIMES, KILLS, HISTORIES, STYLES = 50, 200, 40, 200
Row = tuple[str, str]


def calls(folder: Path) -> Iterator[Row]:
    """For each command, the calls that were let fail and what came of it."""
    for number, (name, command) in enumerate(COMMANDS.items()):
        figures = Trial(command, folder / str(number)).figures(FAULTS)
        halfway = f", {figures.halfway} completed by the same command" if figures.halfway else ""
        yield (
            name,
            f"{figures.tried} faults in {figures.calls} calls: {figures.undone} undone, {figures.done} done{halfway}",
        )


def crowds(folder: Path) -> Iterator[Row]:
    """Eight programs at once."""
    root = write_files(folder / "check-ins", WORKSPACE)
    done = crowd(root, lambda writer, number: f"checkin hire/offers {writer * 1000 + number}", TIMES)
    there = len(done.loaded.workspace.cycles["2026-Q4"].checkins) - 1
    yield f"check-ins, {WRITERS} programs × {TIMES}", f"{done.kept} kept, {there} there"
    root = write_files(folder / "edits", WORKSPACE)
    done = crowd(root, lambda writer, number: f"new kr hire 'Result: 1 -> 2' --id kr-{writer}-{number}", TIMES)
    there = len(done.loaded.workspace.cycles["2026-Q4"].objectives["hire"].key_results) - 2
    yield (
        f"edits of one objective, {WRITERS} programs × {TIMES}",
        f"{done.kept} kept, {there} there, {done.refused} refused",
    )


def kills(folder: Path) -> Iterator[Row]:
    """Programs that are killed."""
    done = kill_at_random(folder, KILLS, seed=7)
    yield (
        "`kill -9` at random moments",
        f"{done.kills}: {done.acknowledged} writes said to be done, all there; {done.left} temporary files, all named",
    )


def merges(folder: Path) -> Iterator[Row]:
    """Random histories."""
    for renames in (False, True):
        orders = list(permutations(PEOPLE))
        conflicts: Counter[str] = Counter()
        for seed in range(HISTORIES):
            history = History(folder / f"{seed}-{renames}", seed, renames)
            results = [merged(history, order) for order in random.Random(seed).sample(orders, len(orders))]
            roots = [checked_out(history, one.tree, folder / f"{seed}-{renames}-{n}") for n, one in enumerate(results)]
            assert all(facts(root) == facts(roots[0]) for root in roots), history.steps
            paths = [path for one in results for _, path in one.conflicts]
            conflicts.update("records" if any(part in path for part in RECORDS) else "definitions" for path in paths)
        yield (
            f"{HISTORIES} histories × {len(orders)} orders, {'with' if renames else 'without'} renames",
            f"the same records in every order; conflicts: {conflicts['records']} of records, {conflicts['definitions']} of definitions",
        )


def styles(folder: Path) -> Iterator[Row]:
    """Files in many hands' styles."""
    outcomes = Counter(hands.tried(seed, line, folder).outcome for line in hands.EDITS for seed in range(STYLES))
    told = ", ".join(f"{outcomes[outcome]} {outcome}" for outcome in ("applied", "refused", "wrong"))
    yield f"{STYLES} styles × {len(hands.EDITS)} edits", told


def hostile(folder: Path) -> Iterator[Row]:
    """Repositories and links that set traps."""
    files = [str(Path(module.__file__ or "")) for module in (test_hostile_repositories, test_hostile_links)]
    code = pytest.main(["-q", "-n", "0", "-p", "no:cacheprovider", *files])
    told = "none sprung" if code == 0 else "FAILED"
    traps, lines = len(test_hostile_repositories.TRAPS), len(test_hostile_repositories.LINES)
    yield f"{traps} repositories with traps × {lines} commands", told
    links = len(test_hostile_links.FOLDERS) + 2 * len(test_hostile_links.FILES)
    yield f"{links} links that lead out × {len(test_hostile_links.LINES)} commands", told.replace("sprung", "followed")


SECTIONS: Mapping[str, Callable[[Path], Iterator[Row]]] = {
    "calls": calls, "crowds": crowds, "kills": kills, "merges": merges, "hands": styles, "hostile": hostile,
}  # fmt: skip


def main(chosen: list[str]) -> None:
    """Prints the table, each row as soon as it is known."""
    for name in chosen or SECTIONS:
        with tempfile.TemporaryDirectory() as folder:
            own = {key: f"{folder}/{key.lower()}" for key in ("XDG_CACHE_HOME", "XDG_STATE_HOME")}
            with patch.dict(os.environ, own):
                for what, told in SECTIONS[name](Path(folder)):
                    print(f"| {what} | {told} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
