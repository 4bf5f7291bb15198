"""Files in any hand's style, and every command that edits one: applied or refused, every other byte kept, none wrong."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import run_line, write_files
from tests.faults.hands import EDITS, OBJECTIVE, tried
from tests.faults.sizes import FULL

STYLES = 200 if FULL else 10


@pytest.mark.parametrize("line", EDITS)
def test_an_edit_of_any_hands_file_changes_its_fact_and_nothing_else(line: str, tmp_path: Path) -> None:
    outcomes = [tried(seed, line, tmp_path) for seed in range(STYLES)]

    assert [one.about for one in outcomes if one.outcome == "wrong"] == []
    assert Counter(one.outcome for one in outcomes)["applied"] >= STYLES * 0.6


ANCHORED = {
    "an alias": "title: &t Win\nkey_results:\n  nps: {title: *t, start: 31, target: 45}\n",
    "a merge key": "title: Win\nkey_results:\n  nps: &n {title: Score, start: 31, target: 45}\n  calls: {<<: *n, title: Calls}\n",
    "an anchor alone": "title: Win\nkey_results:\n  nps: &n {title: Score, start: 31, target: 45}\n",
    "a tag": "title: !!str Win\nkey_results:\n  nps: {title: Score, start: 31, target: 45}\n",
}
LINES = (
    "set win title=Won",
    "set win/nps target=50",
    "new kr win 'More: 1 -> 2'",
    "rename win/nps score",
    "rename win won",
    "lint --fix",
)


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("what", ANCHORED)
def test_what_yaml_can_say_in_two_places_is_never_edited(what: str, line: str, tmp_path: Path) -> None:
    root = write_files(tmp_path / "workspace", {OBJECTIVE: ANCHORED[what]})

    answer = run_line(line, root)

    assert answer.code in ((1,) if line.startswith("lint") else (3,)), answer
    assert (root / OBJECTIVE).read_text() == ANCHORED[what]
    assert "OKR006" in answer.out + answer.err
