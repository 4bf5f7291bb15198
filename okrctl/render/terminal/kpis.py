"""The KPIs of a report: value, change, history, target, and what the process limits do not explain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from okrctl.render import figures
from okrctl.render import words as say
from okrctl.render.terminal.cells import one_line
from okrctl.render.terminal.columns import Column, Layout, Row, fit, head_lines
from okrctl.render.terminal.flowing import flow, paragraph
from okrctl.render.terminal.ink import NOTHING, Words, blank, joined, without_end_spaces, words
from okrctl.render.terminal.sparkline import sparkline
from okrctl.render.terminal.style import Style
from okrctl.report.attention import open_signal
from okrctl.report.values import Change, Figure, KpiLine, SegmentLine, Signal

LEAST_TITLE = 16
HISTORY = 12
_COLUMNS = (
    Column(leaves=1, yields=True),
    Column(right=True, most=14),
    Column(gap=1, most=12),
    Column(leaves=3),
    Column(leaves=2),
    Column(),
)
"""Status in words, value, unit, change, history, target."""


def kpis_section(kpis: Sequence[KpiLine], style: Style) -> list[Words]:
    """The section with its heading; empty where there are no KPIs."""
    if not kpis:
        return []
    rows = [row for kpi in kpis for row in (_row(kpi, style), *_segments(kpi, style))]
    layout = fit(_COLUMNS, [row for row, _ in rows], style, least=LEAST_TITLE)
    if layout and any(_is_too_long(layout.lines(row)[-1], said, style) for row, said in rows):
        rows = [(replace(row, cells=(NOTHING, *row.cells[1:])), said) for row, said in rows]
        layout = fit(_COLUMNS, [row for row, _ in rows], style, least=LEAST_TITLE)
    drawn = [line for row, said in rows for line in _drawn(row, said, layout, style)]
    return [words("KPIs", "bold"), *drawn]


def _drawn(row: Row, said: Words, layout: Layout | None, style: Style) -> list[Words]:
    """The row, with what is to be said of it behind it where there is room, else below."""
    lines = layout.lines(row) if layout else _stacked(row, style)
    if not said:
        return lines
    return [*lines[:-1], *_behind(lines[-1], said, style)]


def _is_too_long(line: Words, said: Words, style: Style) -> bool:
    """Whether what is said of a row does not fit behind it; the status in words then leaves, for its sign is there."""
    return bool(said) and style.width is not None and line.width + 2 + said.width > style.width


def _behind(line: Words, said: Words, style: Style) -> list[Words]:
    """The line with what is said behind it in a column, without one where that has room, else below it."""
    for start in (line, without_end_spaces(line)):
        if style.width is None or start.width + 2 + said.width <= style.width:
            return [start + blank(2) + said]
    return [line, *paragraph(said, style, 4)]


def _row(kpi: KpiLine, style: Style) -> tuple[Row, Words]:
    sign = words(say.sign(kpi.status, unicode=style.unicode), say.ink(kpi.status))
    cells = (
        words(say.status_word(kpi.status), say.ink(kpi.status)),
        *value_words(kpi.value, kpi.unit, style),
        words(say.our(change_text(kpi.change, kpi.unit, kpi.period), unicode=style.unicode)),
        words(sparkline(kpi.history, unicode=style.unicode, most=HISTORY), "dim"),
        _target(kpi, style),
    )
    return Row(cells, blank(2) + sign + words(" "), words(one_line(kpi.title))), remark(kpi, style)


def segments_section(kpi: KpiLine, style: Style) -> list[Words]:
    """The segments of one KPI below one another; empty where it has none."""
    rows = [row for row, _ in _segments(kpi, style)]
    layout = fit(_COLUMNS, rows, style, least=LEAST_TITLE)
    return [line for row in rows for line in (layout.lines(row) if layout else _stacked(row, style))]


def _segments(kpi: KpiLine, style: Style) -> list[tuple[Row, Words]]:
    """A row for each segment that is compared."""
    return [(_segment(segment, kpi.unit, style), NOTHING) for segment in kpi.segments]


def _segment(segment: SegmentLine, unit: str | None, style: Style) -> Row:
    change = words(say.our(change_text(segment.change, unit, segment.period), unicode=style.unicode))
    return Row(
        (NOTHING, *value_words(segment.value, unit, style), change, NOTHING, NOTHING),
        blank(6),
        words(one_line(segment.id), "dim"),
    )


def value_words(value: Figure | str | None, unit: str | None, style: Style) -> tuple[Words, Words]:
    """The value and its unit; a word of a scale has none."""
    if isinstance(value, str):
        return words(one_line(value)), NOTHING
    text = "–" if value is None else figures.exact(value)
    return words(say.our(text, unicode=style.unicode)), words(one_line(unit or "")) if value is not None else NOTHING


def change_text(change: Change, unit: str | None, period: str | None) -> str:
    """The change to the previous period: `+2 on Oct`, in points for a unit of %: `+0.6 pp on Oct`."""
    if change.previous is None:
        return ""
    size = figures.short(change.previous)
    sign = "+" if change.previous > 0 else "±" if change.previous == 0 else ""
    points = " pp" if unit == "%" else ""
    before = previous_period(period)
    return "unchanged" if not change.previous else f"{sign}{size}{points}{f' on {before}' if before else ''}"


def previous_period(period: str | None) -> str:
    """The name of the period before: Oct for 2026-11, Q3 for 2026-Q4; empty where it has none."""
    year, _, rest = (period or "").partition("-")
    if rest.isdigit():
        return say.MONTHS[(int(rest) - 2) % 12]
    if rest[:1] == "Q" and rest[1:].isdigit():
        return f"Q{(int(rest[1:]) - 2) % 4 + 1}"
    if rest[:1] == "W" and rest[1:].isdigit():
        return "the week before"
    return str(int(year) - 1) if year.isdigit() and not rest else "the day before" if rest else ""


def period_name(period: str, beside: str | None = None) -> str:
    """The name of a period, `Apr`, `Q3`, `week 47`; with its year where that is not the one of the period beside it."""
    year, _, rest = period.partition("-")
    if rest.isdigit():
        name = say.MONTHS[int(rest) - 1]
    elif rest[:1] == "W":
        name = f"week {int(rest[1:])}"
    else:
        name = rest if rest[:1] == "Q" else ""
    return name if name and year == (beside or "")[:4] else f"{name} {year}" if name else period


def target_text(kpi: KpiLine) -> str:
    """Where it should be: `target 45`, `≥ 70` where the direction is known; empty for none."""
    if kpi.target is None:
        return ""
    if isinstance(kpi.target, str):
        return f"target {one_line(kpi.target)}"
    return {"up": "≥ ", "down": "≤ "}.get(kpi.better, "target ") + figures.short(kpi.target)


def _target(kpi: KpiLine, style: Style) -> Words:
    """The same in the signs that the terminal knows; what a person wrote stays as it is."""
    is_words = isinstance(kpi.target, str)
    return words(say.our(target_text(kpi), unicode=style.unicode or is_words), "dim")


def remark(kpi: KpiLine, style: Style) -> Words:
    """A signal that nobody explained, what was found out about the latest value, and an outdated one."""
    unexplained = open_signal(kpi)
    explained = next((signal.note for signal in kpi.signals if signal.period == kpi.period and signal.note), None)
    pieces = [words(f"signal{_when(unexplained, kpi)}: look into it", "warn")] if unexplained else []
    pieces += [words(f'"{one_line(explained)}"', "dim")] if explained else []
    pieces += [words("stale", "warn")] if "stale" in kpi.flags else []
    return joined(pieces, say.our(" · ", unicode=style.unicode), "dim")


def _when(signal: Signal, kpi: KpiLine) -> str:
    """The period of a signal that is not the latest one's: ` in Apr`."""
    if signal.period == kpi.period:
        return ""
    return f" in {period_name(signal.period, kpi.period)}"


def _stacked(row: Row, style: Style) -> list[Words]:
    """The title on one line, its figures wrapped below it."""
    _, value, unit, *rest = row.cells
    head = Row((), row.lead, row.title)
    room = Style(width=max((style.width or 0) - 6, 8))
    return head_lines(head, style.width or 0, style) + [
        blank(6) + line for line in flow([joined([value, unit], " "), *rest], room)
    ]
