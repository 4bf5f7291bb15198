"""The example company: told as of a day, and moved so that its story ends on another."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from okrctl.storage.example import TOLD_ON, example_files, moved_day
from okrctl.storage.loading import load

EXAMPLE = Path(__file__).parents[2] / "examples" / "northwind"


def test_on_the_day_it_is_told_the_example_is_what_lies_in_the_repository() -> None:
    files = [*EXAMPLE.rglob("*.yaml"), *EXAMPLE.rglob("*.csv")]
    here = {path.relative_to(EXAMPLE).as_posix(): path.read_text(encoding="utf-8") for path in files}

    assert dict(example_files(TOLD_ON)) == here


@pytest.mark.parametrize(
    "today", [date(2026, 10, 1), date(2026, 12, 31), date(2027, 1, 1), date(2027, 5, 15), date(2028, 2, 29)]
)
def test_on_any_day_the_example_is_sound_and_nothing_in_it_lies_ahead(tmp_path: Path, today: date) -> None:
    for path, text in example_files(today):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")

    loaded = load(tmp_path)

    records = [c.date for cycle in loaded.workspace.cycles.values() for c in cycle.checkins.values()]
    records += [readings.date for readings in loaded.workspace.readings.values()]
    assert loaded.findings == ()
    assert max(records) <= today
    assert max(records) > today - timedelta(days=35)
    assert any(cycle.start <= today <= cycle.end for cycle in loaded.workspace.cycles.values())


@pytest.mark.parametrize(
    ("day", "today", "spread", "moved"),
    [
        (date(2026, 8, 31), date(2027, 2, 1), False, date(2026, 11, 30)),
        (date(2026, 11, 20), date(2026, 12, 31), True, date(2026, 12, 29)),
        (date(2026, 11, 20), date(2026, 12, 31), False, date(2026, 11, 20)),
        (date(2026, 7, 3), date(2026, 12, 31), True, date(2026, 7, 3)),
        (date(2024, 12, 31), date(2028, 2, 29), False, date(2026, 3, 31)),
    ],
)
def test_days_move_by_whole_quarters(day: date, today: date, spread: bool, moved: date) -> None:
    assert moved_day(day, today, spread=spread) == moved
