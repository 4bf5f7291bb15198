"""SVG as text: a frame in which days and values have their places, and the few shapes that the charts are made of.

Colours and strokes come from the page's style sheet, by class; every text that a person wrote is escaped here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape

from okrctl.core.frozen import dataclass
from okrctl.render.terminal.cells import one_line
from okrctl.report.values import Figure, Point

Place = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """The size of a chart, and the edges of its inside, in pixels from the top left corner."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int

    def frame(self, days: Sequence[date], values: Sequence[float]) -> Frame:
        """The inside with room for all of the days and values."""
        low, high = min(values), max(values)
        if low == high:
            low, high = low - 1, high + 1
        edges = {"left": self.left, "right": self.right, "top": self.top, "bottom": self.bottom}
        return Frame(**edges, first=min(days), last=max(days), low=low, high=high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The inside of a chart: which days and values lie at its edges, in pixels from the top left corner."""

    left: float
    right: float
    top: float
    bottom: float
    first: date
    last: date
    low: float
    high: float

    def x(self, day: date) -> float:
        """Where a day lies."""
        span = max((self.last - self.first).days, 1)
        return self.left + (self.right - self.left) * min(max((day - self.first).days / span, 0.0), 1.0)

    def y(self, value: Figure | float) -> float:
        """Where a value lies; values beyond the edges lie on them."""
        share = (float(value) - self.low) / ((self.high - self.low) or 1.0)
        return self.bottom - (self.bottom - self.top) * min(max(share, 0.0), 1.0)

    def places(self, points: Iterable[Point]) -> list[Place]:
        """Where the points lie."""
        return [(self.x(point.day), self.y(point.value)) for point in points]


def size(value: float) -> str:
    """A length in pixels, in few characters.

    >>> size(12.0), size(3.14159)
    ('12', '3.1')
    """
    return f"{value:.1f}".removesuffix(".0")


def polyline(places: Sequence[Place], css: str) -> str:
    """A line through the places; nothing for a single one."""
    if len(places) < 2:
        return ""
    return f'<polyline class="{css}" points="{_listed(places)}"/>'


def polygon(places: Sequence[Place], css: str) -> str:
    """An area with the places as its corners."""
    return f'<polygon class="{css}" points="{_listed(places)}"/>'


def segment(start: Place, end: Place, css: str) -> str:
    """A straight line."""
    ends = zip(("x1", "y1", "x2", "y2"), (*start, *end), strict=True)
    return f'<line class="{css}" ' + " ".join(f'{name}="{size(value)}"' for name, value in ends) + "/>"


def dot(place: Place, css: str, radius: float = 3) -> str:
    """A dot."""
    return f'<circle class="{css}" cx="{size(place[0])}" cy="{size(place[1])}" r="{size(radius)}"/>'


def rectangle(top_left: Place, bottom_right: Place, css: str) -> str:
    """A rectangle."""
    wide, high = bottom_right[0] - top_left[0], bottom_right[1] - top_left[1]
    corner = f'x="{size(top_left[0])}" y="{size(top_left[1])}"'
    return f'<rect class="{css}" {corner} width="{size(wide)}" height="{size(high)}"/>'


def label(place: Place, content: str, css: str) -> str:
    """A text at a place; its class says at which side of the place it stands."""
    return f'<text class="{css}" x="{size(place[0])}" y="{size(place[1])}">{escape(one_line(content))}</text>'


def picture(box: Box, title: str, desc: str, shapes: Iterable[str]) -> str:
    """The whole drawing, with its name and what it shows in words for those who do not see it."""
    named = f"<title>{escape(one_line(title))}</title><desc>{escape(one_line(desc))}</desc>"
    sizes = f'width="{box.width}" height="{box.height}" viewBox="0 0 {box.width} {box.height}"'
    return f'<svg class="chart" role="img" {sizes}>{named}{"".join(shapes)}</svg>'


def spread(wanted: Sequence[float], low: float, high: float, least: float) -> list[float]:
    """Heights for labels, as near to the wanted ones as can be, `least` apart and between low and high where they fit.

    >>> spread([10.0, 12.0, 40.0], 0, 50, 10)
    [10.0, 20.0, 40.0]
    """
    order = sorted(range(len(wanted)), key=lambda at: wanted[at])
    placed: dict[int, float] = {}
    floor = low
    for at in order:
        placed[at] = max(wanted[at], floor)
        floor = placed[at] + least
    ceiling = high
    for at in reversed(order):
        placed[at] = min(placed[at], ceiling)
        ceiling = placed[at] - least
    return [placed[at] for at in range(len(wanted))]


def _listed(places: Sequence[Place]) -> str:
    return " ".join(f"{size(x)},{size(y)}" for x, y in places)
