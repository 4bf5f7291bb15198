from __future__ import annotations

from datetime import date
from decimal import Decimal

from okrctl.render.terminal.chart import Chart, Mark, Stroke, chart_lines
from okrctl.render.terminal.ink import draw
from okrctl.render.terminal.style import Style
from okrctl.report.values import Point


def point(day: date, value: str) -> Point:
    return Point(day=day, value=Decimal(value))


FIRST, LAST, TODAY = date(2026, 10, 1), date(2026, 12, 31), date(2026, 11, 21)
HISTORY = [point(date(2026, 10, 2), "31"), point(date(2026, 10, 20), "31.5"), point(date(2026, 11, 16), "35")]
CHART = Chart(
    first=FIRST,
    last=LAST,
    today=TODAY,
    strokes=[
        Stroke(points=[point(FIRST, "31"), point(LAST, "45")], ink="dim", letter=".", every=3, label="target 45"),
        Stroke(points=HISTORY, ink="accent", letter="*"),
    ],
    marks=[Mark(HISTORY[-1], "accent", "35")],
)

BRAILLE = """\
45 │                              ⢀                    ⡀⠠ ⠁ target 45
   │                              ⢀               ⢀ ⠄⠐
   │                              ⢀            ⠠ ⠂
   │                              ⢀        ⡀⠐ ⠁
   │                              ⢀   ⢀ ⠂⠈
   │                              ⣀⠠ ⠁
38 │                         ⢀ ⠄⠈ ⢀
   │                     ⡀⠠ ⠂     ⢀
   │                  ⠄⠐          ⢀
   │             ⠠ ⠂⠈      ⢀⡠⠤⠒● 35
   │         ⡀⠐ ⠁     ⢀⣀⠤⠒⠉⠁      ⢀
   │    ⢀ ⠂⠈     ⢀⣀⠤⠒⠊⠁           ⢀
31 │⢀⣀⣀⡠⠤⠤⠤⠤⠤⠒⠒⠒⠊⠁                ⢀
   └───────────────────────────────────────────────────────
   1 Oct                        today                31 Dec
"""

ASCII = """\
45 |                              :                     ... target 45
   |                              :                 ....
   |                              :            .....
   |                              :        ....
   |                              :   .....
   |                              ....
38 |                         .....:
   |                     ....     :
   |                .....         :
   |            ....         **O 35
   |       .....       ******     :
   |   ....       *****           :
31 |.*************                :
   +-------------------------------------------------------
   1 Oct                        today                31 Dec
"""


def test_a_chart_in_braille() -> None:
    assert draw(chart_lines(CHART, Style(width=70)), Style(width=70)) == BRAILLE


def test_a_chart_in_ascii() -> None:
    style = Style(width=70, unicode=False)

    assert draw(chart_lines(CHART, style), style) == ASCII


def test_a_chart_of_one_value_stands_in_the_middle() -> None:
    alone = Chart(first=FIRST, last=LAST, today=LAST, strokes=[Stroke(points=HISTORY[:1], ink="accent", letter="*")])

    lines = draw(chart_lines(alone, Style(width=40)), Style(width=40)).splitlines()

    assert lines[6].startswith("31 │")


def test_a_chart_of_shares_has_percent_on_its_axis() -> None:
    shares = [point(FIRST, "0"), point(LAST, "1")]
    chart = Chart(
        first=FIRST, last=LAST, today=TODAY, in_percent=True, strokes=[Stroke(points=shares, ink="accent", letter="*")]
    )

    lines = draw(chart_lines(chart, Style(width=40)), Style(width=40)).splitlines()

    assert [lines[row].split(" │")[0].strip() for row in (0, 6, 12)] == ["100 %", "50 %", "0 %"]


def test_a_chart_fits_its_window() -> None:
    for width in (30, 60, 100):
        assert max(line.width for line in chart_lines(CHART, Style(width=width))) <= width
