"""Everything about one thing as a page and as a document: what each part says, words that stay words."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from okrctl.core.address import parse_ref
from okrctl.render import SHOW_FORMATS, drawing
from okrctl.render.terminal.style import Style
from okrctl.report.show import ShowReport, build
from okrctl.storage.loading import load

NORTHWIND = Path(__file__).parent.parent.parent / "examples" / "northwind"
AS_OF = date(2026, 11, 21)
HOSTILE = "<script>alert(1)</script> [x](javascript:alert(1)) | `c` **b**"
FILES = {
    "okrctl.yaml": "format: 1\nname: <b>Northwind</b>\npeople: {ana: {name: Ana Díaz}}\n",
    "cycles/2026-Q4/objectives/win.yaml": f"""
title: '{HOSTILE}'
why: '{HOSTILE}'
owner: ana
kpis: [k]
tags: ['{HOSTILE}']
initiatives: [{{title: '{HOSTILE}', url: 'javascript:alert(1)'}}, {{title: Sound, url: 'https://x.example/a'}}]
decisions: [{{date: 2026-11-01, by: ana, text: '{HOSTILE}'}}, {{date: 2026-12-01, text: Later}}]
key_results:
  steps: {{title: '{HOSTILE}', kind: milestone, steps: {{one: {{title: '{HOSTILE}'}}}}}}
  whole: {{title: Whole, parts: {{emea: {{title: Part, target: 10}}}}}}
""",
    "cycles/2026-Q4/reviews/win.yaml": f"date: 2026-11-20\nlearned: '{HOSTILE}'\n",
    "cycles/2026-Q4/checkins/2026-11/1.yaml": (
        f"date: 2026-11-10\nby: ana\nupdates: {{win/steps: {{done: [one], note: '{HOSTILE}', blockers: ['{HOSTILE}'], next: '{HOSTILE}', confidence: 0.7}}}}\n"
    ),
    "kpis/k.yaml": f"title: '{HOSTILE}'\nunit: '{HOSTILE}'\nsegments: [emea]\n",
    "kpis/readings/2026-11/r.yaml": f"date: 2026-11-10\nreadings: [{{kpi: k, value: 3, note: '{HOSTILE}'}}, {{kpi: k, value: 2, segment: emea}}]\n",
}
REFS = ("2026-Q4/win", "2026-Q4/win/steps", "2026-Q4/win/whole", "kpis/k", "2026-Q4")


@pytest.fixture
def hostile(loaded: Callable[..., Any]) -> Callable[[str], ShowReport]:
    workspace = loaded(FILES).workspace
    return lambda ref: build(workspace, parse_ref(ref), AS_OF)


@pytest.fixture(scope="module")
def northwind() -> Callable[[str], ShowReport]:
    workspace = load(NORTHWIND).workspace
    return lambda ref: build(workspace, parse_ref(ref), AS_OF)


class Tags(HTMLParser):
    """The tags of a page, and where its links lead."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        assert [name for name, _ in attrs if name.startswith("on")] == []
        self.links += [value or "" for name, value in attrs if name == "href" and tag == "a"]


@pytest.mark.parametrize("ref", REFS)
def test_hostile_words_stay_words_in_html(hostile: Callable[[str], ShowReport], ref: str) -> None:
    page = drawing("html", SHOW_FORMATS)(hostile(ref), Style())

    tags = Tags(str(page))

    assert tags.seen & {"script", "img", "iframe"} == set()
    assert [link for link in tags.links if not link.startswith(("#", "https://x.example/"))] == []
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in str(page)


@pytest.mark.parametrize("ref", REFS)
def test_hostile_words_stay_words_in_markdown(hostile: Callable[[str], ShowReport], ref: str) -> None:
    tokens = (
        MarkdownIt("commonmark").enable("table").parse(str(drawing("markdown", SHOW_FORMATS)(hostile(ref), Style())))
    )

    inner = [token for outer in tokens for token in (outer, *(outer.children or []))]
    html = {token.content.strip() for token in inner if token.type in {"html_block", "html_inline"}}
    assert all(re.fullmatch(r"<details( open)?>\n<summary>[\w ]+</summary>|</details>", one) for one in html)
    assert [token for token in inner if token.type in {"link_open", "image"}] == []
    assert any(
        HOSTILE in "".join(t.content for t in token.children or []) for token in tokens if token.type == "inline"
    )


@pytest.mark.parametrize(
    ("ref", "words"),
    [
        ("2026-Q4/win-finance", ["Become the tool", "15 points behind", "confidence 6 of 10", "Key results", "Double the business", "https://wiki.northwind.example/p/12", "Target of referrals lowered", "Two partners went live"]),
        ("2026-Q4/mandate-ready/portals", ["From 2 to 6, higher is better, along its plan until 31 Dec.", "Heading for 6", "No customer is caught out by the mandate", "Certificate office answers by post"]),
        ("2026-Q4/win-finance/launch", ["1 of 2 steps", "First contract", "Legal wants a second look at the commission"]),
        ("2026-Q3/win-finance", ["grade", "Review", "learned"]),
        ("kpis/churn", ["2.9", "signal", "Lower is better, target 2 %", "The first month feels like coming home", "Eleven of the goodbyes"]),
        ("kpis/revenue", ["emea", "117,990", "look into it"]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["html", "markdown"])
def test_every_part_of_it_is_told(
    northwind: Callable[[str], ShowReport], name: str, ref: str, words: list[str]
) -> None:
    page = str(drawing(name, SHOW_FORMATS)(northwind(ref), Style()))

    assert [word for word in words if word not in page] == []


def test_a_cycle_is_its_report(northwind: Callable[[str], ShowReport]) -> None:
    page = str(drawing("html", SHOW_FORMATS)(northwind("2026-Q4"), Style()))

    assert "<h1>Q4 2026</h1>" in page
    assert "Needs attention" in page


def test_the_chart_of_a_page_of_its_own_is_large(northwind: Callable[[str], ShowReport]) -> None:
    page = str(drawing("html", SHOW_FORMATS)(northwind("kpis/churn"), Style()))

    assert page.count('<svg class="chart" role="img" width="760"') == 1
