"""`new objective`, `new kr`, `new kpi`, `new cycle`: what they write, and what they refuse without a byte changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

Okrctl = Callable[[Mapping[str, str]], Callable[..., Any]]
WIN = "cycles/2026-Q4/objectives/win.yaml"
GOOD = "title: Win\nkey_results:\n  nps: {title: Score, start: 31, target: 45}\n"
PEOPLE = "format: 1\nname: Northwind\nteams: {growth: {name: Growth}}\npeople: {ana: {}, bo: {}}\n"


def test_a_new_objective_is_a_file_of_the_quarter(okrctl: Okrctl, tmp_path: Path) -> None:
    run = okrctl({})

    answer = run(
        'new objective "Delight our first customers" --owner ana --type committed --why "They talk" '
        '--kr "Lift the score: 31 -> 45 points" --kr "Uptime: >= 99.9 %" --kr "Blogs: 2 per week" --kr "Live: done" --json'
    )

    assert answer.json == {
        "schema": "okrctl.change/1",
        "wrote": ["cycles/2026-Q4/objectives/delight-our-first-customers.yaml"],
        "ref": "2026-Q4/delight-our-first-customers",
        "id": "delight-our-first-customers",
        "sentence": "added objective 2026-Q4/delight-our-first-customers: Delight our first customers",
    }
    text = (tmp_path / "workspace" / answer.json["wrote"][0]).read_text()
    assert text == (
        "# yaml-language-server: $schema=../../../.okrctl/schema/1/objective.json\n"
        "title: Delight our first customers\n"
        "why: They talk\n"
        "type: committed\n"
        "owner: ana\n"
        "key_results:\n"
        "  lift-the-score:\n"
        "    title: Lift the score\n"
        "    unit: points\n"
        "    start: 31\n"
        "    target: 45\n"
        "  uptime:\n"
        "    title: Uptime\n"
        "    kind: at_least\n"
        '    unit: "%"\n'
        "    target: 99.9\n"
        "  blogs:\n"
        "    title: Blogs\n"
        "    kind: recurring\n"
        "    target: 2\n"
        "    per: week\n"
        "  live:\n"
        "    title: Live\n"
        "    kind: milestone\n"
    )


def test_a_new_key_result_is_inserted_and_nothing_else_changes(okrctl: Okrctl, tmp_path: Path) -> None:
    before = "\ufeff# ours\r\ntitle: 'Win'   # short\r\nkey_results:\r\n    nps:   {title: Score, start: 31,target: 45}\r\n\r\n# the end\r\n"
    run = okrctl({WIN: before})

    answer = run('new kr win "Cases with a customer: 2 -> 6"')

    assert (answer.code, answer.err) == (0, "")
    assert answer.out == f"✔ added key result 2026-Q4/win/cases-with-a-customer: Cases with a customer    {WIN}\n"
    after = (tmp_path / "workspace" / WIN).read_bytes().decode()
    inserted = "    cases-with-a-customer:\r\n        title: Cases with a customer\r\n        start: 2\r\n        target: 6\r\n"
    assert after.replace(inserted, "") == before
    assert inserted in after


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        ('new objective "Win"', 2, 'the id "win" is taken'),
        ('new objective "Lose" --id Win', 2, '--id: "Win" cannot be an id'),
        (
            'new objective "Lose" --type commited',
            2,
            '--type: "commited" is none of aspirational, committed, goal; did you mean committed?',
        ),
        ('new objective "Lose" --owner anna', 4, 'no person "anna"; did you mean ana?'),
        ('new objective "Lose" --team grwth', 4, 'no team "grwth"; did you mean growth?'),
        (
            'new objective "Lose" --level planet',
            2,
            '--level: "planet" is none of company, department, team, individual',
        ),
        (
            'new objective "Lose" --parent 2026-Q4/wim',
            4,
            'no objective or key result "2026-Q4/wim"; did you mean 2026-Q4/win?',
        ),
        ('new objective "Lose" --cycle launch', 4, 'no cycle "launch"'),
        ('new objective "Lose" --kr "Score"', 2, '"Score" has no measure behind a colon'),
        ('new objective "a\nb"', 2, "TITLE: a title is one line"),
        ("new objective", 2, "TITLE is missing, and nobody can be asked"),
        ('new kr wim "Score: 1 -> 2"', 4, 'no objective, key result or KPI "wim"; did you mean win?'),
        ('new kr win/nps "Score: 1 -> 2"', 2, "win/nps is a key result, not an objective"),
        ('new kr win "Other" --id nps --target 3', 2, 'the id "nps" is taken'),
        ('new kr win "Other" --start 5 --target 5', 2, "start and target are both 5: there is no way to go"),
        (
            'new kr win "Other" --kind between --low 5',
            2,
            'kind: between needs two limits, and the key "high" is missing',
        ),
        ('new kr win "Other" --target 1e3', 2, '"1e3" is not how a number is written here'),
        ('new kr win "Other" --kpi nps', 4, 'no KPI "nps"'),
        ('new kr win "Other" --kind metrc', 2, '--kind: "metrc" is none of metric'),
        ('new kpi "Score" --better upwards', 2, '--better: "upwards" is none of up, down, between, none'),
        ("new cycle launch", 2, "the id launch does not say its dates"),
        ("new cycle 2026-Q4", 2, "the cycle 2026-Q4 exists already"),
        ("new cycle 2027-Q1 --start 2027-01-01", 2, "2027-Q1 says its own dates"),
        ("new cycle launch --start 2027-02-30 --end 2027-05-01", 2, "2027-02-30 is not a day of the calendar"),
        ("new cycle win", 2, ""),
        ("new", 2, "okrctl new needs a command"),
        ("new objectve x", 2, 'no command "new objectve"; did you mean objective?'),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    okrctl: Okrctl, tmp_path: Path, tree_of: Callable[[Path], dict[str, bytes]], line: str, code: int, message: str
) -> None:
    run = okrctl({WIN: GOOD, "okrctl.yaml": PEOPLE})
    before = tree_of(tmp_path)

    answer, as_json = run(line), run(line + " --json")

    assert (answer.code, answer.out) == (code, "")
    assert message in answer.err.splitlines()[0]
    assert answer.err.startswith("error: ")
    assert len(answer.err.splitlines()) <= 4
    assert (as_json.code, as_json.json["schema"], as_json.json["exit"]) == (code, "okrctl.error/1", code)
    assert tree_of(tmp_path) == before


def test_titles_without_letters_are_numbered(okrctl: Okrctl) -> None:
    run = okrctl({})

    ids = [run(["new", "objective", title, "--json"]).json["id"] for title in ("目标", "大きな目標", "2026")]

    assert ids == ["objective", "objective-2", "objective-3"]


def test_a_dry_run_shows_the_difference_and_writes_nothing(
    okrctl: Okrctl, tmp_path: Path, tree_of: Callable[[Path], dict[str, bytes]]
) -> None:
    run = okrctl({WIN: GOOD})
    before = tree_of(tmp_path)

    answer = run('new kr win "Referrals: 10 -> 15" --dry-run')

    assert answer.code == 0
    assert [line for line in answer.out.splitlines() if line.startswith(("+", "-"))] == [
        f"--- a/{WIN}",
        f"+++ b/{WIN}",
        "+  referrals:",
        "+    title: Referrals",
        "+    start: 10",
        "+    target: 15",
    ]
    assert tree_of(tmp_path) == before


def test_on_a_terminal_what_is_missing_is_asked_for(okrctl: Okrctl, tmp_path: Path) -> None:
    run = okrctl({})

    answer = run("new objective --owner ana", tty=True, stdin="Delight\nScore: 31 -> 45\n\n")

    assert answer.code == 0
    assert "Title of the objective: " in answer.err
    assert "    target: 45\n" in (tmp_path / "workspace/cycles/2026-Q4/objectives/delight.yaml").read_text()


def test_in_ci_nobody_is_asked(okrctl: Okrctl) -> None:
    assert okrctl({})("new objective", tty=True, CI="true", stdin="Delight\n").code == 2


def test_a_broken_file_stops_writes_to_that_file_only(okrctl: Okrctl) -> None:
    run = okrctl({WIN: "title: Win: more\n", "cycles/2026-Q4/objectives/lose.yaml": GOOD})

    broken, other = run('new kr win "Score: 1 -> 2"'), run('new kr lose "Score: 1 -> 2"')

    assert (broken.code, other.code) == (3, 0)
    assert f"--> {WIN}:1:8" in broken.err
    assert f"{WIN}:1:8: error[OKR004]" in other.err


def test_a_newer_format_is_not_written_to(okrctl: Okrctl) -> None:
    answer = okrctl({"okrctl.yaml": "format: 2\n", WIN: GOOD})('new kr win "Score: 1 -> 2"')

    assert answer.code == 3
    assert "error: the workspace has format 2, and this okrctl writes format 1" in answer.err


def test_a_card_and_a_cycle(okrctl: Okrctl, tmp_path: Path) -> None:
    run = okrctl({})

    card = run('new kpi "Paid on time" --unit % --better up --target 95 --measure week --json')
    cycle = run('new cycle launch --start 2027-01-01 --end 2027-05-31 --title "Product launch" --json')

    assert (tmp_path / "workspace/kpis/paid-on-time.yaml").read_text().split("\n")[1:] == [
        "title: Paid on time",
        "measure: week",
        'unit: "%"',
        "better: up",
        "target: 95",
        "",
    ]
    assert (tmp_path / "workspace/cycles/launch/cycle.yaml").read_text().split("\n")[1:] == [
        "title: Product launch",
        "start: 2027-01-01",
        "end: 2027-05-31",
        "",
    ]
    assert (card.json["ref"], cycle.json["ref"]) == ("kpis/paid-on-time", "launch")


def test_the_most_important_finding_about_it_is_said_and_no_other(okrctl: Okrctl) -> None:
    run = okrctl({"okrctl.yaml": PEOPLE})

    objective = run('new objective "Be the best at everything"')
    key_result = run('new kr be-the-best-at-everything "Calls" --target 5')
    kpi = run('new kpi "Answer time" --json')

    assert objective.err == (
        'cycles/2026-Q4/objectives/be-the-best-at-everything.yaml:2:8: warning[OKR101] "Be the best at everything" has no '
        "key result: nobody will know whether it was reached\n"
        '  help: okrctl new kr 2026-Q4/be-the-best-at-everything "…", or type: goal for a lasting aim\n'
    )
    assert 'warning[OKR202] "Calls" has no start: it counts from 0' in key_result.err
    assert [answer.err.count("[OKR") for answer in (objective, key_result, kpi)] == [1, 1, 1]
    assert kpi.json["id"] == "answer-time"


def test_of_a_good_one_and_of_a_dry_run_nothing_is_said(okrctl: Okrctl) -> None:
    run = okrctl({})

    good = run('new objective "Delight customers" --owner ana --kr "Score of our survey: 31 -> 45 points"')
    dry = run('new objective "Be the best" --dry-run')

    assert (good.code, good.err) == (0, "")
    assert (dry.code, dry.err) == (0, "")
