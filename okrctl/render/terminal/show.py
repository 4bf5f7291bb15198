"""All about one thing in the terminal: the card, the numbers, a chart, what it is made of and tied to, the history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from okrctl.core.kpi import Kpi
from okrctl.core.objective import Objective
from okrctl.render import words as say
from okrctl.render.terminal.card import card_section, labelled, shown
from okrctl.render.terminal.cells import one_line
from okrctl.render.terminal.chart import Chart, chart_lines
from okrctl.render.terminal.charts import key_result_chart, kpi_chart
from okrctl.render.terminal.flowing import flow, page
from okrctl.render.terminal.headline import standing
from okrctl.render.terminal.history import history_section
from okrctl.render.terminal.ink import Words, blank, draw, words
from okrctl.render.terminal.kpis import period_name, segments_section
from okrctl.render.terminal.numbers import key_result_numbers, kpi_numbers, objective_numbers
from okrctl.render.terminal.objectives import key_results_section, objectives_section
from okrctl.render.terminal.style import Style
from okrctl.report.export.set_fields import set_fields
from okrctl.report.show import Related, ShowReport
from okrctl.report.values import Signal

MOST_SIGNALS = 6
SIGNALS = {
    (1, "value"): "a value outside the limits",
    (1, "range"): "a jump beyond the usual range",
    (2, "value"): "three of four near one limit",
    (3, "value"): "eight in a row on one side of the centre",
}


def terminal_show(report: ShowReport, style: Style) -> str:
    """Everything about one thing as text for a terminal or a pipe."""
    sections = [
        card_section(report, style),
        _numbers(report, style),
        _chart(report, style),
        _signals(report, style),
        _steps(report, style),
        _inside(report, style),
        _initiatives(report, style),
        _tied(report.related, style),
        _decisions(report, style),
        _review(report, style),
        history_section(report, style) or _no_history(report, style),
    ]
    return draw(page(section for section in sections if section), style)


def _numbers(report: ShowReport, style: Style) -> list[Words]:
    """Where it stands."""
    ended = report.within is not None and report.as_of > report.within.cycle.end
    if report.kpi:
        lines = kpi_numbers(report.kpi, report.as_of, style)
        return [line for pieces in lines for line in flow(pieces, style) if line] + segments_section(report.kpi, style)
    if report.key_result:
        lines = key_result_numbers(report.key_result, report.confidence_scale, report.as_of, ended=ended, style=style)
    elif report.kind == "cycle" and report.within:
        return standing(report.within, style)
    elif report.objective:
        lines = objective_numbers(report.objective, report.confidence_scale, ended=ended, style=style)
    else:
        return []
    return [line for pieces in lines for line in flow(pieces, style) if line]


def _chart(report: ShowReport, style: Style) -> list[Words]:
    chart: Chart | None = None
    if report.key_result:
        chart = key_result_chart(report.key_result, report.as_of)
    elif report.kpi:
        chart = kpi_chart(report.kpi, report.as_of)
    return chart_lines(chart, style) if chart else []


def _signals(report: ShowReport, style: Style) -> list[Words]:
    """What the process limits do not explain, the newest first, with what was found out about it."""
    by_period: dict[str, list[Signal]] = {}
    for signal in reversed(report.kpi.signals if report.kpi else ()):
        by_period.setdefault(signal.period, []).append(signal)
    seen = list(by_period.items())[: None if style.width is None else MOST_SIGNALS]
    facts = [(period_name(period, str(report.as_of.year)), _what_happened(signals)) for period, signals in seen]
    rest = [words(f"  and {len(by_period) - len(seen)} earlier", "dim")] if len(seen) < len(by_period) else []
    return (
        [words("Signals", "bold"), *(blank(2) + line for line in labelled(facts, _narrower(style))), *rest]
        if facts
        else []
    )


def _what_happened(signals: Sequence[Signal]) -> str:
    """The rules that one period broke, and the person's note."""
    rules = ", ".join(SIGNALS[signal.rule, signal.what] for signal in signals)
    note = next((signal.note for signal in signals if signal.note), None)
    return f'{rules}: "{note}"' if note else f"{rules}: look into it"


def _steps(report: ShowReport, style: Style) -> list[Words]:
    """The steps of a milestone, those that are done with a tick."""
    steps = report.key_result.steps if report.key_result and report.key_result.steps else ()
    return (
        [words("Steps", "bold"), *(_ticked(step.title, step.id, done=step.done, style=style) for step in steps)]
        if steps
        else []
    )


def _initiatives(report: ShowReport, style: Style) -> list[Words]:
    if not isinstance(report.entity, Objective) or not report.entity.initiatives:
        return []
    ticked = [_ticked(one.title, one.url or "", done=one.done, style=style) for one in report.entity.initiatives]
    return [words("Initiatives", "bold"), *ticked]


def _ticked(text: str, detail: str, *, done: bool, style: Style) -> Words:
    status = "on_track" if done else "scheduled"
    sign = words(say.sign(status, unicode=style.unicode), say.ink(status))
    return blank(2) + sign + words(" " + one_line(text) + "  ") + words(one_line(detail), "dim")


def _inside(report: ShowReport, style: Style) -> list[Words]:
    """The key results of an objective, the parts of a key result, the objectives of a cycle."""
    within = report.within
    if within is None:
        return []
    if report.kind == "cycle":
        return objectives_section(within, style)
    if report.objective:
        return key_results_section(report.objective, within, style)
    return key_results_section(report.key_result, within, style) if report.key_result else []


def _tied(related: Sequence[Related], style: Style) -> list[Words]:
    """What it supports, what supports it, and so on."""
    return (
        labelled([(one.how, f"{one.ref}  {one.title or 'does not exist'}") for one in related], style)
        if related
        else []
    )


def _decisions(report: ShowReport, style: Style) -> list[Words]:
    decisions = report.entity.decisions if isinstance(report.entity, Objective | Kpi) else ()
    seen = [one for one in decisions if one.date <= report.as_of]
    lines = [
        (say.day(one.date, report.as_of), f"{one.text}{f' ({one.by})' if one.by else ''}") for one in reversed(seen)
    ]
    return (
        [words("Decisions", "bold"), *(blank(2) + line for line in labelled(lines, _narrower(style)))] if lines else []
    )


def _narrower(style: Style) -> Style:
    """The same surface without the two cells of an indent."""
    return style if style.width is None else replace(style, width=max(style.width - 2, 8))


def _review(report: ShowReport, style: Style) -> list[Words]:
    """How it was closed."""
    if report.review is None:
        return []
    facts = [
        (key.replace("_", " "), value) for key, value in set_fields(report.review).items() if key not in {"date", "by"}
    ]
    who = f" by {report.review.by}" if report.review.by else ""
    heading = words("Review", "bold") + words(f"  {say.day(report.review.date, report.as_of)}{who}", "dim")
    return (
        [
            heading,
            *(blank(2) + line for line in labelled([(key, shown(value)) for key, value in facts], _narrower(style))),
        ]
        if facts
        else [heading]
    )


def _no_history(report: ShowReport, style: Style) -> list[Words]:
    """What to type where nothing was recorded yet."""
    if report.kind == "cycle":
        return [words("The whole report: ", "dim") + words(f"okrctl report --cycle {report.ref}")]
    if report.objective and not report.objective.key_results:
        return [
            words("No key results yet: ", "dim")
            + words(say.our(f'okrctl new kr {report.typed} "…"', unicode=style.unicode))
        ]
    fed = report.key_result.kpi if report.key_result else None
    one = f"kpis/{fed} …" if fed else f"{report.typed}/… …" if report.objective else f"{report.typed} …"
    return [words("Nothing recorded yet: ", "dim") + words(say.our(f"okrctl checkin {one}", unicode=style.unicode))]
