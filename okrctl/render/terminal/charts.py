"""What the chart of a key result, or of a KPI, consists of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from okrctl.render import figures
from okrctl.render.terminal.chart import Chart, Mark, Stroke
from okrctl.report.values import Figure, KeyResultLine, KpiLine, Point

A_YEAR = timedelta(days=365)
MOST_PERIODS = 24


def key_result_chart(line: KeyResultLine, as_of: date) -> Chart | None:
    """The value beside its pace or its limits, with the forecast; None without a value or a window."""
    if not line.history or line.start_on is None or line.due is None:
        return None
    last = line.history[-1]
    return Chart(
        first=min(line.start_on, line.history[0].day),
        last=max(line.due, last.day),
        today=as_of,
        strokes=[
            *_pace(line),
            *_limits(line),
            *_forecast(line),
            Stroke(points=line.history, ink="accent", letter="*"),
        ],
        marks=[Mark(last, "accent", figures.charted(line, last.value))],
        in_percent=line.kind == "milestone",
    )


def _pace(line: KeyResultLine) -> list[Stroke]:
    """The faint way from start through the plan to target."""
    if not line.pace:
        return []
    label = f"target {figures.charted(line, line.pace[-1].value)}"
    return [Stroke(points=line.pace, ink="dim", letter=".", every=3, label=label)]


def _limits(line: KeyResultLine) -> list[Stroke]:
    """The limits of what is met or not, and the count that a period wants."""
    if line.start_on is None or line.due is None:
        return []
    return [_level(value, line.start_on, line.due, label) for label, value in figures.limits(line).items()]


def _level(value: Figure, first: date, last: date, label: str) -> Stroke:
    return Stroke(
        points=[Point(day=first, value=value), Point(day=last, value=value)],
        ink="dim",
        letter="-",
        every=3,
        label=label,
    )


def _forecast(line: KeyResultLine) -> list[Stroke]:
    """The way to the expected value, and the range around it, from the last value on."""
    found = line.forecast
    if found is None or line.due is None or line.history[-1].day >= line.due:
        return []
    last, due = line.history[-1], line.due
    span = abs(Fraction(line.target or 0) - Fraction(line.start or 0)) or Fraction(1)
    ends = [(found.low, 6, False), (found.high, 6, False), (found.value, 2, True)]
    return [
        Stroke(
            points=[last, Point(day=due, value=value)],
            ink="warn",
            letter="~",
            every=every,
            label=figures.rounded(value, span) if named else "",
        )
        for value, every, named in ends
    ]


def kpi_chart(line: KpiLine, as_of: date) -> Chart | None:
    """The last periods with centre and limits, last year faint behind, signals marked; None for fewer than two values."""
    history = line.history[-MOST_PERIODS:]
    if len(history) < 2:
        return None
    first, last = history[0].day, history[-1].day
    strokes = [*_last_year(line, first, last), *_process(line, first, last), *_target(line, first, last)]
    signals = [
        Mark(Point(day=signal.date, value=signal.value), "bad")
        for signal in line.signals
        if signal.date >= first and signal.what == "value"
    ]
    values = Stroke(points=history, ink="accent", letter="*", label=figures.short(history[-1].value))
    return Chart(first=first, last=last, today=as_of, strokes=[*strokes, values], marks=signals)


def _last_year(line: KpiLine, first: date, last: date) -> list[Stroke]:
    points = [replace(point, day=point.day + A_YEAR) for point in line.history if first <= point.day + A_YEAR <= last]
    return [Stroke(points=points, ink="dim", letter=",", every=2, label="a year before")] if len(points) > 1 else []


def _process(line: KpiLine, first: date, last: date) -> list[Stroke]:
    limits = line.limits
    if limits is None:
        return []
    named = [(limits.upper, "upper limit"), (limits.lower, "lower limit"), (limits.centre, "centre")]
    return [_level(value, first, last, f"{name} {figures.short(value)}") for value, name in named]


def _target(line: KpiLine, first: date, last: date) -> list[Stroke]:
    if line.target is None or isinstance(line.target, str):
        return []
    return [replace(_level(line.target, first, last, f"target {figures.short(line.target)}"), ink="good", every=4)]
