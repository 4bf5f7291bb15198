"""The week, the retrospective and the tree as pages and documents: what each part says, words that stay words, what folds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from okrctl.render import RETRO_FORMATS, TREE_FORMATS, WEEK_FORMATS, drawing
from okrctl.render.html import tree as tree_module
from okrctl.render.terminal.style import Style
from okrctl.report import week
from okrctl.report.around import Origin, TreeNode
from okrctl.report.retro import retro
from okrctl.report.tree import tree
from okrctl.storage.loading import load
from tests.render.page_reader import Reader

NORTHWIND = Path(__file__).parent.parent.parent / "examples" / "northwind"
AS_OF = date(2026, 11, 21)
HOSTILE = "<script>alert(1)</script> [x](javascript:alert(1)) | `c` **b** # h"
FILES = {
    "okrctl.yaml": f"""
format: 1
name: '{HOSTILE}'
teams: {{growth: {{name: '{HOSTILE}'}}}}
people: {{ana: {{name: '{HOSTILE}'}}}}
""",
    "cycles/2026-Q4/objectives/win.yaml": f"""
title: '{HOSTILE}'
owner: ana
team: growth
type: committed
key_results:
  nps: {{title: '{HOSTILE}', target: 10, due: 2026-12-01, unit: '{HOSTILE}'}}
""",
    "cycles/2026-Q4/objectives/serve.yaml": f"title: '{HOSTILE}'\nparent: 2026-Q4/win/nps\nkey_results: {{k: {{title: K, target: 1}}}}\n",
    "cycles/2026-Q4/objectives/lost.yaml": f"title: '{HOSTILE}'\nparent: 2026-Q4/nowhere\nlevel: team\n",
    "cycles/2026-Q4/objectives/a.yaml": f"title: '{HOSTILE}'\nparent: 2026-Q4/b\n",
    "cycles/2026-Q4/objectives/b.yaml": f"title: '{HOSTILE}'\nparent: 2026-Q4/a\n",
    "cycles/2026-Q4/checkins/2026-11/1.yaml": f"""
date: 2026-11-20
by: ana
priorities: ['{HOSTILE}']
wins: ['{HOSTILE}']
updates: {{win/nps: {{value: 3, confidence: 0.7, note: '{HOSTILE}', next: '{HOSTILE}', blockers: ['{HOSTILE}']}}}}
""",
    "cycles/2026-Q3/objectives/kept.yaml": f"title: '{HOSTILE}'\nteam: growth\ntype: committed\nowner: ana\nkey_results: {{k: {{title: '{HOSTILE}', target: 10}}}}\n",
    "cycles/2026-Q3/objectives/more.yaml": f"title: '{HOSTILE}'\nkey_results: {{k: {{title: '{HOSTILE}', target: 10}}}}\n",
    "cycles/2026-Q3/checkins/2026-09/1.yaml": "date: 2026-09-20\nby: ana\nupdates: {kept/k: {value: 3}}\n",
    "cycles/2026-Q3/reviews/kept.yaml": f"date: 2026-10-01\nby: ana\nhelped: '{HOSTILE}'\nlearned: '{HOSTILE}'\nexplanation: '{HOSTILE}'\ndecision: modify\n",
    "cycles/2026-Q3/kpi-reviews/k.yaml": f"date: 2026-10-01\nverdict: tweak\nlearned: '{HOSTILE}'\n",
    "cycles/2026-Q2/objectives/old.yaml": f"title: '{HOSTILE}'\nteam: growth\nkey_results: {{k: {{title: K, target: 10}}}}\n",
    "cycles/2026-Q2/reviews/old.yaml": f"date: 2026-07-01\nlearned: '{HOSTILE}'\n",
    "kpis/k.yaml": f"title: '{HOSTILE}'\nunit: '{HOSTILE}'\nsegments: [emea]\n",
    "kpis/readings/2026-11/r.yaml": f"date: 2026-11-10\nreadings: [{{kpi: k, value: 3, note: '{HOSTILE}'}}]\n",
}  # fmt: skip
KINDS = ("week", "retro", "tree")
FORMATS = {"week": WEEK_FORMATS, "retro": RETRO_FORMATS, "tree": TREE_FORMATS}
SHOWN = HOSTILE.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
ENOUGH = {"week": 12, "retro": 9, "tree": 8}
"""How often the hostile words have to stand on each page at least."""


def built(workspace: Any, kind: str, **about: Any) -> Any:
    """The report that is drawn."""
    if kind == "retro":
        return retro.build(workspace, "2026-Q3", AS_OF, **about)
    return (week if kind == "week" else tree).build(workspace, AS_OF, **about)


@pytest.fixture
def hostile(loaded: Callable[..., Any]) -> Callable[[str, str], str]:
    workspace = loaded(FILES).workspace
    return lambda kind, name: str(drawing(name, FORMATS[kind])(built(workspace, kind), Style()))


@pytest.fixture(scope="module")
def northwind() -> Any:
    return load(NORTHWIND).workspace


def tokens(text: str) -> list[Token]:
    parsed = MarkdownIt("commonmark").enable("table").parse(text)
    return [token for outer in parsed for token in (outer, *(outer.children or []))]


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_words_stay_words_in_html(hostile: Callable[[str, str], str], kind: str) -> None:
    page = hostile(kind, "html")

    reader = Reader(page)

    assert {tag for tag, _ in reader.tags} & {"script", "img", "iframe", "form"} == set()
    assert [name for _, attrs in reader.tags for name in attrs if name.startswith("on")] == []
    assert {
        attrs["href"] for tag, attrs in reader.tags if tag == "a" and not (attrs["href"] or "").startswith("#")
    } == set()
    assert page.count(SHOWN) >= ENOUGH[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_words_stay_words_in_markdown(hostile: Callable[[str, str], str], kind: str) -> None:
    text = hostile(kind, "markdown")

    found = tokens(text)

    assert [token.content for token in found if token.type in {"html_block", "html_inline"}] == []
    assert [token.type for token in found if token.type in {"link_open", "image"}] == []
    assert {token.content for token in found if token.type == "code_inline"} <= {
        "okrctl close kpis/k", "okrctl close 2026-Q3/more", "okrctl set lost parent=…", "2026-Q4/nowhere", "lost", "win/nps",
        "━━━━━━━━━───────────┃──────────", "2026-Q4/a → 2026-Q4/b → 2026-Q4/a",
    } | {token.content for token in found if re.fullmatch(r"[━╾┃─]{30}", token.content)}  # fmt: skip
    assert "".join(token.content for token in found if token.type == "text").count(HOSTILE) >= ENOUGH[kind] - 2


@pytest.mark.parametrize("kind", KINDS)
def test_every_tag_is_closed_ids_are_there_once_and_headings_come_one_level_at_a_time(
    northwind: Any, kind: str
) -> None:
    reader = Reader(str(drawing("html", FORMATS[kind])(built(northwind, kind), Style())))

    ids = [attrs["id"] for _, attrs in reader.tags if "id" in attrs]
    links = {attrs["href"] for tag, attrs in reader.tags if tag == "a"}
    levels = [int(tag[1]) for tag, _ in reader.tags if re.fullmatch(r"h[1-6]", tag)]
    assert reader.open == []
    assert [one for one, times in Counter(ids).items() if times > 1] == []
    assert {str(link).removeprefix("#") for link in links} <= set(ids)
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


PARTS = [
    ("week", ["Week 47", "week 47"], ["was 6.3", "Sign partner three", "First referral that renewed", "1 Dec", "Production access to portals five and six", "Kim Sato", "Churn", "2.9"]),
    ("retro", ["Q3 2026 in retrospect"], ["About 0.7 is expected of an aspiration.", "2 near 1.0 (40 %)", "1 too ambitious", "1 commitment not kept", "Seven of ten bookkeeper pilots", "39 check-ins of 7 people",
               "86 days without a word at most", "tweak", "Without a verdict: Uptime", "Brier score 0.26", "10 of 23", "A plan that everybody has seen needs no manager", "The sandboxes are slower than the law"]),
    ("tree", ["What serves what", "what serves what"], ["Be the finance desk that small companies trust", "1 goal, 11 objectives and 29 key results", "in full elsewhere", "29 %", "27", "Eva Novák", "Partnerships", "trusted-desk"]),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "titles", "words"), PARTS, ids=KINDS)
@pytest.mark.parametrize("name", ["html", "markdown"])
def test_every_part_of_it_is_told(northwind: Any, name: str, kind: str, titles: list[str], words: list[str]) -> None:
    page = str(drawing(name, FORMATS[kind])(built(northwind, kind), Style()))

    assert [word for word in words if word not in page] == []
    assert any(title in page for title in titles)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["html", "markdown"])
def test_figures_that_miss_something_say_so(northwind: Any, kind: str, name: str) -> None:
    page = str(drawing(name, FORMATS[kind])(built(northwind, kind, complete=False), Style()))

    assert "Incomplete" in page


@pytest.mark.parametrize("kind", ["week", "tree"])
@pytest.mark.parametrize("name", ["html", "markdown"])
def test_an_empty_workspace_is_a_page_too(loaded: Callable[..., Any], kind: str, name: str) -> None:
    page = str(drawing(name, FORMATS[kind])(built(loaded({}).workspace, kind), Style()))

    assert "There are no objectives yet." in page


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_says_when_it_was_made(northwind: Any, kind: str) -> None:
    report = built(northwind, kind)
    origin = Origin(made_at=datetime(2026, 11, 21, 12, tzinfo=UTC), version="1.2.3", commit="0123456789abcdef")

    page = str(drawing("html", FORMATS[kind])(replace(report, around=replace(report.around, origin=origin)), Style()))

    assert "Made 21 Nov 2026, 12:00 UTC by okrctl 1.2.3 from commit <code>0123456789</code>." in page


def test_a_circle_and_an_orphan_are_named_with_what_mends_them(loaded: Callable[..., Any]) -> None:
    files = {
        "okrctl.yaml": "format: 1\nteams: {growth: {name: Growth}}\n",
        "cycles/2026-Q4/objectives/a.yaml": "title: Egg\nparent: 2026-Q4/b\n",
        "cycles/2026-Q4/objectives/b.yaml": "title: Hen\nparent: 2026-Q4/a\n",
        "cycles/2026-Q4/objectives/c.yaml": "title: Alone\nlevel: team\n",
    }
    report = tree.build(loaded(files).workspace, AS_OF)

    page, text = (str(drawing(name, TREE_FORMATS)(report, Style())) for name in ("html", "markdown"))

    assert "<em>In a circle</em> 2026-Q4/a → 2026-Q4/b → 2026-Q4/a" in page
    assert "<code>okrctl set c parent=…</code>" in page
    assert "- **In a circle**: `2026-Q4/a → 2026-Q4/b → 2026-Q4/a`\n" in text
    assert "**Serve nothing above them**: Alone (`c`)\n\nSay what one serves: `okrctl set c parent=…`\n" in text


def test_the_tree_in_markdown_is_a_flowchart_and_a_nested_list(loaded: Callable[..., Any]) -> None:
    files = {
        "okrctl.yaml": "format: 1\nname: Northwind\n",
        "cycles/2026-Q4/objectives/top.yaml": "title: Grow\nowner: ana\nkey_results: {k: {title: Sales, target: 10}}\n",
        "cycles/2026-Q4/objectives/team.yaml": "title: Sell\nparent: 2026-Q4/top\n",
    }

    text = str(drawing("markdown", TREE_FORMATS)(tree.build(loaded(files).workspace, AS_OF), Style()))

    assert text == (
        "# Northwind · what serves what\n\nSaturday, 21 Nov 2026. 2 objectives and 1 key result, from what is on top down to what is measured.\n\n"
        "```mermaid\nflowchart LR\n"
        '  n0["Grow<br>no data"]:::no_data\n  n1("Sales<br>no data"):::no_data\n  n2["Sell<br>no data"]:::no_data\n'
        "  n0 --> n1\n  n0 --> n2\n  classDef no_data stroke:#6b6e76,stroke-width:2px\n```\n\n"
        "- · **Grow**: no data, 56 points behind, ana, top\n"
        "  - · Sales: no data, 56 points behind, 100 % share, k\n"
        "  - · **Sell**: no data, team\n"
    )  # fmt: skip


def test_a_tree_of_ten_thousand_key_results_folds_and_stays_below_ten_megabytes(northwind: Any) -> None:
    node: dict[str, Any] = {
        "status": "behind",
        "progress": Fraction(2, 7),
        "expected": Fraction(1, 2),
        "gap": Fraction(20),
    }
    objectives = tuple(
        TreeNode(
            ref=f"2026-Q4/goal-{n}", title=f"Become the tool that finance teams recommend {n}", kind="objective", owners=("ana",), **node,
            children=tuple(TreeNode(ref=f"2026-Q4/goal-{n}/kr-{k}", title=f"Customers who send an invoice within a week {k}", kind="key_result", **node) for k in range(5)),
        )
        for n in range(2000)
    )  # fmt: skip
    top = TreeNode(ref="2026/top", title="Top", kind="goal", children=objectives, **node)
    report = replace(built(northwind, "tree"), nodes=(top,), orphans=())

    page, text = (str(drawing(name, TREE_FORMATS)(report, Style())) for name in ("html", "markdown"))

    assert len(page.encode()) < 10_000_000
    assert len(text.encode()) < 10_000_000
    assert page.count("<li") > 12_000
    assert page.count("<details open") == 0
    assert page.count("<details>") == 2001
    assert page.count('<svg class="bar') == 0
    assert tree_module.MOST_BARS < 12_000


def test_many_trees_and_orphans_fold(loaded: Callable[..., Any]) -> None:
    files = {"okrctl.yaml": "format: 1\nteams: {growth: {name: Growth}}\n"}
    for number in range(160):
        team = "team: growth\nlevel: team\n" if number < 40 else ""
        files[f"cycles/2026-Q4/objectives/goal-{number:03}.yaml"] = f"title: Goal {number}\n{team}"

    page = str(drawing("html", TREE_FORMATS)(tree.build(loaded(files).workspace, AS_OF), Style()))

    reader = Reader(page)
    assert reader.open == []
    assert re.findall(r"<summary>(.*?)</summary>", page) == [
        "and 28 more",
        '<h2>Without a team</h2> <span class="m">120 on top</span>',
        '<h2>Growth</h2> <span class="m">40 on top</span>',
    ]


def test_a_week_of_many_key_results_folds_by_team(northwind: Any, loaded: Callable[..., Any]) -> None:
    files = {"okrctl.yaml": "format: 1\nteams: {growth: {name: <b>Growth</b>}}\n"}
    for number in range(80):
        team = "team: growth\n" if number < 30 else ""
        files[f"cycles/2026-Q4/objectives/goal-{number}.yaml"] = (
            f"title: Goal {number}\n{team}key_results: {{a: {{title: A, target: 1}}, b: {{title: B, target: 1}}}}\n"
        )
    report = week.build(loaded(files).workspace, AS_OF)

    page, text = (str(drawing(name, WEEK_FORMATS)(report, Style())) for name in ("html", "markdown"))

    assert page.count("<details>") == page.count('<table class="confidences">') == 2
    assert '<summary><h3>&lt;b&gt;Growth&lt;/b&gt;</h3> <span class="m">30 objectives</span></summary>' in page
    assert page.count("<tr id=") == 160
    assert "<details>\n<summary>&lt;b&gt;Growth&lt;/b&gt;, 30 objectives</summary>" in text
    assert text.count("\n| ") == 2 + 240
