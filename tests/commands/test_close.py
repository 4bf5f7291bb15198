"""`close`: reviews, carry-forward, a KPI's verdict, the end of a cycle and its reopening."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

Okrctl = Callable[[Mapping[str, str]], Callable[..., Any]]
Tree = Callable[[Path], dict[str, bytes]]
WIN = "cycles/2026-Q4/objectives/win.yaml"
REVIEW = "cycles/2026-Q4/reviews/win.yaml"
NEXT = "cycles/2027-Q1/objectives/win.yaml"
CYCLE = "cycles/2026-Q4/cycle.yaml"
FILES = {
    WIN: "title: Win\ntype: committed\nkey_results:\n  nps: {title: Score, start: 30, target: 50}\n  done: {title: Done, kind: milestone}\n",
    "cycles/2026-Q4/objectives/idea.yaml": "title: Idea\nstate: draft\n",
    CYCLE: "# our last quarter\r\ntitle: Autumn\r\n",
    "cycles/2026/objectives/top.yaml": "title: Top\ntype: goal\n",
    "cycles/2026-Q4/checkins/2026-11/a.yaml": "date: 2026-11-20\nupdates:\n  win/nps: {value: 40}\n  win/done: {done: true}\n",
    "kpis/churn.yaml": "title: Churn\n",
    "kpis/old.yaml": "title: Old\nstate: retired\n",
}
WHOLE = 'close win --verdict about_right --learned "Ask earlier"'


def body(root: Path, path: str) -> str:
    """The text of a file without its first line, the editor's."""
    return (root / "workspace" / path).read_text().partition("\n")[2]


def test_a_review_says_what_was_typed(okrctl: Okrctl, tmp_path: Path) -> None:
    run = okrctl(FILES)

    answer = run(
        f'{WHOLE} --decision done --grade 0.6 --reason "Two signed late" --helped Ana --hindered Bo --explanation Slow --json'
    )

    assert answer.json == {
        "schema": "okrctl.change/1",
        "wrote": [REVIEW],
        "ref": "2026-Q4/win",
        "id": "win",
        "sentence": "reviewed 2026-Q4/win: about right, done",
    }
    assert body(tmp_path, REVIEW) == (
        "date: 2026-11-21\nby: ana\ngrade: 0.6\nreason: Two signed late\nverdict: about_right\nhelped: Ana\n"
        "hindered: Bo\nlearned: Ask earlier\nexplanation: Slow\ndecision: done\n"
    )


def test_what_is_carried_forward_lies_in_the_next_quarter_and_the_two_are_linked(
    okrctl: Okrctl, tmp_path: Path
) -> None:
    run = okrctl(FILES)

    answer = run(f"{WHOLE} --decision carry-forward")

    assert answer.out == (
        f"✔ reviewed 2026-Q4/win: about right, carry forward; carried to 2027-Q1/win with nps    {NEXT}, {REVIEW}\n"
    )
    assert body(tmp_path, REVIEW).endswith("decision: carry_forward\ncarried_to: 2027-Q1/win\n")
    assert body(tmp_path, NEXT) == (
        "title: Win\ntype: committed\ncontinues: 2026-Q4/win\nkey_results:\n"
        "  nps:\n    title: Score\n    start: 40\n    target: 50\n"
    )
    assert run("lint --json").json["summary"]["errors"] == 0
    assert run("report --cycle 2027-Q1 --json").json["objectives"][0]["key_results"][0]["start"] == 40


def test_values_are_those_of_the_day_of_the_review(okrctl: Okrctl, tmp_path: Path) -> None:
    run = okrctl(FILES)

    run(f"{WHOLE} --decision carry_forward --to 2028 --date 2026-11-10")

    assert body(tmp_path, "cycles/2028/objectives/win.yaml").count("start: 30\n") == 1
    assert "  done:\n" in body(tmp_path, "cycles/2028/objectives/win.yaml")


def test_a_modified_objective_is_carried_only_where_a_cycle_is_named(okrctl: Okrctl, tmp_path: Path) -> None:
    run = okrctl(FILES)

    first, second = run(f"{WHOLE} --decision modify"), run("close win --decision modify --to 2027-Q2")

    assert (first.code, second.code) == (0, 0)
    assert not (tmp_path / "workspace" / NEXT).exists()
    assert (tmp_path / "workspace/cycles/2027-Q2/objectives/win.yaml").exists()
    assert body(tmp_path, REVIEW).endswith("decision: modify\ncarried_to: 2027-Q2/win\n")


def test_a_second_time_only_what_is_typed_changes(okrctl: Okrctl, tmp_path: Path) -> None:
    review = "date: 2026-11-01 # late\nverdict: about_right\n# so far\nlearned: 'Little'\n"
    run = okrctl({**FILES, REVIEW: review})

    answer = run("close win --learned 'Ask: earlier' --grade 70% --reason Why")

    assert answer.code == 0
    assert (tmp_path / "workspace" / REVIEW).read_text() == (
        "date: 2026-11-01 # late\ngrade: 0.7\nreason: Why\nverdict: about_right\n# so far\nlearned: 'Ask: earlier'\n"
    )


def test_on_a_terminal_what_is_missing_is_asked_for(okrctl: Okrctl, tmp_path: Path) -> None:
    run = okrctl(FILES)

    answer = run(
        "close win --grade 0.5", tty=True, stdin="maybe\ntoo\nAsk earlier\nThe launch moved\nd\ndone\nIt was late\n"
    )

    assert answer.code == 0, answer.err
    assert body(tmp_path, REVIEW) == (
        "date: 2026-11-21\nby: ana\ngrade: 0.5\nreason: It was late\nverdict: too_ambitious\nlearned: Ask earlier\n"
        "explanation: The launch moved\ndecision: done\n"
    )
    assert answer.err.splitlines()[0] == "2026-Q4/win: Win · 75 %, grade 0.8"
    assert '"maybe" is none of them' in answer.err


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        ("close win", 2, "--verdict is missing, and nobody can be asked"),
        ("close win --verdict about_right", 2, "--learned is missing, and nobody can be asked"),
        (WHOLE, 2, "--decision is missing, and nobody can be asked"),
        (f"{WHOLE} --decision done --grade 0.5", 2, "--reason is missing, and nobody can be asked"),
        (f"{WHOLE} --decision done --grade 5 --reason x", 2, "--grade: expected a share from 0 to 1, found 5"),
        (
            f"{WHOLE} --decision don",
            2,
            '--decision: "don" is none of done, carry_forward, modify, drop; did you mean done?',
        ),
        (f"{WHOLE} --decision done --to 2027-Q1", 2, "--to says where it is carried to, and it is not"),
        (f"{WHOLE} --decision carry_forward --to go", 2, "there is no cycle go"),
        (f"{WHOLE} --decision carry_forward --to 2026", 2, "2026/win is another objective"),
        (f"{WHOLE} --decision carry_forward --cycle 2026", 2, "--cycle is for a KPI's review"),
        ("close win --verdict keep --learned x --decision done", 2, '--verdict: "keep" is none of too_ambitious'),
        ("close win --verdict about_right --learned '' --decision done", 2, "--learned says nothing"),
        ("close win/nps", 2, "win/nps is a key result; it is closed with its objective"),
        ("close win --reopen", 2, "--reopen is for a cycle"),
        ("close nope", 4, 'no objective, key result or KPI "nope"'),
        ("close kpis/churn --verdict about_right", 2, '--verdict: "about_right" is none of keep, tweak, replace'),
        ("close kpis/churn --verdict keep --learned x --decision done", 2, "--decision is for an objective"),
        ("close kpis/churn --verdict keep --learned x --cycle go", 4, 'no cycle "go"'),
        ("close kpis/churn --verdict keep --learned x --as-of 2031-01-01", 2, "no open cycle contains 2031-01-01"),
        ("close 2026-Q4 --verdict about_right", 2, "--verdict is for an objective or a KPI"),
    ],
)
def test_what_cannot_be_closed_is_said_and_changes_nothing(
    okrctl: Okrctl, tmp_path: Path, tree_of: Tree, line: str, code: int, message: str
) -> None:
    run = okrctl({**FILES, "cycles/2026/objectives/win.yaml": "title: Another\n"})
    before = tree_of(tmp_path)

    answer = run(line.replace("close win", "close 2026-Q4/win"))

    assert (answer.code, answer.out) == (code, "")
    assert message in answer.err.splitlines()[0].replace("2026-Q4/win/nps", "win/nps")
    assert tree_of(tmp_path) == before


def test_an_objective_with_a_key_result_that_cannot_be_read_is_not_carried_on_without_it(okrctl: Okrctl) -> None:
    run = okrctl({**FILES, WIN: FILES[WIN] + "  bad: {title: Bad, start: 5, target: 5}\n"})

    answer = run(f"{WHOLE} --decision carry_forward")

    assert answer.code == 3
    assert f"error: {WIN} cannot be read: start and target are both 5" in answer.err


def test_a_verdict_on_a_kpi_lies_in_the_shortest_open_cycle(okrctl: Okrctl, tmp_path: Path) -> None:
    run = okrctl(FILES)

    quarter = run("close kpis/churn --verdict keep --learned Slow --json").json
    year = run("close kpis/churn --verdict tweak --learned Slow --cycle 2026 --json").json
    again = run("close kpis/churn --verdict replace --json").json

    assert quarter["wrote"] == ["cycles/2026-Q4/reviews/kpis/churn.yaml"]
    assert (quarter["ref"], quarter["id"], quarter["sentence"]) == ("kpis/churn", "churn", "reviewed kpis/churn: keep")
    assert year["wrote"] == ["cycles/2026/reviews/kpis/churn.yaml"]
    assert again["sentence"] == "changed 2026-Q4/reviews/kpis/churn: verdict from keep to replace"
    assert body(tmp_path, quarter["wrote"][0]) == "date: 2026-11-21\nby: ana\nverdict: replace\nlearned: Slow\n"


def test_a_cycle_with_something_unreviewed_is_not_closed(okrctl: Okrctl, tmp_path: Path, tree_of: Tree) -> None:
    run = okrctl({**FILES, "cycles/2026-Q4/objectives/broken.yaml": "title: [\n"})
    before = tree_of(tmp_path)

    answer, as_json = run("close 2026-Q4"), run("close 2026-Q4 --json")

    assert (answer.code, as_json.code) == (1, 1)
    assert answer.out == (
        "2026-Q4 is not closed: 2 objectives are not reviewed\n"
        "  2026-Q4/broken  cannot be read\n"
        "  2026-Q4/win     Win\n"
        "KPIs without a verdict: kpis/churn\n"
    )
    assert as_json.json == {
        "schema": "okrctl.change/1",
        "wrote": [],
        "ref": "2026-Q4",
        "id": "2026-Q4",
        "sentence": "2026-Q4 is not closed: 2 objectives are not reviewed",
        "unreviewed": ["2026-Q4/broken", "2026-Q4/win"],
        "kpis_without_verdict": ["kpis/churn"],
    }
    assert tree_of(tmp_path) == before


def test_a_reviewed_cycle_closes_and_opens_again_to_the_byte(okrctl: Okrctl, tmp_path: Path, tree_of: Tree) -> None:
    run = okrctl({**FILES, REVIEW: "date: 2026-11-20\n"})
    before = tree_of(tmp_path)

    early = run("close 2026-Q4 --as-of 2026-11-19")
    closed = run("close 2026-Q4")
    text = (tmp_path / "workspace" / CYCLE).read_bytes()
    twice = run("close 2026-Q4")
    opened = run("close 2026-Q4 --reopen")

    assert (early.code, closed.code, twice.code, opened.code) == (1, 0, 0, 0)
    assert closed.err == "without a verdict: kpis/churn; to give one: okrctl close kpis/churn --cycle 2026-Q4\n"
    assert text == b"# our last quarter\r\ntitle: Autumn\r\nstate: closed\r\n"
    assert twice.out == "nothing to do: 2026-Q4 is so already\n"
    assert tree_of(tmp_path) == before


def test_a_cycle_without_a_file_closes_anyway_and_opens_again(okrctl: Okrctl, tmp_path: Path) -> None:
    run = okrctl(FILES)

    closed = run("close 2026 --anyway")
    state = run("report --cycle 2026 --json").json["cycle"]["state"]
    opened = run("close 2026 --reopen")

    assert (closed.code, closed.out) == (0, "✔ closed 2026    cycles/2026/cycle.yaml\n")
    assert state == "closed"
    assert opened.code == 0
    assert run("report --cycle 2026 --json").json["cycle"]["state"] == "active"


def test_a_late_check_in_counts_after_closing(okrctl: Okrctl) -> None:
    run = okrctl({**FILES, REVIEW: "date: 2026-11-20\n"})
    run("close 2026-Q4")

    late = run("checkin 2026-Q4/win/nps 45")

    assert late.code == 0, late.err
    (objective,) = [one for one in run("report --cycle 2026-Q4 --json").json["objectives"] if one["id"] == "win"]
    assert objective["key_results"][0]["current"] == 45
