"""Random histories on random branches, merged in random orders: check-ins never conflict and the facts are the same."""

from __future__ import annotations

import json
import random
import shutil
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import run_line
from tests.faults.histories import PEOPLE, RECORDS, History, checked_out, facts, merged, orphans
from tests.faults.sizes import FULL

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="needs git")
HISTORIES = 40 if FULL else 5
ORDERS = 6 if FULL else 2


def findings(root: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run_line("lint --json", root).out)["findings"]
    return found


@pytest.mark.parametrize("renames", [False, True], ids=["without renames", "with renames"])
@pytest.mark.parametrize("seed", range(HISTORIES))
def test_every_order_of_merging_gives_the_same_facts(seed: int, renames: bool, tmp_path: Path) -> None:
    history = History(tmp_path / "repository", seed, renames)
    orders = random.Random(seed).sample(list(permutations(PEOPLE)), ORDERS)

    results = [merged(history, order) for order in orders]

    roots = [checked_out(history, one.tree, tmp_path / f"merged-{n}") for n, one in enumerate(results)]
    assert all(facts(root) == facts(roots[0]) for root in roots), history.steps
    conflicts = [conflict for one in results for conflict in one.conflicts]
    records = [path for _, path in conflicts if any(part in path for part in RECORDS)]
    assert not records or renames, (records, history.steps)
    if not conflicts and not renames:  # git takes one renamed file for another where two are much alike
        assert len({one.tree for one in results}) == 1, history.steps
    for root in roots:
        told = {finding["path"] for finding in findings(root) if finding["code"] == "OKR023"}
        assert set(orphans(root)) <= told, history.steps


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_a_conflict_of_definitions_is_left_as_git_marks_it_and_both_sides_are_pointed_at(
    seed: int, tmp_path: Path
) -> None:
    history = History(tmp_path / "repository", seed)

    conflicts = merged(history, PEOPLE).conflicts

    for number, (tree, path) in enumerate(conflicts):
        root = checked_out(history, tree, tmp_path / f"marked-{number}")
        text = (root / path).read_text()
        (finding,) = [one for one in findings(root) if one["code"] == "OKR003" and one["path"] == path]
        answer = run_line(["lint", path], root)
        assert text.count("<<<<<<< ") >= 1
        assert finding["line"] == text[: text.index("<<<<<<< ")].count("\n") + 1
        first = text[text.index("<<<<<<< ") : text.index(">>>>>>> ") + 1].split("\n")
        begins, other, ends = 0, first.index("======="), len(first) - 1
        for line in (begins, other, ends):
            assert f"{finding['line'] + line} | {text.splitlines()[finding['line'] - 1 + line]}" in answer.out
        assert (root / path).read_text() == text
