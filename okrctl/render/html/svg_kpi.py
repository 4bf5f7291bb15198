"""The chart of a KPI: its periods with centre and process limits, its target, and the values that the limits do not explain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from okrctl.render import figures
from okrctl.render import words as say
from okrctl.render.html import svg
from okrctl.report.values import Figure, KpiLine, Point

SMALL = svg.Box(width=300, height=124, left=4, right=206, top=14, bottom=98)
LARGE = svg.Box(width=760, height=300, left=8, right=640, top=24, bottom=262)
"""For a page of its own."""
_DAYS_BELOW = 20
_LINE = 12
MOST_PERIODS = 24


def kpi_chart(line: KpiLine, box: svg.Box = SMALL) -> str:
    """The chart as SVG text; empty for fewer than two values."""
    history = line.history[-MOST_PERIODS:]
    if len(history) < 2:
        return ""
    frame = box.frame([history[0].day, history[-1].day], _extent(line, history))
    values = svg.polyline(frame.places(history), "val")
    shapes = [*_levels(line, frame), values, *_signals(line, frame), *_ends(frame, history)]
    return svg.picture(box, f"{line.title} over time", described(line, history), shapes)


def described(line: KpiLine, history: Sequence[Point]) -> str:
    """What the chart shows, in words."""
    first, last = history[0], history[-1]
    limits, target = line.limits, _target(line)
    pieces = [
        f"{len(history)} values, from {figures.short(first.value)} on {say.day(first.day)} to {figures.short(last.value)} on {say.day(last.day)}",
        f"usually between {figures.short(limits.lower)} and {figures.short(limits.upper)}, around {figures.short(limits.centre)}"
        if limits
        else "",
        f"target {figures.short(target)}" if target is not None else "",
        f"{say.count(len(line.signals), 'signal')}" if line.signals else "",
    ]
    return "; ".join(filter(None, pieces)) + "."


def _target(line: KpiLine) -> Figure | None:
    return None if isinstance(line.target, str) else line.target


def _extent(line: KpiLine, history: Sequence[Point]) -> list[float]:
    """Every value that is drawn."""
    levels = (value for value in (_target(line), *_limit_values(line)) if value is not None)
    return [float(value) for value in (*(point.value for point in history), *levels)]


def _limit_values(line: KpiLine) -> tuple[Figure, ...]:
    return (line.limits.upper, line.limits.centre, line.limits.lower) if line.limits else ()


def _levels(line: KpiLine, frame: svg.Frame) -> Iterator[str]:
    """The band of what is usual, its centre, the target, and what each is, on the right."""
    named: list[tuple[str, Figure, str]] = []
    if line.limits:
        yield svg.rectangle((frame.left, frame.y(line.limits.upper)), (frame.right, frame.y(line.limits.lower)), "band")
        yield svg.segment((frame.left, frame.y(line.limits.centre)), (frame.right, frame.y(line.limits.centre)), "mid")
        named += [
            ("upper", line.limits.upper, ""),
            ("centre", line.limits.centre, ""),
            ("lower", line.limits.lower, ""),
        ]
    target = _target(line)
    if target is not None:
        yield svg.segment((frame.left, frame.y(target)), (frame.right, frame.y(target)), "aim")
        named.append(("target", target, "b"))
    heights = svg.spread([frame.y(value) + 4 for _, value, _ in named], frame.top, frame.bottom + 6, _LINE)
    for (name, value, css), height in zip(named, heights, strict=True):
        yield svg.label((frame.right + 6, height), f"{figures.short(value)} {name}", css)


def _signals(line: KpiLine, frame: svg.Frame) -> Iterator[str]:
    """A ring around each period that stands out; a hollow one where it is explained."""
    values = {point.day: point.value for point in line.history}
    for signal in line.signals:
        if signal.date >= frame.first and signal.date in values:
            yield svg.dot((frame.x(signal.date), frame.y(values[signal.date])), "told" if signal.note else "sig", 4.5)


def _ends(frame: svg.Frame, history: Sequence[Point]) -> Iterator[str]:
    """The latest value with its number, and the first and last month."""
    last = history[-1]
    x, y = frame.x(last.day), frame.y(last.value)
    yield svg.dot((x, y), "dot")
    yield svg.label((x - 6, y + 15 if y < frame.top + 10 else y - 8), figures.short(last.value), "b e")
    yield svg.label((frame.left, frame.bottom + _DAYS_BELOW), _month(history[0].day), "")
    yield svg.label((frame.right, frame.bottom + _DAYS_BELOW), _month(last.day), "e")


def _month(day: date) -> str:
    return f"{say.MONTHS[day.month - 1]} {day.year}"
