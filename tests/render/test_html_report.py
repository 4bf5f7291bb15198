"""The web page as a file: valid, by itself, nothing executed, contrast, every drawing named, small enough to send."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from okrctl.render.html import report as module
from okrctl.render.html.page import linked
from okrctl.render.html.report import html_report
from okrctl.render.terminal.style import Style
from okrctl.report.around import Around, Origin, TreeNode
from okrctl.report.values import CycleReport
from tests.render.page_reader import Reader

HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}</style></svg></title>&lt;&amp;]]>\u202e[x](javascript:alert(1))"
STYLE = (Path(module.__file__).parent / "templates" / "page.css").read_text(encoding="utf-8")


@pytest.fixture
def page(northwind: CycleReport) -> str:
    return html_report(northwind, Style())


def test_every_tag_is_closed_in_its_turn(page: str) -> None:
    assert page.startswith("<!doctype html>\n")
    assert Reader(page).open == []


def test_ids_are_there_once_and_links_lead_to_them(page: str) -> None:
    reader = Reader(page)

    ids = reader.attributes("id")

    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in reader.attributes("href") if link != "data:,"} <= set(ids)


def test_the_policy_forbids_everything_but_our_style_sheet(page: str) -> None:
    found = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert found
    digest = base64.b64encode(hashlib.sha256(found[1].encode()).digest()).decode()

    policy = next(
        attrs["content"] for tag, attrs in Reader(page).tags if attrs.get("http-equiv") == "Content-Security-Policy"
    )

    assert (
        policy == f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )


def test_nothing_is_fetched_and_nothing_runs(page: str) -> None:
    reader = Reader(page)

    assert {tag for tag, _ in reader.tags} & {"script", "img", "iframe", "object", "embed", "form", "base"} == set()
    assert [
        name for _, attrs in reader.tags for name in attrs if name.startswith("on") or name in {"src", "style"}
    ] == []
    assert re.findall(r"url\((?!\"data:)|@import", STYLE) == []


def test_every_drawing_says_what_it_shows(page: str) -> None:
    drawings = re.findall(r"<svg.*?</svg>", page, re.DOTALL)

    assert len(drawings) > 10
    assert [one for one in drawings if not re.match(r"<svg[^>]*><title>[^<]+</title><desc>[^<]+</desc>", one)] == []


def test_headings_come_one_level_at_a_time(page: str) -> None:
    levels = [int(tag[1]) for tag, _ in Reader(page).tags if re.fullmatch(r"h[1-6]", tag)]

    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_hostile_words_stay_words(northwind: CycleReport) -> None:
    first = northwind.objectives[0]
    key_result = replace(first.key_results[0], title=HOSTILE, note=HOSTILE, unit=HOSTILE, owners=(HOSTILE,), by=HOSTILE)
    objective = replace(
        first, title=HOSTILE, why=HOSTILE, owners=(HOSTILE, "b"), team=HOSTILE, key_results=(key_result,)
    )
    kpi = replace(northwind.kpis[0], title=HOSTILE, unit=HOSTILE, value=HOSTILE, target=HOSTILE)
    around = Around(
        tree=(TreeNode(ref=HOSTILE, title=None, kind="objective", status=None, progress=None),),
        people=((HOSTILE, HOSTILE),),
        origin=Origin(made_at=first_moment(), version="1", commit=HOSTILE),
    )
    report = replace(
        northwind, workspace=HOSTILE, objectives=(objective,), kpis=(kpi,), filters=(("team", HOSTILE),), around=around
    )

    reader = Reader(html_report(report, Style()))

    shown = HOSTILE.replace("\u202e", "\\u{202e}")
    assert {tag for tag, _ in reader.tags} & {"script", "img"} == set()
    assert [name for _, attrs in reader.tags for name in attrs if name.startswith("on")] == []
    assert {place for place, text in reader.texts if shown in text} >= {"title", "p", "span", "h4", "h3", "q", "code"}


def first_moment() -> Any:
    from datetime import UTC, datetime

    return datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "see https://x.example/a?b=1&c=2.",
            'see <a href="https://x.example/a?b=1&amp;c=2" rel="noopener noreferrer">https://x.example/a?b=1&amp;c=2</a>.',
        ),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("data:text/html,x ftp://x vbscript:x //x.example", "data:text/html,x ftp://x vbscript:x //x.example"),
        (
            'https://x.example"onmouseover="alert(1)',
            '<a href="https://x.example" rel="noopener noreferrer">https://x.example</a>&#34;onmouseover=&#34;alert(1)',
        ),
        ("(https://x.example/a)", '(<a href="https://x.example/a" rel="noopener noreferrer">https://x.example/a</a>)'),
        ("<b>\x1b[2J</b>", "&lt;b&gt;\\u{1b}[2J&lt;/b&gt;"),
    ],
)
def test_only_web_addresses_become_links(text: str, html: str) -> None:
    assert str(linked(text)) == html


@pytest.mark.parametrize(
    ("block", "kind"), [(STYLE.split("@media")[0], "light"), (STYLE.split("@media")[1], "dark")], ids=["light", "dark"]
)
def test_every_colour_of_words_stands_out_from_its_background(block: str, kind: str) -> None:
    colors = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})\b", block))

    ratios = {
        (name, ground): contrast(colors[name], colors[ground])
        for name in ("ink", "dim", "accent", "good", "warn", "bad")
        for ground in ("bg", "soft")
    }

    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 4.5} == {}


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, WCAG 2.2."""
    low, high = sorted(luminance(color) for color in (one, other))
    return (high + 0.05) / (low + 0.05)


def luminance(color: str) -> float:
    shares = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_after_the_end_grades_take_the_place_of_the_pace(northwind: CycleReport) -> None:
    first = replace(
        northwind.objectives[1], grade=Decimal("0.4"), band="amber", grade_computed=Decimal("0.3"), reviewed=True
    )
    report = replace(northwind, as_of=date(2027, 1, 5), objectives=(first,))

    page = html_report(report, Style())

    assert '<th scope="col" class="n">Grade</th>' in page
    assert 'grade <b class="g amber">0.4</b>' in page
    assert "graded by hand: the computed grade is 0.3" in page
    assert "expected" not in page.split("<main", 1)[0].split("</style>", 1)[1]


def test_a_cycle_without_objectives_is_a_page_too(report: Callable[..., CycleReport]) -> None:
    page = html_report(report(), Style())

    assert Reader(page).open == []
    assert "There are no objectives yet." in page


def test_figures_that_miss_something_say_so(northwind: CycleReport) -> None:
    assert "<strong>Incomplete.</strong>" in html_report(replace(northwind, complete=False), Style())


def test_it_says_when_it_was_made_and_from_which_commit(northwind: CycleReport) -> None:
    origin = Origin(made_at=first_moment(), version="1.2.3", commit="0123456789abcdef", is_changed=True)

    page = html_report(replace(northwind, around=Around(origin=origin)), Style())

    assert (
        "<p>Made 21 Nov 2026, 12:00 UTC by okrctl 1.2.3 from commit <code>0123456789</code> and changes that are not committed.</p>"
        in page
    )


def test_ten_thousand_key_results_fold_and_stay_below_ten_megabytes(
    northwind: CycleReport, key_result: Any, objective: Any
) -> None:
    values, said = (
        range(20),
        {
            "note": "A sentence of the usual length, about what happened in the week",
            "last_checkin": date(2026, 11, 20),
            "by": "ana",
        },
    )
    figures = {
        "progress": Fraction(2, 7),
        "score": Fraction(2, 7),
        "expected": Fraction(51, 91),
        "gap": Fraction(20),
        "status": "behind",
    }
    lines = [
        key_result(
            id=f"kr-{n}", ref=f"2026-Q4/goal-{n // 5}/kr-{n}", title=f"Customers who send an invoice within a week {n}", unit="%",
            start=Decimal(1), target=Decimal(45), current=Decimal(13), start_on=date(2026, 10, 1), due=date(2026, 12, 31),
            confidence=Decimal("0.5"), history=values, **figures, **said,
        )
        for n in range(10_000)
    ]  # fmt: skip
    objectives = tuple(
        objective(
            id=f"goal-{n}", title=f"Become the tool that finance teams recommend {n}", key_results=tuple(lines[5 * n : 5 * n + 5]), team=f"team-{n % 40}", **figures
        )
        for n in range(2000)
    )  # fmt: skip
    tree = tuple(
        TreeNode(ref=one.ref, title=one.title, kind="objective", status="behind", progress=Fraction(1, 3))
        for one in objectives
    )

    page = html_report(replace(northwind, objectives=objectives, around=Around(tree=tree)), Style())

    assert len(page.encode()) < 10_000_000
    assert page.count("<tr id=") == 10_000
    assert page.count('class="chart"') <= module.MOST_CHARTS
    assert re.findall(r'<details class="(?:team|objective)"[^>]* open', page) == []
    assert "<details><summary>2000 on top</summary>" in page
