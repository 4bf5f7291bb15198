"""Everything about one thing as a web page: its numbers, a large chart, what it is made of and tied to, its history."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from okrctl.core.frozen import dataclass
from okrctl.render.html import svg_key_result, svg_kpi
from okrctl.render.html.bars import pace_bar
from okrctl.render.html.page import page
from okrctl.render.html.report import HtmlView, html_report
from okrctl.render.html.svg import Box
from okrctl.render.pages.show import ShowView, report_around
from okrctl.render.terminal.style import Style
from okrctl.report.show import ShowReport

if TYPE_CHECKING:
    from markupsafe import Markup


def html_show(show: ShowReport, style: Style) -> str:
    """The page; of a cycle its report."""
    if show.kind == "cycle":
        return html_report(report_around(show), style)
    return page("show.html", view=HtmlShowView(show))


@dataclass(frozen=True)
class HtmlShowView(ShowView):
    """What is drawn beside the words."""

    @cached_property
    def view(self) -> HtmlView:
        """The words and drawings of the report that it stands in."""
        return HtmlView(report_around(self.show))

    @property
    def pace_bar(self) -> Markup | str:
        """The large bar; nothing for what has no way to go."""
        line = self.line
        if line is None or line.progress is None or not self.view.has_way(line):
            return ""
        return pace_bar(line.progress, None if self.view.ended else line.expected)

    @property
    def numbers_beside_the_bar(self) -> list[str]:
        """The numbers that the bar does not say."""
        drawn = self.view.progress(self.line) if self.line and self.pace_bar else None
        return [piece for piece in self.numbers if piece != drawn]

    @property
    def chart(self) -> Markup | str:
        """The large chart; nothing without values."""
        return self._chart(svg_key_result.LARGE, svg_kpi.LARGE)

    @property
    def small_chart(self) -> Markup | str:
        """The same where the window is narrow, so that its labels can be read."""
        return self._chart(svg_key_result.SMALL, svg_kpi.SMALL)

    def _chart(self, of_key_result: Box, of_kpi: Box) -> Markup | str:
        from markupsafe import Markup

        show = self.show
        if show.kpi:
            return Markup(svg_kpi.kpi_chart(show.kpi, of_kpi))  # noqa: S704 - texts are escaped where it is drawn
        line = show.key_result
        drawn = svg_key_result.key_result_chart(line, show.as_of, of_key_result) if line else ""
        return Markup(drawn)  # noqa: S704 - the same
