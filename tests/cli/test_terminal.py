"""The guided round in a real pseudo-terminal: lines can be edited, and Ctrl-C loses no answer."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

pexpect = pytest.importorskip("pexpect")

OBJECTIVE = "title: Win\nkey_results:\n  churn: {title: Churn, start: 5, target: 0}\n  nps: {title: Score, start: 31, target: 45}\n"


def test_a_round_can_be_edited_and_interrupted(tmp_path: Path) -> None:
    objective = tmp_path / "workspace/cycles/2026-Q4/objectives/win.yaml"
    objective.parent.mkdir(parents=True)
    objective.write_text(OBJECTIVE)
    (tmp_path / "workspace/okrctl.yaml").write_text("format: 1\n")
    environ = {
        **os.environ,
        "HOME": str(tmp_path),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "TERM": "xterm",
        "OKRCTL_USER": "ana",
    }
    environ.pop("CI", None)
    arguments = ["-m", "okrctl", "checkin", "--as-of", "2026-11-21"]

    round_ = pexpect.spawn(
        sys.executable,
        arguments,
        cwd=tmp_path / "workspace",
        env=environ,
        encoding="utf-8",
        dimensions=(40, 40),
        timeout=60,
    )
    round_.expect("value: ")
    round_.send("44\x1b[D\x7f3\r")
    round_.expect("confidence")
    round_.send("7\r")
    round_.expect("note: ")
    round_.send("Queue is longr\x1b[De\r")
    round_.expect("value: ")
    round_.sendintr()
    round_.expect(pexpect.EOF)
    round_.close()

    (kept,) = (tmp_path / "state").rglob("*.yaml")
    assert round_.exitstatus == 130
    assert '{"value": 34, "confidence": 0.7, "note": "Queue is longer"}' in kept.read_text()
    assert not (tmp_path / "workspace/cycles/2026-Q4/checkins").exists()
