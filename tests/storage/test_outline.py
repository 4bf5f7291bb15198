"""The light scan behind Tab: what it makes out, and what it passes over."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from okrctl.storage.reading import outline

Make = Callable[[Mapping[str, str]], Path]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Win finance", "Win finance"),
        ("Win finance   # by March", "Win finance"),
        ("C# for everybody", "C# for everybody"),
        ('"Say \\"yes\\" # always"  # a comment', 'Say "yes" # always'),
        ("'Ana''s goal'", "Ana's goal"),
        ("Goal: grow", "Goal: grow"),
        ("[b]bold[/b] \\", "[b]bold[/b] \\"),
        ("", ""),
        ("# nothing", ""),
        ("日本", "日本"),
    ],
)
def test_a_title_is_plain_text(make: Make, written: str, title: str) -> None:
    root = make({"kpis/a.yaml": f"format: 1\r\ntitle: {written}\r\n"})

    assert outline.refs(root, "") == [("kpis/a", title)]


def test_a_title_inside_a_block_text_is_none(make: Make) -> None:
    root = make({"kpis/a.yaml": "why: |\n  title: Not this\ntitle: This\n"})

    assert outline.refs(root, "") == [("kpis/a", "This")]


def test_ids_may_be_quoted_and_what_cannot_be_one_is_passed_over(make: Make) -> None:
    root = make(
        {
            "okrctl.yaml": 'people:\n  "007": {name: "Bond, James"}\n  Not An Id: {name: x}\n  # eve: {name: Eve}\n  bo:\n    name: Bo\n'
        }
    )

    assert outline.people(root) == [("007", "Bond, James"), ("bo", "Bo")]


def test_teams_are_told_by_name(make: Make) -> None:
    root = make({"okrctl.yaml": "teams:\n    growth: {lead: ana, name: Growth}\n    product:\nname: Northwind\n"})

    assert outline.teams(root) == [("growth", "Growth"), ("product", "")]


def test_cycles_have_the_title_that_their_id_says_and_closed_ones_are_left_out(make: Make) -> None:
    files = {
        "cycles/2026-Q4/objectives/a.yaml": "",
        "cycles/launch/cycle.yaml": "title: Product launch\n",
        "cycles/2026-Q3/cycle.yaml": "state: closed # at last\n",
        "cycles/Bad Name/cycle.yaml": "",
    }

    assert outline.cycles(make(files)) == [("2026-Q4", "Q4 2026"), ("launch", "Product launch")]


def test_only_the_first_level_of_key_results_is_offered(make: Make) -> None:
    text = "title: A\nkey_results:\n  nps:\n    title: Score\n    parts:\n      emea:\n        title: In Europe\n  two: {title: Second}\ntags: [x]\n"

    refs = outline.refs(make({"cycles/2026-Q4/objectives/a.yaml": text}), "a")

    assert refs == [("a", "A"), ("a/nps", "Score"), ("a/two", "Second")]


def test_of_very_many_matches_only_the_names_are_told(make: Make) -> None:
    root = make({f"kpis/k{number}.yaml": "title: A\n" for number in range(outline.MANY + 1)})

    assert outline.refs(root, "kpis/k")[0] == ("kpis/k0", "")
    assert outline.refs(root, "kpis/k20")[0] == ("kpis/k20", "A")


def test_a_ref_cannot_lead_out_of_the_workspace(make: Make, tmp_path: Path) -> None:
    root = make({})
    (tmp_path / "objectives").mkdir()
    (tmp_path / "objectives" / "a.yaml").write_text("title: Outside\n")

    assert outline.refs(root, "../../a") == []


def test_a_file_that_would_block_is_passed_over(make: Make) -> None:
    root = make({"kpis/a.yaml": "title: A\n"})
    os.mkfifo(root / "kpis" / "b.yaml")

    assert outline.refs(root, "kpis/") == [("kpis/a", "A")]


def test_a_folder_without_anything_has_nothing_to_offer(tmp_path: Path) -> None:
    assert [outline.refs(tmp_path, ""), outline.people(tmp_path), outline.cycles(tmp_path)] == [[], [], []]


@pytest.mark.parametrize(
    "text",
    [
        " " * 200_000,
        "a" * 200_000,
        "{,name" * 40_000,
        "x: " + "{," * 100_000,
        '"' * 200_000,
        "'" * 200_001,
        "- " * 100_000,
    ],
)
def test_a_line_without_end_is_passed_over_at_once(make: Make, text: str) -> None:
    root = make({"kpis/a.yaml": f"title: A\npeople:\n  {text}\n"})

    assert outline.refs(root, "") == [("kpis/a", "A")]
