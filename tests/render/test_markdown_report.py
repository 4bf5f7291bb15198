"""The report as Markdown: tables that hold, words that stay words, folds, a flowchart."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from okrctl.render.markdown.report import markdown_report
from okrctl.render.markdown.text import escaped, table
from okrctl.render.terminal.style import Style
from okrctl.report.around import Around, Origin, TreeNode
from okrctl.report.values import CycleReport

HOSTILE = "a|b `c` **d** <script>alert(1)</script> [x](javascript:alert(1)) ![y](https://x.example/p.png) # h &lt; $e$ _f_ ~~g~~ \\| <!-- z"
READER = MarkdownIt("commonmark").enable("table").enable("strikethrough")


def tokens(text: str) -> list[Token]:
    found: list[Token] = []
    for token in READER.parse(text):
        found += [token, *(token.children or [])]
    return found


def words(text: str) -> str:
    return "".join(token.content for token in tokens(text) if token.type in {"text", "code_inline"})


def test_the_top_says_where_when_and_how_it_goes(northwind: CycleReport) -> None:
    text = markdown_report(northwind, Style())

    assert text.split("## ", 1)[0] == (
        "# Northwind · Q4 2026\n\n"
        "Saturday, 21 Nov, day 52 of 92. **Three of six key results are on track or achieved; the quarter is 56 % gone and 63 % done.**\n\n"
        "`━━━━━━━━━━━━━━━━┃━━───────────` 63 % done, 56 % expected by now\n\n"
        "✔ 2 on track · ◐ 1 behind · ✖ 1 at risk · ★ 1 achieved · · 1 no data\n\n"
        "Committed 1 of 1 kept so far · aspirational 45 % on average · 1 stale · 1 without any update · confidence 5.8, was 6.1\n\n"
    )


def test_an_objective_is_a_heading_a_line_and_a_table_that_folds(northwind: CycleReport) -> None:
    text = markdown_report(replace(northwind, attention=(), kpis=(), objectives=northwind.objectives[1:2]), Style())

    assert text.split("## Objectives\n\n")[1] == (
        "### Growth\n\n#### ◐ Become the tool that finance teams recommend\n\n"
        "behind · **44 %** · 12 points behind · confidence 5.5 · ana\n\n"
        "<details open>\n<summary>2 key results</summary>\n\n"
        "| Status     | Key result                               | Now       | Aim           | Progress | Pace | Confidence | Last word |\n"
        "|------------|------------------------------------------|-----------|---------------|---------:|-----:|-----------:|-----------|\n"
        "| ✖ at risk  | Lift the promoter score of finance users | 35 points | from 31 to 45 |     29 % |  −27 |        5 ↓ | “Two large surveys still open” 16 Nov |\n"
        "| ✔ on track | Referrals each month                     | 13        | from 10 to 15 |     60 % |   +4 |        6 ↑ | “Two partners went live” 21 Nov |\n"
        "\n</details>\n"
    )


def test_every_row_has_the_cells_of_its_head(northwind: CycleReport) -> None:
    rows = 0
    for block in re.findall(r"(?:^\|.*\n)+", markdown_report(northwind, Style()), re.MULTILINE):
        lines = block.strip().split("\n")
        cells = [len(re.findall(r"(?<!\\)\|", line)) for line in lines]
        assert set(cells) == {cells[0]}
        rows += len(lines)

    assert rows > 15


def test_hostile_words_stay_words(northwind: CycleReport) -> None:
    first = northwind.objectives[1]
    key_result = replace(first.key_results[0], title=HOSTILE, note=HOSTILE, unit=HOSTILE, owners=(HOSTILE,), by=HOSTILE)
    objective = replace(
        first, title=HOSTILE, why=HOSTILE, owners=(HOSTILE, "b"), team=HOSTILE, key_results=(key_result,)
    )
    kpi = replace(northwind.kpis[0], title=HOSTILE, unit=HOSTILE, target=HOSTILE)
    report = replace(northwind, workspace=HOSTILE, objectives=(objective,), kpis=(kpi,), filters=(("team", HOSTILE),))

    text = markdown_report(report, Style())

    allowed = {"<details open>\n<summary>1 key result</summary>", "</details>"}
    assert {t.content.strip() for t in tokens(text) if t.type in {"html_block", "html_inline"}} <= allowed
    assert [
        t
        for t in tokens(text)
        if t.type in {"link_open", "image", "em_open", "s_open", "fence", "code_block", "bullet_list_open"}
    ] == []
    assert words(text).count(HOSTILE) >= 8


@pytest.mark.parametrize(
    "text",
    [
        "# heading",
        "- item",
        "+ item",
        "1. item",
        "2) item",
        "---",
        "===",
        "> quote",
        "    code",
        "```",
        "~~~",
        "<b>",
        "&copy;",
        "*",
        "_",
        "a_b_c",
        "\\",
        "[ ]",
        "| x |",
        "www.x.example",
        "-5 %",
    ],
)
def test_a_text_at_the_start_of_a_line_begins_nothing(text: str) -> None:
    found = tokens(escaped(text))

    assert [t.type for t in found] == ["paragraph_open", "inline", *[t.type for t in found[2:-1]], "paragraph_close"]
    assert {t.type for t in found[2:-1]} <= {"text", "text_special"}
    assert "".join(t.content for t in found[2:-1]) == text.strip()


def test_columns_stand_below_one_another_whatever_is_wide(northwind: CycleReport) -> None:
    lines = table(("A", "B"), [("日本", "1"), ("x", "22"), ("", "")], frozenset({1}))

    assert lines == ["| A    |   B |", "|------|----:|", "| 日本 |   1 |", "| x    |  22 |", "|      |     |"]


def test_the_tree_is_a_flowchart(northwind: CycleReport) -> None:
    low = TreeNode(ref="2026-Q4/a", title="Low", kind="objective", status="behind", progress=None)
    top = TreeNode(ref="2026/b", title="Top", kind="goal", status="on_track", progress=None, children=(low,))

    text = markdown_report(replace(northwind, around=Around(tree=(top,))), Style())

    assert text.split("## What serves what\n\n")[1] == (
        "```mermaid\nflowchart LR\n"
        '  n0["Top<br>on track"]:::on_track\n  n1["Low<br>behind"]:::behind\n  n0 --> n1\n'
        "  classDef behind stroke:#8a5800,stroke-width:2px\n  classDef on_track stroke:#1a7034,stroke-width:2px\n```\n"
    )


def test_it_says_when_it_was_made(northwind: CycleReport) -> None:
    origin = Origin(made_at=datetime(2026, 11, 21, 12, tzinfo=UTC), version="1.2.3", commit="0123456789abcdef")

    text = markdown_report(replace(northwind, around=Around(origin=origin)), Style())

    assert text.endswith("\n\nMade 21 Nov 2026, 12:00 UTC by okrctl 1.2.3 from commit `0123456789`.\n")


def test_an_empty_cycle_and_missing_figures_are_told(report: Callable[..., Any]) -> None:
    text = markdown_report(report(complete=False), Style())

    assert "**There are no objectives yet.**" in text
    assert "> **Incomplete**" in text
