"""The week as Markdown: confidence and its change, priorities, what comes next, health measures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from okrctl.render import words as say
from okrctl.render.markdown.report import kpi_table, standing
from okrctl.render.markdown.text import document, escaped, folded, inside, table
from okrctl.render.pages.week import WeekView
from okrctl.render.terminal.style import Style
from okrctl.report.values import KeyResultLine, ObjectiveLine
from okrctl.report.week import WeekReport
from okrctl.report.week_words import Coming, Said


def markdown_week(week: WeekReport, style: Style) -> str:  # noqa: ARG001 - all formats are called alike
    """The page."""
    view = WeekView(week)
    return document([*_top(view), *_confidence(view), *_said(view), *_coming(view), *_health(view)])


def _top(view: WeekView) -> Iterator[list[str]]:
    yield [f"# {escaped(view.title)}"]
    yield [f"{escaped(view.when)}. **{view.answer}**"]
    yield from standing(view.view)


def _confidence(view: WeekView) -> Iterator[list[str]]:
    """Each objective and key result with its confidence and the one before."""
    if view.objectives:
        yield [f"## Confidence of {view.week.confidence_scale}"]
    for team, lines in view.groups:
        rows = [row for one, inner in lines for row in _rows(one, inner, view)]
        drawn = table(("Status", "Objective, key result", "Now", "Before", "Who"), rows, frozenset({2}))
        count = say.count(len(lines), "objective")
        yield folded(f"{inside(team)}, {count}", drawn, is_open=False) if team else drawn


def _rows(objective: ObjectiveLine, inner: Sequence[KeyResultLine], view: WeekView) -> Iterator[list[str]]:
    yield _row(objective, f"**{escaped(objective.title)}**", view)
    for line in inner:
        yield _row(line, f"↳ {escaped(line.title)}", view, named=line.owners != objective.owners)


def _row(line: ObjectiveLine | KeyResultLine, title: str, view: WeekView, *, named: bool = True) -> list[str]:
    sure = view.sure(line)
    status = f"{say.sign(line.status, unicode=True)} {say.status_word(line.status)}"
    return [status, title, sure.now or "–", sure.was, escaped(view.view.people(line.owners)) if named else ""]


def _said(view: WeekView) -> Iterator[list[str]]:
    """Priorities and wins."""
    yield ["## Priorities"]
    yield [_sentence(one, view) for one in view.week.priorities] or ["Nobody named any."]
    if view.week.wins:
        yield ["## Wins"]
        yield [_sentence(one, view) for one in view.week.wins]


def _sentence(one: Said, view: WeekView) -> str:
    who = f" ({escaped(view.person(one.by))})" if one.by else ""
    return f"- {escaped(one.text)}{who}"


def _coming(view: WeekView) -> Iterator[list[str]]:
    """What comes next and what stands in the way."""
    for _, heading, items, nothing in view.coming:
        yield [f"## {heading}"]
        yield [_item(one, view) for one in items] or [nothing]


def _item(one: Coming, view: WeekView) -> str:
    day = view.ahead(one)
    who = f"{escaped(view.person(one.by))}, " if one.by else ""
    return f"- {f'**{day}** ' if day else ''}{escaped(one.text)} ({who}`{view.typed(one.ref)}`)"


def _health(view: WeekView) -> Iterator[list[str]]:
    if view.week.health:
        yield ["## Health"]
        yield kpi_table(view.week.health, view.view)
