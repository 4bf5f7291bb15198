from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from okrctl.render.terminal.glossary import terminal_glossary
from okrctl.render.terminal.style import Style
from okrctl.report.glossary import WORDS, find

SCREEN = 30
MUST_SAY = {
    "okr": ["Up to five", "outcome", "0.7", "operational key results", "objective-key performance", "chief executive"],
    "kpi": ["High-level", "low-level", "words on a scale", "who keeps track"],
    "goal": ["broad", "narrow", "where we want to be in five", "type: goal"],
    "smart": ["Specific", "Measurable", "Achievable", "Relevant", "Time-bound"],
    "sla": ["service level agreement"],
    "kri": ["key risk indicator"],
    "okr-vs-kpi": ["Focus", "Timeframe", "Scope", "Examples", "outward", "inward", "focus", "level"],
    "kinds": ["metric", "at_least", "at_most", "between", "milestone", "recurring", "score", "baseline", "parts"],
}


@pytest.mark.parametrize("word", WORDS)
def test_a_word_says_what_it_must(word: str) -> None:
    entry = find(word)
    assert entry
    text = terminal_glossary(entry, Style())

    assert [said for said in MUST_SAY[word] if said not in text] == []


@pytest.mark.parametrize("word", WORDS)
def test_a_word_fits_a_screen_and_its_window(word: str) -> None:
    entry = find(word)
    assert entry
    lines = terminal_glossary(entry, Style(width=80)).splitlines()

    assert len(lines) <= SCREEN
    assert [line for line in lines if len(line) > 80 and not line.startswith("Try: ")] == []


@pytest.mark.parametrize("word", WORDS)
def test_a_word_is_plain_ascii_where_that_is_all_there_is(word: str) -> None:
    entry = find(word)
    assert entry

    assert terminal_glossary(entry, Style(width=80, unicode=False)).isascii()


@pytest.mark.parametrize(
    ("typed", "word"), [("OKR", "okr"), ("okr vs kpi", "okr-vs-kpi"), ("KPIs", "kpi"), ("Kind", "kinds")]
)
def test_words_are_found_as_people_type_them(typed: str, word: str) -> None:
    entry = find(typed)

    assert entry
    assert entry.word == word
    assert find("win-finance/okr") is None


def test_a_word_needs_no_workspace(tmp_path: Any, run_in: Callable[..., Any]) -> None:
    answer = run_in("explain sla --json", tmp_path)

    assert (answer.code, answer.json["schema"], answer.json["ref"]) == (0, "okrctl.explain/1", "sla")
    assert answer.json["steps"][0]["heading"] == "Meaning"


def test_a_word_comes_before_a_ref_of_the_same_spelling(okrctl: Callable[[Mapping[str, str]], Any]) -> None:
    run = okrctl({"cycles/2026-Q4/objectives/goal.yaml": "title: Ours\n"})

    assert "lasting aim" in run("explain goal").out
    assert "Ours" in run("explain 2026-Q4/goal").out
