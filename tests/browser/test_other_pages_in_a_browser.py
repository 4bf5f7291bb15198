"""The pages of one thing, the week, a retrospective and the tree, as a browser shows them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from okrctl.core.address import parse_ref
from okrctl.render import RETRO_FORMATS, SHOW_FORMATS, TREE_FORMATS, WEEK_FORMATS, drawing
from okrctl.render.terminal.style import Style
from okrctl.report import show, week
from okrctl.report.retro import retro
from okrctl.report.tree import tree
from okrctl.storage.loading import load

NORTHWIND = Path(__file__).parent.parent.parent / "examples" / "northwind"
AS_OF = date(2026, 11, 21)
A4 = (8.27, 11.69)
LONG = "Donaudampfschifffahrtsgesellschaftskapitän" * 4
KINDS = ("objective", "key-result", "kpi", "week", "retro", "tree")
REFS = {"objective": "2026-Q4/win-finance", "key-result": "2026-Q4/win-finance/referrals", "kpi": "kpis/churn"}

Open = Callable[..., None]


def page(kind: str, workspace: Any) -> str:
    """The page of that kind over the example."""
    if kind == "week":
        return str(drawing("html", WEEK_FORMATS)(week.build(workspace, AS_OF), Style()))
    if kind == "retro":
        return str(drawing("html", RETRO_FORMATS)(retro.build(workspace, "2026-Q3", AS_OF), Style()))
    if kind == "tree":
        return str(drawing("html", TREE_FORMATS)(tree.build(workspace, AS_OF), Style()))
    return str(drawing("html", SHOW_FORMATS)(show.build(workspace, parse_ref(REFS[kind]), AS_OF), Style()))


@pytest.fixture(scope="module")
def workspace() -> Any:
    return load(NORTHWIND).workspace


@pytest.fixture
def path(tmp_path: Path, workspace: Any, kind: str) -> Path:
    saved = tmp_path / "page.html"
    saved.write_text(page(kind, workspace), encoding="utf-8")
    return saved


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_asks_for_nothing_and_the_console_stays_empty(browser: Any, path: Path) -> None:
    browser.open(path)

    assert [url for url in browser.requests if not url.startswith("data:")] == [path.as_uri()]
    assert browser.console == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("width", "dark"), [(1200, False), (1200, True), (375, False), (375, True)])
def test_axe_finds_nothing_serious(browser: Any, path: Path, axe: str, width: int, dark: bool) -> None:
    browser.open(path, width=width, dark=dark)
    browser.evaluate(axe)

    found = browser.evaluate(
        "axe.run(document).then(r => JSON.stringify(r.violations.map(v => [v.impact, v.id, v.nodes.map(n => n.html)])))"
    )

    assert [one for one in json.loads(found) if one[0] in {"serious", "critical"}] == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [320, 375, 600, 768, 1024, 1600])
def test_nothing_sticks_out_at_any_width(browser: Any, path: Path, width: int) -> None:
    text = path.read_text(encoding="utf-8")
    titles = (
        "Lift the promoter score of finance users",
        "Churn",
        "Our pilot customers send electronic invoices through us",
    )
    for title in (*titles, "Ana Díaz", "Two partners went live", "Sign partner three"):
        text = re.sub(rf">([^<>]*){re.escape(title)}([^<>]*)<", rf">\1{LONG}\2<", text)
    path.write_text(text, encoding="utf-8")

    browser.open(path, width=width)

    assert LONG in text
    assert browser.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("kind", KINDS)
def test_it_prints_with_every_fold_open(browser: Any, path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace("<details open>", "<details>"), encoding="utf-8")
    browser.open(path)

    pages = len(re.findall(rb"/Type\s*/Page\b", browser.pdf(*A4)))
    browser.open(path, media="print")
    hidden = browser.evaluate(
        "[...document.querySelectorAll('li, tr, .wide .chart')].filter(e => !e.checkVisibility({contentVisibilityAuto: true})).length"
    )

    assert 1 <= pages <= 5
    assert hidden == 0


@pytest.mark.parametrize("kind", ["tree"])
def test_the_tree_is_told_as_lists_within_lists_that_fold(browser: Any, path: Path) -> None:
    browser.open(path)

    roles = browser.roles()
    depth = browser.evaluate(
        "Math.max(...[...document.querySelectorAll('li')].map(e => {let n = 0; while (e = e.parentElement) n += e.tagName == 'UL'; return n}))"
    )

    assert ("heading", "What serves what") in roles
    assert ("list", "What serves what") in roles
    assert [name for role, name in roles if role == "region"] == ["Tree", "How to read it"]
    text = path.read_text(encoding="utf-8")
    assert [role for role, _ in roles].count("DisclosureTriangle") == text.count("<details") > 10
    assert [role for role, _ in roles].count("listitem") == text.count("</li>") > 40
    assert depth == 6
    assert ("link", "in full elsewhere") in roles


@pytest.mark.parametrize("kind", ["tree"])
def test_a_branch_of_the_tree_folds_with_the_keyboard(browser: Any, path: Path) -> None:
    browser.open(path)
    browser.evaluate("document.querySelector('.whole summary').focus()")

    key = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"}
    browser.ask("Input.dispatchKeyEvent", type="keyDown", **key)
    browser.ask("Input.dispatchKeyEvent", type="keyUp", **key)

    assert browser.evaluate("document.querySelector('.whole details').open") is False


@pytest.mark.parametrize("kind", ["week"])
def test_the_squares_of_the_week_are_regions_with_a_table(browser: Any, path: Path) -> None:
    browser.open(path)

    roles = browser.roles()

    assert [name for role, name in roles if role == "region"] == [
        "Confidence of 10", "Priorities", "Wins", "Next", "In the way", "Health"
    ]  # fmt: skip
    assert ("table", "Confidence in each objective and key result, and where it came from") in roles
    assert ("image", "Churn over time") in roles


@pytest.mark.parametrize("kind", ["retro"])
def test_the_sections_of_a_retrospective_are_regions(browser: Any, path: Path) -> None:
    browser.open(path)

    assert [name for role, name in browser.roles() if role == "region"] == [
        "What we learned", "Ambition", "1 commitment not kept", "Rhythm", "KPIs", "Confidence", "What earlier cycles taught"
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["key-result"])
@pytest.mark.parametrize(("width", "drawn"), [(1200, "760"), (375, "300")])
def test_the_chart_of_a_page_is_one_whose_labels_can_be_read(browser: Any, path: Path, width: int, drawn: str) -> None:
    browser.open(path, width=width)

    seen = browser.evaluate(
        "[...document.querySelectorAll('.chart')].filter(e => e.checkVisibility()).map(e => e.getAttribute('width'))"
    )

    assert seen == [drawn]
    assert [role for role, _ in browser.roles()].count("image") == 2


@pytest.mark.parametrize("kind", ["week", "retro", "tree"])
def test_what_people_wrote_is_text(browser: Any, workspace: Any, kind: str, tmp_path: Path) -> None:
    hostile = '"><img src=x onerror=alert(1)><script>document.title="ran"</script>{{7*7}}javascript:alert(1)'
    cycle = workspace.cycles["2026-Q4"]
    objectives = {id_: replace(one, title=hostile) for id_, one in cycle.objectives.items()}
    changed = replace(
        workspace,
        settings=replace(workspace.settings, name=hostile),
        cycles={**workspace.cycles, "2026-Q4": replace(cycle, objectives=objectives)},
    )
    saved = tmp_path / "page.html"
    saved.write_text(page(kind, changed), encoding="utf-8")

    browser.open(saved)

    assert browser.console == []
    assert browser.evaluate("document.querySelector('.brand').textContent") == hostile
    assert browser.evaluate("document.querySelectorAll('script, img, iframe, object, [onerror], [onload]').length") == 0
    assert browser.evaluate("[...document.querySelectorAll('a')].every(a => a.getAttribute('href').startsWith('#'))")
