"""`set`: fields changed in place, with the reason beside them, and what is refused without a byte changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

Okrctl = Callable[[Mapping[str, str]], Callable[..., Any]]
Tree = Callable[[Path], dict[str, bytes]]
WIN = "cycles/2026-Q4/objectives/win.yaml"
LOSE = "cycles/2026-Q4/objectives/lose.yaml"
CHURN = "kpis/churn.yaml"
FILES = {
    "okrctl.yaml": "format: 1\nname: Northwind\nteams: {growth: {}}\npeople: {ana: {}, bo: {}}\n",
    WIN: (
        "# ours\ntitle: 'Win'\nowner: ana   # accountable\nkey_results:\n  nps:\n    title: Score\n    start: 31\n"
        "    target: 45   # agreed in May\n    due: 2026-12-18\n"
        "  launch: {title: Launch, kind: milestone, steps: {brief: {title: Brief}}}\n"
        "  both:\n    title: Both\n    parts:\n      a: {title: A, target: 3}\n"
    ),
    LOSE: "title: Lose\nkey_results:\n  bad: {title: Bad, start: 5, target: 5}\n  fine: {title: Fine, target: 3}\n",
    CHURN: 'title: Churn\nunit: "%"\nbetter: down\nbands:\n  green: "<= 2"\n  amber: "<= 3"\nsegments: [emea]\n',
    "kpis/readings/2026-11/a.yaml": "date: 2026-11-02\nreadings: [{kpi: churn, value: 3, segment: emea}]\n",
    "cycles/2026-Q4/checkins/2026-11/a.yaml": "date: 2026-11-02\nupdates:\n  win/launch: {done: [brief]}\n",
}


@pytest.mark.parametrize(
    ("line", "path", "old", "new"),
    [
        ("set win/nps target=50", WIN, "target: 45   #", "target: 50   #"),
        ("set win/nps target=1,250", WIN, "target: 45   #", "target: 1250   #"),
        ("set win/nps target=+50%", WIN, "target: 45   #", "target: +50%   #"),
        ("set win/nps start=-3.5", WIN, "start: 31\n", "start: -3.5\n"),
        ("set win/nps due=", WIN, "    due: 2026-12-18\n", ""),
        ("set nps unit=points", WIN, "    start: 31\n", "    unit: points\n    start: 31\n"),
        ("set win owner=ana,bo", WIN, "owner: ana   #", "owner: [ana, bo]   #"),
        ("set win 'title=It is: ours'", WIN, "'Win'", "'It is: ours'"),
        ("set win parent=lose/fine", WIN, "key_results:", "parent: 2026-Q4/lose/fine\nkey_results:"),
        ("set win kpis=kpis/churn", WIN, "key_results:", "kpis: [churn]\nkey_results:"),
        ("set win/both/a target=4", WIN, "target: 3}", "target: 4}"),
        ("set win/launch steps.brief.title=Agreed", WIN, "{title: Brief}", '{title: "Agreed"}'),
        ("set win/launch steps.go.title=Live", WIN, "{title: Brief}}", '{title: Brief}, go: {title: "Live"}}'),
        ("set win/nps 'plan={2026-11-01: 35}'", WIN, "    due: 2026-12-18\n", "    due: 2026-12-18\n    plan: {2026-11-01: 35}\n"),
        ("set win/nps scoring.0.7=Good", WIN, "    due: 2026-12-18\n", '    due: 2026-12-18\n    scoring: {"0.7": "Good"}\n'),
        ("set win/nps after.reached=win/launch 'after.within=3 months'", WIN, "    due: 2026-12-18\n",
         "    due: 2026-12-18\n    after: {reached: 2026-Q4/win/launch, within: 3 months}\n"),
        ("set kpis/churn 'bands.green=<= 1.5'", CHURN, '"<= 2"', '"<= 1.5"'),
        ("set kpis/churn 'target={2026-Q4: 2, launch: as few as we can}'", CHURN, "bands:", 'target: {2026-Q4: 2, launch: "as few as we can"}\nbands:'),
        ("set lose/fine target=4", LOSE, "target: 3}", "target: 4}"),
    ],
)  # fmt: skip
def test_a_field_is_set_and_every_other_byte_stays(
    okrctl: Okrctl, tmp_path: Path, tree_of: Tree, line: str, path: str, old: str, new: str
) -> None:
    run = okrctl(FILES)
    before = tree_of(tmp_path / "workspace")

    answer = run(line)

    assert answer.code == 0, answer.err
    assert tree_of(tmp_path / "workspace") == before | {path: before[path].decode().replace(old, new, 1).encode()}


def test_several_fields_and_the_reason_in_one_edit(okrctl: Okrctl, tmp_path: Path) -> None:
    run = okrctl(FILES)

    answer = run('set win/nps target=40 due= --why "The launch moved" --as bo --date 2026-11-03 --json')

    assert answer.json == {
        "schema": "okrctl.change/1",
        "wrote": [WIN],
        "ref": "2026-Q4/win/nps",
        "id": "nps",
        "sentence": "changed 2026-Q4/win/nps: target from 45 to 40, due 2026-12-18 removed; noted why: The launch moved",
    }
    text = (tmp_path / "workspace" / WIN).read_text()
    decision = 'decisions:\n  - {date: 2026-11-03, by: bo, text: "The launch moved"}\n'
    expected = FILES[WIN].replace("target: 45", "target: 40").replace("    due: 2026-12-18\n", "")
    assert text == expected.replace("key_results:\n", decision + "key_results:\n")


def test_a_reason_alone_is_noted_on_as_of(okrctl: Okrctl, tmp_path: Path) -> None:
    run = okrctl(FILES)

    answer = run('set kpis/churn "unit=%" --why "Counted anew" --as-of 2026-11-20')

    assert answer.code == 0
    text = (tmp_path / "workspace" / CHURN).read_text()
    assert text == FILES[CHURN] + 'decisions:\n  - {date: 2026-11-20, by: ana, text: "Counted anew"}\n'


def test_a_cycle_without_a_file_gets_one(okrctl: Okrctl, tmp_path: Path) -> None:
    run = okrctl(FILES)

    answers = [run('set 2026-Q4 "theme=One thing"'), run("set 2026-Q4 title=Autumn")]

    assert [answer.code for answer in answers] == [0, 0]
    text = (tmp_path / "workspace/cycles/2026-Q4/cycle.yaml").read_text()
    assert (
        text.partition("\n")[2] == "title: Autumn\ntheme: One thing\n"
        or text.partition("\n")[2] == "theme: One thing\ntitle: Autumn\n"
    )


def test_what_is_so_already_is_not_written(okrctl: Okrctl, tmp_path: Path, tree_of: Tree) -> None:
    run = okrctl(FILES)
    before = tree_of(tmp_path)

    answer = run("set win/nps target=45 state=active kpi= --json")

    assert (answer.code, answer.json["wrote"]) == (0, [])
    assert answer.json["sentence"] == "nothing to do: 2026-Q4/win/nps is so already"
    assert tree_of(tmp_path) == before


def test_a_dry_run_shows_the_difference(okrctl: Okrctl, tmp_path: Path, tree_of: Tree) -> None:
    run = okrctl(FILES)
    before = tree_of(tmp_path)

    answer = run("set win/nps target=50 --dry-run")

    assert "-    target: 45   # agreed in May\n+    target: 50   # agreed in May\n" in answer.out
    assert tree_of(tmp_path) == before


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        ("set win/nps taget=3", 2, 'unknown key "taget"; did you mean target?'),
        ("set win/nps target", 2, '"target" is not KEY=VALUE'),
        ("set win/nps target=31", 2, "start and target are both 31: there is no way to go"),
        ("set win/nps target=abc", 2, 'expected a number, found "abc"'),
        ("set win/nps start= target=+20%", 2, "the target +20% is relative, and there is no start"),
        ("set win/nps weight=-1", 2, "weight: a weight of -1 is negative"),
        ("set win/nps kind=between", 2, "kind: between needs two limits"),
        ("set win/nps due=2026-02-30", 2, "due: 2026-02-30 is not a day of the calendar"),
        ("set win/nps due=2026-09-01", 2, "the window ends on 2026-09-01 before it starts on 2026-10-01"),
        ("set win/nps state=canceled", 2, "did you mean cancelled?"),
        ("set win/nps title=", 2, 'the required key "title" is missing'),
        ("set win/nps after.within=x", 2, "reached"),
        ("set win/nps kpi=chrun", 4, 'no KPI "chrun"; did you mean churn?'),
        ("set win/nps start.x=3", 2, "start has a single value"),
        ("set win/launch kind=metric steps= target=3", 2, ""),
        ("set win/launch steps.brief.title= steps.go.title=Go", 2, 'the required key "title" is missing'),
        ("set win key_results=x", 2, "key_results is not set as a whole"),
        ("set win decisions=x", 2, "decisions is not set as a whole"),
        ("set win owner=anna", 4, 'no person "anna"; did you mean ana?'),
        ("set win team=grwth", 4, 'no team "grwth"; did you mean growth?'),
        ("set win level=planet", 2, "is none of company"),
        ("set win parent=2026-Q4/wim", 4, "did you mean 2026-Q4/win?"),
        ("set win parent=win", 2, "parents form a loop"),
        ("set win/nope target=3", 4, "no objective, key result or KPI"),
        ("set lose/bad target=4", 3, "start and target are both 5"),
        ("set kpis/churn 'bands.green=>= 5'", 2, "better: down, and green has only a lower limit"),
        ("set kpis/churn segments=amer", 4, 'churn has no segment "emea"'),
        ("set kpis/churn 'target={'", 2, '"{" cannot be read: "{" is opened here and never closed'),
        ("set 2026-Q4 state=closed", 2, "a cycle is closed by okrctl close"),
        ("set 2026-Q4 start=2026-10-02", 2, "2026-Q4 says its own dates"),
        ("set 2026-Q4 theme=x --why y", 2, "a cycle has no decisions"),
        ("set win why=x --why ' '", 2, "--why says nothing"),
        ("set win why=x --date tomorrow --why y", 2, '"tomorrow" is not a date'),
        ("set win", 2, ""),
    ],
)
def test_what_cannot_be_set_is_said_and_changes_nothing(
    okrctl: Okrctl, tmp_path: Path, tree_of: Tree, line: str, code: int, message: str
) -> None:
    run = okrctl(FILES)
    before = tree_of(tmp_path)

    answer = run(line)

    assert (answer.code, answer.out) == (code, "")
    said = answer.err[answer.err.index("error: ") :]
    assert message in said.splitlines()[0]
    assert len(said.splitlines()) <= 4
    assert tree_of(tmp_path) == before


def test_a_key_result_at_fault_is_mended_in_its_file(okrctl: Okrctl) -> None:
    answer = okrctl(FILES)("set lose/bad target=4")

    assert answer.err[answer.err.index("error: ") :] == (
        "error: lose/bad cannot be read: start and target are both 5: there is no way to go\n"
        f"  --> {LOSE}:3:39\n"
        "  help: use kind: at_least, at_most or between to hold a value; okrctl edit lose/bad opens the file\n"
    )


def test_a_broken_file_is_not_written_to(okrctl: Okrctl, tmp_path: Path) -> None:
    run = okrctl({**FILES, WIN: FILES[WIN] + "    taget: 3\n"})

    answer = run("set win why=x")

    assert answer.code == 3
    assert "is not written to while it is broken" in answer.err
