"""What happened, as Markdown: a list by day."""

from __future__ import annotations

from itertools import groupby

from okrctl.render import words as say
from okrctl.render.markdown.text import document, escaped
from okrctl.report.history.log import LogReport
from okrctl.report.history.log_events import Event


def markdown_log(report: LogReport) -> str:
    """The events below a heading for each day."""
    heading = f"# {escaped(report.workspace)}: what happened"
    warning = ["> **Incomplete**: something in the files could not be read. `okrctl lint` says what."]
    blocks = [[heading], [] if report.complete else warning]
    for day, events in groupby(report.events, key=lambda event: event.date):
        blocks += [[f"## {say.day(day)}"], [_item(event) for event in events]]
    return document(blocks)


def _item(event: Event) -> str:
    who = f" by {escaped(event.by)}" if event.by else ""
    reason = f": {escaped(event.reason)}" if event.reason else ""
    return f"- `{event.ref}` {escaped(event.text)}{who}{reason}"
