"""`rename`: another id everywhere, all or nothing; a kill leaves what `lint` names and a second run completes."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from okrctl.core.address import parse_ref
from okrctl.core.changes.changes import Rename, apply
from okrctl.core.errors import UnknownName, WriteRefused
from okrctl.storage.loading import Loaded, load
from okrctl.storage.saving import save
from okrctl.storage.writing.disk import Disk

Okrctl = Callable[[Mapping[str, str]], Callable[..., Any]]
Tree = Callable[[Path], dict[str, bytes]]
Q4 = "cycles/2026-Q4"
FILES = {
    f"{Q4}/objectives/win.yaml": (
        "title: Win\ncontinues: '2026-Q3/win' # as before\nkpis: [churn, visits]\nkey_results:\n"
        '  "nps":\n    title: Score of nps\n    kpi: churn\n    segment: emea\n'
        "  calls:\n    title: Calls\n    parts:\n      nps: {title: Part, target: 3}\n      b: {title: B, target: 3}\n"
        "  late: {title: Late, target: 3, after: {reached: 2026-Q4/win/nps, within: 3 months}}\n"
    ),
    f"{Q4}/objectives/win-more.yaml": "title: Win more\nparent: 2026-Q4/win\nkey_results: {nps: {title: N, target: 3}}\n",
    f"{Q4}/objectives/low.yaml": (
        "title: Low # of win\nparent:\n- \"2026-Q4/win/nps\"   # first\r\n- '2026-Q4/win'\r\n- 2026-Q4/win/calls/nps\r\n"
    ),
    f"{Q4}/checkins/2026-11/a.yaml": (
        "date: 2026-11-02\nnote: win/nps is slow\nupdates:\n  win/nps: {note: win/nps}\n  'win/calls/nps': {value: 1}\n"
        "  win-more/nps: {value: 2}\n"
    ),
    f"{Q4}/reviews/win.yaml": "date: 2026-12-01\ncarried_to: 2027-Q1/win\n",
    f"{Q4}/reviews/kpis/churn.yml": "date: 2026-12-01\nverdict: keep\n",
    "cycles/2026-Q3/objectives/win.yaml": "title: Win\nkey_results: {nps: {title: N, target: 3}}\n",
    "cycles/2026-Q3/reviews/win.yaml": "date: 2026-09-30\ncarried_to: 2026-Q4/win\n",
    "cycles/2026-Q3/checkins/2026-09/a.yaml": "date: 2026-09-02\nupdates: {win/nps: {value: 2}}\n",
    "cycles/2027-Q1/objectives/win.yaml": "title: Win\ncontinues: 2026-Q4/win\n",
    "kpis/churn.yaml": "title: Churn # churn\nsegments: [emea]\n",
    "kpis/visits.yaml": "title: Visits\nparent: churn\nreplaced_by: 'churn'\n",
    "kpis/readings/2026-11/a.yaml": "date: 2026-11-02\nreadings:\n  - {kpi: churn, value: 3, segment: emea}\n  - {kpi: visits, value: 3}\n",
}  # fmt: skip
WIN = f"{Q4}/objectives/win.yaml"
CHANGED = {
    "2026-Q4/win/nps": {
        WIN: [('"nps":', '"score":'), ("reached: 2026-Q4/win/nps", "reached: 2026-Q4/win/score")],
        f"{Q4}/objectives/low.yaml": [('"2026-Q4/win/nps"', '"2026-Q4/win/score"')],
        f"{Q4}/checkins/2026-11/a.yaml": [("  win/nps:", "  win/score:")],
    },
    "2026-Q4/win/calls/nps": {
        WIN: [("      nps:", "      score:")],
        f"{Q4}/objectives/low.yaml": [("2026-Q4/win/calls/nps", "2026-Q4/win/calls/score")],
        f"{Q4}/checkins/2026-11/a.yaml": [("'win/calls/nps'", "'win/calls/score'")],
    },
    "2026-Q4/win": {
        WIN: [("reached: 2026-Q4/win/nps", "reached: 2026-Q4/score/nps")],
        f"{Q4}/objectives/win-more.yaml": [("2026-Q4/win", "2026-Q4/score")],
        f"{Q4}/objectives/low.yaml": [
            ('"2026-Q4/win/nps"', '"2026-Q4/score/nps"'), ("'2026-Q4/win'", "'2026-Q4/score'"), ("2026-Q4/win/calls/nps", "2026-Q4/score/calls/nps"),
        ],
        f"{Q4}/checkins/2026-11/a.yaml": [("  win/nps:", "  score/nps:"), ("'win/calls/nps'", "'score/calls/nps'")],
        "cycles/2026-Q3/reviews/win.yaml": [("2026-Q4/win", "2026-Q4/score")],
        "cycles/2027-Q1/objectives/win.yaml": [("2026-Q4/win", "2026-Q4/score")],
    },
    "kpis/churn": {
        WIN: [("[churn,", "[score,"), ("kpi: churn", "kpi: score")],
        "kpis/visits.yaml": [("parent: churn", "parent: score"), ("'churn'", "'score'")],
        "kpis/readings/2026-11/a.yaml": [("kpi: churn", "kpi: score")],
    },
}  # fmt: skip
MOVED = {
    "2026-Q4/win": {WIN: f"{Q4}/objectives/score.yaml", f"{Q4}/reviews/win.yaml": f"{Q4}/reviews/score.yaml"},
    "kpis/churn": {
        "kpis/churn.yaml": "kpis/score.yaml",
        f"{Q4}/reviews/kpis/churn.yml": f"{Q4}/reviews/kpis/score.yml",
    },
}


def expected(ref: str) -> dict[str, bytes]:
    """All files after the rename to `score`, by hand."""
    files = {"okrctl.yaml": "format: 1\nname: Northwind\n", **FILES}
    for path, pairs in CHANGED[ref].items():
        for old, new in pairs:
            assert files[path].count(old) == 1
            files[path] = files[path].replace(old, new)
    return {MOVED.get(ref, {}).get(path, path): text.encode() for path, text in files.items()}


@pytest.mark.parametrize("ref", CHANGED)
def test_every_name_changes_and_nothing_else(okrctl: Okrctl, tmp_path: Path, tree_of: Tree, ref: str) -> None:
    run = okrctl(FILES)
    before = load(tmp_path / "workspace")
    assert before.findings == ()

    answer = run(f"rename {ref} score --json")

    assert answer.code == 0, answer.err
    new = ref.rpartition("/")[0] + "/score"
    assert (answer.json["ref"], answer.json["id"], answer.json["sentence"]) == (new, "score", f"renamed {ref} to {new}")
    assert tree_of(tmp_path / "workspace") == expected(ref)
    after = load(tmp_path / "workspace")
    assert after.findings == ()
    assert after.workspace == apply(before.workspace, Rename(parse_ref(ref), "score"))


@pytest.mark.parametrize("ref", CHANGED)
def test_back_again_is_as_before_to_the_byte(okrctl: Okrctl, tmp_path: Path, tree_of: Tree, ref: str) -> None:
    run = okrctl(FILES)
    before = tree_of(tmp_path)

    first, second = run(f"rename {ref} score"), run(f"rename {ref.rpartition('/')[0]}/score {ref.rpartition('/')[2]}")

    assert (first.code, second.code) == (0, 0)
    assert tree_of(tmp_path) == before


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        ("rename 2026-Q4/win low", 2, 'the id "low" is taken'),
        ("rename 2026-Q4/win/nps calls", 2, 'the id "calls" is taken'),
        ("rename 2026-Q4/win/calls/nps b", 2, 'the id "b" is taken'),
        ("rename kpis/churn visits", 2, 'the id "visits" is taken'),
        ("rename 2026-Q4/win Score", 2, 'ID: "Score" cannot be an id'),
        ("rename 2026-Q4/win kpis", 2, 'ID: "kpis" cannot be an id'),
        ("rename 2026-Q4/win launch", 2, 'the id "launch" is taken'),
        ("rename 2026-Q4/win broken", 5, f"{Q4}/objectives/broken.yaml exists already"),
        ("rename 2026-Q4 2026-Q5", 2, "2026-Q4 is a cycle; its id says its dates"),
        ("rename 2026-Q4/nope score", 4, "no objective or key result"),
    ],
)
def test_what_cannot_be_renamed_is_said_and_changes_nothing(
    okrctl: Okrctl, tmp_path: Path, tree_of: Tree, line: str, code: int, message: str
) -> None:
    launch = "start: 2026-01-01\nend: 2026-02-01\n"
    run = okrctl({**FILES, "cycles/launch/cycle.yaml": launch, f"{Q4}/objectives/broken.yaml": "title: [\n"})
    before = tree_of(tmp_path)

    answer = run(line)

    assert (answer.code, answer.out) == (code, "")
    assert message in answer.err[answer.err.index("error: ") :].splitlines()[0]
    assert tree_of(tmp_path) == before


def test_a_broken_file_that_may_name_it_stops_the_rename(okrctl: Okrctl, tmp_path: Path, tree_of: Tree) -> None:
    run = okrctl({**FILES, f"{Q4}/objectives/broken.yaml": "title: Broken\nparnt: 2026-Q4/win\n"})
    before = tree_of(tmp_path)

    answer = run("rename 2026-Q4/win score")

    assert answer.code == 3
    assert f"{Q4}/objectives/broken.yaml is not written to while it is broken" in answer.err
    assert tree_of(tmp_path) == before


def test_a_broken_check_in_that_may_name_it_stops_the_rename(okrctl: Okrctl, tmp_path: Path, tree_of: Tree) -> None:
    broken = f"{Q4}/checkins/2026-11/b.yaml"
    run = okrctl({**FILES, broken: "date: 2026-11-03\nupdates:\n  win/nps: {value: 3\n"})
    before = tree_of(tmp_path)

    answer = run("rename 2026-Q4/win score")

    assert answer.code == 3
    assert f"{broken} may name it and cannot be read" in answer.err
    assert tree_of(tmp_path) == before


def test_the_same_name_is_nothing_to_do(okrctl: Okrctl) -> None:
    assert okrctl(FILES)("rename 2026-Q4/win win").out == "nothing to do: 2026-Q4/win is so already\n"


def test_a_dry_run_is_a_patch_that_git_can_apply(okrctl: Okrctl, tmp_path: Path, tree_of: Tree) -> None:
    run, root = okrctl(FILES), tmp_path / "workspace"
    before = tree_of(root)

    patch = run("rename 2026-Q4/win score --dry-run").out

    assert tree_of(root) == before
    subprocess.run(["git", "apply", "-"], cwd=root, input=patch.encode(), check=True)
    assert tree_of(root) == expected("2026-Q4/win")


def test_a_rename_is_committed_as_one(okrctl: Okrctl, tmp_path: Path) -> None:
    run, root = okrctl(FILES), tmp_path / "workspace"

    def git(*words: str) -> str:
        me = ["-c", "user.name=Ana", "-c", "user.email=ana@example.org"]
        return subprocess.run(["git", *me, *words], cwd=root, check=True, capture_output=True, text=True).stdout

    git("init", "-q")
    git("config", "user.name", "Ana")
    git("config", "user.email", "ana@example.org")
    git("add", ".")
    git("commit", "-q", "-m", "goals")

    answer = run("rename 2026-Q4/win score --commit")

    assert answer.code == 0, answer.err
    assert git("status", "--porcelain") == ""
    assert "win.yaml => score.yaml" in git("show", "--stat", "-M")


CALLS = ("open", "write", "fsync", "close", "chmod", "link", "replace", "unlink", "mkdir", "rmdir")


def acting_at(number: int, act: Callable[[], None], count: list[str]) -> Disk:
    """A disk that acts before its N-th call."""

    def wrapped(name: str) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            count.append(name)
            if len(count) == number:
                act()
            return getattr(Disk(), name)(*arguments)

        return call

    return Disk(**{name: wrapped(name) for name in CALLS})


def calls_of(loaded: Loaded, change: Rename) -> int:
    """How many calls of the disk the change takes."""
    count: list[str] = []
    save(loaded, change, disk=acting_at(0, lambda: None, count))
    return len(count)


@pytest.mark.parametrize("ref", CHANGED)
def test_whichever_call_fails_everything_is_as_before_or_all_is_done(
    make: Callable[[Mapping[str, str]], Path], tree_of: Tree, ref: str
) -> None:
    change = Rename(parse_ref(ref), "score")
    calls = calls_of(load(make(FILES)), change)
    for number in range(1, calls + 1):
        root = make_anew(make)
        before = tree_of(root)

        def fail() -> None:
            raise OSError(28, "No space left on device")

        try:
            save(load(root), change, disk=acting_at(number, fail, []))
        except WriteRefused:
            assert tree_of(root) == before, number
        else:
            assert {p: t for p, t in tree_of(root).items() if ".okrctl-tmp" not in p} == expected(ref), number


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("ref", CHANGED)
def test_wherever_it_is_killed_lint_names_what_is_left_and_the_same_rename_completes_it(
    make: Callable[[Mapping[str, str]], Path], tree_of: Tree, ref: str
) -> None:
    change = Rename(parse_ref(ref), "score")
    before, done = tree_of(make_anew(make)), expected(ref)
    halfway = 0
    for number in range(1, calls_of(load(make_anew(make)), change) + 1):
        root = make_anew(make)
        child = os.fork()
        if child == 0:
            save(load(root), change, disk=acting_at(number, lambda: os._exit(9), []))
            os._exit(0)
        assert os.waitpid(child, 0)[1] >> 8 == 9

        left = load(root)
        now = without_temporary(tree_of(root))
        if now not in (before, done):
            halfway += 1
            assert [f for f in left.findings if f.code != "OKR008"] != [], number
        if now != done:
            save(left, change)
        else:
            with pytest.raises(UnknownName):
                save(left, change)

        assert without_temporary(tree_of(root)) == done, number
        assert [f for f in load(root).findings if f.code != "OKR008"] == []
    assert halfway > 0


def make_anew(make: Callable[[Mapping[str, str]], Path]) -> Path:
    """The workspace as it was at first."""
    import shutil

    root = make({})
    shutil.rmtree(root)
    return make(FILES)


def without_temporary(tree: dict[str, bytes]) -> dict[str, bytes]:
    return {path: text for path, text in tree.items() if ".okrctl-tmp-" not in path}
