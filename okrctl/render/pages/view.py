"""A report as pages tell it, whatever they are written in: what stands where, and what is said of it, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from okrctl.core.frozen import dataclass
from okrctl.core.objective import MET_OR_NOT
from okrctl.render import spelled
from okrctl.render import words as say
from okrctl.render.terminal.headline import when_text
from okrctl.render.terminal.kpis import change_text, period_name
from okrctl.render.terminal.objectives import grouped
from okrctl.report.around import TreeNode
from okrctl.report.values import Attention, CycleReport, Figure, KeyResultLine, KpiLine, ObjectiveLine, SegmentLine

Line = KeyResultLine | ObjectiveLine
MOST_OPEN = 60
"""Key results up to which every objective stands open."""
MOST_TEAMS_OPEN = 40
"""Objectives up to which every team stands open."""
MOST_EXPLAINED = 2
LEFT_OUT = frozenset({"cancelled", "deferred", "not_graded", "draft"})


@dataclass(frozen=True)
class PageView:
    """What a page asks about a report beyond its figures."""

    report: CycleReport

    @property
    def title(self) -> str:
        """The name of the page."""
        names = [self.report.workspace, self.report.cycle.title, *(name for _, name in self.report.filters)]
        return " · ".join(names)

    @property
    def when(self) -> str:
        """The day, with its weekday, and where it lies in the cycle."""
        return f"{say.weekday(self.report.as_of)}, {when_text(self.report.cycle, self.report.as_of)}"

    @property
    def answer(self) -> str:
        """How it goes, in one sentence."""
        return spelled.standing(self.report)

    @property
    def has_begun(self) -> bool:
        """Whether the cycle's first day has come."""
        return self.report.as_of >= self.report.cycle.start

    @property
    def ended(self) -> bool:
        """Whether the cycle is over: then grades take the place of the pace."""
        return self.report.as_of > self.report.cycle.end

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many key results stand where, those statuses that occur."""
        counted = ((status, getattr(self.report.summary.by_status, status)) for status in say.COUNTED_STATUSES)
        return [(status, how_many) for status, how_many in counted if how_many]

    @cached_property
    def groups(self) -> list[tuple[str, list[ObjectiveLine]]]:
        """The objectives under their headings."""
        return [(heading or "Everybody", objectives) for heading, objectives in grouped(self.report)]

    def tally(self, objectives: Sequence[ObjectiveLine]) -> list[tuple[str, int]]:
        """How many objectives stand where, in the order in which statuses are counted."""
        counted = Counter(objective.status for objective in objectives)
        return [(status, counted[status]) for status in say.COUNTED_STATUSES if counted[status]]

    def rows(self, objective: ObjectiveLine) -> Iterator[tuple[KeyResultLine, int, bool]]:
        """Each key result and part, how deep it lies, and whether its owner is another than that of what it lies in."""
        waiting = [(line, 0, objective.owners) for line in objective.key_results]
        while waiting:
            line, depth, owners = waiting.pop(0)
            yield line, depth, line.owners != owners
            waiting = [*((part, depth + 1, line.owners) for part in line.parts), *waiting]

    def parts(self, line: KeyResultLine) -> Iterator[tuple[KeyResultLine, int, bool]]:
        """The same of the parts of a key result."""
        for part in line.parts:
            yield part, 0, part.owners != line.owners
            yield from ((below, depth + 1, named) for below, depth, named in self.parts(part))

    @cached_property
    def lines(self) -> list[KeyResultLine]:
        """Every key result and part."""
        return [row for objective in self.report.objectives for row, _, _ in self.rows(objective)]

    @cached_property
    def things(self) -> Mapping[str, KeyResultLine | KpiLine]:
        """Key results and KPIs by ref."""
        goals: dict[str, KeyResultLine | KpiLine] = {line.ref: line for line in self.lines}
        return goals | {line.ref: line for line in self.report.kpis}

    @cached_property
    def objectives_open(self) -> bool:
        """Whether there are few enough key results to show all at once."""
        return len(self.lines) <= MOST_OPEN

    @cached_property
    def teams_open(self) -> bool:
        """Whether the objectives' titles fit on a few screens."""
        return len(self.report.objectives) <= MOST_TEAMS_OPEN

    def status_of(self, item: Attention) -> str:
        """The status whose sign stands beside something that needs attention."""
        thing = self.things.get(item.ref)
        return {"signal": "signal", "stale": "stale"}.get(item.why, thing.status if thing else "no_data")

    def attention_words(self, item: Attention) -> str:
        """That status with its sign."""
        status = self.status_of(item)
        sign = say.sign({"signal": "amber", "stale": "no_data"}.get(status, status), unicode=True)
        return f"{sign} {say.status_word(status)}"

    def has_way(self, line: Line) -> bool:
        """Whether it has a share of a way to show."""
        if line.status in LEFT_OUT or (isinstance(line, KeyResultLine) and line.kind in MET_OR_NOT):
            return False
        return line.progress is not None or (line.expected is not None and line.status != "scheduled")

    def progress(self, line: Line) -> str:
        """How far it is: a percentage, `met` or `not met` of what has no way between, or nothing."""
        if self.has_way(line):
            return say.percent(line.progress)
        is_limit = isinstance(line, KeyResultLine) and line.kind in MET_OR_NOT
        if not is_limit or line.status in LEFT_OUT or line.progress is None:
            return ""
        return "met" if line.progress == 1 else "not met"

    def distance(self, line: Line) -> str:
        """The points ahead of the pace or behind it, while there is one."""
        return say.distance(line.gap) if self.has_way(line) and not self.ended and line.status != "scheduled" else ""

    def grade(self, line: Line) -> str:
        """The grade, once the cycle is over."""
        return say.share_of(line.grade, 1) if self.ended and line.grade is not None else ""

    def confidence(self, share: Figure | None) -> str:
        """A confidence on the workspace's scale."""
        return say.confidence(share, self.report.confidence_scale)

    def confidence_and_trend(self, line: KeyResultLine) -> str:
        """A key result's confidence and where it went: `5 ↓`."""
        now = self.confidence(line.confidence)
        trend = say.arrow(line.confidence_change) if now else ""
        return f"{now} {trend}" if trend else now

    def people(self, owners: Sequence[str]) -> str:
        """The owners by the names that okrctl.yaml gives them."""
        return ", ".join(self._names.get(owner, owner) for owner in owners)

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return dict(self.report.around.people)

    def flags(self, line: Line) -> list[str]:
        """What is wrong with it besides its status, in words."""
        told = [flag for flag in line.flags if flag in say.FLAG_WORDS and flag != line.status]
        return [say.FLAG_WORDS[flag] for flag in told if flag != "stale" or "silent" not in told]

    def said_status(self, line: KeyResultLine) -> str:
        """The word of the person who checked in, where it is another than the computed one."""
        if line.reported_status in {None, line.status}:
            return ""
        who = self.people([line.by]) if line.by else "its owner"
        return f"{who} says {say.status_word(line.reported_status or '')}"

    def value(self, value: Figure | str | None) -> str:
        """A KPI's value: a number, a word of its scale, or a dash."""
        return spelled.kpi_value(value)

    def change(self, kpi: KpiLine) -> str:
        """The change to the period before: `+2 on Oct`."""
        return change_text(kpi.change, kpi.unit, kpi.period)

    def segment_change(self, kpi: KpiLine, segment: SegmentLine) -> str:
        """The change of one segment."""
        return change_text(segment.change, kpi.unit, segment.period)

    def period(self, kpi: KpiLine) -> str:
        """The period of its value, as people call it."""
        return period_name(kpi.period) if kpi.period else ""

    def unexplained(self, kpi: KpiLine) -> str:
        """The latest period whose signal nobody has explained, and how many more there are; empty for none."""
        periods = list(dict.fromkeys(signal.period for signal in kpi.signals if not signal.note))
        more = f" and {len(periods) - 1} more" if len(periods) > 1 else ""
        return f"{period_name(periods[-1])}{more}" if periods else ""

    def explained(self, kpi: KpiLine) -> list[tuple[str, str]]:
        """The latest signals that somebody has explained, with what was found out."""
        notes = dict.fromkeys((period_name(signal.period), signal.note) for signal in kpi.signals if signal.note)
        return list(notes)[-MOST_EXPLAINED:]

    def node_words(self, node: TreeNode) -> str:
        """What stands behind a title in the tree: its progress, and its cycle where that is another."""
        cycle = node.ref.partition("/")[0]
        percent = say.percent(node.progress) if node.progress is not None else ""
        return " · ".join(filter(None, [percent, "" if cycle == self.report.cycle.id else cycle]))
