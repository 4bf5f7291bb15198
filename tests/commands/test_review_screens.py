from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from okrctl.commands import _context

Run = Callable[..., Any]
NORTHWIND = Path(__file__).parents[2] / "examples" / "northwind"
LINES = ["tree", "tree --depth 2", "tree --team growth", "week", "week --team growth", "retro", "retro 2026-Q4", "log"]


@pytest.fixture
def northwind(tmp_path: Path) -> Path:
    return Path(shutil.copytree(NORTHWIND, tmp_path / "northwind"))


def longest(answer: Any) -> int:
    return max(map(len, answer.out.splitlines()))


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("columns", [60, 80, 120])
def test_a_screen_fits_its_window_and_ends_no_line_with_a_space(
    northwind: Path, run_in: Run, line: str, columns: int
) -> None:
    answer = run_in(line, northwind, COLUMNS=str(columns))

    assert answer.code == 0
    assert longest(answer) <= columns
    assert [one for one in answer.out.splitlines() if one != one.rstrip()] == []


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("columns", [40, 60, 110])
def test_a_screen_fits_a_terminal(
    northwind: Path, run_in: Run, monkeypatch: pytest.MonkeyPatch, line: str, columns: int
) -> None:
    out = in_a_terminal(run_in, northwind, monkeypatch, line, columns)

    assert [one for one in out.splitlines() if len(one) > columns and "okrctl " not in one] == []


@pytest.mark.parametrize("columns", [40, 60, 100, 110, 140])
def test_the_week_always_tells_where_a_confidence_came_from(
    northwind: Path, run_in: Run, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    out = in_a_terminal(run_in, northwind, monkeypatch, "week", columns)

    assert out.count("↓ was") > 5


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
def test_the_tree_always_tells_progress_with_its_pace_and_what_stands_elsewhere(
    northwind: Path, run_in: Run, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    out = in_a_terminal(run_in, northwind, monkeypatch, "tree", columns)

    assert "29 %" in out
    assert "−27" in out
    assert columns < 60 or "in full elsewhere" in out


def in_a_terminal(run_in: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, line: str, columns: int) -> str:
    """What a terminal of that width shows, without colour."""
    monkeypatch.setattr(_context, "_columns", lambda _: columns)
    answer = run_in(line, folder, tty=True, NO_COLOR="1")
    assert answer.code == 0, answer.err
    return str(answer.out)


@pytest.mark.parametrize("line", LINES)
def test_a_pipe_gets_no_colour_and_nothing_cut(northwind: Path, run_in: Run, line: str) -> None:
    answer = run_in(line, northwind)

    assert "\x1b" not in answer.out
    assert "…" not in answer.out


@pytest.mark.parametrize("line", ["tree", "week", "retro"])
def test_our_own_signs_are_ascii_where_the_locale_says_so(northwind: Path, run_in: Run, line: str) -> None:
    out = run_in(line, northwind, LC_ALL="C").out

    assert {sign for sign in "✔◐✖★·○├└│━┃−→↑↓–≥≤" if sign in out} == set()


@pytest.mark.parametrize(
    ("line", "keys"),
    [
        ("tree", {"nodes", "orphans", "loops"}),
        ("week", {"objectives", "key_results", "kpis", "attention", "priorities", "next", "wins", "health"}),
        ("log", {"events"}),
        ("retro", {"objectives", "key_results", "kpis", "attention", "ambition", "misses", "rhythm", "calibration"}),
        ("retro", {"learnings", "verdicts"}),
    ],
)
def test_json_holds_what_is_promised(northwind: Path, run_in: Run, line: str, keys: set[str]) -> None:
    found = run_in(f"{line} --json", northwind).json

    assert found["schema"] == f"okrctl.{line}/1"
    assert keys - found.keys() == set()


def test_a_node_of_the_tree_has_these_keys_and_no_others(northwind: Path, run_in: Run) -> None:
    (first, *_) = run_in("tree --json", northwind).json["nodes"]

    assert list(first) == ["ref", "title", "kind", "status", "progress", "children"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("tree --depth 0", 2),
        ("tree --team nobody", 4),
        ("week --team nobody", 4),
        ("retro nonsense", 4),
        ("retro 2031-Q1", 0),
        ("retro --team nobody", 4),
    ],
)
def test_they_say_by_their_code_what_is_wrong(northwind: Path, run_in: Run, line: str, code: int) -> None:
    assert run_in(line, northwind).code == code


@pytest.mark.parametrize("line", ["tree", "week", "log"])
def test_an_empty_workspace_is_told_what_to_type(okrctl: Callable[[dict[str, str]], Run], line: str) -> None:
    answer = okrctl({})(line)

    assert answer.code == 0
    assert "okrctl" in answer.out


def test_a_retrospective_needs_a_cycle(okrctl: Callable[[dict[str, str]], Run]) -> None:
    assert okrctl({})("retro").code == 4


@pytest.mark.parametrize("line", ["tree", "week", "retro"])
def test_what_people_wrote_is_printed_as_it_is(okrctl: Callable[[dict[str, str]], Run], line: str) -> None:
    title = "Say [red]no[/] \\u{1b} to  \U0001f680"
    files = {
        "cycles/2026-Q3/objectives/a.yaml": f"title: '{title}'\nkey_results:\n  k: {{title: K, target: 1}}\n",
        "cycles/2026-Q3/reviews/a.yaml": f"date: 2026-10-02\nlearned: '{title}'\n",
        "cycles/2026-Q4/objectives/a.yaml": f"title: '{title}'\nkey_results:\n  k: {{title: K, target: 1}}\n",
    }

    assert title in okrctl(files)(line).out


def test_a_title_that_wraps_keeps_the_guides_of_the_tree(okrctl: Callable[..., Any]) -> None:
    goal = "title: Become the tool that finance teams recommend\nkey_results:\n  nps: {title: Lift the promoter score of all who use it, target: 9}\n  two: {title: Two, target: 9}\n"

    answer = okrctl({"cycles/2026-Q4/objectives/win.yaml": goal})("tree", COLUMNS="52")

    assert [line.rstrip(" –") for line in answer.out.splitlines()[-5:]] == [
        "· Become the tool that finance teams",
        "│ recommend  win",
        "├─ · nps  Lift the promoter score of all",
        "│         who use it",
        "└─ · two  Two",
    ]
