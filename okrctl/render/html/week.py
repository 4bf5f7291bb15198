"""The week as a web page: confidence and its change, priorities, what comes next, health measures with their charts."""

from __future__ import annotations

from functools import cached_property

from okrctl.core.frozen import dataclass
from okrctl.render.html.page import page
from okrctl.render.html.report import HtmlView
from okrctl.render.pages.week import WeekView, report_of_week
from okrctl.render.terminal.style import Style
from okrctl.report.week import WeekReport


def html_week(week: WeekReport, style: Style) -> str:  # noqa: ARG001 - all formats are called alike
    """The page."""
    return page("week.html", view=HtmlWeekView(week))


@dataclass(frozen=True)
class HtmlWeekView(WeekView):
    """What is drawn beside the words."""

    @cached_property
    def view(self) -> HtmlView:
        """The words and drawings of a report that holds the health measures."""
        return HtmlView(report_of_week(self.week))
