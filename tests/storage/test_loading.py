"""Loading: a broken thing is named with its place and hides nothing but itself."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from okrctl.core.finding import Finding
from okrctl.core.objective import Objective
from okrctl.storage.loading import Loaded, load

Load = Callable[[Mapping[str, str]], Loaded]
Make = Callable[[Mapping[str, str]], Path]

WIN = "cycles/2026-Q4/objectives/win.yaml"
GOOD = "title: Win\nkey_results:\n  nps: {title: Score, start: 31, target: 45}\n"


def brief(findings: tuple[Finding, ...]) -> list[tuple[str, str, int | None, int | None, str]]:
    return [(f.code, f.path, f.line, f.column, f.message) for f in findings]


def test_a_workspace_of_one_file_is_complete(loaded: Load) -> None:
    result = loaded({})

    assert (result.complete, result.findings, result.workspace.name) == (True, (), "Northwind")


def test_a_cycle_takes_its_dates_from_its_id(loaded: Load) -> None:
    result = loaded({WIN: GOOD})

    cycle = result.workspace.cycles["2026-Q4"]
    assert (cycle.title, cycle.start.isoformat(), cycle.end.isoformat()) == ("Q4 2026", "2026-10-01", "2026-12-31")
    assert result.files["2026-Q4/win"] == WIN


def test_a_broken_file_hides_nothing_but_itself(loaded: Load) -> None:
    result = loaded(
        {
            WIN: GOOD,
            "cycles/2026-Q4/objectives/lose.yaml": "title: Churn: phase 2\n",
            "cycles/2026-Q4/checkins/a.yaml": "date: 2026-11-01\nupdates:\n  lose/x: {value: 1}\n  win/nps: {value: 35}\n",
            "cycles/2026-Q4/objectives/child.yaml": "title: Child\nparent: 2026-Q4/lose\n",
        }
    )

    assert [f.code for f in result.findings] == ["OKR004"]
    assert not result.complete
    assert list(result.workspace.cycles["2026-Q4"].objectives) == ["child", "win"]
    assert list(result.workspace.cycles["2026-Q4"].checkins["a"].updates) == ["win/nps"]


@pytest.mark.parametrize(
    ("key_result", "expected"),
    [
        ("{titel: Score, target: 1}", [("OKR010", "titel"), ("OKR011", "x")]),
        ("{title: Score, target: 1e3}", [("OKR013", "1e3")]),
        ("{title: Score, target: .nan}", [("OKR014", ".nan")]),
        ("{title: Score, target: 1e999}", [("OKR014", "1e999")]),
        ("{title: Score, due: 2026-02-30}", [("OKR015", "2026-02-30")]),
        ("{title: Score, start: 5, target: 5.0}", [("OKR030", "5.0")]),
        ("{title: Score, kind: metric}", [("OKR031", "metric")]),
        ("{title: Score, target: +20%}", [("OKR031", "+20%")]),
        ("{title: Score, start: 0, target: +20%}", [("OKR031", "+20%")]),
        ("{title: Score, start: 4, target: +5pp}", [("OKR013", "+5pp")]),
        ("{title: Score, kind: at_least}", [("OKR011", "x")]),
        ("{title: Score, kind: between, low: 5, high: 3}", [("OKR032", "5")]),
        ("{title: Score, kind: at_least, target: 5, risk: 6}", [("OKR032", "6")]),
        ("{title: Score, kind: at_most, target: 5, risk: 4}", [("OKR032", "4")]),
        ("{title: Score, target: 5, weight: -1}", [("OKR033", "-1")]),
        ("{title: Score, target: 5, start_on: 2026-12-01, due: 2026-11-01}", [("OKR034", "2026-11-01")]),
        ("{title: Score, kpi: nps}", [("OKR020", "nps")]),
        ("{title: Score, parts: {a: {title: A, target: 1}}, target: 2}", [("OKR013", "2")]),
        ("{title: Score, parts: {a: {title: A, target: 0}}}", [("OKR030", "0")]),
        ('{title: "a\\e[2Jb", target: 2}', [("OKR002", '"a\\e[2Jb"')]),
        ("just words", [("OKR013", "just words")]),
    ],
)
def test_a_fault_in_a_key_result_leaves_out_that_key_result_only(
    loaded: Load, key_result: str, expected: list[tuple[str, str]]
) -> None:
    text = f"title: Win\nkey_results:\n  x: {key_result}\n  ok: {{title: Fine, target: 1}}\n"

    result = loaded({WIN: text})

    assert sorted((f.code, under_the_caret(text, f)) for f in result.findings) == expected
    assert list(result.workspace.cycles["2026-Q4"].objectives["win"].key_results) == ["ok"]
    assert not result.complete


def under_the_caret(text: str, finding: Finding) -> str:
    assert finding.span is not None
    line = text.splitlines()[finding.span.line - 1]
    return line[finding.span.column - 1 : finding.span.end_column - 1]


def test_a_fault_in_a_field_leaves_out_that_field_only(loaded: Load) -> None:
    result = loaded({WIN: "titel: Win\ntype: commited\nowner: ana\nparent: [2026/none]\ndue: 2026-09-01\n"})

    objective = result.workspace.cycles["2026-Q4"].objectives["win"]
    assert [(f.code, f.line) for f in result.findings] == [
        ("OKR010", 1),
        ("OKR011", 1),
        ("OKR013", 2),
        ("OKR020", 4),
        ("OKR034", 5),
    ]
    assert (objective.title, objective.type, objective.owner, objective.parent, objective.due) == (
        "win",
        "aspirational",
        ("ana",),
        (),
        None,
    )


def test_an_unknown_key_names_the_nearest(loaded: Load) -> None:
    result = loaded({WIN: "title: Win\nkey_results:\n  x: {title: Score, taget: 3}\n"})

    assert brief(result.findings) == [("OKR010", WIN, 3, 21, 'unknown key "taget"; did you mean target?')]


def test_an_update_of_nothing_is_an_orphan_and_makes_the_report_incomplete(loaded: Load) -> None:
    path = "cycles/2026-Q4/checkins/a.yaml"
    result = loaded({WIN: GOOD, path: "date: 2026-11-01\nupdates:\n  win/mps: {value: 1}\n"})

    assert brief(result.findings) == [
        ("OKR023", path, 3, 3, 'no key result "win/mps" in 2026-Q4; did you mean win/nps?')
    ]
    assert not result.complete


def test_one_check_in_twice_counts_once_and_with_another_content_is_an_error(loaded: Load) -> None:
    first, second = (
        "cycles/2026-Q4/checkins/2026-11/2026-11-01-ana-k7f3q2m9.yaml",
        "cycles/2026-Q4/checkins/k7f3q2m9.yaml",
    )
    same = "date: 2026-11-01\nupdates: {win/nps: {value: 35}}\n"

    equal = loaded({WIN: GOOD, first: same, second: "# by hand\n" + same})
    other = loaded({WIN: GOOD, first: same, second: same.replace("35", "36")})

    assert [(f.code, f.level, f.path) for f in equal.findings] == [("OKR022", "warning", second)]
    assert [(f.code, f.level, f.path, f.related[0].path) for f in other.findings] == [
        ("OKR021", "error", second, first)
    ]
    assert (equal.complete, other.complete) == (True, False)


def test_loops_of_parents_and_of_corrections_are_printed(loaded: Load) -> None:
    result = loaded(
        {
            "cycles/2026-Q4/objectives/a.yaml": "title: A\nparent: 2026-Q4/b\n",
            "cycles/2026-Q4/objectives/b.yaml": "title: B\nparent: 2026-Q4/a\n",
            "cycles/2026-Q4/checkins/x.yaml": "date: 2026-11-01\nsupersedes: y\n",
            "cycles/2026-Q4/checkins/y.yaml": "date: 2026-11-01\nsupersedes: x\n",
        }
    )

    assert [(f.code, f.message) for f in result.findings] == [
        ("OKR021", "corrections form a loop: 2026-Q4/checkins/x -> 2026-Q4/checkins/y -> 2026-Q4/checkins/x"),
        ("OKR024", "parents form a loop: 2026-Q4/a -> 2026-Q4/b -> 2026-Q4/a"),
    ]


@pytest.mark.parametrize("more", ["", "why: |\n  Because\n"], ids=["plain style", "another style"])
def test_an_unknown_key_without_a_value_is_refused_wherever_it_stands(more: str, loaded: Load) -> None:
    result = loaded(
        {
            WIN: f"title: Win\n{more}foo:\nkey_results:\n  nps:\n    title: N\n    target: 5\n    taget:\n",
            "kpis/nps.yaml": f"title: NPS\n{more}source: {{csv: x.csv, date: day, value: nps, wher: }}\nbands:\n  red:\n",
        }
    )

    assert [(f.code, f.keys, f.on_key) for f in result.findings] == [
        ("OKR010", ("foo",), True),
        ("OKR010", ("key_results", "nps", "taget"), True),
        ("OKR010", ("source", "wher"), True),
        ("OKR010", ("bands", "red"), True),
    ]


@pytest.mark.parametrize("more", ["", "how: |\n  So\n"], ids=["plain style", "another style"])
def test_a_known_key_without_a_value_is_as_if_it_were_not_there(more: str, loaded: Load) -> None:
    empty = "why:\nowner:\nkpis:\nkey_results:\n  nps:\n"

    result = loaded(
        {WIN: f"title: Win\n{empty}", "kpis/a.yaml": f"title: A\n{more}target:\n  2026-Q4:\n  2027: 5\nbands:\n"}
    )

    assert result.findings == ()
    assert result.workspace.cycles["2026-Q4"].objectives["win"] == Objective(title="Win")
    assert result.workspace.kpis["a"].target == {"2027": Decimal(5)}


def test_a_required_key_without_a_value_is_missing(loaded: Load) -> None:
    result = loaded({WIN: "title:\nwhy: So\n"})

    assert [(f.code, f.keys) for f in result.findings] == [("OKR011", ("title",))]


def test_a_correction_of_a_check_in_that_cannot_be_read_has_no_echo(loaded: Load) -> None:
    result = loaded(
        {
            "cycles/2026-Q4/checkins/x.yaml": "date: [\n",
            "cycles/2026-Q4/checkins/y.yaml": "date: 2026-11-01\nsupersedes: x\n",
        }
    )

    assert [(f.code, f.path) for f in result.findings] == [("OKR004", "cycles/2026-Q4/checkins/x.yaml")]


def test_a_value_that_does_not_fit_its_kind_is_refused(loaded: Load) -> None:
    result = loaded(
        {
            WIN: (
                "title: Win\nkey_results:\n  m: {title: M, kind: milestone, steps: {a: {title: A}}}\n"
                "  s: {title: S, kind: score}\n  k: {title: K, kpi: nps, target: 5}\n  p: {title: P, target: 5}\n"
            ),
            "kpis/nps.yaml": "title: Score\n",
            "cycles/2026-Q4/checkins/a.yaml": (
                "date: 2026-11-01\nupdates:\n  win/m: {done: [b]}\n  win/s: {value: 7}\n  win/k: {value: 4}\n  win/p: {done: true}\n"
            ),
            "kpis/readings/r.yaml": "date: 2026-11-01\nreadings:\n  - {kpi: nps, value: good}\n  - {kpi: mps, value: 1}\n",
        }
    )

    assert [(f.code, f.path.rsplit("/", 1)[1], f.line, f.column) for f in result.findings] == [
        ("OKR020", "a.yaml", 3, 18),
        ("OKR013", "a.yaml", 4, 18),
        ("OKR013", "a.yaml", 5, 18),
        ("OKR013", "a.yaml", 6, 17),
        ("OKR013", "r.yaml", 3, 23),
        ("OKR020", "r.yaml", 4, 11),
    ]
    assert result.workspace.cycles["2026-Q4"].checkins["a"].updates == {}


def test_names_that_are_no_ids_and_files_that_belong_nowhere(loaded: Load) -> None:
    result = loaded(
        {
            "cycles/2026-Q4/objectives/Win.yaml": GOOD,
            "cycles/2026-Q4/objectives/con.yaml": GOOD,
            "cycles/2026-Q4/objectives/win.yaml": GOOD,
            "cycles/2026-Q4/objectives/win.yml": GOOD,
            "cycles/2026-Q4/objectives/.win.yaml.swp": "",
            "cycles/2026-Q4/objectives/win.yaml~": "",
            "cycles/2026-Q4/objectives/win.yaml.orig": "",
            "cycles/2026-Q4/objectives/.okrctl-tmp-x": "",
            "cycles/2026-Q4/objectivs/a.yaml": GOOD,
            "cycles/2026-q4/objectives/a.yaml": GOOD,
            "cycles/launch/objectives/a.yaml": GOOD,
        }
    )

    codes = {(f.code, f.path.removeprefix("cycles/")) for f in result.findings}
    assert codes == {
        ("OKR008", "2026-Q4/objectives/.okrctl-tmp-x"),
        ("OKR016", "2026-Q4/objectives/Win.yaml"),
        ("OKR016", "2026-Q4/objectives/con.yaml"),
        ("OKR008", "2026-Q4/objectives/win.yaml.orig"),
        ("OKR016", "2026-Q4/objectives/win.yml"),
        ("OKR008", "2026-Q4/objectivs"),
        ("OKR011", "2026-q4/cycle.yaml"),
        ("OKR016", "2026-q4"),
        ("OKR011", "launch/cycle.yaml"),
    }
    assert list(result.workspace.cycles["2026-Q4"].objectives) == ["win"]


def test_what_is_no_regular_file_is_reported_and_never_opened(make: Make) -> None:
    root = make({WIN: GOOD, "kpis/fine.yaml": "title: Fine\n"})
    kpis = root / "kpis"
    (kpis / "folder.yaml").mkdir()
    os.mkfifo(kpis / "pipe.yaml")
    (kpis / "nowhere.yaml").symlink_to("nothing")
    (kpis / "loop.yaml").symlink_to("loop.yaml")
    (root.parent / "secret.yaml").write_text("title: Secret\n")
    (kpis / "outside.yaml").symlink_to("../../secret.yaml")
    (kpis / "inside.yaml").symlink_to("fine.yaml")
    (kpis / "large.yaml").write_text("title: " + "x" * 1_000_001)
    (root / "cycles" / "2027").symlink_to("/")

    result = load(root)

    assert list(result.workspace.kpis) == ["fine", "inside"]
    assert {f.path for f in result.findings if f.code == "OKR001"} == {
        "cycles/2027/objectives", "cycles/2027", "cycles/2027/checkins", "cycles/2027/reviews", "cycles/2027/reviews/kpis",
        "kpis/folder.yaml", "kpis/pipe.yaml", "kpis/nowhere.yaml", "kpis/loop.yaml", "kpis/outside.yaml", "kpis/large.yaml",
    }  # fmt: skip


def test_a_broken_workspace_file_is_marked(loaded: Load) -> None:
    result = loaded({"okrctl.yaml": "format: 1\nnam: x\n", WIN: GOOD})

    assert result.settings_broken
    assert [(f.code, f.path, f.line) for f in result.findings] == [("OKR010", "okrctl.yaml", 2)]


def test_a_newer_format_is_read_with_warnings(loaded: Load) -> None:
    result = loaded({"okrctl.yaml": "format: 2\nname: N\nnew_key: x\n", WIN: GOOD + "shiny: yes\n"})

    assert not result.settings_broken
    assert [(f.code, f.level) for f in result.findings] == [
        ("OKR010", "warning"),
        ("OKR013", "warning"),
        ("OKR010", "warning"),
    ]
    assert "win" in result.workspace.cycles["2026-Q4"].objectives
