"""The week as pages tell it, whatever they are written in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from okrctl.core.frozen import dataclass
from okrctl.render import spelled
from okrctl.render import week_words as told
from okrctl.render import words as say
from okrctl.render.pages.alone import report_alone
from okrctl.render.pages.view import PageView
from okrctl.report.typed_refs import typed
from okrctl.report.values import CycleReport, KeyResultLine, ObjectiveLine
from okrctl.report.week import WeekReport
from okrctl.report.week_words import Coming

Lines = tuple[ObjectiveLine, list[KeyResultLine]]
MOST_OPEN = 150
"""Objectives and key results up to which all stand below one another."""


@dataclass(frozen=True)
class WeekView:
    """What a page asks about the week beyond its figures."""

    week: WeekReport

    @cached_property
    def view(self) -> PageView:
        """The words of a report that holds the health measures."""
        return PageView(report_of_week(self.week))

    @property
    def title(self) -> str:
        """The name of the page."""
        week = self.week
        return " · ".join([week.workspace, told.week_name(week.as_of), *(name for _, name in week.filters)])

    @property
    def heading(self) -> str:
        """`Week 47`."""
        return told.week_name(self.week.as_of).capitalize()

    @property
    def when(self) -> str:
        """The day, with its weekday, and where it lies in the shortest cycle."""
        if self.week.within is None:
            return f"{say.weekday(self.week.as_of)}, {say.day(self.week.as_of)}"
        return f"{self.week.within.cycle.title} · {self.view.when}"

    @property
    def answer(self) -> str:
        """How it goes, in one sentence."""
        return spelled.standing(self.view.report)

    @cached_property
    def objectives(self) -> list[Lines]:
        """The objectives with the key results that people work on."""
        return told.objectives(self.week)

    @property
    def groups(self) -> list[tuple[str, list[Lines]]]:
        """The same: one group without a name, or where that is too long for a few screens one for each team."""
        if sum(1 + len(inner) for _, inner in self.objectives) <= MOST_OPEN:
            return [("", self.objectives)] if self.objectives else []
        whole = replace(self.view.report, objectives=tuple(objective for objective, _ in self.objectives))
        inner = {objective.ref: lines for objective, lines in self.objectives}
        groups = PageView(whole).groups
        return [(team, [(one, inner[one.ref]) for one in objectives]) for team, objectives in groups]

    @cached_property
    def shown(self) -> frozenset[str]:
        """The refs of the key results that stand on the page."""
        return frozenset(line.ref for _, lines in self.objectives for line in lines)

    def sure(self, line: ObjectiveLine | KeyResultLine) -> told.Sure:
        """The confidence, with the one before."""
        return told.confidence(line, self.week.confidence_scale)

    def ahead(self, one: Coming) -> str:
        """The day of what lies ahead; empty for what was said."""
        return told.ahead(one, self.week.as_of)

    def typed(self, ref: str) -> str:
        """The shortest form of a ref that names it."""
        return typed(ref, self.week.needing_cycle)

    def person(self, by: str | None) -> str:
        """The name of a person; empty for nobody."""
        return self.view.people([by]) if by else ""

    @property
    def coming(self) -> list[tuple[str, str, Sequence[Coming], str]]:
        """Headings with what comes next and what stands in the way, and what is said where nothing does."""
        squares = [
            ("next", "Next", self.week.next, "Nothing announced."),
            ("way", "In the way", self.week.blockers, ""),
        ]
        return [square for square in squares if square[2] or square[3]]


def report_of_week(week: WeekReport) -> CycleReport:
    """The report of the shortest cycle with the health measures as its KPIs; where there is no cycle, those alone."""
    if week.within is None:
        scale, complete = week.confidence_scale, week.complete
        return report_alone(
            week.workspace,
            week.as_of,
            complete=complete,
            kpis=week.health,
            filters=week.filters,
            confidence_scale=scale,
            around=week.around,
        )
    return replace(week.within, objectives=(), kpis=week.health, around=week.around)
