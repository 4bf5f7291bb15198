"""What happened, in the terminal: a day, a thing, what was done by whom, and the person's own words."""

from __future__ import annotations

from okrctl.render import words as say
from okrctl.render.terminal.cells import one_line, width
from okrctl.render.terminal.flowing import flow, page, paragraph
from okrctl.render.terminal.ink import NOTHING, Ink, Words, blank, draw, padded, words
from okrctl.render.terminal.style import Style
from okrctl.report.history.log import LogReport
from okrctl.report.history.log_events import Event
from okrctl.report.typed_refs import typed

MOST_IN_A_WINDOW = 60
_INKS: dict[str, Ink] = {
    "new": "good",
    "dropped": "bad",
    "retargeted": "warn",
    "decided": "accent",
    "reviewed": "accent",
}


def terminal_log(report: LogReport, style: Style) -> str:
    """The events as text for a terminal or a pipe; a window gets the newest of many."""
    seen = report.events if style.width is None or not style.cut else report.events[:MOST_IN_A_WINDOW]
    days = [say.day(event.date, report.as_of) for event in seen]
    room = max(map(width, days), default=0) + 2
    lines = []
    for place, (event, day) in enumerate(zip(seen, days, strict=True)):
        shown = "" if place and days[place - 1] == day and style.width is not None else day
        lines += _event(event, shown, room, report, style)
    return draw(page([_headline(report, style), lines or _nothing(report), _rest(report, len(seen))]), style)


def _headline(report: LogReport, style: Style) -> list[Words]:
    pieces = [words(one_line(report.workspace), "bold"), *([words(report.ref, "bold")] if report.ref else [])]
    since = f" since {say.day(report.since, report.as_of)}" if report.since else ""
    pieces += [words(f"{say.count(len(report.events), 'event')}{since}"), words(say.day(report.as_of))]
    warning = words("Incomplete: something could not be read. See what: ", "warn") + words("okrctl lint")
    between = say.our(" · ", unicode=style.unicode)
    return flow(pieces, style, between) + ([] if report.complete else paragraph(warning, style))


def _event(event: Event, day: str, room: int, report: LogReport, style: Style) -> list[Words]:
    """The event behind its day; it wraps and is never cut."""
    name = typed(event.ref, report.needing_cycle) if "/" in event.ref else event.title
    who = f" by {one_line(event.by)}" if event.by else ""
    said = words(f"{one_line(name)}: ", "bold") + words(one_line(event.text), _INKS.get(event.kind, "plain"))
    reason = words(f': "{one_line(event.reason)}"') if event.reason else NOTHING
    first, *more = paragraph(said + words(who, "dim") + reason, style, room)
    return [padded(words(day, "dim"), room) + Words(first.stretches[1:]), *more] if room else [first, *more]


def _nothing(report: LogReport) -> list[Words]:
    if report.since or report.ref:
        return [words("Nothing happened. All there is: ") + words("okrctl log")]
    return [words("Nothing happened yet. Begin: ") + words("okrctl checkin")]


def _rest(report: LogReport, seen: int) -> list[Words]:
    rest = len(report.events) - seen
    if not rest:
        return []
    last = report.events[seen].date
    about = f"{report.ref} " if report.ref else ""
    return [
        blank(2) + words(f"and {rest} more, from {last} back: ", "dim") + words(f"okrctl log {about}--format markdown")
    ]
