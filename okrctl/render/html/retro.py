"""The retrospective as a web page: ambition, misses, rhythm, KPIs, confidence, and what was learned."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from okrctl.core.frozen import dataclass
from okrctl.core.scoring.calibration import Band
from okrctl.render import words as say
from okrctl.render.html.bars import named_bar
from okrctl.render.html.page import page
from okrctl.render.html.report import HtmlView
from okrctl.render.pages.retro import RetroView, report_of_retro
from okrctl.render.terminal.style import Style
from okrctl.report.retro.retro import RetroReport

if TYPE_CHECKING:
    from markupsafe import Markup


def html_retro(retro: RetroReport, style: Style) -> str:  # noqa: ARG001 - all formats are called alike
    """The page."""
    return page("retro.html", view=HtmlRetroView(retro))


@dataclass(frozen=True)
class HtmlRetroView(RetroView):
    """What is drawn beside the words."""

    @cached_property
    def view(self) -> HtmlView:
        """The words and drawings of the cycle's report."""
        return HtmlView(report_of_retro(self.retro))

    def bar(self, band: Band) -> Markup:
        """How many of a band's results arrived, with a mark at how many should have."""
        name, words = f"{say.percent(band.share)} reached", f"{say.percent(band.confidence)} foretold"
        return named_bar(band.share, band.confidence, "", name, words)
