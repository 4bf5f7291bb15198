"""A guided round that was interrupted: the next one of the same person in the same workspace offers its answers."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

Okrctl = Callable[[Mapping[str, str]], Callable[..., Any]]
FILES = {
    "cycles/2026-Q4/objectives/win.yaml": (
        "title: Win\nowner: ana\nkey_results:\n"
        "  churn: {title: Churn, start: 5, target: 0}\n  nps: {title: Score, start: 31, target: 45}\n"
    )
}
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
ASKED = "Record them now? y, n drops them, enter asks again next time: "


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kept rounds lie in this test's own folder."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def interrupted(okrctl: Okrctl, keys: str = "4\n7\nFalling\n") -> Callable[..., Any]:
    """What runs command lines in a workspace where a round ended with Ctrl-C after these answers."""
    run = okrctl(FILES)
    assert run("checkin", tty=True, stdin=keys, interrupt=True).code == 130
    return run


def kept(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "state").rglob("round-*.yaml"))


def recorded(tmp_path: Path) -> list[str]:
    """The check-ins without their first line, the editor's."""
    files = sorted((tmp_path / "workspace/cycles").rglob("checkins/*/*.yaml"))
    return [file.read_text().split("\n", 1)[1] for file in files]


def test_the_next_round_records_the_answers_with_their_day_and_goes_on(okrctl: Okrctl, tmp_path: Path) -> None:
    run = interrupted(okrctl)

    answer = run("checkin", tty=True, stdin="y\n33\n\n\n\n\n", now=MONDAY)

    assert answer.code == 0
    assert answer.err.startswith(f"1 answer from 21 Nov 12:00 was not recorded: win/churn\n{ASKED}")
    assert "1 of 1 · Score    win/nps" in answer.err
    assert recorded(tmp_path) == [
        "date: 2026-11-21\nat: 2026-11-21T12:00:00Z\nby: ana\nupdates:\n"
        '  win/churn: {value: 4, confidence: 0.7, note: "Falling"}\n',
        "date: 2026-11-23\nat: 2026-11-23T08:00:00Z\nby: ana\nupdates:\n  win/nps: {value: 33}\n",
    ]
    assert kept(tmp_path) == []


def test_answers_that_are_declined_are_dropped(okrctl: Okrctl, tmp_path: Path) -> None:
    run = interrupted(okrctl)

    answer = run("checkin", tty=True, stdin="perhaps\nno\nq\n")

    assert '"perhaps" is none of them' in answer.err
    assert "They are dropped." in answer.err
    assert "1 of 2 · Churn    win/churn" in answer.err
    assert (recorded(tmp_path), kept(tmp_path)) == ([], [])


@pytest.mark.parametrize("keys", ["\nq\n", ""])
def test_answers_that_are_left_alone_are_offered_again(okrctl: Okrctl, tmp_path: Path, keys: str) -> None:
    run = interrupted(okrctl)

    first, second = run("checkin", tty=True, stdin=keys), run("checkin", tty=True, stdin=keys)

    assert (ASKED in first.err, ASKED in second.err) == (True, True)
    assert (recorded(tmp_path), len(kept(tmp_path))) == ([], 1)


def test_ctrl_c_at_the_offer_loses_nothing(okrctl: Okrctl, tmp_path: Path) -> None:
    run = interrupted(okrctl)

    assert run("checkin", tty=True, interrupt=True).code == 130
    assert len(kept(tmp_path)) == 1


def test_answers_recorded_by_hand_are_not_offered_again(okrctl: Okrctl, tmp_path: Path) -> None:
    run = interrupted(okrctl)
    (file,) = kept(tmp_path)

    dry, real = run(["checkin", "--from", str(file), "--dry-run"]), run(["checkin", "--from", str(file)])

    assert (dry.code, real.code, len(recorded(tmp_path)), kept(tmp_path)) == (0, 0, 1, [])
    assert ASKED not in run("checkin", tty=True, stdin="q\n").err


def test_a_persons_own_file_is_left_where_it_is(okrctl: Okrctl, tmp_path: Path) -> None:
    run = okrctl(FILES)
    mine = tmp_path / "round-of-friday.yaml"
    mine.write_text("updates: {win/nps: {value: 33}}\n")

    run(["checkin", "--from", str(mine)])

    assert mine.exists()


def test_rounds_of_others_and_of_other_workspaces_are_not_offered(
    okrctl: Okrctl, tmp_path: Path, run_in: Callable[..., Any]
) -> None:
    run = interrupted(okrctl)
    other = tmp_path / "other"
    (other / "cycles/2026-Q4/objectives").mkdir(parents=True)
    (other / "okrctl.yaml").write_text("format: 1\n")
    (other / "cycles/2026-Q4/objectives/win.yaml").write_text(FILES["cycles/2026-Q4/objectives/win.yaml"])

    by_bo = run("checkin --as bo", tty=True, stdin="q\n")
    elsewhere = run_in("checkin", other, tty=True, stdin="q\n")

    assert (ASKED in by_bo.err, ASKED in elsewhere.err) == (False, False)


def test_answers_that_fit_no_longer_say_where_they_lie(okrctl: Okrctl, tmp_path: Path) -> None:
    run = interrupted(okrctl)
    run("rename win/churn leaving")

    answer = run("checkin", tty=True, stdin="q\n")

    (file,) = kept(tmp_path)
    assert answer.err.startswith(
        'Answers of an earlier round cannot be recorded: no objective or key result "2026-Q4/win/churn"'
    )
    assert f"They lie in {file}; mend or delete it\n" in answer.err


def test_every_round_that_was_interrupted_is_offered_the_oldest_first(okrctl: Okrctl, tmp_path: Path) -> None:
    run = interrupted(okrctl)
    assert run("checkin", tty=True, stdin="\ns\n33\n8\n\nSign\n", interrupt=True, now=MONDAY).code == 130

    answer = run("checkin", tty=True, stdin="y\ny\n", now=MONDAY, COLUMNS="120")

    assert answer.code == 0
    assert "2 answers from 23 Nov 08:00 were not recorded: win/nps and what you said of the week" in answer.err
    assert [text.splitlines()[0] for text in recorded(tmp_path)] == ["date: 2026-11-21", "date: 2026-11-23"]


def test_what_was_written_and_not_committed_is_not_offered_again(okrctl: Okrctl, tmp_path: Path) -> None:
    run = interrupted(okrctl)
    root = tmp_path / "workspace"
    hook = root / ".git/hooks/pre-commit"
    _git_with_a_failing_hook(root, hook)

    answer = run("checkin --commit", tty=True, stdin="y\n")

    assert answer.code == 5
    assert (len(recorded(tmp_path)), kept(tmp_path)) == (1, [])


def _git_with_a_failing_hook(root: Path, hook: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    subprocess.run(["git", "config", "user.name", "Ana"], cwd=root, check=True)
    subprocess.run(["git", "config", "user.email", "ana@northwind.example"], cwd=root, check=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
