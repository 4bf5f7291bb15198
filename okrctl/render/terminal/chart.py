"""A chart of a value over time: the value as a line, where it should be as a faint one, the forecast to the right of today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from okrctl.core.frozen import dataclass
from okrctl.render import figures
from okrctl.render import words as say
from okrctl.render.terminal.canvas import Canvas
from okrctl.render.terminal.ink import NOTHING, Ink, Words, blank, padded, words
from okrctl.render.terminal.style import Style
from okrctl.report.values import Figure, Point

ROWS = 13
WIDEST = 100
USUAL_WIDTH = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """One line of a chart."""

    points: Sequence[Point]
    ink: Ink
    letter: str
    """Its letter where the terminal knows ASCII only."""
    every: int = 1
    """Only every n-th dot of it is drawn: the larger the fainter."""
    label: str = ""
    """What stands at its end, to the right of the chart."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One value that stands out."""

    point: Point
    ink: Ink
    label: str = ""
    """What stands beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Lines over a span of days; those further back come first."""

    first: date
    last: date
    today: date
    strokes: Sequence[Stroke]
    marks: Sequence[Mark] = ()
    in_percent: bool = False
    """Its values are shares."""


def chart_lines(chart: Chart, style: Style) -> list[Words]:
    """The chart with its values on the left, the labels of its lines on the right and its days below."""
    scale = _scale(chart)
    axis, labels = _axis(chart, scale, style), _row_labels(chart, scale, style)
    left, right = max(label.width for label in axis), max(label.width for label in labels)
    across = max(min(style.width or USUAL_WIDTH, WIDEST) - left - right - 4, 10)
    drawn = _canvas(chart, scale, across, style).lines()
    edge = words("│" if style.unicode else "|", "dim")
    rows = [
        padded(axis[row], left, right=True) + blank(1) + edge + drawn[row] + blank(1) + labels[row]
        for row in range(ROWS)
    ]
    return [*rows, *(blank(left + 1) + line for line in _days(chart, across, style))]


class _Scale(NamedTuple):
    """The lowest and the highest value drawn."""

    low: float
    high: float

    def height(self, value: Figure) -> float:
        """Where a value stands between them, 0 to 1."""
        return (float(value) - self.low) / (self.high - self.low)


def _scale(chart: Chart) -> _Scale:
    values = [float(point.value) for stroke in chart.strokes for point in stroke.points]
    low, high = min(values), max(values)
    return _Scale(low, high) if low < high else _Scale(low - 1, high + 1)


def _canvas(chart: Chart, scale: _Scale, across: int, style: Style) -> Canvas:
    canvas = Canvas(across, ROWS, style.unicode)
    if chart.first < chart.today < chart.last:
        today = _share(chart.today, chart)
        canvas.line([(today, 0), (today, 1)], "dim", ":", every=4 if style.unicode else 1)
    for stroke in chart.strokes:
        places = [(_share(point.day, chart), scale.height(point.value)) for point in stroke.points]
        canvas.line(places, stroke.ink, stroke.letter, every=stroke.every if style.unicode else 1)
    sign = "●" if style.unicode else "O"
    for mark in chart.marks:
        x, y = _share(mark.point.day, chart), scale.height(mark.point.value)
        canvas.mark(x, y, mark.ink, sign, say.our(mark.label, unicode=style.unicode))
    return canvas


def _share(day: date, chart: Chart) -> float:
    """Where a day stands between the first and the last, 0 to 1."""
    return (day - chart.first).days / max((chart.last - chart.first).days, 1)


def _axis(chart: Chart, scale: _Scale, style: Style) -> list[Words]:
    """A value for the top, middle and bottom row, nothing for the others."""
    marks = {0: scale.high, ROWS // 2: (scale.low + scale.high) / 2, ROWS - 1: scale.low}
    span = scale.high - scale.low
    texts = {
        row: say.percent(Fraction(value)) if chart.in_percent else figures.rounded(value, span)
        for row, value in marks.items()
    }
    return [words(say.our(texts.get(row, ""), unicode=style.unicode), "dim") for row in range(ROWS)]


def _row_labels(chart: Chart, scale: _Scale, style: Style) -> list[Words]:
    """The labels of the lines at the height of their ends; of two that meet the one further back moves aside."""
    labels: dict[int, Words] = {}
    for stroke in reversed([stroke for stroke in chart.strokes if stroke.label and stroke.points]):
        row = round((1 - scale.height(stroke.points[-1].value)) * (ROWS - 1))
        free = next((r for away in (0, 1, -1, 2, -2) if 0 <= (r := row + away) < ROWS and r not in labels), None)
        if free is not None:
            labels[free] = words(say.our(stroke.label, unicode=style.unicode), stroke.ink)
    return [labels.get(row, NOTHING) for row in range(ROWS)]


def _days(chart: Chart, across: int, style: Style) -> list[Words]:
    """The edge below and the days that have room: first, last, today."""
    edge = "└" + "─" * across if style.unicode else "+" + "-" * across
    room = [" "] * (across + 1)
    for day, text in (
        (chart.first, say.day(chart.first, chart.today)),
        (chart.last, say.day(chart.last, chart.today)),
        (chart.today, "today"),
    ):
        start = min(max(round(_share(day, chart) * across) - len(text) // 2, 0), across + 1 - len(text))
        around = room[max(start - 2, 0) : start + len(text) + 2]
        if chart.first <= day <= chart.last and start >= 0 and not "".join(around).strip():
            room[start : start + len(text)] = text
    return [words(edge, "dim"), words("".join(room), "dim")]
