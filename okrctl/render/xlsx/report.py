"""A cycle's report as a workbook: summary, objectives, key results, KPIs, check-ins and readings, one sheet each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time

from okrctl.core.kpis.readings import ReadingPoint
from okrctl.core.scoring.updates import Entry
from okrctl.render import words as say
from okrctl.render.csv.text import Cell
from okrctl.render.pages.view import Line, PageView
from okrctl.render.terminal.style import Style
from okrctl.render.xlsx.workbook import Column, Shaped, Sheet, workbook
from okrctl.report.values import CycleReport, Figure, KeyResultLine, KpiLine, ObjectiveLine, Point

MOST_IN_A_LINE = 24
Row = Sequence[Cell | Shaped]


def xlsx_report(report: CycleReport, style: Style) -> bytes:  # noqa: ARG001 - all formats are called alike
    """The bytes of the file."""
    view = PageView(report)
    origin = report.around.origin
    made_at = origin.made_at if origin else datetime.combine(report.as_of, time(), UTC)
    sheets = [_summary(view), _objectives(view), _key_results(view), _kpis(view), _check_ins(view), _readings(view)]
    return workbook(sheets, view.title, made_at)


def _summary(view: PageView) -> Sheet:
    """Where and when, how it goes, and what needs attention."""
    report, summary = view.report, view.report.summary
    committed, aspirational = summary.committed, summary.aspirational
    counts: list[Row] = [[f"Key results {say.status_word(status)}", many] for status, many in view.counts]
    rows: list[Row] = [
        ["Workspace", report.workspace],
        ["Cycle", report.cycle.title],
        *[[kind.capitalize(), name] for kind, name in report.filters],
        ["As of", Shaped(report.as_of, "day")],
        ["In short", view.answer],
        ["Progress", _share(summary.progress)],
        ["Expected by now", _share(summary.expected)],
        ["Objectives", summary.objectives],
        ["Key results", summary.key_results],
        *counts,
        ["Committed objectives", committed.objectives],
        ["Committed objectives kept", committed.kept],
        ["Progress of committed objectives", _share(committed.progress)],
        ["Aspirational objectives", aspirational.objectives],
        ["Progress of aspirational objectives", _share(aspirational.progress)],
        ["Confidence", _share(summary.confidence)],
        ["Stale key results", summary.stale],
        ["Silent key results", summary.silent],
        *([] if report.complete else [["Incomplete", "something could not be read; okrctl lint says what"]]),
        *_attention(view),
    ]
    columns = [
        Column(head=view.title, width=34),
        Column(head="", width=52),
        Column(head="", form="long", width=60),
        Column(head=""),
    ]
    return Sheet(name="Summary", columns=columns, rows=rows, is_table=False)


def _share(value: Figure | None) -> Shaped:
    return Shaped(value, "share")


def _attention(view: PageView) -> list[Row]:
    """What needs a person, below the figures."""
    rows: list[Row] = []
    for item in view.report.attention:
        thing = view.things.get(item.ref)
        who = view.people(thing.owners) if thing else ""
        rows.append([say.status_word(view.status_of(item)), thing.title if thing else item.ref, item.text, who])
    return [[], [Shaped("Needs attention", "heading")], *rows] if rows else []


_STANDING = (
    Column(head="Status"),
    Column(head="Progress", form="share", bars=True),
    Column(head="Expected", form="share"),
    Column(head="Score", form="share"),
    Column(head="Points behind", form="points", width=13),
    Column(head="Confidence", form="share"),
    Column(head="Grade", form="grade"),
)


def _standing(line: Line) -> list[Cell]:
    return [
        say.status_word(line.status),
        line.progress,
        line.expected,
        line.score,
        line.gap,
        line.confidence,
        line.grade,
    ]


def _objectives(view: PageView) -> Sheet:
    columns = [
        Column(head="Objective", form="long"),
        Column(head="Type", width=14),
        Column(head="Level", width=14),
        Column(head="Team"),
        Column(head="Owners", width=22),
        *_STANDING,
        Column(head="Weakest key result"),
        Column(head="Flags", width=22),
        Column(head="Reviewed", width=10),
        Column(head="Serves", width=30),
        Column(head="Why", form="long"),
        Column(head="Ref", width=30),
    ]
    return Sheet(name="Objectives", columns=columns, rows=[_objective(line, view) for line in view.report.objectives])


def _objective(line: ObjectiveLine, view: PageView) -> Row:
    team = dict(view.report.teams).get(line.team or "", line.team)
    about = [line.title, line.type, line.level, team, view.people(line.owners)]
    after: list[Cell] = [line.worst, "; ".join(view.flags(line)), line.reviewed, line.parents, line.why, line.ref]
    return [*about, *_standing(line), *after]


def _key_results(view: PageView) -> Sheet:
    columns = [
        Column(head="Objective", form="long", width=32),
        Column(head="Key result", form="long"),
        Column(head="Owners", width=22),
        Column(head="Kind", width=11),
        Column(head="Unit", width=10),
        Column(head="Start", form="number"),
        Column(head="Current", form="number"),
        Column(head="Target", form="number"),
        Column(head="Low", form="number", width=9),
        Column(head="High", form="number", width=9),
        *_STANDING,
        Column(head="Flags", width=22),
        Column(head="Check-ins", form="number", width=10),
        Column(head="Last update", form="day"),
        Column(head="Due", form="day"),
        Column(head="Last word", form="long"),
        Column(head="Ref", width=34),
        Column(head="Over time", width=22),
    ]
    pairs = [(objective, line) for objective in view.report.objectives for line, _, _ in view.rows(objective)]
    rows = [_key_result(objective, line, view) for objective, line in pairs]
    return Sheet(name="Key results", columns=columns, rows=rows, lines=[_line(line.history) for _, line in pairs])


def _key_result(objective: ObjectiveLine, line: KeyResultLine, view: PageView) -> Row:
    about = [objective.title, line.title, view.people(line.owners), line.kind, line.unit]
    values = [line.start, line.current, line.target, line.low, line.high]
    after: list[Cell] = ["; ".join(view.flags(line)), line.checkins, line.last_checkin, line.due, line.note, line.ref]
    return [*about, *values, *_standing(line), *after]


def _line(history: Sequence[Point]) -> list[float]:
    return [float(point.value) for point in history[-MOST_IN_A_LINE:]]


def _kpis(view: PageView) -> Sheet:
    numbers = ("Value", "Target", "Change", "Change on a year ago", "Centre", "Lower limit", "Upper limit")
    columns = [
        Column(head="KPI", form="long"),
        Column(head="Owners", width=22),
        Column(head="Level", width=14),
        Column(head="Unit", width=12),
        Column(head="Better", width=9),
        Column(head="Status", width=12),
        *(Column(head=head, form="number") for head in numbers),
        Column(head="Period", width=10),
        Column(head="Last reading", form="day"),
        Column(head="Signals", form="number", width=9),
        Column(head="Flags", width=10),
        Column(head="Ref", width=26),
        Column(head="Over time", width=22),
    ]
    rows = [_kpi(line, view) for line in view.report.kpis]
    return Sheet(name="KPIs", columns=columns, rows=rows, lines=[_line(line.history) for line in view.report.kpis])


def _kpi(line: KpiLine, view: PageView) -> Row:
    limits: list[Cell] = [None] * 3
    if line.limits:
        limits = [line.limits.centre, line.limits.lower, line.limits.upper]
    about = [line.title, view.people(line.owners), line.level, line.unit, line.better, say.status_word(line.status)]
    values = [line.value, line.target, line.change.previous, line.change.year, *limits]
    return [*about, *values, line.period, line.date, len(line.signals), line.flags, line.ref]


def _check_ins(view: PageView) -> Sheet:
    columns = [
        Column(head="Date", form="day"),
        Column(head="By"),
        Column(head="Key result", form="long"),
        Column(head="Value", form="number"),
        Column(head="Done", width=22),
        Column(head="Undone", width=16),
        Column(head="Confidence", form="share"),
        Column(head="Said", width=11),
        Column(head="Note", form="long"),
        Column(head="Blockers", form="long", width=28),
        Column(head="Next", form="long", width=28),
        Column(head="Ref", width=34),
        Column(head="Check-in", width=12),
    ]
    return Sheet(
        name="Check-ins", columns=columns, rows=[_check_in(ref, e, view) for ref, e in view.report.around.check_ins]
    )


def _check_in(ref: str, entry: Entry, view: PageView) -> Row:
    thing, said = view.things.get(ref), entry.update
    by = view.people([entry.by]) if entry.by else None
    who = [entry.day, by, thing.title if thing else ref]
    told = [said.value, said.done, said.undone, said.confidence, say.status_word(said.status) if said.status else None]
    return [*who, *told, said.note, said.blockers, said.next, ref, entry.check_in]


def _readings(view: PageView) -> Sheet:
    columns = [
        Column(head="Date", form="day"),
        Column(head="By"),
        Column(head="KPI", form="long"),
        Column(head="Segment", width=12),
        Column(head="Value", form="number"),
        Column(head="Note", form="long"),
        Column(head="Signal", form="long"),
        Column(head="Readings", width=12),
    ]
    return Sheet(name="Readings", columns=columns, rows=[_reading(*row, view) for row in view.report.around.readings])


def _reading(kpi: str, segment: str | None, point: ReadingPoint, view: PageView) -> Row:
    thing = view.things.get(f"kpis/{kpi}")
    by = view.people([point.by]) if point.by else None
    title = thing.title if thing else kpi
    return [point.day, by, title, segment, point.value, point.note, point.signal, point.id]
