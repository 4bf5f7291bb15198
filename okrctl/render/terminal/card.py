"""A card in the terminal: what the files say of one thing, label by label, and its way of being judged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from okrctl.core.kpi import Kpi
from okrctl.core.objective import KeyResult
from okrctl.render import figures
from okrctl.render import words as say
from okrctl.render.judging import key_result_sentence, kpi_sentence
from okrctl.render.terminal.cells import harmless, one_line
from okrctl.render.terminal.columns import wrapped
from okrctl.render.terminal.flowing import flow, paragraph
from okrctl.render.terminal.ink import NOTHING, Words, blank, padded, words
from okrctl.render.terminal.style import Style
from okrctl.report.show import ShowReport

_ELSEWHERE = frozenset(
    [
        "title",
        "why",
        "start",
        "target",
        "low",
        "high",
        "risk",
        "strict",
        "unit",
        "kind",
        "per",
        "commit",
        "stretch",
        "after",
        "kpi",
        "parts",
        "steps",
        "key_results",
        "decisions",
        "initiatives",
        "parent",
        "continues",
        "kpis",
        "replaced_by",
        "owner",
        "better",
        "aggregate",
        "measure",
        "theme",
        "end",
    ]
)
"""Fields that the title, the sentence or another section tells."""
_LABELS = {
    "leading_or_lagging": "moves",
    "progress_from": "progress from",
    "start_on": "from",
    "limits_from": "limits from",
}


def card_section(report: ShowReport, style: Style) -> list[Words]:
    """Title and ref, why it matters, how it is judged, and each further field that its file sets."""
    title = flow([words(one_line(report.title), "bold"), words(report.ref, "dim")], style)
    why = report.fields.get("why") or report.fields.get("theme")
    judged = sentence(report)
    lines = [
        *title,
        *(_text(why, style) if why else []),
        *(paragraph(words(judged, "dim"), style) if judged else []),
    ]
    known = facts(report)
    return [*lines, NOTHING, *labelled(known, style)] if known else lines


def sentence(report: ShowReport) -> str:
    """How it is judged; nothing for a cycle or an objective, which its key results judge."""
    if report.key_result and isinstance(report.entity, KeyResult):
        return key_result_sentence(report.key_result, report.entity, report.as_of)
    if report.kpi and isinstance(report.entity, Kpi):
        return kpi_sentence(report.kpi, report.entity)
    return ""


def _text(text: str, style: Style) -> list[Words]:
    """What a person wrote, its own line ends kept."""
    return [line for part in harmless(str(text)).strip().split("\n") for line in paragraph(words(part), style)]


def facts(report: ShowReport) -> list[tuple[str, str]]:
    """Its owners, its window, and each field that nothing else tells, by label."""
    line = report.objective or report.key_result or report.kpi
    owners = [("owner", ", ".join(line.owners))] if line and line.owners else []
    other = [
        (_LABELS.get(key, key.replace("_", " ")), shown(value))
        for key, value in report.fields.items()
        if key not in _ELSEWHERE
    ]
    return [*owners, *_window(report), *other]


def _window(report: ShowReport) -> list[tuple[str, str]]:
    """The days in which it is worked on."""
    line, within = report.key_result, report.within
    if within is None:
        return []
    first, last = (line.start_on, line.due) if line else (within.cycle.start, within.cycle.end)
    if first is None or last is None:
        return [("window", "begins when what it waits for is reached")]
    inside = "" if report.kind == "cycle" else f", {within.cycle.title}"
    return [("window", f"{say.day(first, report.as_of)} to {say.day(last, report.as_of)}{inside}")]


def shown(value: Any) -> str:
    """A field's value on one line: lists and mappings with commas."""
    if isinstance(value, dict):
        return ", ".join(f"{key} {shown(item)}" for key, item in value.items())
    if isinstance(value, list):
        return ", ".join(shown(item) for item in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if hasattr(value, "year"):
        return say.day(value)
    return str(value) if isinstance(value, str | int) else figures.exact(value)


def labelled(facts: Sequence[tuple[str, str]], style: Style) -> list[Words]:
    """Each fact behind its label, wrapped beside it."""
    room = max(len(label) for label, _ in facts) + 2
    lines: list[Words] = []
    for label, text in facts:
        whole = words(one_line(text))
        parts = [whole] if style.width is None else wrapped(whole, max(style.width - room, 8))
        lines.append(padded(words(label, "dim"), room) + parts[0])
        lines += [blank(room) + part for part in parts[1:]]
    return lines
