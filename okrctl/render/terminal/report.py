"""A cycle's report in the terminal: the answer first, then what needs a person, then the detail."""

from __future__ import annotations

from okrctl.render.terminal.attention import attention_section
from okrctl.render.terminal.closing import closing
from okrctl.render.terminal.flowing import page
from okrctl.render.terminal.headline import headline
from okrctl.render.terminal.ink import draw
from okrctl.render.terminal.kpis import kpis_section
from okrctl.render.terminal.objectives import objectives_section
from okrctl.render.terminal.style import Style
from okrctl.report.values import CycleReport

MOST_ATTENTION = 8
"""Beyond so many a terminal names the command that shows them all."""


def terminal_report(report: CycleReport, style: Style) -> str:
    """The report as text for a terminal or a pipe."""
    return draw(
        page(
            [
                headline(report, style),
                attention_section(report, style, most=MOST_ATTENTION),
                objectives_section(report, style),
                kpis_section(report.kpis, style),
                closing(report, style),
            ]
        ),
        style,
    )
