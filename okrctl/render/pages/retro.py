"""The retrospective as pages tell it, whatever they are written in."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from itertools import groupby

from okrctl.core.frozen import dataclass
from okrctl.core.scoring.calibration import Band
from okrctl.render import retro_words as told
from okrctl.render.pages.alone import report_alone
from okrctl.render.pages.view import PageView
from okrctl.report.retro.lessons import Learning
from okrctl.report.retro.retro import RetroReport
from okrctl.report.values import CycleReport


@dataclass(frozen=True)
class RetroView:
    """What a page asks about a retrospective beyond its figures."""

    retro: RetroReport

    @cached_property
    def view(self) -> PageView:
        """The words of the cycle's report."""
        return PageView(report_of_retro(self.retro))

    @property
    def title(self) -> str:
        """The name of the page."""
        retro = self.retro
        names = [retro.workspace, f"{retro.cycle.title} in retrospect", *(name for _, name in retro.filters)]
        return " · ".join(names)

    @property
    def ambition(self) -> str:
        """Whether aspirations were set right, as a sentence."""
        return _sentence(told.ambition_judgement(self.retro))

    @property
    def ambition_facts(self) -> list[str]:
        """The grades of the aspirations."""
        return told.ambition_facts(self.retro.ambition)

    @property
    def voices(self) -> str:
        """What people thought of the ambition."""
        return told.voices(self.retro.ambition) if self.ambition_facts else ""

    @property
    def rhythm_facts(self) -> list[str]:
        """How regular the check-ins were."""
        return told.rhythm_facts(self.retro.rhythm)

    @property
    def irregular(self) -> list[tuple[str, str]]:
        """The key results that were updated least: title, and how seldom."""
        return [(one.title, told.irregular_text(one)) for one in told.irregular(self.retro.rhythm)]

    @property
    def silent(self) -> list[str]:
        """The titles of the key results that nobody ever updated."""
        titles = {line.ref: line.title for line in self.view.lines}
        return [titles.get(ref, ref) for ref in self.retro.rhythm.silent]

    @property
    def confidence(self) -> str:
        """How well confidence foretold what happened, as a sentence; empty where nobody gave any."""
        return _sentence(told.calibration_text(self.retro))

    @property
    def bands(self) -> list[tuple[Band, tuple[str, str, str]]]:
        """The bands of confidence with their words."""
        found = self.retro.calibration
        return list(zip(found.bands, told.bands(found), strict=True)) if found else []

    @property
    def earlier(self) -> list[tuple[str, list[Learning]]]:
        """What earlier cycles taught, by cycle, the last first."""
        by_cycle = groupby(told.earlier_learnings(self.retro), key=lambda one: one.cycle)
        return [(cycle, list(learnings)) for cycle, learnings in by_cycle]

    @property
    def words(self) -> object:
        """All that a retrospective says in words."""
        return told


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def report_of_retro(retro: RetroReport) -> CycleReport:
    """The cycle's report, with the names of the people."""
    if retro.within is None:
        return report_alone(retro.workspace, retro.as_of, complete=retro.complete, cycle=retro.cycle)
    return replace(retro.within, around=retro.around)
