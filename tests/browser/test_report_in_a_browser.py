"""The report's page as a browser shows it: quiet, by itself, readable for everybody, at any width, on paper."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from okrctl.report.around import TreeNode
from okrctl.report.values import CycleReport

Save = Callable[[CycleReport], Path]
A4, LETTER = (8.27, 11.69), (8.5, 11.0)


def test_the_page_asks_for_nothing_and_the_console_stays_empty(
    browser: Any, saved: Save, northwind: CycleReport
) -> None:
    path = saved(northwind)

    browser.open(path)

    assert [url for url in browser.requests if not url.startswith("data:")] == [path.as_uri()]
    assert browser.console == []


def test_no_script_runs_in_the_page(browser: Any, saved: Save, northwind: CycleReport) -> None:
    path = saved(northwind)
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace(
            "<main", "<script>document.title = 'ran'</script><img src=x onerror=\"document.title = 'ran'\"><main"
        ),
        encoding="utf-8",
    )

    browser.open(path)

    assert browser.evaluate("document.title") == "Northwind · Q4 2026"
    assert any("Content Security Policy" in said for said in browser.console)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1200, 375])
def test_axe_finds_nothing_serious(
    browser: Any, saved: Save, northwind: CycleReport, axe: str, dark: bool, width: int
) -> None:
    browser.open(saved(northwind), width=width, dark=dark)
    browser.evaluate(axe)

    found = browser.evaluate(
        "axe.run(document).then(r => JSON.stringify(r.violations.map(v => [v.impact, v.id, v.nodes.map(n => n.html)])))"
    )

    assert [one for one in json.loads(found) if one[0] in {"serious", "critical"}] == []


def test_sections_tables_charts_and_the_tree_have_roles_and_names(
    browser: Any, saved: Save, northwind: CycleReport
) -> None:
    browser.open(saved(northwind))

    roles = browser.roles()

    regions = [name for role, name in roles if role == "region"]
    assert regions == ["Needs attention", "Objectives", "KPIs", "What serves what", "How it is computed"]
    assert ("heading", "Q4 2026") in roles
    assert ("table", "Key results of Become the tool that finance teams recommend") in roles
    assert {"Key result", "Over time", "Progress", "Pace", "Confidence"} <= {
        name for role, name in roles if role == "columnheader"
    }
    assert ("link", "Lift the promoter score of finance users") in roles
    assert ("image", "49 % done") in roles
    assert ("image", "Lift the promoter score of finance users: 35 points") in roles
    assert [role for role, _ in roles].count("list") > 5


def test_everything_that_folds_opens_with_the_keyboard(browser: Any, saved: Save, northwind: CycleReport) -> None:
    browser.open(saved(northwind))
    browser.evaluate("document.querySelector('.team > summary').focus()")

    key = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"}
    browser.ask("Input.dispatchKeyEvent", type="keyDown", **key)
    browser.ask("Input.dispatchKeyEvent", type="keyUp", **key)

    assert browser.evaluate("document.querySelector('.team').open") is False


@pytest.mark.parametrize("width", [320, 375, 768, 1024, 1600])
def test_nothing_sticks_out_at_any_width(browser: Any, saved: Save, northwind: CycleReport, width: int) -> None:
    long_word = "Donaudampfschifffahrtsgesellschaftskapitän" * 4
    first = northwind.objectives[0]
    key_result = replace(first.key_results[0], title=long_word, note=long_word)
    objective = replace(
        first, title=long_word, why=long_word, owners=(long_word,), key_results=(key_result, *first.key_results[1:])
    )
    kpi = replace(northwind.kpis[0], title=long_word, owners=(long_word,))

    browser.open(
        saved(replace(northwind, objectives=(objective, *northwind.objectives[1:]), kpis=(kpi, *northwind.kpis[1:]))),
        width=width,
    )

    assert browser.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("paper", [A4, LETTER], ids=["A4", "Letter"])
def test_it_prints_whole_with_every_fold_open(
    browser: Any, saved: Save, northwind: CycleReport, paper: tuple[float, float]
) -> None:
    path = saved(northwind)
    path.write_text(path.read_text(encoding="utf-8").replace(" open>", ">"), encoding="utf-8")
    browser.open(path)

    pages = len(re.findall(rb"/Type\s*/Page\b", browser.pdf(*paper)))
    browser.open(path, media="print")
    hidden = browser.evaluate(
        "[...document.querySelectorAll('.kr tr, .chart')].filter(e => !e.checkVisibility({contentVisibilityAuto: true})).length"
    )

    assert 6 <= pages <= 10
    assert hidden == 0


def test_print_is_dark_on_white_whatever_the_reader_prefers(browser: Any, saved: Save, northwind: CycleReport) -> None:
    browser.open(saved(northwind), dark=True, media="print")

    color = browser.evaluate("getComputedStyle(document.body).color")

    assert color == "rgb(27, 28, 31)"


def test_what_people_wrote_is_text(browser: Any, saved: Save, northwind: CycleReport) -> None:
    hostile = '"><img src=x onerror=alert(1)><script>document.title="ran"</script>{{7*7}}javascript:alert(1)'
    first = northwind.objectives[0]
    key_result = replace(
        first.key_results[0], title=hostile, note=hostile + " https://example.org/?q=<b>", unit=hostile, id="x"
    )
    objective = replace(first, title=hostile, why=hostile, owners=(hostile,), key_results=(key_result,))
    tree = (TreeNode(ref="2026-Q4/x", title=hostile, kind="objective", status="behind", progress=None),)
    kpi = replace(northwind.kpis[0], title=hostile, unit=hostile)
    report = replace(
        northwind, workspace=hostile, objectives=(objective,), kpis=(kpi,), around=replace(northwind.around, tree=tree)
    )

    browser.open(saved(report))

    assert browser.console == []
    assert browser.evaluate("document.querySelector('.brand').textContent") == hostile
    assert browser.evaluate("document.querySelector('.kr .t').textContent") == hostile
    assert browser.evaluate("document.querySelectorAll('script, img, iframe, object, [onerror], [onload]').length") == 0
    outside = browser.evaluate(
        "[...document.querySelectorAll('a')].map(a => a.getAttribute('href')).filter(h => !h.startsWith('#'))"
    )
    assert outside == ["https://example.org/?q="]
