"""What happened and what changed as Markdown: words that people wrote stay words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from okrctl.render.markdown.diff import markdown_diff
from okrctl.render.markdown.log import markdown_log
from okrctl.report.history import diff, log

AS_OF = date(2026, 11, 21)
HOSTILE = "<script>alert(1)</script> [x](javascript:alert(1)) | `c` **b** # h"
FILES = {
    "okrctl.yaml": f"format: 1\nname: '{HOSTILE}'\n",
    "cycles/2026-Q4/objectives/win.yaml": f"""
title: '{HOSTILE}'
decisions: [{{date: 2026-11-01, by: ana, text: '{HOSTILE}'}}]
key_results:
  nps: {{title: '{HOSTILE}', target: 10, unit: '{HOSTILE}'}}
""",
    "cycles/2026-Q4/reviews/win.yaml": f"date: 2026-11-20\nlearned: '{HOSTILE}'\n",
    "cycles/2026-Q4/checkins/2026-11/1.yaml": f"""
date: 2026-11-20
by: ana
note: '{HOSTILE}'
updates: {{win/nps: {{value: 3, confidence: 0.7, note: '{HOSTILE}', blockers: ['{HOSTILE}']}}}}
""",
    "kpis/k.yaml": f"title: '{HOSTILE}'\n",
    "kpis/readings/2026-11/r.yaml": f"date: 2026-11-10\nreadings: [{{kpi: k, value: 3, note: '{HOSTILE}'}}]\n",
}


def tokens(text: str) -> list[Token]:
    parsed = MarkdownIt("commonmark").enable("table").parse(text)
    return [token for outer in parsed for token in (outer, *(outer.children or []))]


@pytest.fixture
def documents(loaded: Callable[..., Any]) -> dict[str, str]:
    before = loaded({"okrctl.yaml": "format: 1\n"}).workspace
    after = loaded(FILES).workspace
    return {
        "log": markdown_log(log.build(after, AS_OF)),
        "diff": markdown_diff(diff.build(diff.State("a", before), diff.State("b", after), AS_OF)),
    }


@pytest.mark.parametrize(("kind", "least"), [("log", 7), ("diff", 2)])
def test_hostile_words_stay_words(documents: dict[str, str], kind: str, least: int) -> None:
    found = tokens(documents[kind])

    assert [token for token in found if token.type in {"html_block", "html_inline", "link_open", "image"}] == []
    assert {token.content for token in found if token.type == "code_inline"} <= {
        "2026-Q4", "2026-Q4/win", "2026-Q4/win/nps", "kpis/k", "nps", "a", "b"
    }  # fmt: skip
    assert "".join(token.content for token in found if token.type == "text").count(HOSTILE) >= least
