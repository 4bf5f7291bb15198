"""`pull`: new periods only, in one file; what differs is told; one source that fails does not stop the others."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Okrctl = Callable[[Mapping[str, str]], Run]
NPS = "title: Score\nunit: points\nsource: {csv: data/nps.csv, date: day, value: nps}\n"
CHURN = "title: Churn\nmeasure: quarter\nsource: {json: data/churn.json, date: '$[*].d', value: '$[*].v'}\n"
FILES = {
    "kpis/nps.yaml": NPS,
    "data/nps.csv": "day,nps\n2026-09-30,31\n2026-10-31,33\n",
    "kpis/churn.yaml": CHURN,
    "data/churn.json": '[{"d": "2026-Q3", "v": 2.10}]',
}


def readings(root: Path) -> list[str]:
    """The texts of the readings files without their schema and moment, the oldest first."""
    found = sorted((root / "kpis/readings").rglob("*.yaml"), key=lambda path: path.stat().st_mtime_ns)
    return [re.sub(r"^#.*\n|^at:.*\n", "", path.read_text(), flags=re.MULTILINE) for path in found]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


def test_all_that_is_new_goes_into_one_file(okrctl: Okrctl, root: Path) -> None:
    run = okrctl(FILES)

    answer = run("pull")

    assert (answer.code, answer.err) == (0, "")
    assert re.fullmatch(
        r"✔ pulled kpis/churn 2.1 \(2026-Q3\), kpis/nps 31 \(2026-09\), 33 \(2026-10\)"
        r"    kpis/readings/2026-11/2026-11-21-ana-\w{8}.yaml\n",
        answer.out,
    )
    assert readings(root) == [
        "date: 2026-11-21\nby: ana\nreadings:\n"
        "  - {kpi: churn, value: 2.1, date: 2026-09-30}\n"
        "  - {kpi: nps, value: 31, date: 2026-09-30}\n"
        "  - {kpi: nps, value: 33, date: 2026-10-31}\n"
    ]


def test_a_second_time_writes_nothing(okrctl: Okrctl, root: Path, tree_of: Callable[..., Any]) -> None:
    run = okrctl(FILES)
    run("pull")
    before = tree_of(root)

    answer = run("pull")

    assert (answer.code, answer.out, answer.err) == (0, "nothing new from 2 sources\n", "")
    assert tree_of(root) == before


def test_a_table_that_grows_gives_its_new_rows_only(okrctl: Okrctl, root: Path) -> None:
    run = okrctl(FILES)
    run("pull nps")
    with (root / "data/nps.csv").open("a") as table:
        table.write("2026-11-20,35\n")

    answer = run("pull nps")

    assert answer.code == 0
    assert readings(root)[1] == "date: 2026-11-21\nby: ana\nreadings:\n  - {kpi: nps, value: 35, date: 2026-11-20}\n"


def test_what_differs_from_a_reading_is_told_and_not_written(
    okrctl: Okrctl, root: Path, tree_of: Callable[..., Any]
) -> None:
    recorded = "date: 2026-10-12\nat: 2026-10-12T09:00:00Z\nby: bo\nreadings:\n  - {kpi: nps, value: 30}\n"
    run = okrctl(FILES | {"kpis/readings/2026-10/2026-10-12-bo-p2c8x4m1.yaml": recorded})
    run("pull")
    before = tree_of(root)

    answer = run("pull")

    assert (answer.code, answer.out) == (0, "nothing new from 2 sources\n")
    assert answer.err == (
        "kpis/nps 2026-10: the source says 33, recorded is 30, which stays"
        " (kpis/readings/2026-10/2026-10-12-bo-p2c8x4m1.yaml)\n"
    )
    assert tree_of(root) == before


def test_one_source_that_fails_does_not_stop_the_others(okrctl: Okrctl, root: Path) -> None:
    run = okrctl(FILES | {"data/nps.csv": "day;value\n"})

    answer = run("pull")

    assert answer.code == 6
    assert answer.out.startswith("✔ pulled kpis/churn 2.1 (2026-Q3)    ")
    assert answer.err == 'error: kpis/nps: data/nps.csv has no column "nps"\n  help: it has day, value\n'
    assert len(readings(root)) == 1


def test_sources_that_fail_for_one_reason_are_told_together(okrctl: Okrctl) -> None:
    run = okrctl({f"kpis/{name}.yaml": "title: T\nsource: {command: [date]}\n" for name in ("a", "b", "c")})

    answer = run("pull")

    assert (answer.code, answer.out) == (6, "")
    assert answer.err == (
        "error: kpis/a, kpis/b, kpis/c: it runs a command, and you have not allowed that\n"
        "  help: okrctl trust shows what would run, and asks\n"
    )


def test_the_answer_as_json_says_what_was_written_what_differs_and_what_failed(okrctl: Okrctl) -> None:
    recorded = "date: 2026-10-12\nreadings:\n  - {kpi: nps, value: 30}\n"
    broken = "title: Gone\nsource: {csv: gone.csv, date: d, value: v}\n"
    run = okrctl(FILES | {"kpis/readings/x.yaml": recorded, "kpis/gone.yaml": broken})

    answer = run("pull --json")

    document = answer.json
    assert answer.code == 6
    assert (document["schema"], document["ref"], len(document["id"]), len(document["wrote"])) == (
        "okrctl.change/1",
        None,
        8,
        1,
    )
    assert document["sentence"] == "pulled kpis/churn 2.1 (2026-Q3), kpis/nps 31 (2026-09)"
    assert document["differs"] == [{"kpi": "nps", "period": "2026-10", "value": "33", "recorded": "30"}]
    assert document["failed"] == [{"kpi": "gone", "message": "there is no file gone.csv"}]


def test_with_nothing_written_a_failure_is_the_one_document(okrctl: Okrctl) -> None:
    run = okrctl({"kpis/gone.yaml": "title: Gone\nsource: {csv: gone.csv, date: d, value: v}\n"})

    answer = run("pull --json")

    assert (answer.code, answer.json) == (
        6,
        {
            "schema": "okrctl.error/1",
            "exit": 6,
            "message": "kpis/gone: there is no file gone.csv",
            "path": None,
            "line": None,
            "column": None,
            "help": "paths begin at the workspace",
        },
    )


def test_a_dry_run_shows_the_file_and_writes_nothing(okrctl: Okrctl, root: Path, tree_of: Callable[..., Any]) -> None:
    run = okrctl(FILES)
    before = tree_of(root)

    answer = run("pull --dry-run churn")

    assert answer.code == 0
    assert "+  - {kpi: churn, value: 2.1, date: 2026-09-30}\n" in answer.out
    assert tree_of(root) == before


@pytest.mark.parametrize("line", ["pull nps", "pull kpis/nps", "pull kpis/np", "pull np kpis/nps"])
def test_only_the_kpis_that_are_named_are_pulled(okrctl: Okrctl, root: Path, line: str) -> None:
    okrctl(FILES)(line)

    assert [re.findall(r"kpi: (\w+)", text) for text in readings(root)] == [["nps", "nps"]]


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("pull nsp", 4, 'no KPI "nsp"; did you mean nps?'),
        ("pull kpis/gone", 4, 'no KPI "gone"'),
        ("pull win", 4, 'no KPI "win"'),
        ("pull plain", 2, "kpis/plain has no source"),
        ("pull --at HEAD", 2, "okrctl pull works on the files as they are"),
    ],
)
def test_what_cannot_be_pulled_is_told(okrctl: Okrctl, line: str, code: int, said: str) -> None:
    goal = {"cycles/2026-Q4/objectives/win.yaml": "title: Win\n", "kpis/plain.yaml": "title: Plain\n"}

    answer = okrctl(FILES | goal)(line)

    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err


def test_without_a_source_there_is_nothing_to_do(okrctl: Okrctl) -> None:
    run = okrctl({"kpis/plain.yaml": "title: Plain\n"})

    assert run("pull").out.startswith("no active KPI has a source; ")
    assert run("pull --json").json["wrote"] == []


def test_kpis_that_rest_are_pulled_only_when_they_are_named(okrctl: Okrctl, root: Path) -> None:
    run = okrctl(FILES | {"kpis/nps.yaml": NPS + "state: paused\n"})

    run("pull")
    run("pull nps")

    assert [sorted(set(re.findall(r"kpi: (\w+)", text))) for text in readings(root)] == [["churn"], ["nps"]]


@pytest.mark.parametrize("source", ["{csv: a.csv, json: b.json}", "{date: d}", "{csv: a.csv, colour: red}", "nps.csv"])
def test_a_source_that_nobody_can_read_is_no_silent_success(okrctl: Okrctl, source: str) -> None:
    run = okrctl(FILES | {"kpis/odd.yaml": f"title: Odd\nsource: {source}\n"})

    answer = run("pull")

    assert answer.code == 6
    assert "error: kpis/odd: its source cannot be read: " in answer.err
    assert answer.out.startswith("✔ pulled kpis/churn")


def test_values_are_of_as_of_where_the_source_gives_no_day(okrctl: Okrctl, root: Path) -> None:
    run = okrctl({"kpis/now.yaml": "title: Now\nsource: {json: x.json, value: $.v}\n", "x.json": '{"v": 7}'})

    run("pull --as-of 2026-10-15")

    assert readings(root) == ["date: 2026-10-15\nby: ana\nreadings:\n  - {kpi: now, value: 7, date: 2026-10-15}\n"]


def git(root: Path, *arguments: str) -> str:
    me = ["-c", "user.name=Ana", "-c", "user.email=ana@northwind.example"]
    return subprocess.run(["git", *me, *arguments], cwd=root, capture_output=True, text=True, check=True).stdout


def test_it_commits_exactly_what_it_wrote(okrctl: Okrctl, root: Path) -> None:
    run = okrctl(FILES)
    git(root, "init", "--quiet")
    git(root, "config", "user.name", "Ana")
    git(root, "config", "user.email", "ana@northwind.example")

    answer = run("pull --commit")

    assert (answer.code, answer.err) == (0, "")
    subject, _, name = git(root, "show", "--name-only", "--format=%s").strip().partition("\n\n")
    assert subject == "recorded for 2026-11-21 by ana: churn 2.1, nps 31, nps 33"
    assert re.fullmatch(r"kpis/readings/2026-11/2026-11-21-ana-\w{8}.yaml", name)


@pytest.mark.parametrize(
    ("source", "key", "kind"),
    [
        ("{json: x.json, value: $.v, where: {a: b}}", "where", "json"),
        ("{http: 'https://numbers.example', value: $.v, where: {a: b}}", "where", "http"),
        ("{csv: x.csv, date: d, value: v, query: SELECT 1}", "query", "csv"),
        ("{csv: x.csv, date: d, value: v, headers: {A: b}}", "headers", "csv"),
        ("{command: [date], headers: {A: b}}", "headers", "command"),
    ],
)
def test_a_key_that_would_not_be_heeded_is_refused(okrctl: Okrctl, source: str, key: str, kind: str) -> None:
    run = okrctl({"kpis/nps.yaml": f"title: S\nsource: {source}\n"})

    answer = run("pull")

    assert answer.code == 6
    assert answer.err.startswith(f"error: kpis/nps: {key}: means nothing beside {kind}:\n")


def test_what_is_recorded_while_the_sources_answer_is_not_written_twice(okrctl: Okrctl, root: Path) -> None:
    reading = "date: 2026-10-12\nreadings:\n  - {kpi: nps, value: 30}\n"
    meanwhile = f"import pathlib; pathlib.Path('kpis/readings').mkdir(); pathlib.Path('kpis/readings/x.yaml').write_text({reading!r})"
    run = okrctl(
        {
            "kpis/nps.yaml": f'title: S\nsource: {{command: ["{sys.executable}", go/x.py], format: csv, date: d, value: v}}\n',
            "go/x.py": f"{meanwhile}; print('d,v\\n2026-10-31,33')",
        }
    )
    run("trust --yes")

    answer = run("pull")

    assert (answer.code, answer.out) == (0, "nothing new from 1 source\n")
    assert "the source says 33, recorded is 30" in answer.err
    assert len(readings(root)) == 1


def test_what_is_wrong_elsewhere_is_told_once(okrctl: Okrctl) -> None:
    run = okrctl(FILES | {"cycles/2026-Q4/objectives/win.yaml": "title: [\n"})

    answer = run("pull")

    assert answer.code == 0
    assert answer.err.count("win.yaml") == 1


def test_of_two_at_once_one_writes(okrctl: Okrctl, root: Path) -> None:
    okrctl(FILES)
    command = [sys.executable, "-m", "okrctl", "pull", "--as", "ana", "--as-of", "2026-11-21"]

    both = [subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate(timeout=60)[0] for process in both]

    assert len(readings(root)) == 1
    assert sorted(text.split()[0] for text in said) == ["nothing", "✔"]


def test_a_terminal_sees_a_bar_while_it_lasts(okrctl: Okrctl) -> None:
    run = okrctl(FILES)

    assert "pulling" in run("pull --dry-run", tty=True).err
    assert run("pull --dry-run").err == ""
