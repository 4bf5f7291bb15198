"""Links that lead out of a workspace: nothing behind one is written, and nothing of it is read or shown."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import run_line, write_files
from tests.faults.trials import tree
from tests.faults.writing_commands import CARD, HIRE, MINE, Q4, WORKSPACE

KEPT = "title: open-sesame\n"
LINES = (
    "lint", "report --quarter", "report --quarter --format html", "show hire/offers", "show kpis/visits", "log", "export -o all.json --force",
    "schema --install --dry-run", "schema --install", "init", "init --example", "checkin hire/offers 5", "checkin hire/offers 6 --amend",
    "checkin kpis/visits 9", "set hire team=growth", "set kpis/visits unit=x", "new kr hire 'Talks: 1 -> 5'", "new objective 'Learn' --id learn",
    "new kpi 'Cases' --id cases", "rename hire/plan a-plan", "rename kpis/visits guests", "close hire --verdict about_right --learned x --decision done",
    "close 2026-Q4 --anyway", "lint --fix", "edit hire", "report --quarter --format html -o page.html --force", "report --quarter --format html -o docs/page.html",
    "export --format csv -o tables --force",
)  # fmt: skip


def link(path: str, to: str = "") -> Callable[[Path, Path], None]:
    """What puts a link in the place of whatever lies there."""

    def act(root: Path, outside: Path) -> None:
        place = root / path
        if place.is_dir():
            place.rename(outside / place.name)
        place.unlink(missing_ok=True)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(outside / (to or place.name))

    return act


FOLDERS = ("cycles", "kpis", Q4, f"{Q4}/objectives", f"{Q4}/checkins", f"{Q4}/checkins/2026-11", f"{Q4}/reviews", ".okrctl", ".okrctl/schema", ".okrctl/schema/1", "docs", "tables")  # fmt: skip
FILES = ("okrctl.yaml", HIRE, MINE, CARD, f"{Q4}/cycle.yaml", ".okrctl/schema/1/kpi.json", "page.html", "all.json")


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    return write_files(tmp_path / "outside", {"secret": KEPT, "docs/x": "", "tables/x": "", "okrctl.yaml": KEPT})


@pytest.mark.parametrize(
    ("path", "to"),
    [
        *((folder, "") for folder in FOLDERS),
        *((file, "secret") for file in FILES),
        *((file, "not-yet-there") for file in FILES),
    ],
    ids=lambda value: value or "itself",
)
def test_nothing_behind_a_link_is_written_or_shown(path: str, to: str, tmp_path: Path, outside: Path) -> None:
    root = write_files(tmp_path / "workspace", WORKSPACE)
    link(path, to)(root, outside)
    before = tree(outside)

    for line in LINES:
        answer = run_line(line, root, EDITOR="true")
        assert tree(outside) == before, line
        assert "open-sesame" not in answer.out + answer.err, line
        assert answer.code in range(6), (line, answer)

    assert not [
        path
        for path in root.rglob("*")
        if path.is_file() and not path.is_symlink() and b"open-sesame" in path.read_bytes()
    ]


@pytest.mark.parametrize("line", ["schema --install", "schema --install --dry-run"])
def test_a_pipe_where_a_schema_is_due_neither_hangs_nor_is_replaced(line: str, tmp_path: Path) -> None:
    root = write_files(tmp_path / "workspace", {".okrctl/schema/1/cycle.json": "{}\n"})
    pipe = root / ".okrctl/schema/1/kpi.json"
    os.mkfifo(pipe)

    answer = run_line(line, root)

    assert answer.code == 5
    assert answer.err.startswith("error: .okrctl/schema/1/kpi.json is not a file; nothing was written")
    assert pipe.is_fifo()
    assert (root / ".okrctl/schema/1/cycle.json").read_text() == "{}\n"
