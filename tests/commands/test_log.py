from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
GOAL = "title: Win\nkey_results:\n  referrals: {title: Referrals, start: 10, target: 20}\n"
DECIDED = (
    GOAL.replace("target: 20", "target: 15")
    + 'decisions:\n  - {date: 2026-11-03, by: ana, text: "the partner launch moved"}\n'
)
PATH = "cycles/2026-Q4/objectives/win.yaml"
RECORDS = {
    "okrctl.yaml": "format: 1\nname: Northwind\npeople:\n  ana: {email: ana@northwind.example}\n",
    "cycles/2026-Q4/checkins/c1.yaml": "date: 2026-11-10\nby: ana\nnote: Calm\npriorities: [Sign]\n"
    "updates: {win/referrals: {value: 12, confidence: 0.5}}\n",
    "cycles/2026-Q4/checkins/c2.yaml": "date: 2026-11-12\nby: ana\n"
    "updates: {win/referrals: {value: 13, status: at_risk, blockers: [Legal], note: Two went live}}\n",
    "cycles/2026-Q4/reviews/win.yaml": "date: 2026-11-20\nby: bo\nverdict: about_right\nlearned: Ask early\n",
    "kpis/churn.yaml": "title: Churn\nunit: '%'\n",
    "kpis/readings/r1.yaml": "date: 2026-11-11\nby: kim\nreadings: [{kpi: churn, value: 2.9}]\n",
}


def commit(root: Path, day: str, files: dict[str, str]) -> None:
    """Commits all files, these among them, at noon of the day."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    moment = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
    environ = os.environ | moment | {"GIT_CONFIG_GLOBAL": os.devnull}
    who = ("-c", "user.name=Ana Díaz", "-c", "user.email=ana@northwind.example")
    for command in (("add", "-A"), (*who, "commit", "-qm", "Change")):
        subprocess.run(["git", *command], cwd=root, env=environ, check=True)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace whose target was lowered on 3 November, with a check-in, a reading and a review since."""
    root = tmp_path / "repo"
    root.mkdir()
    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=root, check=True)
    commit(root, "2026-10-01", {"okrctl.yaml": RECORDS["okrctl.yaml"], PATH: GOAL})
    commit(root, "2026-11-03", {PATH: DECIDED})
    commit(root, "2026-11-20", RECORDS)
    return root


def test_it_tells_everything_in_sentences_the_newest_first(root: Path, run_in: Run) -> None:
    events = run_in("log --json", root).json["events"]

    assert [event["sentence"] for event in events] == [
        "kpis/churn: new KPI by ana on 20 Nov 2026",
        "win: reviewed: about right by bo on 20 Nov 2026: Ask early",
        "win/referrals: value 13 (+1), says at risk, blocked: Legal by ana on 12 Nov 2026: Two went live",
        "kpis/churn: value 2.9 % by kim on 11 Nov 2026",
        "2026-Q4: priorities: Sign by ana on 10 Nov 2026: Calm",
        "win/referrals: value 12, confidence 5 of 10 by ana on 10 Nov 2026",
        "win/referrals: target lowered from 20 to 15 by ana on 3 Nov 2026: the partner launch moved",
        "win: new aspirational objective with 1 key result by ana on 1 Oct 2026",
    ]


def test_it_is_narrowed_to_a_thing_and_to_days(root: Path, run_in: Run) -> None:
    def texts(line: str) -> list[str]:
        return [event["text"] for event in run_in(f"{line} --json", root).json["events"]]

    assert texts("log kpis/churn") == ["new KPI", "value 2.9 %"]
    assert texts("log win --since 2026-11-12") == [
        "reviewed: about right",
        "value 13 (+1), says at risk, blocked: Legal",
    ]
    assert texts("log --as-of 2026-10-05") == ["new aspirational objective with 1 key result"]
    assert texts("log --at HEAD~1 --as-of 2026-11-30") == [
        "target lowered from 20 to 15",
        "new aspirational objective with 1 key result",
    ]


def test_a_thing_is_followed_through_its_earlier_names(root: Path, run_in: Run) -> None:
    (root / PATH).unlink()
    (root / "cycles/2026-Q4/reviews/win.yaml").unlink()
    commit(root, "2026-11-21", {PATH.replace("win", "gain"): DECIDED})

    events = run_in("log gain --json", root).json["events"]

    assert [event["kind"] for event in events] == ["renamed", "retargeted", "new"]


def test_without_git_the_files_are_told_and_why_not_more(
    tmp_path: Path, run_in: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    root = tmp_path / "alone"
    for path, text in {**RECORDS, PATH: DECIDED}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)

    answer = run_in("log --json", root)

    assert answer.code == 0
    assert [event["kind"] for event in answer.json["events"]].count("decided") == 1
    assert "is in no git repository" in answer.err


@pytest.mark.parametrize(("line", "code"), [("log nope", 4), ("log --since soon", 2), ("log --format html", 2)])
def test_it_says_by_its_code_what_is_wrong(root: Path, run_in: Run, line: str, code: int) -> None:
    assert run_in(line, root).code == code
