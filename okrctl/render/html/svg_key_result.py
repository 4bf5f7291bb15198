"""The chart of a key result: its value over time beside the pace or the limit, with the forecast to the right of today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from okrctl.render import figures
from okrctl.render import words as say
from okrctl.render.html import svg
from okrctl.render.spelled import pace_words, value_aim, value_now
from okrctl.report.values import KeyResultLine

SMALL = svg.Box(width=300, height=92, left=34, right=234, top=12, bottom=70)
LARGE = svg.Box(width=760, height=280, left=60, right=650, top=24, bottom=240)
"""For a page of its own."""
_DAYS_BELOW = 17
_LINE = 12
_NEAR = 46
"""A value nearer to the right edge has its label on its left."""


def key_result_chart(line: KeyResultLine, as_of: date, box: svg.Box = SMALL) -> str:
    """The chart as SVG text; empty where there is no value yet, or no window to draw it in."""
    if not line.history or line.start_on is None or line.due is None:
        return ""
    frame = box.frame(_days(line), _extent(line))
    shapes = [
        *_background(line, frame, as_of),
        *_forecast(line, frame),
        *_values(line, frame),
        *_labels(line, frame, as_of),
    ]
    return svg.picture(box, f"{line.title}: {value_now(line)}", described(line, as_of), shapes)


def described(line: KeyResultLine, as_of: date) -> str:
    """What the chart shows, in words."""
    first, last = line.history[0], line.history[-1]
    count = say.count(len(line.history), "value")
    course = f"{count}, from {figures.charted(line, first.value)} on {say.day(first.day, as_of)} to {figures.charted(line, last.value)} on {say.day(last.day, as_of)}"
    aim = value_aim(line)
    found = line.forecast
    pieces = [
        course if len(line.history) > 1 else f"{figures.charted(line, last.value)} on {say.day(last.day, as_of)}",
        f"aim {aim}" if aim else "",
        pace_words(line.gap),
        f"forecast {figures.charted(line, found.low)} to {figures.charted(line, found.high)}" if found else "",
    ]
    return "; ".join(filter(None, pieces)) + "."


def _days(line: KeyResultLine) -> list[date]:
    days = [line.start_on, line.due, line.history[0].day, line.history[-1].day]
    return [day for day in days if day]


def _extent(line: KeyResultLine) -> list[float]:
    """The lowest and the highest value that is drawn; a wide forecast is cut, so that the rest stays readable."""
    drawn = [
        float(value)
        for value in (*(point.value for point in (*line.history, *line.pace)), *figures.limits(line).values())
    ]
    low, high = min(drawn), max(drawn)
    if line.forecast is None:
        return [low, high]
    room = (high - low) / 2
    return [max(min(low, float(line.forecast.low)), low - room), min(max(high, float(line.forecast.high)), high + room)]


def _background(line: KeyResultLine, frame: svg.Frame, as_of: date) -> Iterator[str]:
    """The ground line, today, and what the values are measured against."""
    yield svg.segment((frame.left, frame.bottom + 4), (frame.right, frame.bottom + 4), "ax")
    if frame.first < as_of < frame.last:
        yield svg.segment((frame.x(as_of), frame.top - 6), (frame.x(as_of), frame.bottom + 4), "now")
    yield svg.polyline(frame.places(line.pace), "pace")
    for value in figures.limits(line).values():
        yield svg.segment((frame.left, frame.y(value)), (frame.right, frame.y(value)), "pace")


def _forecast(line: KeyResultLine, frame: svg.Frame) -> Iterator[str]:
    found, last = line.forecast, line.history[-1]
    if found is None or line.due is None or last.day >= line.due:
        return
    start, end = (frame.x(last.day), frame.y(last.value)), frame.x(line.due)
    yield svg.polygon([start, (end, frame.y(found.high)), (end, frame.y(found.low))], "fan")
    yield svg.segment(start, (end, frame.y(found.value)), "mid")


def _values(line: KeyResultLine, frame: svg.Frame) -> Iterator[str]:
    places = frame.places(line.history)
    yield svg.polyline(places, "val")
    yield svg.dot(places[-1], "dot")


def _labels(line: KeyResultLine, frame: svg.Frame, as_of: date) -> Iterator[str]:
    """The value at its end, the aim on the right, the start on the left, the days below."""
    last = line.history[-1]
    x, y = frame.x(last.day), frame.y(last.value)
    below = y < frame.top + 8
    side = "b e" if x > frame.right - _NEAR else "b"
    yield svg.label(
        (x - 5 if side == "b e" else x + 5, y + 14 if below else y - 6), figures.charted(line, last.value), side
    )
    yield from _right_labels(line, frame)
    if line.pace:
        yield svg.label(
            (frame.left - 5, frame.y(line.pace[0].value) + 4), figures.charted(line, line.pace[0].value), "e"
        )
    yield svg.label((frame.left, frame.bottom + _DAYS_BELOW), say.day(frame.first, as_of), "")
    yield svg.label((frame.right, frame.bottom + _DAYS_BELOW), say.day(frame.last, as_of), "e")


def _right_labels(line: KeyResultLine, frame: svg.Frame) -> Iterator[str]:
    named = (
        {f"target {figures.charted(line, line.pace[-1].value)}": line.pace[-1].value}
        if line.pace
        else figures.limits(line)
    )
    heights = svg.spread([frame.y(value) + 4 for value in named.values()], frame.top, frame.bottom + 4, _LINE)
    for text, height in zip(named, heights, strict=True):
        yield svg.label((frame.right + 5, height), text, "")
