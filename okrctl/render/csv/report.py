"""A cycle's report as CSV: one row for each key result, and one for an objective without any."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.render.csv.text import Cell, csv_text
from okrctl.render.terminal.style import Style
from okrctl.report.values import CycleReport, KeyResultLine, ObjectiveLine

COLUMNS = (
    "cycle", "objective", "objective_title", "team", "owners", "key_result", "title", "kind", "unit", "start", "target",
    "current", "progress", "score", "expected", "gap", "status", "confidence", "grade", "last_checkin", "note",
)  # fmt: skip


def csv_report(report: CycleReport, style: Style) -> str:  # noqa: ARG001 - all formats are called alike
    """The table."""
    return csv_text(COLUMNS, _rows(report))


def _rows(report: CycleReport) -> Iterator[list[Cell]]:
    for objective in report.objectives:
        about = [report.cycle.id, objective.id, objective.title, objective.team]
        for line in objective.key_results:
            yield [*about, *_key_result(line)]
        if not objective.key_results:
            yield [*about, *_alone(objective)]


def _key_result(line: KeyResultLine) -> list[Cell]:
    written = [line.owners, line.id, line.title, line.kind, line.unit, line.start, line.target]
    return [*written, line.current, *_standing(line), line.last_checkin, line.note]


def _alone(line: ObjectiveLine) -> list[Cell]:
    return [line.owners, *[None] * 7, *_standing(line), None, None]


def _standing(line: KeyResultLine | ObjectiveLine) -> list[Cell]:
    return [line.progress, line.score, line.expected, line.gap, line.status, line.confidence, line.grade]
