"""Of very many check-ins only those are opened that are asked for; what is asked for is the same as ever."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from okrctl.core.model import Workspace
from okrctl.storage.loading import load
from okrctl.storage.reading.sought import MANY, Sought

Make = Callable[[Mapping[str, str]], Path]
GOAL = "title: Goal\nkey_results: {kr: {title: KR, start: 0, target: 9}, other: {title: Other, target: 9}}\n"


def check_ins(quarter: str, month: str, number: int) -> dict[str, str]:
    """So many check-ins in a quarter, one in seven about the goal, the others about the other goal."""
    folder = f"cycles/{quarter}/checkins/{month}"
    return {
        f"{folder}/{month}-03-ana-k{at:07}.yaml": f"date: {month}-03\nby: ana\nupdates:\n  {'other' if at % 7 else 'goal'}/kr: {{value: {at % 9}}}\n"
        for at in range(number)
    }


def crowded(number: int = MANY) -> dict[str, str]:
    goals = {f"cycles/2026-Q{q}/objectives/{name}.yaml": GOAL for q in (3, 4) for name in ("goal", "other")}
    return goals | check_ins("2026-Q3", "2026-07", 40) | check_ins("2026-Q4", "2026-10", number)


def seek_nothing(_: Workspace) -> Sought:
    return Sought(frozenset())


def test_check_ins_of_other_cycles_stay_closed(make: Make) -> None:
    root = make(crowded())

    part = load(root, seek=lambda _: Sought(frozenset({"2026-Q3"})))

    assert {cycle.id: len(cycle.checkins) for cycle in part.workspace.cycles.values()} == {"2026-Q3": 40, "2026-Q4": 0}
    assert part.findings == ()


def test_only_check_ins_that_name_it_are_read(make: Make) -> None:
    root = make(crowded())

    part = load(root, seek=lambda _: Sought(frozenset({"2026-Q3"}), (b"goal/",)))

    assert [list(one.updates) for one in part.workspace.cycles["2026-Q3"].checkins.values()] == [["goal/kr"]] * 6


def test_a_smaller_workspace_is_opened_whole(make: Make) -> None:
    root = make(crowded(60))

    assert load(root, seek=seek_nothing).workspace == load(root).workspace


def test_where_nothing_says_which_all_are_opened(make: Make) -> None:
    root = make(crowded())

    assert load(root, seek=lambda _: None).workspace == load(root).workspace


@pytest.mark.parametrize(
    "line",
    [
        "report --quarter Q3 --json --as-of 2026-11-21",
        "report --quarter --json --as-of 2026-11-21",
        "checkin 2026-Q4/goal/kr 8 --dry-run --as-of 2026-11-21 --as ana",
        "checkin 2026-Q4/goal/kr=8 2026-Q3/other/other=2 --as-of 2026-11-21 --as ana --dry-run --json",
        "checkin goal/nothing 8 --as ana",
        "checkin goal/kr 8 --as ana --dry-run",
    ],
)
def test_the_answer_is_that_of_the_whole_workspace(
    line: str, make: Make, run_in: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make(crowded())

    part = run_in(line, root)
    monkeypatch.setattr("okrctl.storage.loading.MANY", 10 * MANY)
    whole = run_in(line, root)

    assert part.code == whole.code
    assert without_ids(part.out) == without_ids(whole.out)
    assert part.err == whole.err


CORRECTED = "cycles/2026-Q4/checkins/2026-11/wrong.yaml"
CORRECTION = "cycles/2026-Q4/checkins/2026-11/right.yaml"


@pytest.mark.parametrize(
    ("corrected", "correction"),
    [
        pytest.param("goal/kr: {value: 5}", "other/kr: {value: 5}", id="the goal's value taken back"),
        pytest.param("other/kr: {value: 5}", "goal/kr: {value: 5}", id="another's value taken back"),
        pytest.param('"g\\x6fal/kr": {value: 5}', '"goal\\x2fkr": {value: 4}', id="escapes"),
    ],
)
def test_a_correction_counts_as_it_does_in_the_whole_workspace(
    corrected: str, correction: str, make: Make, run_in: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make(
        {
            **crowded(),
            CORRECTED: f"date: 2026-11-02\nby: ana\nupdates:\n  {corrected}\n",
            CORRECTION: f"date: 2026-11-03\nby: ana\nsupersedes: wrong\nupdates:\n  {correction}\n",
        }
    )
    line = "checkin 2026-Q4/goal/kr 8 --dry-run --json --as ana"

    part = run_in(line, root)
    monkeypatch.setattr("okrctl.storage.loading.MANY", 10 * MANY)
    whole = run_in(line, root)

    assert (part.json["sentence"], part.err) == (whole.json["sentence"], whole.err)


def without_ids(text: str) -> str:
    """The answer without the id that each check-in draws anew."""
    return re.sub(r"ana-[0-9a-z]{8}|\"[0-9a-hjkmnp-tv-z]{8}\"", "ID", text)
