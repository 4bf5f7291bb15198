from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from okrctl.core.model import Workspace
from okrctl.core.scoring.scores import KeyResultScore
from okrctl.core.scoring.scoring import Scores
from okrctl.core.scoring.updates import in_force
from okrctl.storage.loading import Loaded

Scored = Callable[..., KeyResultScore]
WAY = "start: 0, target: 100"


def of_check_ins(loaded: Callable[[Mapping[str, str]], Loaded], **check_ins: str) -> Workspace:
    """A workspace with one key result and these check-ins by id, each told by its head; all of them update it."""
    files = {
        "cycles/2026-Q4/objectives/goal.yaml": "title: Goal\nkey_results:\n  kr: {title: Result, start: 0, target: 100}\n"
    }
    for id_, text in check_ins.items():
        head, _, value = text.rpartition(" value: ")
        files[f"cycles/2026-Q4/checkins/2026-11/{id_}.yaml"] = f"{head}\nupdates:\n  goal/kr: {{value: {value}}}\n"
    return loaded(files).workspace


def current(workspace: Workspace, as_of: str = "2026-11-21") -> object:
    """The value of the key result on the day."""
    return Scores(workspace, date.fromisoformat(as_of)).key_result("2026-Q4/goal/kr").figures.current


def test_the_latest_value_confidence_and_words_come_from_different_updates(scored: Scored) -> None:
    result = scored(
        WAY,
        "2026-11-02 value: 10, confidence: 0.6, note: good, status: on_track",
        "2026-11-09 confidence: 0.4, note: hm",
        "2026-11-16 note: last words",
    )

    assert result.figures.current == 10
    assert result.confidence == (Decimal("0.4"), Decimal("0.6"))
    assert result.entries[-1].update.note == "last words"
    assert result.entries[-1].update.status is None


@pytest.mark.parametrize(
    ("as_of", "value"),
    [
        ("2026-10-31", None),
        ("2026-11-01", None),
        ("2026-11-02", 10),
        ("2026-11-08", 10),
        ("2026-11-09", 20),
        ("2027-06-01", 30),
    ],
)
def test_updates_after_as_of_do_not_exist(scored: Scored, as_of: str, value: int | None) -> None:
    updates = ["2026-11-02 value: 10", "2026-11-09 value: 20", "2027-01-15 value: 30"]

    assert scored(WAY, *updates, as_of=as_of).figures.current == value


def test_updates_before_the_start_and_after_the_end_of_the_cycle_count(scored: Scored) -> None:
    assert scored(WAY, "2026-09-01 value: 7").progress == Fraction(7, 100)
    assert scored(WAY, "2026-11-02 value: 10", "2027-02-03 value: 100", as_of="2027-02-03").status == "achieved"


def test_of_two_updates_on_one_day_the_later_one_counts(loaded: Callable[[Mapping[str, str]], Loaded]) -> None:
    workspace = of_check_ins(
        loaded,
        a1="date: 2026-11-02\nat: 2026-11-02T18:00:00Z value: 2",
        b1="date: 2026-11-02\nat: 2026-11-02T09:00:00Z value: 1",
    )

    assert current(workspace) == 2


def test_an_update_without_a_moment_comes_first_on_its_day(loaded: Callable[[Mapping[str, str]], Loaded]) -> None:
    workspace = of_check_ins(
        loaded, z1="date: 2026-11-02 value: 1", a1="date: 2026-11-02\nat: 2026-11-02T00:00:00Z value: 2"
    )

    assert current(workspace) == 2


def test_updates_of_one_moment_go_by_id(loaded: Callable[[Mapping[str, str]], Loaded]) -> None:
    moment = "date: 2026-11-02\nat: 2026-11-02T09:00:00Z"
    workspace = of_check_ins(loaded, b1=f"{moment} value: 2", a1=f"{moment} value: 1")

    assert current(workspace) == 2


def test_a_day_goes_before_the_moment_of_recording(loaded: Callable[[Mapping[str, str]], Loaded]) -> None:
    workspace = of_check_ins(
        loaded,
        late="date: 2026-11-02\nat: 2026-11-20T09:00:00Z value: 1",
        soon="date: 2026-11-03\nat: 2026-11-03T09:00:00Z value: 2",
    )

    assert current(workspace) == 2


def test_a_corrected_check_in_is_ignored(loaded: Callable[[Mapping[str, str]], Loaded]) -> None:
    workspace = of_check_ins(loaded, a1="date: 2026-11-09 value: 90", b1="date: 2026-11-02\nsupersedes: a1 value: 9")

    assert current(workspace) == 9


def test_a_correction_of_a_correction_leaves_both_ignored(loaded: Callable[[Mapping[str, str]], Loaded]) -> None:
    workspace = of_check_ins(
        loaded,
        a1="date: 2026-11-09 value: 90",
        b1="date: 2026-11-10\nsupersedes: a1 value: 80",
        c1="date: 2026-11-02\nsupersedes: b1 value: 7",
    )

    assert [id_ for id_, _ in in_force(workspace.cycles["2026-Q4"].checkins, date(2026, 11, 21))] == ["c1"]


def test_before_the_correction_the_mistake_stood(loaded: Callable[[Mapping[str, str]], Loaded]) -> None:
    workspace = of_check_ins(loaded, a1="date: 2026-11-02 value: 90", b1="date: 2026-11-09\nsupersedes: a1 value: 9")

    assert (current(workspace, "2026-11-08"), current(workspace, "2026-11-09")) == (90, 9)


def test_the_check_ins_of_another_cycle_do_not_count(quarter: Callable[..., Scores]) -> None:
    other = {
        "cycles/2026-Q3/objectives/goal.yaml": "title: Goal\nkey_results:\n  kr: {title: Result, target: 10}\n",
        "cycles/2026-Q3/checkins/2026-11/x1.yaml": "date: 2026-11-20\nupdates:\n  goal/kr: {value: 9}\n",
    }

    scores = quarter(
        "title: Goal\nkey_results:\n  kr: {title: Result, target: 10}\n", "2026-11-02 kr: {value: 1}", files=other
    )

    assert scores.key_result("2026-Q4/goal/kr").figures.current == 1
    assert scores.key_result("2026-Q3/goal/kr").figures.current == 9
