"""The guided round in a real pseudo-terminal: every key, Ctrl-C, a narrow window, no colour, wrong answers, one file."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pexpect = pytest.importorskip("pexpect")

TWO = "title: Win\nkey_results:\n  churn: {title: Churn, start: 5, target: 0}\n  nps: {title: Score, start: 31, target: 45}\n"
TEN = "title: Win\nkey_results:\n" + "".join(f"  k{n}: {{title: Result {n}, target: 10}}\n" for n in range(10))
ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Round:
    """`okrctl checkin` on 21 November in a terminal of its own, where somebody types."""

    def __init__(self, root: Path, columns: int, environ: dict[str, str]) -> None:
        arguments = ["-m", "okrctl", "checkin", "--as-of", "2026-11-21"]
        self.child = pexpect.spawn(
            sys.executable,
            arguments,
            cwd=root,
            env=environ,
            encoding="utf-8",
            dimensions=(40, columns),
            timeout=60,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # tests may run in the background
        )
        self.seen = ""

    def answers(self, *pairs: tuple[str, str]) -> Round:
        """Waits for each question and types the answer, with the enter key behind it."""
        for question, keys in pairs:
            self.child.expect_exact(question)
            self.seen += self.child.before + self.child.after
            self.child.send(f"{keys}\r")
        return self

    def interrupted_at(self, question: str) -> int:
        """Presses Ctrl-C at the question; the exit code."""
        self.child.expect_exact(question)
        self.child.sendintr()
        return self.ended()

    def ended(self) -> int:
        """The exit code."""
        self.child.expect(pexpect.EOF)
        self.seen += self.child.before
        self.child.close()
        return int(self.child.exitstatus)


Begin = Callable[..., Round]


@pytest.fixture
def begin(tmp_path: Path) -> Begin:
    """Begins a round in a workspace with one objective."""

    def begun(objective: str = TWO, columns: int = 80, **more: str) -> Round:
        path = tmp_path / "workspace/cycles/2026-Q4/objectives/win.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(objective)
        (tmp_path / "workspace/okrctl.yaml").write_text("format: 1\n")
        kept = {name: value for name, value in os.environ.items() if name not in {"CI", "COLUMNS", "INPUTRC"}}
        own = {
            "HOME": str(tmp_path),
            "XDG_STATE_HOME": str(tmp_path / "state"),
            "OKRCTL_USER": "ana",
            "LANG": "C.UTF-8",
        }
        return Round(tmp_path / "workspace", columns, {**kept, **own, "TERM": "xterm", **more})

    return begun


def recorded(tmp_path: Path) -> list[str]:
    """What the check-in files say behind their head."""
    files = sorted((tmp_path / "workspace/cycles/2026-Q4").glob("checkins/*/*.yaml"))
    return [file.read_text().partition("updates:\n")[2] for file in files]


def text(typed: Any) -> str:
    """What was seen, without the codes that a terminal takes for itself."""
    return ESCAPE.sub("", typed).replace("\r", "")


def test_enter_keeps_s_skips_and_q_stops_and_saves(begin: Begin, tmp_path: Path) -> None:
    objective = TWO + "  rest: {title: Rest, target: 9}\n  tail: {title: Tail, target: 9}\n"
    begin(objective).answers(("value: ", "4"), ("confidence", "7"), ("note: ", ""), ("value: ", "q")).ended()

    code = begin(objective).answers(
        *[("value: ", "s"), ("value: ", ""), ("confidence", "s"), ("note: ", "Waits"), ("value: ", "3"), ("confidence", "q")]
    ).ended()  # fmt: skip

    assert code == 0
    assert sorted(recorded(tmp_path)) == [
        "  win/churn: {value: 4, confidence: 0.7}\n",
        '  win/rest: {note: "Waits"}\n  win/tail: {value: 3}\n',
    ]


def test_ctrl_c_loses_no_answer_and_the_next_round_offers_them(begin: Begin, tmp_path: Path) -> None:
    interrupted = begin().answers(
        ("value: ", "44\x1b[D\x7f3"), ("confidence", "7"), ("note: ", "Queue is longr\x1b[De")
    )
    code = interrupted.interrupted_at("value: ")
    nothing = recorded(tmp_path)
    (kept,) = (tmp_path / "state").rglob("*.yaml")
    said = kept.read_text()

    again = begin().answers(("Record them now? y, n drops them, enter asks again next time:", "y"), ("value: ", "q"))

    assert (code, nothing, again.ended()) == (130, [], 0)
    assert '{"value": 34, "confidence": 0.7, "note": "Queue is longer"}' in said
    assert recorded(tmp_path) == ['  win/churn: {value: 34, confidence: 0.7, note: "Queue is longer"}\n']
    assert not kept.exists()


def test_a_terminal_that_is_closed_loses_no_answer(begin: Begin, tmp_path: Path) -> None:
    round_ = begin().answers(("value: ", "4"), ("confidence", "7"), ("note: ", ""))
    round_.child.expect_exact("value: ")

    round_.child.kill(signal.SIGHUP)
    round_.ended()

    (kept,) = (tmp_path / "state").rglob("*.yaml")
    assert '{"value": 4, "confidence": 0.7}' in kept.read_text()


def test_forty_columns_break_between_words_and_wrong_answers_are_asked_again(begin: Begin, tmp_path: Path) -> None:
    title = "Customers who leave us in the first month after they came"
    round_ = begin(f"title: Win\nkey_results:\n  churn: {{title: {title}, start: 5, target: 0}}\n", columns=40)

    code = round_.answers(
        ("value: ", "soon"), ("value: ", "1e3"), ("value: ", "4"), ("of 10): ", "11"), ("of 10): ", "7"),
        ("note: ", ""), ("ends): ", "X"), ("ends): ", ""), ("ends): ", ""),
    ).ended()  # fmt: skip

    seen = text(round_.seen).splitlines()
    assert code == 0
    assert [line for line in seen if len(line) > 40 and ".yaml" not in line and "ends): " not in line] == []
    assert "1 of 1 · Customers who leave us in the\n  first month after they came\n  win/churn" in "\n".join(seen)
    assert '  expected a number, found "soon"' in "\n".join(seen)
    assert recorded(tmp_path) == ["  win/churn: {value: 4, confidence: 0.7}\npriorities: [X]\n"]


@pytest.mark.parametrize("plain", [{"TERM": "dumb"}, {"NO_COLOR": "1"}])
def test_a_plain_terminal_gets_no_colour(begin: Begin, plain: dict[str, str]) -> None:
    round_ = begin(**plain).answers(("value: ", "4"), ("confidence", "7"), ("note: ", ""), ("value: ", "q"))

    assert round_.ended() == 0
    assert re.findall(r"\x1b\[[0-9;]*m", round_.seen) == []
    assert "TERM" not in plain or "\x1b" not in round_.seen


def test_a_round_of_ten_updates_is_one_file(begin: Begin, tmp_path: Path) -> None:
    asked = [pair for n in range(10) for pair in (("value: ", str(n)), ("confidence", "7"), ("note: ", ""))]

    code = begin(TEN).answers(*asked, ("ends): ", ""), ("ends): ", "All asked")).answers(("ends): ", "")).ended()

    assert code == 0
    assert recorded(tmp_path) == [
        "".join(f"  win/k{n}: {{value: {n}, confidence: 0.7}}\n" for n in range(10)) + "wins: [All asked]\n"
    ]
