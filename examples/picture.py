"""Draws `report.svg`: the example's report as a terminal shows it, in the fonts of whoever looks at it.

python examples/picture.py            # writes examples/report.svg
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import escape
from pathlib import Path

from okrctl.render.terminal.cells import width
from okrctl.render.terminal.ink import CODES
from okrctl.render.terminal.report import terminal_report
from okrctl.render.terminal.style import Style
from okrctl.report.cycle import build
from okrctl.storage.loading import load

HERE = Path(__file__).parent
AS_OF = date(2026, 11, 21)
COLUMNS = 124
CELL, LINE, MARGIN, TOP = 8.4, 19, 24, 52
STYLE = """
text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre; fill: #1f2328 }
.w { fill: #ffffff; stroke: #d1d9e0 } .o { fill: #d1d9e0 } .bold { font-weight: 700 } .dim { fill: #656d76 }
.good { fill: #1a7f37 } .warn { fill: #9a6700 } .bad { fill: #cf222e } .accent { fill: #0969da }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 } .w { fill: #0d1117; stroke: #30363d } .o { fill: #30363d } .dim { fill: #8b949e }
.good { fill: #3fb950 } .warn { fill: #d29922 } .bad { fill: #f85149 } .accent { fill: #4493f8 } }
"""


def picture() -> str:
    """The drawing as SVG text."""
    loaded = load(HERE / "northwind")
    report = build(loaded.workspace, "2026-Q4", AS_OF, complete=loaded.complete)
    shown = terminal_report(report, Style(width=COLUMNS, color=True))
    lines = ["\x1b[2m$\x1b[0m okrctl report --quarter", "", *shown.rstrip("\n").split("\n")]
    wide, high = round(COLUMNS * CELL + 2 * MARGIN), TOP + len(lines) * LINE + MARGIN - 8
    window = f'<rect class="w" x=".5" y=".5" width="{wide - 1}" height="{high - 1}" rx="10"/>'
    dots = "".join(f'<circle class="o" cx="{x}" cy="22" r="6"/>' for x in (24, 44, 64))
    texts = "".join(_line(line, TOP + 14 + at * LINE) for at, line in enumerate(lines))
    about = "<title>okrctl report --quarter</title><desc>The report of the example company in a terminal.</desc>"
    box = f'viewBox="0 0 {wide} {high}" width="{wide}" height="{high}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {box}>{about}<style>{STYLE}</style>{window}{dots}{texts}</svg>\n'


def _line(line: str, y: float) -> str:
    """One line: each stretch at its cell and as wide as its cells, whatever the font's own width is."""
    pieces, column = [], 0
    for text, ink in _stretches(line):
        words = re.finditer(r"\S+(?: \S+)*", text)
        pieces += [_piece(word[0], column + width(text[: word.start()]), y, ink) for word in words]
        column += width(text)
    return "".join(pieces)


def _stretches(line: str) -> Iterator[tuple[str, str]]:
    """Each stretch of text with the name of its ink."""
    names = {code: name for name, code in CODES.items()}
    ink = "plain"
    for piece in re.split(r"(\x1b\[\d+m)", line):
        if piece.startswith("\x1b["):
            ink = names.get(piece[2:-1], "plain")
        elif piece:
            yield piece, ink


def _piece(text: str, column: int, y: float, ink: str) -> str:
    place = f'x="{MARGIN + column * CELL:.1f}" y="{y:g}" textLength="{width(text) * CELL:.1f}"'
    return f'<text class="{ink}" {place} lengthAdjust="spacingAndGlyphs">{escape(text)}</text>'


if __name__ == "__main__":
    (HERE / "report.svg").write_text(picture(), encoding="utf-8")
