"""Records: every check-in and reading behind the figures of a report, for pages that list them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from okrctl.core.kpis.readings import ReadingPoint, index
from okrctl.core.model import Workspace
from okrctl.core.scoring.updates import Entry, by_key_result
from okrctl.report.values import CycleReport, KeyResultLine


def with_records(report: CycleReport, workspace: Workspace) -> CycleReport:
    """The report with the updates and readings of what it shows, the newest first; none that another one corrects."""
    check_ins = sorted(_check_ins(report, workspace), key=lambda pair: pair[1].day, reverse=True)
    readings = sorted(_readings(report, workspace), key=lambda row: row[2].day, reverse=True)
    return replace(report, around=replace(report.around, check_ins=tuple(check_ins), readings=tuple(readings)))


def _check_ins(report: CycleReport, workspace: Workspace) -> Iterator[tuple[str, Entry]]:
    cycle = workspace.cycles.get(report.cycle.id)
    entries = by_key_result(cycle.checkins, report.as_of) if cycle else {}
    for line in _with_parts(line for objective in report.objectives for line in objective.key_results):
        key = line.ref.partition("/")[2]
        yield from ((line.ref, entry) for entry in entries.get(key, ()))


def _readings(report: CycleReport, workspace: Workspace) -> Iterator[tuple[str, str | None, ReadingPoint]]:
    known = index(workspace, report.as_of)
    for kpi in report.kpis:
        for segment, points in known.series(kpi.id).items():
            yield from ((kpi.id, segment, point) for point in points)


def _with_parts(lines: Iterable[KeyResultLine]) -> Iterator[KeyResultLine]:
    for line in lines:
        yield line
        yield from _with_parts(line.parts)
