"""Whoever waits at a terminal sees that something happens; nobody else sees anything of it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from okrctl.commands import _progress
from okrctl.storage.loading import load


class Screen(io.StringIO):
    """A terminal that remembers what it was sent."""

    def isatty(self) -> bool:
        return True


def told(screen: io.StringIO, *numbers: int, patience: float) -> str:
    with _progress.reading(screen, patience) as tell:
        for number in numbers:
            assert tell
            tell(number)
    return screen.getvalue()


def test_a_quick_answer_shows_nothing() -> None:
    assert told(Screen(), 100, 200, patience=3600) == ""


def test_a_slow_one_says_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")

    assert "1,200 files so far" in told(Screen(), 1200, patience=0)


def test_a_pipe_is_told_nothing() -> None:
    with _progress.reading(io.StringIO()) as tell:
        assert tell is None


def test_every_file_is_counted(tmp_path: Path) -> None:
    (tmp_path / "okrctl.yaml").write_text("format: 1\n")
    (tmp_path / "kpis").mkdir()
    (tmp_path / "kpis/churn.yaml").write_text("title: Churn\n")
    seen: list[int] = []

    load(tmp_path, tell=seen.append)

    assert seen == [1, 2]
