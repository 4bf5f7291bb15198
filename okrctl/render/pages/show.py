"""Everything about one thing as pages tell it: its numbers, its story and its history, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from okrctl.core.frozen import dataclass
from okrctl.core.kpi import Kpi
from okrctl.core.objective import Decision, Initiative, Objective
from okrctl.render import spelled
from okrctl.render import words as say
from okrctl.render.pages.alone import report_alone
from okrctl.render.pages.view import PageView
from okrctl.render.terminal import card as terminal_card
from okrctl.render.terminal import history as terminal_history
from okrctl.report.export.set_fields import set_fields
from okrctl.report.history.history import HistoryRow
from okrctl.report.show import ShowReport
from okrctl.report.values import CycleReport, KeyResultLine, ObjectiveLine


@dataclass(frozen=True)
class ShowView:
    """What a page asks about one thing beyond its figures."""

    show: ShowReport

    @cached_property
    def view(self) -> PageView:
        """The words of the report that it stands in."""
        return PageView(report_around(self.show))

    @property
    def title(self) -> str:
        """The name of the page."""
        return f"{self.show.workspace} · {self.show.title}"

    @property
    def when(self) -> str:
        """What it is, and the day."""
        show = self.show
        return f"{show.kind} {show.ref} · {say.weekday(show.as_of)}, {say.day(show.as_of)}"

    @property
    def line(self) -> ObjectiveLine | KeyResultLine | None:
        """The figures of a goal."""
        return self.show.objective or self.show.key_result

    @property
    def why(self) -> str:
        """Why it matters."""
        return str(self.show.fields.get("why") or "")

    @property
    def judged(self) -> str:
        """How it is judged, in one sentence."""
        return terminal_card.sentence(self.show)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What its file says besides, by label; people and teams by their names."""
        thing = self.line or self.show.kpi
        owners = self.view.people(thing.owners) if thing else ""
        names = {"owner": owners, "team": dict(self.show.around.teams).get(str(self.show.fields.get("team")), "")}
        return [(label, names.get(label) or text) for label, text in terminal_card.facts(self.show)]

    @property
    def numbers(self) -> list[str]:
        """Where a goal stands: value, progress, pace, confidence, what a person says and what is wrong."""
        line = self.line
        if line is None:
            return []
        words = self.view
        value = (
            [spelled.value_now(line), spelled.kept(line), words.said_status(line)]
            if isinstance(line, KeyResultLine)
            else []
        )
        grade = words.grade(line)
        sure = words.confidence(line.confidence)
        pieces = [
            *value,
            words.progress(line),
            spelled.pace_words(line.gap) if words.distance(line) else "",
            f"grade {grade}" if grade else "",
            f"confidence {sure} of {self.show.confidence_scale}" if sure else "",
            *words.flags(line),
        ]
        return [piece for piece in pieces if piece]

    @property
    def forecast(self) -> str:
        """Where it is heading, with the method; empty where nobody can tell."""
        return spelled.heading_for(self.show.key_result, self.show.as_of) if self.show.key_result else ""

    @property
    def initiatives(self) -> tuple[Initiative, ...]:
        """The work that is meant to move it."""
        return self.show.entity.initiatives if isinstance(self.show.entity, Objective) else ()

    @property
    def decisions(self) -> list[Decision]:
        """The changes of plan so far, the newest first."""
        entity = self.show.entity
        decided = entity.decisions if isinstance(entity, Objective | Kpi) else ()
        return [one for one in reversed(decided) if one.date <= self.show.as_of]

    @property
    def review(self) -> list[tuple[str, str]]:
        """How it was closed, by label."""
        said = set_fields(self.show.review) if self.show.review else {}
        return [(key.replace("_", " "), terminal_card.shown(value)) for key, value in said.items()]

    @property
    def tells_parts(self) -> bool:
        """Whether its history is of several things."""
        return any(row.key_result or row.segment for row in self.show.history)

    @property
    def tells_confidence(self) -> bool:
        """Whether anybody said how sure they are."""
        return any(row.confidence is not None for row in self.show.history)

    def day(self, row: HistoryRow) -> str:
        """The day of an update."""
        return say.day(row.date, self.show.as_of)

    def who(self, row: HistoryRow) -> str:
        """Who made it."""
        return self.view.people([row.by]) if row.by else ""

    def value(self, row: HistoryRow) -> str:
        """The value that it gave."""
        return row.value if isinstance(row.value, str) else terminal_history.number_text(row.value, row)

    def change(self, row: HistoryRow) -> str:
        """What it changed: `+2`, `=` for nothing."""
        return terminal_history.change_text(row)

    def confidence(self, row: HistoryRow) -> str:
        """The confidence that it gave, on the workspace's scale."""
        return say.confidence(row.confidence, self.show.confidence_scale)

    def story(self, row: HistoryRow) -> Iterator[tuple[str, str]]:
        """What was said: a label, empty for the note, and the words."""
        if row.note:
            yield "", row.note
        for label, items in (("done", row.done), ("not done", row.undone), ("blocked", row.blockers)):
            if items:
                yield label, ", ".join(items)
        if row.status:
            yield "says", say.status_word(row.status)
        for label, text in (("next", row.next), ("signal", row.signal), ("corrects", row.corrects)):
            if text:
                yield label, text


def report_around(show: ShowReport) -> CycleReport:
    """The report of the cycle that it stands in; of a KPI one that holds nothing else."""
    if show.within:
        return replace(show.within, around=show.around)
    return report_alone(
        show.workspace,
        show.as_of,
        complete=show.complete,
        kpis=(show.kpi,) if show.kpi else (),
        confidence_scale=show.confidence_scale,
        around=show.around,
    )
