"""The two lines on top of a report: where and when, then how it goes."""

from __future__ import annotations

from datetime import date

from okrctl.render import words as say
from okrctl.render.terminal.bar import bar
from okrctl.render.terminal.cells import one_line
from okrctl.render.terminal.flowing import flow, paragraph
from okrctl.render.terminal.ink import NOTHING, Words, joined, words
from okrctl.render.terminal.style import Style
from okrctl.report.values import CycleLine, CycleReport

BAR = 30


def headline(report: CycleReport, style: Style) -> list[Words]:
    """Line one says where and when, line two how it goes; a third only where something could not be read."""
    names = [report.workspace, report.cycle.title, *(name for _, name in report.filters)]
    when = words(when_text(report.cycle, report.as_of))
    between = say.our(" · ", unicode=style.unicode)
    where_and_when = flow([*(words(one_line(name), "bold") for name in names), when], style, between)
    return where_and_when + standing(report, style) + _warning(report, style)


def when_text(cycle: CycleLine, as_of: date) -> str:
    """The day and where it lies in the cycle: `21 Nov, day 52 of 92`.

    Its year is left out where the cycle's title says it.
    """
    today = say.day(as_of, as_of if str(as_of.year) in cycle.title else None)
    closed = ", closed" if cycle.state == "closed" else ""
    if as_of < cycle.start:
        away = (cycle.start - as_of).days
        return f"{today}, starts {'tomorrow' if away == 1 else f'in {away} days'}{closed}"
    if as_of > cycle.end:
        return f"{today}, ended {say.days_ago(cycle.end, as_of)}{closed}"
    return f"{today}, day {(as_of - cycle.start).days + 1} of {(cycle.end - cycle.start).days + 1}{closed}"


def standing(report: CycleReport, style: Style) -> list[Words]:
    """Progress beside pace, and how many key results stand where: one line, or two in a narrow window."""
    counts = [_count(status, getattr(report.summary.by_status, status), style) for status in say.COUNTED_STATUSES]
    pace = joined(_pace(report, style)) if report.as_of >= report.cycle.start and report.summary.objectives else NOTHING
    both = joined([pace, *counts])
    if style.width is None or both.width <= style.width:
        return [both] if both else []
    return ([pace] if pace else []) + flow(counts, style)


def _pace(report: CycleReport, style: Style) -> list[Words]:
    summary = report.summary
    expected = None if report.as_of > report.cycle.end else summary.expected
    room = BAR if style.width is None else min(BAR, max(style.width - 24, 10))
    progress = say.percent(summary.progress) if summary.progress is not None else "No figures yet"
    pace = words(f"{say.percent(expected)} expected", "dim") if expected is not None else NOTHING
    return [
        words(say.our(progress, unicode=style.unicode), "bold"),
        bar(summary.progress, expected, room=room, ink="accent", style=style),
        pace,
    ]


def _count(status: str, how_many: int, style: Style) -> Words:
    """`✔ 5 on track`; nothing for none."""
    if not how_many:
        return NOTHING
    sign = words(say.sign(status, unicode=style.unicode) + " ", say.ink(status))
    return sign + words(f"{how_many} {say.status_word(status)}")


def _warning(report: CycleReport, style: Style) -> list[Words]:
    """What the files are to blame for, with the command that names it."""
    errors = report.findings.errors
    if report.complete and not errors:
        return []
    missing = "" if report.complete else "Incomplete: something could not be read, so the figures miss it. "
    found = f"{say.count(errors, 'error')} in the files: " if errors else "See what: "
    return paragraph(words(missing + found, "warn") + words("okrctl lint"), style)
