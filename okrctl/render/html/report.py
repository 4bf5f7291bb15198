"""A cycle's report as a web page: the answer first, then what needs a person, the objectives, the KPIs, what serves what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from okrctl.core.frozen import dataclass
from okrctl.render.html.bars import bar, pace_bar
from okrctl.render.html.page import page
from okrctl.render.html.svg_key_result import key_result_chart
from okrctl.render.html.svg_kpi import kpi_chart
from okrctl.render.pages.view import LEFT_OUT, Line, PageView
from okrctl.render.terminal.style import Style
from okrctl.report.values import Attention, CycleReport, KeyResultLine, KpiLine

if TYPE_CHECKING:
    from markupsafe import Markup

MOST_CHARTS = 400
"""Beyond so many key results only those that need attention have a chart: the page stays small enough to send."""
MOST_TREE_OPEN = 80
FIRST_ATTENTION, MOST_ATTENTION = 12, 200


def html_report(report: CycleReport, style: Style) -> str:  # noqa: ARG001 - all formats are called alike
    """The page."""
    return page("report.html", report=report, view=HtmlView(report))


@dataclass(frozen=True)
class HtmlView(PageView):
    """What is drawn beside the words, and what a large page leaves out."""

    @property
    def pace_bar(self) -> Markup | str:
        """The large bar; nothing before the cycle begins or anything is measured."""
        summary = self.report.summary
        if summary.progress is None or not self.has_begun:
            return ""
        return pace_bar(summary.progress, None if self.ended else summary.expected)

    def bar(self, line: Line) -> Markup | str:
        """The bar beside a percentage; nothing for what has no way to go."""
        if not self.has_way(line):
            return ""
        return bar(line.progress, None if self.ended or line.status == "scheduled" else line.expected, line.status)

    def chart(self, line: KeyResultLine) -> Markup | str:
        """The chart of a key result, nothing where it has none."""
        from markupsafe import Markup

        if line.ref not in self._charted or line.status in LEFT_OUT:
            return ""
        return Markup(key_result_chart(line, self.report.as_of))  # noqa: S704 - texts are escaped where it is drawn

    def kpi_chart(self, line: KpiLine) -> Markup | str:
        """The chart of a KPI, nothing where it has none."""
        from markupsafe import Markup

        return Markup(kpi_chart(line)) if line.ref in self._charted else ""  # noqa: S704 - the same

    @cached_property
    def _drawable(self) -> list[str]:
        kpis = [line.ref for line in self.report.kpis if line.history]
        return kpis + [line.ref for line in self.lines if line.history]

    @cached_property
    def _charted(self) -> frozenset[str]:
        return _most_of(self._drawable, (item.ref for item in self.report.attention), MOST_CHARTS)

    @property
    def misses_charts(self) -> bool:
        """Whether there is too much to draw all of it."""
        return len(self._drawable) > MOST_CHARTS

    def first_attention(self) -> Sequence[Attention]:
        """What is shown at once."""
        return self.report.attention[:FIRST_ATTENTION]

    def more_attention(self) -> Sequence[Attention]:
        """What unfolds below it."""
        return self.report.attention[FIRST_ATTENTION:MOST_ATTENTION]

    @cached_property
    def shown(self) -> frozenset[str]:
        """The refs that stand on the page."""
        return frozenset([*self.things, *(objective.ref for objective in self.report.objectives)])

    @property
    def trees_fold(self) -> bool:
        """Whether there is too much on top to show at once."""
        return len(self.report.around.tree) > MOST_TREE_OPEN

    @cached_property
    def tree_folds(self) -> bool:
        """Whether the tree is too large to show all at once."""
        waiting, nodes = list(self.report.around.tree), 0
        while waiting and nodes <= MOST_TREE_OPEN:
            waiting, nodes = [child for node in waiting for child in node.children], nodes + len(waiting)
        return nodes > MOST_TREE_OPEN


def _most_of(wanted: Sequence[str], preferred: Iterable[str], most: int) -> frozenset[str]:
    """All that are wanted, or where they are too many the first of those that are preferred."""
    if len(wanted) <= most:
        return frozenset(wanted)
    there = frozenset(wanted)
    return frozenset([ref for ref in preferred if ref in there][:most])
