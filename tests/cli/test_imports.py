"""What a command does not need is not loaded: that is most of why it answers at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
HEAVY = ("pydantic", "ruamel", "yaml", "rich", "jinja2", "simplejson", "xlsxwriter", "openpyxl", "duckdb")
LOADED = """\
import sys
from okrctl.__main__ import main
try:
    main()
finally:
    print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""
GOAL = "title: Win\nkey_results:\n  nps:\n    title: Promoter score\n    start: 31\n    target: 45\n"


# Of rich only the measuring of wide characters is loaded where a line has one.


def heavy(root: Path, line: str, **environ: str) -> list[str]:
    """The heavy libraries that the command line loads."""
    command = [sys.executable, "-c", LOADED, *line.split()]
    place = {"PYTHONPATH": str(TOP), "XDG_CACHE_HOME": str(root / "cache"), "LANG": "C.UTF-8"}
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True, env={**place, **environ})
    return [name for name in HEAVY if name in done.stderr.splitlines()[-1].split()]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "okrctl.yaml").write_text("format: 1\nname: Northwind\n")
    folder = tmp_path / "cycles/2026-Q4/objectives"
    folder.mkdir(parents=True)
    (folder / "win.yaml").write_text(GOAL)
    return tmp_path


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("--version", []),
        ("--help", []),
        ("checkin --help", []),
        ("report --quarter --as-of 2026-11-21", ["rich"]),
        ("report --quarter --as-of 2026-11-21 --json", ["simplejson"]),
        ("checkin win/nps 35 --as ana --as-of 2026-11-21", []),
        ("status --as ana --as-of 2026-11-21", ["rich"]),
    ],
)
def test_only_what_is_needed_is_loaded(line: str, expected: list[str], root: Path) -> None:
    assert set(heavy(root, line)) <= set(expected)


def test_completion_loads_nothing_heavy(root: Path) -> None:
    asked = {"_OKRCTL_COMPLETE": "complete_bash", "COMP_WORDS": "okrctl checkin w", "COMP_CWORD": "2"}

    assert heavy(root, "", **asked) in (
        [],
        ["rich"],
    )  # that name stands for nothing then, so that titles stay as they are
