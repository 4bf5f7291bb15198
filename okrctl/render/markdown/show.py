"""Everything about one thing as Markdown: its numbers, what it is made of and tied to, its history."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from okrctl.render import words as say
from okrctl.render.markdown.report import key_results_table, kpi_table, markdown_report
from okrctl.render.markdown.text import document, escaped, folded, inside, table
from okrctl.render.pages.show import ShowView, report_around
from okrctl.render.terminal.style import Style
from okrctl.report.history.history import HistoryRow
from okrctl.report.show import ShowReport

MOST_OPEN = 20


def markdown_show(show: ShowReport, style: Style) -> str:
    """The page; of a cycle its report."""
    if show.kind == "cycle":
        return markdown_report(report_around(show), style)
    view = ShowView(show)
    return document([*_top(view), *_inside(view), *_about(view), *_lists(view), *_history(view)])


def _top(view: ShowView) -> Iterator[list[str]]:
    """What it is, why it matters, where it stands, how it is judged."""
    yield [f"# {escaped(view.show.title)}"]
    yield [f"{view.show.kind} `{view.show.ref}` in {escaped(view.show.workspace)}, {say.day(view.show.as_of)}"]
    if view.why:
        yield [f"> {escaped(view.why)}"]
    if not view.show.complete:
        yield ["> **Incomplete**: something in the files could not be read. `okrctl lint` says what."]
    if view.line:
        status = f"**{say.sign(view.line.status, unicode=True)} {say.status_word(view.line.status)}**"
        yield [" · ".join([status, *map(escaped, view.numbers)])]
    yield [f"{escaped(view.judged[:1].upper() + view.judged[1:])}."] if view.judged else []
    yield [f"{escaped(view.forecast)}."] if view.forecast else []


def _inside(view: ShowView) -> Iterator[list[str]]:
    """Steps, key results, parts, or the KPI's row."""
    show = view.show
    if show.kpi:
        yield kpi_table([show.kpi], view.view)
    if show.key_result and show.key_result.steps:
        yield ["## Steps"]
        yield [f"- {'✔' if step.done else '○'} {escaped(step.title)}" for step in show.key_result.steps]
    if show.objective and show.objective.key_results:
        yield ["## Key results"]
        yield key_results_table(view.view.rows(show.objective), view.view)
    elif show.key_result and show.key_result.parts:
        yield ["## Parts"]
        yield key_results_table(view.view.parts(show.key_result), view.view)


def _about(view: ShowView) -> Iterator[list[str]]:
    """What its file says besides, and what it is tied to."""
    related = [(one.how, f"{escaped(one.title or 'does not exist')} `{one.ref}`") for one in view.show.related]
    known = [(label, escaped(text)) for label, text in view.facts] + related
    if known:
        yield ["## About it"]
        yield [f"- **{escaped(label)}**: {text}" for label, text in known]


def _lists(view: ShowView) -> Iterator[list[str]]:
    """The work, the decisions, the review."""
    if view.initiatives:
        yield ["## Initiatives"]
        yield [
            f"- {'✔' if one.done else '○'} {escaped(one.title)} {escaped(one.url or '')}".rstrip()
            for one in view.initiatives
        ]
    if view.decisions:
        yield ["## Decisions"]
        yield [_decision(one.date, one.by, one.text, view) for one in view.decisions]
    if view.review:
        yield ["## Review"]
        yield [f"- **{label}**: {escaped(text)}" for label, text in view.review]


def _decision(day: date, by: str | None, text: str, view: ShowView) -> str:
    who = f", {escaped(view.view.people([by]))}" if by else ""
    return f"- {say.day(day, view.show.as_of)}{who}: {escaped(text)}"


def _history(view: ShowView) -> Iterator[list[str]]:
    if view.show.history:
        heads = ("Date", "Of", "Value", "Change", "Confidence", "Who", "What was said")
        lines = table(heads, [_row(row, view) for row in view.show.history], frozenset({2, 3, 4}))
        yield ["## History"]
        count = say.count(len(view.show.history), "update")
        yield folded(count, lines, is_open=len(view.show.history) <= MOST_OPEN)


def _row(row: HistoryRow, view: ShowView) -> list[str]:
    said = [f"{label} {inside(text)}" if label else f"“{inside(text)}”" for label, text in view.story(row)]
    of = escaped(row.key_result or row.segment or "")
    return [
        view.day(row),
        of,
        escaped(view.value(row)),
        view.change(row),
        view.confidence(row),
        escaped(view.who(row)),
        " · ".join(said),
    ]
