from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from okrctl.core.changes.changes import (
    AddCheckIn,
    AddCycle,
    AddKeyResult,
    AddKpi,
    AddObjective,
    AddReadings,
    Change,
    ReplaceCheckIn,
    Several,
    apply,
)
from okrctl.core.checkin import CheckIn, Update
from okrctl.core.errors import OkrError, UnknownName, UsageError, WorkspaceError, WriteRefused
from okrctl.core.kpi import Kpi, Reading, Readings
from okrctl.core.model import CycleFile
from okrctl.core.objective import KeyResult, Objective, Step
from okrctl.storage.loading import Loaded, load
from okrctl.storage.saving import Written, save

Load = Callable[[Mapping[str, str]], Loaded]
Tree = Callable[[Path], dict[str, bytes]]

WIN = "cycles/2026-Q4/objectives/win.yaml"
FILES = {
    WIN: "title: Win\nkey_results:\n  nps:\n    title: Score\n    start: 31\n    target: 45\n",
    "cycles/2027/objectives/grow.yaml": "title: Grow\nkey_results:\n  sales: {title: Sales, target: 5}\n",
    "kpis/visits.yaml": "title: Visits\nsegments: [emea]\n",
}
CHURN = KeyResult(title="Churn", start=Decimal(5), target=Decimal(2))
ROUND = CheckIn(
    date=date(2026, 11, 21),
    at=datetime(2026, 11, 21, 9, 30, 12, tzinfo=UTC),
    by="ana",
    updates={"win/nps": Update(value=Decimal(35))},
)


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (
            AddObjective("2026-Q4", "grow", Objective(title="Grow", key_results={"nps": CHURN})),
            "cycles/2026-Q4/objectives/grow.yaml",
        ),
        (AddObjective("2028-W01", "grow", Objective(title="Grow")), "cycles/2028-W01/objectives/grow.yaml"),
        (AddKeyResult("2026-Q4", "win", "churn", CHURN), WIN),
        (AddKpi("churn", Kpi(title="Churn", target=Decimal(2))), "kpis/churn.yaml"),
        (AddCycle("launch", CycleFile(start=date(2026, 5, 1), end=date(2026, 6, 1))), "cycles/launch/cycle.yaml"),
        (AddCheckIn("2026-Q4", "kaaaaaaa", ROUND), "cycles/2026-Q4/checkins/2026-11/2026-11-21-ana-kaaaaaaa.yaml"),
        (
            AddCheckIn("2026-Q4", "kaaaaaaa", replace(ROUND, by="Ana Díaz")),
            "cycles/2026-Q4/checkins/2026-11/2026-11-21-ana-diaz-kaaaaaaa.yaml",
        ),
        (
            AddCheckIn("2026-Q4", "kaaaaaaa", replace(ROUND, by=None)),
            "cycles/2026-Q4/checkins/2026-11/2026-11-21-someone-kaaaaaaa.yaml",
        ),
        (
            AddReadings(
                "kaaaaaaa", Readings(date=date(2026, 11, 21), by="ana", readings=(Reading(kpi="visits", value="1.2M"),))
            ),
            "kpis/readings/2026-11/2026-11-21-ana-kaaaaaaa.yaml",
        ),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, str) else value,
)
def test_what_is_saved_is_loaded_again(loaded: Load, change: Change, path: str) -> None:
    before = loaded(FILES)

    written = save(before, change)

    after = load(before.root)
    assert after.workspace == apply(before.workspace, change)
    assert (written.paths, written.warnings, after.findings) == ((path,), (), before.findings)


def test_a_sitting_in_two_cycles_makes_two_files_under_one_id(loaded: Load) -> None:
    before = loaded(FILES)
    other = replace(ROUND, updates={"grow/sales": Update(value=Decimal(3))})
    change = Several((AddCheckIn("2026-Q4", "kaaaaaaa", ROUND), AddCheckIn("2027", "kaaaaaaa", other)))

    written = save(before, change)

    assert written.paths == (
        "cycles/2026-Q4/checkins/2026-11/2026-11-21-ana-kaaaaaaa.yaml",
        "cycles/2027/checkins/2026-11/2026-11-21-ana-kaaaaaaa.yaml",
    )
    assert load(before.root).workspace == apply(before.workspace, change)


def test_several_key_results_are_inserted_one_after_the_other(loaded: Load) -> None:
    before = loaded(FILES)
    change = Several(tuple(AddKeyResult("2026-Q4", "win", f"kr-{n}", CHURN) for n in range(3)))

    written = save(before, change)

    assert written.paths == (WIN,)
    assert load(before.root).workspace == apply(before.workspace, change)


def test_an_objective_and_its_key_result_are_one_new_file(loaded: Load) -> None:
    before = loaded(FILES)
    change = Several((AddObjective("2028", "new", Objective(title="New")), AddKeyResult("2028", "new", "churn", CHURN)))

    written = save(before, change)

    assert written.paths == ("cycles/2028/objectives/new.yaml",)
    assert load(before.root).workspace == apply(before.workspace, change)


def test_a_dry_run_shows_the_difference_and_writes_nothing(loaded: Load, tree_of: Tree) -> None:
    before = loaded(FILES)
    tree = tree_of(before.root)

    written = save(before, AddKeyResult("2026-Q4", "win", "churn", CHURN), dry_run=True)

    assert written == Written(
        paths=(WIN,),
        diff=f"--- a/{WIN}\n+++ b/{WIN}\n@@ -4,3 +4,7 @@\n     title: Score\n     start: 31\n     target: 45\n"
        "+  churn:\n+    title: Churn\n+    start: 5\n+    target: 2\n",
        sentence="added key result 2026-Q4/win/churn: Churn",
    )
    assert tree_of(before.root) == tree


def test_a_check_in_of_okrctl_is_said_anew_in_its_file(loaded: Load) -> None:
    before = loaded(FILES)
    (path,) = save(before, AddCheckIn("2026-Q4", "kaaaaaaa", ROUND)).paths
    change = ReplaceCheckIn("2026-Q4", "kaaaaaaa", replace(ROUND, note="Better: yes", updates={}))

    written = save(load(before.root), change)

    assert written.paths == (path,)
    assert (before.root / path).read_text().splitlines()[1:] == [
        "date: 2026-11-21",
        "at: 2026-11-21T09:30:12Z",
        "by: ana",
        'note: "Better: yes"',
    ]


def test_a_check_in_that_was_edited_by_hand_is_not_said_anew(loaded: Load, tree_of: Tree) -> None:
    before = loaded(FILES)
    (path,) = save(before, AddCheckIn("2026-Q4", "kaaaaaaa", ROUND)).paths
    (before.root / path).write_text((before.root / path).read_text() + "# checked with bo\n")
    tree = tree_of(before.root)

    with pytest.raises(WriteRefused) as refusal:
        save(load(before.root), ReplaceCheckIn("2026-Q4", "kaaaaaaa", replace(ROUND, note="New")))

    assert refusal.value.message == f"{path} was edited by hand; nothing was written"
    assert tree_of(before.root) == tree


def test_an_edit_of_another_program_since_loading_is_kept(loaded: Load) -> None:
    before = loaded(FILES)
    (before.root / WIN).write_text(FILES[WIN].replace("title: Win\n", "title: Win it\n") + "  calls: {title: Calls}\n")

    save(before, AddKeyResult("2026-Q4", "win", "churn", CHURN))

    objective = load(before.root).workspace.cycles["2026-Q4"].objectives["win"]
    assert (objective.title, list(objective.key_results)) == ("Win it", ["nps", "calls", "churn"])


def check_in(note: str = "", **updates: Update) -> AddCheckIn:
    return AddCheckIn(
        "2026-Q4",
        "kaaaaaaa",
        replace(ROUND, note=note, updates={f"win/{key}": update for key, update in updates.items()}),
    )


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        (AddKeyResult("2026-Q4", "win", "nps", CHURN), UsageError, 'there is a key result in 2026-Q4/win with the id "nps" already'),
        (AddKeyResult("2026-Q4", "wni", "nps", CHURN), UnknownName, 'no objective "2026-Q4/wni"; did you mean 2026-Q4/win?'),
        (AddKeyResult("2026-Q4", "win", "x", replace(CHURN, kpi="visit")), UnknownName, 'no KPI "visit"; did you mean visits?; nothing was written'),
        (
            AddKeyResult("2026-Q4", "win", "x", KeyResult(title="X", kind="milestone", steps={"Bad id": Step(title="X")})),
            WriteRefused,
            f'{WIN} would be broken: "Bad id" cannot be an id: only a-z, 0-9 and single hyphens between them; nothing was written',
        ),
        (
            AddObjective("2026-Q4", "zeal", Objective(title="X", parent=("2026-Q4/wni",))),
            UnknownName,
            '"2026-Q4/wni" names nothing; did you mean 2026-Q4/win?; nothing was written',
        ),
        (AddObjective("2026-Q4", "x", Objective(title="two\nlines")), UsageError, "title: a title is one line; nothing was written"),
        (check_in(nsp=Update(value=Decimal(3))), UnknownName, 'no key result "win/nsp" in 2026-Q4; did you mean win/nps?; nothing was written'),
        (check_in(nps=Update(done=("brief",))), UsageError, "win/nps is no milestone; it has no steps; nothing was written"),
        (check_in("an \x1b[2J escape"), UsageError, "a text holds the control character \\u{1b}"),
        (check_in("half \udc80"), UsageError, "a text holds the half of a character \\u{dc80}"),
        (
            AddReadings("kaaaaaaa", Readings(date=date(2026, 11, 21), readings=(Reading(kpi="visits", value="many"),))),
            UsageError,
            'expected a number, found "many"; nothing was written',
        ),
        (
            AddReadings("kaaaaaaa", Readings(date=date(2026, 11, 21), readings=(Reading(kpi="visits", value="1", segment="apac"),))),
            UnknownName,
            'visits has no segment "apac"; nothing was written',
        ),
    ],
)  # fmt: skip
def test_a_change_that_does_not_fit_is_refused_and_changes_nothing(
    loaded: Load, tree_of: Tree, change: Change, error: type[OkrError], message: str
) -> None:
    before = loaded(FILES)
    tree = tree_of(before.root)

    with pytest.raises(error) as refusal:
        save(before, change)

    assert refusal.value.message == message
    assert tree_of(before.root) == tree


def test_a_file_that_would_be_too_large_to_be_read_is_not_written(loaded: Load) -> None:
    with pytest.raises(UsageError) as refusal:
        save(loaded(FILES), check_in("x" * 1_000_000))

    assert refusal.value.message.endswith("would be larger than 1,000,000 bytes; nothing was written")


@pytest.mark.parametrize("name", ["grow.yaml", "grow.yml"])
def test_the_name_of_a_file_that_cannot_be_read_is_taken(loaded: Load, name: str) -> None:
    before = loaded({**FILES, f"cycles/2026-Q4/objectives/{name}": "title: [broken\n"})

    with pytest.raises(UsageError) as refusal:
        save(before, AddObjective("2026-Q4", "grow", Objective(title="Grow")))

    assert refusal.value.message == f"cycles/2026-Q4/objectives/{name} exists already; nothing was written"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("title: Win\ntitle: Won\n", f"{WIN}:2:1"),
        ("title: Win\nkey_results: [\n", None),
        ("title: Win\ntaget: 5\n", f"{WIN}:2:1"),
        ("", WIN),
    ],
)
def test_a_broken_file_is_not_written_to(loaded: Load, tree_of: Tree, text: str, where: str | None) -> None:
    before = loaded({**FILES, WIN: text})
    tree = tree_of(before.root)

    with pytest.raises(WorkspaceError) as refusal:
        save(before, AddKeyResult("2026-Q4", "win", "churn", CHURN))

    assert refusal.value.message.startswith(f"{WIN} is not written to while it is broken: ")
    assert where is None or refusal.value.where == where
    assert tree_of(before.root) == tree


def test_a_broken_file_does_not_stop_writes_to_others(loaded: Load) -> None:
    before = loaded({**FILES, "cycles/2026-Q4/objectives/bad.yaml": "title: [\n"})

    written = save(before, AddKeyResult("2026-Q4", "win", "churn", CHURN))

    assert written.paths == (WIN,)


def test_a_cycle_whose_file_is_broken_is_not_written_to(loaded: Load) -> None:
    before = loaded({**FILES, "cycles/launch/cycle.yaml": "start: 2026-05-01\n"})

    with pytest.raises(WorkspaceError) as refusal:
        save(before, AddObjective("launch", "go", Objective(title="Go")))

    assert refusal.value.path == "cycles/launch/cycle.yaml"


def test_a_workspace_of_a_newer_format_is_not_written_to(loaded: Load, tree_of: Tree) -> None:
    before = loaded({**FILES, "okrctl.yaml": "format: 2\n"})
    tree = tree_of(before.root)

    with pytest.raises(WorkspaceError) as refusal:
        save(before, AddKpi("churn", Kpi(title="Churn")))

    assert refusal.value.message == "the workspace has format 2, and this okrctl writes format 1"
    assert tree_of(before.root) == tree


def test_a_second_check_in_under_one_id_is_refused_though_the_first_came_after_loading(loaded: Load) -> None:
    before = loaded(FILES)
    save(before, AddCheckIn("2026-Q4", "kaaaaaaa", ROUND))

    with pytest.raises(OkrError) as refusal:
        save(before, AddCheckIn("2026-Q4", "kaaaaaaa", ROUND))

    assert "exists already; nothing was written" in refusal.value.message


@pytest.mark.parametrize(
    ("change", "lock", "locks"),
    [
        (AddKeyResult("2026-Q4", "win", "churn", CHURN), True, 1),
        (AddKeyResult("2026-Q4", "win", "churn", CHURN), False, 0),
        (AddCheckIn("2026-Q4", "kaaaaaaa", ROUND), True, 0),
    ],
    ids=["an edit", "an edit that is told to go without", "a new file"],
)
def test_an_edit_takes_the_lock_and_a_new_file_needs_none(
    loaded: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Change, lock: bool, locks: int
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    save(loaded(FILES), change, lock=lock)

    assert len(list((tmp_path / "cache").rglob("*.lock"))) == locks


CHECKS_IN = """
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from okrctl.core.changes.changes import AddCheckIn, AddKeyResult
from okrctl.core.checkin import CheckIn, Update
from okrctl.core.errors import WriteRefused
from okrctl.core.objective import KeyResult
from okrctl.storage.loading import load
from okrctl.storage.saving import save

what, root, name, times = sys.argv[1], Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
loaded = load(root)
kept = 0
for n in range(times):
    if what == "checks in":
        change = AddCheckIn("2026-Q4", f"k{name}{n:06}", CheckIn(date=date(2026, 11, 1 + n % 5), by="ana", updates={"win/nps": Update(value=Decimal(n))}))
    else:
        change = AddKeyResult("2026-Q4", "win", f"kr-{name}-{n}", KeyResult(title="One more", target=Decimal(3)))
    try:
        save(loaded, change)
        kept += 1
    except WriteRefused:
        pass
print(kept)
"""


def eight_at_once(what: str, root: Path, times: int) -> int:
    """How many writes of eight programs succeeded, each writing that many times."""
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", CHECKS_IN, what, str(root), name, str(times)],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ,
        )
        for name in "abcdefgh"
    ]
    return sum(int(program.communicate()[0]) for program in programs)


def test_eight_programs_that_check_in_at_once_lose_nothing(loaded: Load) -> None:
    root = loaded(FILES).root

    kept = eight_at_once("checks in", root, 50)

    after = load(root)
    assert (kept, len(after.workspace.cycles["2026-Q4"].checkins), after.findings) == (400, 400, ())


def test_of_eight_programs_that_edit_one_file_at_once_each_edit_is_kept_or_refused(loaded: Load) -> None:
    root = loaded(FILES).root

    kept = eight_at_once("edits", root, 5)

    after = load(root)
    assert len(after.workspace.cycles["2026-Q4"].objectives["win"].key_results) == 1 + kept
    assert kept >= 8
    assert after.findings == ()
