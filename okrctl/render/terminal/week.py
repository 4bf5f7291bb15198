"""The week in the terminal: four squares, two beside two where the window is wide, else one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from okrctl.render import week_words as told
from okrctl.render import words as say
from okrctl.render.terminal.cells import one_line
from okrctl.render.terminal.columns import Column, Row, fit, head_lines
from okrctl.render.terminal.flowing import flow, page, paragraph
from okrctl.render.terminal.headline import standing, when_text
from okrctl.render.terminal.ink import NOTHING, Ink, Words, blank, draw, joined, padded, words
from okrctl.render.terminal.kpis import change_text, remark, value_words
from okrctl.render.terminal.style import Style
from okrctl.report.typed_refs import typed
from okrctl.report.values import KeyResultLine, KpiLine, ObjectiveLine
from okrctl.report.week import WeekReport
from okrctl.report.week_words import Coming, Said

WIDE = 100
"""From so many columns on two squares stand beside one another."""
BETWEEN = 4
LEAST_TITLE = 12
_COLUMNS = (Column(right=True), Column())
_TRENDS: dict[int, Ink] = {-1: "warn", 0: "dim", 1: "good"}
_HEALTH = (Column(right=True, most=14), Column(gap=1, most=12), Column(leaves=1))


def terminal_week(report: WeekReport, style: Style) -> str:
    """The week as text for a terminal or a pipe."""
    if style.width is None or style.width < WIDE:
        squares = [square(report, style) for square in (_confidence, _priorities, _next, _health)]
        return draw(page([_headline(report, style), *squares]), style)
    left = (style.width - BETWEEN) // 2
    half, other = replace(style, width=left), replace(style, width=style.width - left - BETWEEN)
    upper = _beside(_confidence(report, half), _priorities(report, other), left)
    lower = _beside(_health(report, half), _next(report, other), left)
    return draw(page([_headline(report, style), upper, lower]), style)


def _beside(left: Sequence[Words], right: Sequence[Words], width: int) -> list[Words]:
    """Two squares beside one another."""
    pairs = zip_longest(left, right, fillvalue=NOTHING)
    return [padded(one, width) + blank(BETWEEN) + two if two else one for one, two in pairs]


def _headline(report: WeekReport, style: Style) -> list[Words]:
    names = [report.workspace, *(name for _, name in report.filters)]
    cycle = report.within.cycle if report.within else None
    about = [words(one_line(cycle.title), "bold"), words(when_text(cycle, report.as_of))] if cycle else []
    week = words(told.week_name(report.as_of))
    pieces = [*(words(one_line(name), "bold") for name in names), week, *about]
    lines = flow(pieces, style, say.our(" · ", unicode=style.unicode))
    if report.within and report.objectives:
        lines += standing(report.within, style)
    warning = words("Incomplete: something could not be read. See what: ", "warn") + words("okrctl lint")
    return lines + ([] if report.complete else paragraph(warning, style))


def _confidence(report: WeekReport, style: Style) -> list[Words]:
    """Each objective and key result with its confidence and the one before."""
    rows = [row for one, inner in told.objectives(report) for row in _objective(one, inner, report, style)]
    if not rows:
        return [words("Confidence", "bold"), words("  no objectives"), *_begin(report, style)]
    layout = fit(_COLUMNS, rows, style, least=LEAST_TITLE, fill=style.width is not None)
    heading = words("Confidence", "bold") + words(f"  of {report.confidence_scale}", "dim")
    if layout is None:
        return [heading, *(line for row in rows for line in _alone(row, style))]
    return [heading, *(line for row in rows for line in layout.lines(row))]


def _alone(row: Row, style: Style) -> list[Words]:
    """A row without columns: its head with the confidence and where it came from behind it."""
    return head_lines(Row((), row.lead, row.title, joined(row.cells, " ")), style.width or 0, style)


def _begin(report: WeekReport, style: Style) -> list[Words]:
    if report.filters:
        return []
    return [words("  ") + words(say.our('okrctl new objective "…"', unicode=style.unicode))]


def _objective(
    line: ObjectiveLine, key_results: Sequence[KeyResultLine], report: WeekReport, style: Style
) -> list[Row]:
    title = words(one_line(line.title), "bold")
    own = Row(_sure(line, report, style), _sign(line.status, 2, style), title)
    return [own, *(_key_result(one, report, style) for one in key_results)]


def _key_result(line: KeyResultLine, report: WeekReport, style: Style) -> Row:
    lead = _sign(line.status, 4, style) + words(f"{one_line(line.id)}  ", "dim")
    return Row(_sure(line, report, style), lead, words(one_line(line.title)))


def _sign(status: str, indent: int, style: Style) -> Words:
    return blank(indent) + words(say.sign(status, unicode=style.unicode) + " ", say.ink(status))


def _sure(line: ObjectiveLine | KeyResultLine, report: WeekReport, style: Style) -> tuple[Words, ...]:
    """The confidence, and where it came from: `5`, `↓ was 6`."""
    sure = told.confidence(line, report.confidence_scale)
    now, was = (say.our(text, unicode=style.unicode) for text in (sure.now or "–", sure.was))
    return words(now), words(was, _TRENDS[sure.trend])


def _priorities(report: WeekReport, style: Style) -> list[Words]:
    """What comes first this week, and what went well."""
    said = _sentences(report.priorities, style) or [words("  nobody named any: ", "dim") + words("okrctl checkin")]
    won = _sentences(report.wins, style)
    return [words("Priorities", "bold"), *said, *([NOTHING, words("Wins", "bold"), *won] if won else [])]


def _sentences(sentences: Sequence[Said], style: Style) -> list[Words]:
    return [line for one in sentences for line in _bullet(one_line(one.text), one_line(one.by or ""), style)]


def _bullet(text: str, detail: str, style: Style) -> list[Words]:
    """A sentence with who said it; it wraps and is never cut."""
    first, *more = paragraph(words(text) + (words(f"  {detail}", "dim") if detail else NOTHING), style, 4)
    dash = words(say.our("  – ", unicode=style.unicode), "dim")
    return [dash + Words(first.stretches[1:]), *more]


def _next(report: WeekReport, style: Style) -> list[Words]:
    """What comes next, with its day where it has one, and what stands in the way."""
    ahead = [line for one in report.next for line in _coming(one, report, style)]
    stuck = [line for one in report.blockers for line in _coming(one, report, style)]
    heading = [words("Next", "bold"), *(ahead or [words("  nothing announced", "dim")])]
    return heading + ([NOTHING, words("In the way", "bold"), *stuck] if stuck else [])


def _coming(one: Coming, report: WeekReport, style: Style) -> list[Words]:
    day = told.ahead(one, report.as_of)
    when = f"{day}, " if day else ""
    who = f"{one_line(one.by)}, " if one.by else ""
    return _bullet(when + one_line(one.text), f"{who}{typed(one.ref, report.needing_cycle)}", style)


def _health(report: WeekReport, style: Style) -> list[Words]:
    """The health measures: value, change, and what nobody has explained."""
    rows = [_measure(kpi, style) for kpi in report.health]
    if not rows:
        return []
    layout = fit(_HEALTH, rows, style, least=16, fill=style.width is not None)
    heading = words("Health", "bold")
    if layout is None:
        return [heading, *(line for row in rows for line in _stacked(row, style))]
    lines = [heading]
    for row, kpi in zip(rows, report.health, strict=True):
        lines += layout.lines(row)
        said = remark(kpi, style)
        lines += paragraph(said, style, 4) if said else []
    return lines


def _measure(kpi: KpiLine, style: Style) -> Row:
    value, unit = value_words(kpi.value, kpi.unit, style)
    change = words(say.our(change_text(kpi.change, kpi.unit, kpi.period), unicode=style.unicode), "dim")
    return Row((value, unit, change), _sign(kpi.status, 2, style), words(one_line(kpi.title)))


def _stacked(row: Row, style: Style) -> list[Words]:
    value, unit, _ = row.cells
    return head_lines(Row((), row.lead, row.title, joined([value, unit], " ")), style.width or 0, style)
