"""`checkin`: one value, several, words only, a round handed over, corrections; and what is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

Okrctl = Callable[[Mapping[str, str]], Callable[..., Any]]
WIN = "cycles/2026-Q4/objectives/win.yaml"
FILES = {
    WIN: (
        "title: Win\nowner: ana\nkey_results:\n"
        "  nps: {title: Score, start: 31, target: 45, unit: points}\n"
        "  churn: {title: Churn, start: 5, target: -5}\n"
        "  launch: {title: Launch, kind: milestone, steps: {brief: {title: Brief}, contract: {title: Contract}}}\n"
        "  live: {title: Live, kind: milestone}\n"
        "  mood: {title: Mood, kind: score}\n"
        "  fed: {title: Fed, kpi: visits, target: 900}\n"
    ),
    "cycles/2026/objectives/grow.yaml": "title: Grow\nowner: ana\nkey_results: {sales: {title: Sales, start: 0, target: 9}}\n",
    "kpis/visits.yaml": "title: Visits\nunit: visits\n",
    "kpis/mood.yaml": "title: Mood\nscale: [poor, good]\n",
}


def records(root: Path) -> dict[str, str]:
    """The texts of every check-in and readings file below the root, ids made equal."""
    found = sorted(path for path in root.rglob("*.yaml") if "checkins" in path.parts or "readings" in path.parts)
    return {
        re.sub(r"[^-]{8}\.yaml$", "ID.yaml", p.relative_to(root).as_posix()): p.read_text().split("\n", 1)[1]
        for p in found
    }


def test_one_value_is_one_file(okrctl: Okrctl, tmp_path: Path) -> None:
    run = okrctl(FILES)

    answer = run(
        'checkin win/nps 35 --confidence 7 -m "Two \\"partners\\" went live" --status at-risk --blocker Legal --next "Sign: third"'
    )

    assert re.fullmatch(
        r"✔ win/nps 35 · 29 % · at risk \(−27\)    cycles/2026-Q4/checkins/2026-11/2026-11-21-ana-\w{8}.yaml\n",
        answer.out,
    )
    assert records(tmp_path / "workspace") == {
        "cycles/2026-Q4/checkins/2026-11/2026-11-21-ana-ID.yaml": (
            "date: 2026-11-21\nat: 2026-11-21T12:00:00Z\nby: ana\nupdates:\n"
            '  win/nps: {value: 35, confidence: 0.7, status: at_risk, blockers: ["Legal"], next: "Sign: third", note: "Two \\"partners\\" went live"}\n'
        )
    }


def test_several_values_are_one_sitting_and_a_file_in_each_folder(okrctl: Okrctl, tmp_path: Path) -> None:
    run = okrctl(FILES)

    answer = run('checkin win/nps=35 grow/sales=3 kpis/visits=1,250 kpis/mood=good -m "Fine" --date 2026-11-20 --json')

    written = records(tmp_path / "workspace")
    assert list(written) == [
        "cycles/2026/checkins/2026-11/2026-11-20-ana-ID.yaml",
        "cycles/2026-Q4/checkins/2026-11/2026-11-20-ana-ID.yaml",
        "kpis/readings/2026-11/2026-11-20-ana-ID.yaml",
    ]
    assert len({path[-13:] for path in answer.json["wrote"]}) == 1
    assert (
        "readings:\n  - {kpi: visits, value: 1250}\n  - {kpi: mood, value: good}\n"
        in written["kpis/readings/2026-11/2026-11-20-ana-ID.yaml"]
    )
    assert (answer.json["ref"], len(answer.json["id"])) == (None, 8)


@pytest.mark.parametrize(
    ("line", "update"),
    [
        ("win/churn -3", "win/churn: {value: -3}"),
        ("churn -3.5", "win/churn: {value: -3.5}"),
        ("2026-Q4/win/nps 1.2k", "win/nps: {value: 1200}"),
        ("win/launch --done brief --done contract", "win/launch: {done: [brief, contract]}"),
        ("win/launch --undone brief", "win/launch: {undone: [brief]}"),
        ("win/live done", "win/live: {done: true}"),
        ("win/live not-done", "win/live: {done: false}"),
        ("win/live 40%", "win/live: {value: 0.4}"),
        ("win/mood 0.7", "win/mood: {value: 0.7}"),
        ("win/fed --confidence 7/10", "win/fed: {confidence: 0.7}"),
        ("win/nps -m Waiting", 'win/nps: {note: "Waiting"}'),
    ],
)
def test_each_kind_is_recorded_in_its_own_way(okrctl: Okrctl, tmp_path: Path, line: str, update: str) -> None:
    answer = okrctl(FILES)(f"checkin {line}")

    assert (answer.code, answer.err) == (0, "")
    assert [text.split("updates:\n")[1].strip() for text in records(tmp_path / "workspace").values()] == [update]


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        ("win/mps 35", 4, 'no objective, key result or KPI "win/mps"; did you mean win/nps?'),
        ("win 35", 2, "win is an objective; values belong to key results"),
        ("win/nps soon", 2, 'expected a number, found "soon"'),
        ("win/nps", 2, "nothing to record"),
        ("win/nps 35 36", 2, "cannot tell refs from values: win/nps 35 36"),
        ("win/nps 35 --confidence 11", 2, '"11" is not a confidence'),
        ("win/nps 35 --confidnce 7", 2, "no option --confidnce; did you mean --confidence?"),
        ("win/nps 35 --status great", 2, '--status: "great" is none of on_track, behind, at_risk'),
        ("win/nps 35 --date 2026-02-30", 2, "2026-02-30 is not a day of the calendar"),
        ("win/nps --done brief", 2, "win/nps is no milestone; it has no steps"),
        ("win/live --done brief", 2, "win/live has no steps"),
        ("win/launch --done brif", 4, 'no step "brif"; did you mean brief?'),
        ("win/mood 7", 2, 'win/mood is a score, and "7" is not a value of one'),
        ("win/fed 35", 2, "win/fed takes its value from the KPI visits"),
        ("kpis/visits", 2, "kpis/visits needs a value"),
        ("kpis/mood great", 2, '"great" is not on the scale'),
        ("kpis/visits 3 --confidence 7", 2, "a KPI takes a value, a note and a --signal"),
        ("win/nps=3 nps=4", 2, "win/nps is named twice"),
        ("win/nps 35 --supersedes nothing", 4, 'no check-in "nothing"'),
        ("--amend -m more", 2, "ana has no check-in to amend"),
        ("", 2, "nobody can be asked here"),
        ("--from nowhere.yaml", 3, "cannot read nowhere.yaml"),
        (["checkin", "win/nps", "35", "-m", "\x1b[2J"], 2, "a text holds the control character \\u{1b}"),
    ],
)
def test_what_cannot_be_recorded_is_said_and_changes_nothing(
    okrctl: Okrctl,
    tmp_path: Path,
    tree_of: Callable[[Path], dict[str, bytes]],
    line: str | list[str],
    code: int,
    message: str,
) -> None:
    run = okrctl(FILES)
    before = tree_of(tmp_path)

    answer = run(line if isinstance(line, list) else f"checkin {line}")

    assert (answer.code, answer.out) == (code, "")
    assert message in answer.err.splitlines()[0]
    assert tree_of(tmp_path) == before


ROUND = """\
note: A good week
updates:
  win/nps: {value: 35, confidence: 0.6, note: "Up"}
  launch:
    done: [brief]
    blockers: [Legal]
  kpis/visits: {value: 900}
readings:
  - {kpi: mood, value: good}
priorities: [Sign partner three]
wins: [First referral]
"""


def test_a_round_is_handed_over_on_stdin(okrctl: Okrctl, tmp_path: Path) -> None:
    answer = okrctl(FILES)("checkin --from -", stdin=ROUND)

    written = records(tmp_path / "workspace")
    assert (answer.code, answer.err) == (0, "")
    assert written["cycles/2026-Q4/checkins/2026-11/2026-11-21-ana-ID.yaml"] == (
        "date: 2026-11-21\nat: 2026-11-21T12:00:00Z\nby: ana\nnote: A good week\nupdates:\n"
        '  win/nps: {value: 35, confidence: 0.6, note: "Up"}\n'
        '  win/launch: {done: [brief], blockers: ["Legal"]}\n'
        "priorities: [Sign partner three]\nwins: [First referral]\n"
    )
    assert (
        "  - {kpi: mood, value: good}\n  - {kpi: visits, value: 900}\n"
        in written["kpis/readings/2026-11/2026-11-21-ana-ID.yaml"]
    )


def test_a_round_may_be_json(okrctl: Okrctl, tmp_path: Path) -> None:
    answer = okrctl(FILES)(
        "checkin --from -",
        stdin='{\n\t"date": "2026-11-19",\n\t"by": "bo",\n\t"updates": {"win/nps": {"value": 35.5}}\n}\n',
    )

    assert (answer.code, answer.err) == (0, "")
    assert list(records(tmp_path / "workspace")) == ["cycles/2026-Q4/checkins/2026-11/2026-11-19-bo-ID.yaml"]


@pytest.mark.parametrize(
    ("text", "code", "place", "message"),
    [
        ("updates:\n  win/nps: {value: 1e3}\n", 2, "stdin:2:20", "is not how a number is written here"),
        ("updates:\n  win/nps: {valu: 3}\n", 2, "stdin:2:13", 'unknown key "valu"; did you mean value?'),
        ("updates:\n  win/mood: {value: 7}\n", 2, "stdin:2:21", "expected a share from 0 to 1, found 7"),
        ("updates:\n  win/launch: {done: [brif]}\n", 2, "stdin:2:23", 'no step "brif"; did you mean brief?'),
        ("updates: [\n", 2, "stdin:1:10", '"[" is opened here and never closed'),
        ("- a\n", 2, "stdin:1:1", "expected keys and values at the top of the file, found a list"),
        ("", 2, "stdin", "the file is empty"),
        ("updates:\n  win/mps: {value: 3}\n", 4, "", "did you mean win/nps?"),
    ],
)
def test_a_round_that_is_wrong_is_refused_with_its_place(
    okrctl: Okrctl,
    tmp_path: Path,
    tree_of: Callable[[Path], dict[str, bytes]],
    text: str,
    code: int,
    place: str,
    message: str,
) -> None:
    run = okrctl(FILES)
    before = tree_of(tmp_path)

    answer = run("checkin --from -", stdin=text)

    assert answer.code == code
    assert message in answer.err
    assert f"--> {place}" in answer.err or not place
    assert tree_of(tmp_path) == before


def test_amending_rewrites_my_newest_and_keeps_what_is_not_said_anew(okrctl: Okrctl, tmp_path: Path) -> None:
    run = okrctl(FILES)
    run("checkin win/nps 35 --confidence 7 -m Fine")

    answer = run("checkin win/nps 36 --amend --confidence 8")

    assert answer.code == 0
    assert [text.split("updates:\n")[1] for text in records(tmp_path / "workspace").values()] == [
        '  win/nps: {value: 36, confidence: 0.8, note: "Fine"}\n'
    ]


def test_a_correction_names_the_record_that_is_wrong(okrctl: Okrctl, tmp_path: Path) -> None:
    run = okrctl(FILES)
    wrong = run("checkin win/nps 53 --json").json["id"]

    assert f"ana  {wrong}" in run("show win/nps").out
    right = run(f"checkin win/nps 35 --supersedes {wrong} --json").json["id"]

    assert f"ana  {right}  corrects {wrong}" in run("show win/nps").out
    assert f"win/nps: value 35, corrects {wrong} by ana" in run("log win/nps --json").json["events"][0]["sentence"]
    report = run("report --quarter --json").json
    assert [k["current"] for o in report["objectives"] for k in o["key_results"] if k["id"] == "nps"] == [35]
    texts = [path.read_text() for path in (tmp_path / "workspace/cycles/2026-Q4/checkins").rglob("*.yaml")]
    assert sum("supersedes: " in text and wrong in text for text in texts) == 1


def test_of_two_check_ins_within_a_second_the_later_counts(okrctl: Okrctl) -> None:
    run = okrctl(FILES)
    moment = datetime(2026, 11, 21, 9, 30, 12, tzinfo=UTC)

    for number in range(1, 9):
        run(f"checkin win/nps {number}", now=moment.replace(microsecond=number * 100_000))

    answer = run("show win/nps --json")
    assert answer.json["key_result"]["current"] == 8
    assert [row["value"] for row in answer.json["history"]] == [8, 7, 6, 5, 4, 3, 2, 1]


def test_a_dry_run_writes_nothing(okrctl: Okrctl, tmp_path: Path, tree_of: Callable[[Path], dict[str, bytes]]) -> None:
    run = okrctl(FILES)
    before = tree_of(tmp_path)

    answer = run("checkin win/nps 35 --dry-run")

    assert "+  win/nps: {value: 35}\n" in answer.out
    assert tree_of(tmp_path) == before


def test_the_guided_round_asks_for_what_is_due_and_writes_once(okrctl: Okrctl, tmp_path: Path) -> None:
    run = okrctl(
        {
            WIN: "title: Win\nowner: ana\nkey_results:\n  nps: {title: Score, start: 31, target: 45}\n  churn: {title: Churn, start: 5, target: 0}\n"
        }
    )
    run("checkin win/nps 33 --confidence 5 --date 2026-11-01")

    answer = run("checkin", tty=True, stdin="soon\n4\n6\nFalling\n\n7\n\nSign\n\nA win\n\n")

    assert answer.code == 0
    assert 'expected a number, found "soon"' in answer.err
    assert "was 33 on 1 Nov · start 31, target 45 · expected 38.8 by now" in answer.err
    assert "confidence (was 5 of 10): " in answer.err
    assert "  note:   ✖ 14 % · at risk (−42)\n" in answer.err
    newest = [text for path, text in records(tmp_path / "workspace").items() if "2026-11-21" in path]
    assert [text.split("updates:\n")[1] for text in newest] == [
        '  win/churn: {value: 4, confidence: 0.6, note: "Falling"}\n  win/nps: {value: 33, confidence: 0.7}\npriorities: [Sign]\nwins: [A win]\n'
    ]


@pytest.mark.parametrize(
    ("keys", "written"),
    [("q\n", 0), ("s\nq\n", 0), ("4\n\n\nq\n", 1), ("", 0), ("4\n\n\n", 1), ("4\nq\n", 1), ("4\ns\nq\n", 1)],
)
def test_the_guided_round_stops_and_saves(okrctl: Okrctl, tmp_path: Path, keys: str, written: int) -> None:
    run = okrctl(
        {
            WIN: "title: Win\nowner: ana\nkey_results:\n  nps: {title: Score, start: 31, target: 45}\n  churn: {title: Churn, start: 5, target: 0}\n"
        }
    )

    answer = run("checkin", tty=True, stdin=keys)

    assert answer.code == 0
    assert len(records(tmp_path / "workspace")) == written


def test_a_round_asks_for_kpis_too_and_is_a_file_in_each_folder_under_one_id(okrctl: Okrctl, tmp_path: Path) -> None:
    run = okrctl(
        {
            WIN: "title: Win\nowner: ana\nkey_results:\n  fed: {title: Fed, kpi: visits, target: 900}\n",
            "kpis/visits.yaml": "title: Visits\nunit: visits\n",
            "kpis/mood.yaml": "title: Mood\nowner: ana\nscale: [poor, good]\n",
        }
    )

    answer = run("checkin", tty=True, stdin="\n850\n7\nA campaign\ngreat\ngood\nMore\n\n\n", COLUMNS="60")

    written = records(tmp_path / "workspace")
    assert answer.code == 0
    assert "a KPI wants a value of its own for each period; s skips it" in answer.err
    assert '"great" is not on the scale' in answer.err
    assert [text.split("by: ana\n")[1] for text in written.values()] == [
        'updates:\n  win/fed: {confidence: 0.7, note: "A campaign"}\npriorities: [More]\n',
        "readings:\n  - {kpi: visits, value: 850}\n  - {kpi: mood, value: good}\n",
    ]
    names = [path.name[-13:] for path in (tmp_path / "workspace").rglob("2026-11-21-ana-*.yaml")]
    assert (len(names), len(set(names))) == (2, 1)
    assert [line for line in answer.out.splitlines() if len(line) > 60 and ".yaml" not in line] == []


def test_enter_keeps_the_steps_and_the_count_of_the_period_too(okrctl: Okrctl, tmp_path: Path) -> None:
    run = okrctl(
        {
            WIN: "title: Win\nowner: ana\nkey_results:\n  calls: {title: Calls, kind: recurring, target: 4, per: month}\n"
            "  launch: {title: Launch, kind: milestone, steps: {brief: {title: Brief}, go: {title: Go}}}\n"
            "  live: {title: Live, kind: milestone}\n"
        }
    )
    run("checkin win/calls=3 win/live=not-done --date 2026-11-02")
    run("checkin win/launch --done brief --date 2026-11-02")

    answer = run("checkin", tty=True, stdin="\n" * 11)

    newest = [text for path, text in records(tmp_path / "workspace").items() if "2026-11-21" in path]
    assert answer.code == 0
    assert "was 1 of 2 steps on 2 Nov" in answer.err
    assert [text.split("updates:\n")[1] for text in newest] == [
        "  win/calls: {value: 3}\n  win/launch: {done: [brief]}\n  win/live: {done: false}\n"
    ]
    assert run("status --json").json["due"] == []


def test_a_round_that_is_interrupted_is_kept_and_can_be_recorded(okrctl: Okrctl, tmp_path: Path) -> None:
    run = okrctl(
        {
            WIN: "title: Win\nowner: ana\nkey_results:\n  nps: {title: Score, start: 31, target: 45}\n  churn: {title: Churn, start: 5, target: 0}\n"
        }
    )

    interrupted = run("checkin", tty=True, stdin="4\n7\nFalling\n", interrupt=True)

    kept = interrupted.err.split("okrctl checkin --from ")[1].splitlines()[0]
    assert interrupted.code == 130
    assert records(tmp_path / "workspace") == {}
    assert run(["checkin", "--from", kept]).code == 0
    assert [
        '{value: 4, confidence: 0.7, note: "Falling"}' in text for text in records(tmp_path / "workspace").values()
    ] == [True]
