"""A cycle's report as Markdown: for pull requests, job summaries and wikis; it reads well as plain text too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from okrctl.render import figures, spelled
from okrctl.render import words as say
from okrctl.render.markdown import mermaid
from okrctl.render.markdown.text import document, escaped, folded, inside, table
from okrctl.render.pages.view import Line, PageView
from okrctl.render.terminal.bar import bar
from okrctl.render.terminal.closing import facts
from okrctl.render.terminal.kpis import target_text
from okrctl.render.terminal.style import Style
from okrctl.report.values import Attention, CycleReport, KeyResultLine, KpiLine, ObjectiveLine

BAR = 30
MOST_ATTENTION = 200
INCOMPLETE = (
    "> **Incomplete**: something in the files could not be read, so the figures miss it. `okrctl lint` says what."
)


def markdown_report(report: CycleReport, style: Style) -> str:  # noqa: ARG001 - all formats are called alike
    """The page."""
    view = PageView(report)
    blocks = [*_top(view), *_attention(view), *_objectives(view), *_kpis(view), *_tree(view), *_origin(view)]
    return document(blocks)


def _top(view: PageView) -> Iterator[list[str]]:
    """Where and when, how it goes, and how many key results stand where."""
    yield [f"# {escaped(view.title)}"]
    yield [f"{view.when}. **{view.answer}**"]
    yield from standing(view)
    yield [" · ".join(facts(view.report))] if view.report.objectives and facts(view.report) else []


def standing(view: PageView) -> Iterator[list[str]]:
    """What is missing, the bar with its pace, and how many key results stand where."""
    report = view.report
    if not report.complete:
        yield [INCOMPLETE]
    if report.summary.progress is not None and view.has_begun:
        expected = None if view.ended else report.summary.expected
        drawn = bar(report.summary.progress, expected, room=BAR, ink="plain", style=Style()).plain
        pace = f", {say.percent(expected)} expected by now" if expected is not None else ""
        yield [f"`{drawn}` {say.percent(report.summary.progress)} done{pace}"]
    if view.counts:
        yield [
            " · ".join(
                f"{say.sign(status, unicode=True)} {many} {say.status_word(status)}" for status, many in view.counts
            )
        ]


def _attention(view: PageView) -> Iterator[list[str]]:
    items = view.report.attention[:MOST_ATTENTION]
    if not items:
        return
    yield ["## Needs attention"]
    yield table(("Status", "What", "Why", "Who", "Last word"), [_attention_row(item, view) for item in items])
    if len(view.report.attention) > len(items):
        yield [f"And {len(view.report.attention) - len(items)} more, marked below."]


def _attention_row(item: Attention, view: PageView) -> list[str]:
    thing = view.things.get(item.ref)
    note = thing.note if isinstance(thing, KeyResultLine) else None
    return [
        view.attention_words(item),
        escaped(thing.title if thing else item.ref),
        escaped(item.text),
        escaped(view.people(thing.owners)) if thing else "",
        f"“{inside(note)}”" if note else "",
    ]


def _objectives(view: PageView) -> Iterator[list[str]]:
    if not view.report.objectives:
        return
    yield ["## Objectives"]
    for heading, objectives in view.groups:
        yield [f"### {escaped(heading)}"]
        for objective in objectives:
            yield from _objective(objective, view)


def _objective(line: ObjectiveLine, view: PageView) -> Iterator[list[str]]:
    yield [f"#### {_sign(line)} {escaped(line.title)}"]
    yield [_standing(line, view)]
    if line.why:
        yield [f"> {escaped(line.why)}"]
    lines = key_results_table(view.rows(line), view)
    if lines:
        count = say.count(sum(1 for _ in view.rows(line)), "key result")
        yield folded(count, lines, is_open=view.objectives_open)


def key_results_table(rows: Iterable[tuple[KeyResultLine, int, bool]], view: PageView) -> list[str]:
    """The table of key results, each with how deep it lies and whether its owner is to be named; empty for none."""
    pace = "Grade" if view.ended else "Pace"
    heads = ("Status", "Key result", "Now", "Aim", "Progress", pace, "Confidence", "Last word")
    drawn = [_row(line, depth, named=named, view=view) for line, depth, named in rows]
    return table(heads, drawn, frozenset({4, 5, 6}))


def _standing(line: ObjectiveLine, view: PageView) -> str:
    """Progress and pace, what kind it is, who answers for it."""
    percent = f"**{view.progress(line)}**" if view.progress(line) else ""
    pace = spelled.pace_words(line.gap) if view.distance(line) else ""
    grade = f"grade {view.grade(line)}" if view.grade(line) else ""
    sure = f"confidence {view.confidence(line.confidence)}" if line.confidence is not None else ""
    kind = "" if line.type == "aspirational" else line.type
    pieces = [
        say.status_word(line.status),
        percent,
        pace,
        grade,
        kind,
        sure,
        escaped(view.people(line.owners)),
        *view.flags(line),
    ]
    return " · ".join(filter(None, pieces))


def _row(line: KeyResultLine, depth: int, *, named: bool, view: PageView) -> list[str]:
    owners = [escaped(view.people(line.owners))] if named else []
    about = [*owners, *view.flags(line), escaped(view.said_status(line))]
    behind = ", ".join(filter(None, about))
    kept = spelled.kept(line)
    return [
        f"{_sign(line)} {say.status_word(line.status)}",
        f"{'↳ ' * depth}{escaped(line.title)}{f' ({behind})' if behind else ''}",
        escaped(spelled.value_now(line)),
        escaped(", ".join(filter(None, [spelled.value_aim(line), kept]))),
        view.progress(line),
        view.grade(line) or view.distance(line),
        view.confidence_and_trend(line),
        _last_word(line, view),
    ]


def _last_word(line: KeyResultLine, view: PageView) -> str:
    """The last note, who said it and when."""
    if not line.note or line.last_checkin is None:
        return ""
    who = [escaped(view.people([line.by]))] if line.by else []
    return f"“{inside(line.note)}” {', '.join([*who, say.day(line.last_checkin, view.report.as_of)])}"


def _sign(line: Line) -> str:
    return say.sign(line.status, unicode=True)


def _kpis(view: PageView) -> Iterator[list[str]]:
    if view.report.kpis:
        yield ["## KPIs"]
        yield kpi_table(view.report.kpis, view)


def kpi_table(kpis: Iterable[KpiLine], view: PageView) -> list[str]:
    """The table of KPIs, the segments that are compared below each."""
    heads = ("Status", "KPI", "Value", "Change", "Target", "Usually", "Remark")
    return table(heads, [row for kpi in kpis for row in _kpi_rows(kpi, view)], frozenset({2}))


def _kpi_rows(kpi: KpiLine, view: PageView) -> Iterator[list[str]]:
    limits, signal = kpi.limits, view.unexplained(kpi)
    remarks = [f"signal in {signal}: look into it"] if signal else []
    remarks += [f"{period}: “{inside(note)}”" for period, note in view.explained(kpi)]
    yield [
        f"{say.sign(kpi.status, unicode=True)} {say.status_word(kpi.status)}",
        escaped(kpi.title),
        _value(kpi.value, kpi.unit, view),
        view.change(kpi),
        escaped(target_text(kpi)),
        f"{figures.short(limits.lower)} to {figures.short(limits.upper)}" if limits else "",
        "; ".join([*remarks, *(["stale"] if "stale" in kpi.flags else [])]),
    ]
    for segment in kpi.segments:
        value = _value(segment.value, kpi.unit, view)
        yield ["", f"↳ {escaped(segment.id)}", value, view.segment_change(kpi, segment), "", "", ""]


def _value(value: object, unit: str | None, view: PageView) -> str:
    shown = view.value(value)  # type: ignore[arg-type]
    return escaped(figures.with_unit(shown, None if isinstance(value, str) or value is None else unit))


def _tree(view: PageView) -> Iterator[Sequence[str]]:
    chart = mermaid.flowchart(view.report.around.tree)
    if chart:
        yield ["## What serves what"]
        yield chart
        missing = mermaid.left_out(view.report.around.tree)
        yield [f"And {missing} more goals."] if missing else []


def _origin(view: PageView) -> Iterator[list[str]]:
    origin = view.report.around.origin
    if origin:
        commit = f" from commit `{origin.commit[:10]}`" if origin.commit else ""
        changed = " and changes that are not committed" if origin.is_changed else ""
        yield [f"Made {spelled.moment(origin.made_at)} by okrctl {origin.version}{commit}{changed}."]
