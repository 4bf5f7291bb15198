"""The same figure of the week, a retrospective and the tree in every format: the whole example, drawn and read back."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from okrctl.core.number import half_up
from okrctl.render import RETRO_FORMATS, TREE_FORMATS, WEEK_FORMATS, drawing, retro_words, tree_words, week_words
from okrctl.render import words as say
from okrctl.render.terminal.style import Style
from okrctl.report import week
from okrctl.report.around import TreeNode
from okrctl.report.retro import retro
from okrctl.report.tree import tree
from okrctl.report.values import Figure, KeyResultLine, ObjectiveLine
from okrctl.storage.loading import load

NORTHWIND = Path(__file__).parent.parent.parent / "examples" / "northwind"
AS_OF = date(2026, 11, 21)
CYCLES = ("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2026")


@pytest.fixture(scope="module")
def workspace() -> Any:
    return load(NORTHWIND).workspace


def drawn(report: Any, formats: dict[str, str], name: str) -> str:
    return str(drawing(name, formats)(report, Style()))


def words(html: str) -> str:
    """What a piece of a page says, drawings left out."""
    bare = re.sub(r"<(svg|title|desc)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", bare)).split())


def line_of(node: TreeNode, lines: list[str]) -> str:
    """The line that tells a node in full."""
    title, id_ = str(node.title), node.ref.rpartition("/")[2]
    named = [line for line in lines if title in line and "in full elsewhere" not in line]
    return next(line for line in named if id_ in line.replace(title, ""))


def rounded(value: Figure | None) -> Decimal | None:
    """A figure as scripts see it."""
    return half_up(value, 6) if isinstance(value, Fraction) else value


def test_each_node_of_the_tree_has_one_progress_share_and_pace(workspace: Any) -> None:
    report = tree.build(workspace, AS_OF)
    nodes = [node for node in tree_words.all_nodes(report.nodes) if not node.is_repeated]
    page = drawn(report, TREE_FORMATS, "html")
    document = drawn(report, TREE_FORMATS, "markdown").split("```\n")[-1].split("\n")
    terminal = drawn(report, TREE_FORMATS, "table").split("\n")

    items = {ref: words(item) for ref, item in re.findall(r'<li id="([^"]+)">(.*?)</(?:summary|div)>', page, re.DOTALL)}

    assert len(items) == len(nodes) > 30
    for node in nodes:
        share = say.percent(node.share) if node.share is not None else ""
        shown = [text for text in (tree_words.progress(node), tree_words.pace(node), share) if text]
        title = str(node.title)
        in_document, in_terminal = (line_of(node, lines) for lines in (document, terminal))
        for text in shown:
            assert text in items[node.ref].split(title)[1]
            assert text.strip("+−–") in in_document.split(title)[1]
            assert text in in_terminal


def test_json_holds_the_progress_of_the_tree(workspace: Any) -> None:
    report = tree.build(workspace, AS_OF)

    waiting, told = json.loads(drawn(report, TREE_FORMATS, "json"), parse_float=Decimal, parse_int=Decimal)["nodes"], []
    while waiting:
        node = waiting.pop(0)
        told.append((node["ref"], node["progress"]))
        waiting = node["children"] + waiting

    assert told == [(node.ref, rounded(node.progress)) for node in tree_words.all_nodes(report.nodes)]


def test_each_confidence_of_the_week_is_one(workspace: Any) -> None:
    report = week.build(workspace, AS_OF)
    page = drawn(report, WEEK_FORMATS, "html")
    rows = [words(row) for row in re.findall(r"<tr.*?</tr>", page.split("</thead>")[1], re.DOTALL)]
    document = drawn(report, WEEK_FORMATS, "markdown").split("\n")
    terminal = drawn(report, WEEK_FORMATS, "table").split("\n")

    lines: list[ObjectiveLine | KeyResultLine] = []
    for objective, inner in week_words.objectives(report):
        lines += [objective, *inner]

    for line in lines:
        sure = week_words.confidence(line, report.confidence_scale)
        shown = f"{sure.now or '–'} {sure.was}".strip()
        assert f"{say.status_word(line.status)} {line.title} {shown}" in rows
        assert any(
            line.title in row and f"{sure.now or '–'} | {sure.was}" in re.sub(r" +", " ", row) for row in document
        )
        assert any(line.title in row and re.sub(r" +", " ", row).endswith(shown) for row in terminal)
    assert len(lines) > 30


def test_the_health_measures_of_the_week_have_one_value(workspace: Any) -> None:
    report = week.build(workspace, AS_OF)
    page, document, terminal = (drawn(report, WEEK_FORMATS, name) for name in ("html", "markdown", "table"))
    figures = {
        ref: words(figure) for ref, figure in re.findall(r'<figure id="([^"]+)">(.*?)</figure>', page, re.DOTALL)
    }

    for kpi in report.health:
        value = str(kpi.value) if isinstance(kpi.value, str) else f"{Decimal(str(kpi.value)):,}"
        assert value in figures[kpi.ref]
        assert any(kpi.title in row and f" {value} " in row for row in document.split("\n"))
        assert any(kpi.title in row and value in row for row in terminal.split("\n"))


@pytest.mark.parametrize("cycle", CYCLES)
def test_every_sentence_of_a_retrospective_is_in_each_of_them(workspace: Any, cycle: str) -> None:
    report = retro.build(workspace, cycle, AS_OF)
    said = [
        *retro_words.ambition_facts(report.ambition),
        retro_words.ambition_judgement(report)[1:],
        *retro_words.rhythm_facts(report.rhythm),
        *(retro_words.miss_outcome(miss) for miss in report.misses),
        *(retro_words.irregular_text(one) for one in retro_words.irregular(report.rhythm)),
        retro_words.calibration_text(report)[1:],
        *(piece for row in retro_words.bands(report.calibration) for piece in row),
        *(text for one in retro_words.own_learnings(report) for _, text in retro_words.lessons(one)),
        *(one.learned or "" for one in retro_words.earlier_learnings(report)),
    ]

    pages = [words(drawn(report, RETRO_FORMATS, "html"))]
    pages += [" ".join(drawn(report, RETRO_FORMATS, name).split()) for name in ("markdown", "table")]

    assert len(said) > 5
    for page in pages:
        assert [text for text in said if " ".join(text.split()) not in page] == []
