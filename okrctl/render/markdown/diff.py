"""What changed, as Markdown for a comment on a pull request."""

from __future__ import annotations

from collections.abc import Sequence

from okrctl.render.markdown.text import document, escaped
from okrctl.render.terminal.diff import by_thing, tally, top_of
from okrctl.report.history.diff import ChangeLine, DiffReport

_SIGNS = {"new": "➕", "dropped": "➖"}


def markdown_diff(report: DiffReport) -> str:
    """The changes below a heading for each objective, KPI or cycle."""
    top = [f"### Goals: {tally(report.changes)}", "", f"{_code(report.before)} → {_code(report.after)}"]
    warning = ["> **Incomplete**: something in the files could not be read. `okrctl lint` says what."]
    return document(
        [top, [] if report.complete else warning, *(_group(changes, report) for changes in by_thing(report.changes))]
    )


def _group(changes: Sequence[ChangeLine], report: DiffReport) -> list[str]:
    top = top_of(changes[0].ref)
    heading = f"**{_code(top)}** {escaped(report.titles.get(top, ''))}".rstrip()
    return [heading, "", *(_item(change, top) for change in changes)]


def _item(change: ChangeLine, top: str) -> str:
    name = change.ref.removeprefix(top).strip("/")
    sign = f"{_SIGNS[change.kind]} " if change.kind in _SIGNS else ""
    title = f": {escaped(change.title)}" if change.kind in _SIGNS and name else ""
    return f"- {sign}{f'{_code(name)} ' if name else ''}{escaped(change.text)}{title}"


def _code(text: str) -> str:
    """The text as code; a backtick in it, which no ref has, becomes an apostrophe."""
    return f"`{text.replace('`', chr(39))}`"
