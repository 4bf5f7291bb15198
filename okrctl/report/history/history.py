"""Histories: what was recorded of a key result, an objective or a KPI, row by row, the newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from okrctl.core.checkin import CheckIn, order
from okrctl.core.frozen import dataclass
from okrctl.core.kpis.readings import ReadingPoint, index
from okrctl.core.model import Workspace
from okrctl.core.scoring.measured import Dated
from okrctl.core.scoring.scores import KeyResultScore, ObjectiveScore
from okrctl.core.scoring.updates import Entry
from okrctl.report.values import DRAWN, Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """One update: what it said, and who said it."""

    date: date
    record: str
    """The id of the check-in or the readings file."""
    by: str | None
    key_result: str | None = None
    """Its path below the objective, where the history is an objective's or has parts."""
    segment: str | None = None
    value: Figure | str | None = None
    change: Figure | None = None
    """Since the value before it."""
    done: tuple[str, ...] = ()
    undone: tuple[str, ...] = ()
    confidence: Decimal | None = None
    status: str | None = None
    """The person's own word."""
    blockers: tuple[str, ...] = ()
    next: str | None = None
    note: str | None = None
    signal: str | None = None
    corrects: str | None = None
    """The id of the record that this one supersedes."""
    is_share: bool = field(default=False, metadata=DRAWN)
    """The value is the share of a milestone that is done."""


def of_key_result(workspace: Workspace, score: KeyResultScore, as_of: date) -> tuple[HistoryRow, ...]:
    """The check-ins of a key result and its parts, and the readings that feed it."""
    rows = [*_rows(workspace, score, None, as_of)]
    rows += [row for part in _parts(score) for row in _rows(workspace, part, _below(part.ref, score.ref), as_of)]
    return _newest_first(workspace, score.ref, rows)


def of_objective(workspace: Workspace, score: ObjectiveScore, as_of: date) -> tuple[HistoryRow, ...]:
    """The check-ins of all its key results."""
    rows: list[HistoryRow] = []
    for key_result in score.key_results:
        for one in (key_result, *_parts(key_result)):
            rows += _rows(workspace, one, _below(one.ref, score.ref), as_of)
    return _newest_first(workspace, score.ref, rows)


def of_kpi(workspace: Workspace, kpi_id: str, as_of: date) -> tuple[HistoryRow, ...]:
    """The readings of a KPI, those of its segments too."""
    series = index(workspace, as_of).series(kpi_id)
    rows = [row for segment, points in series.items() for row in _changed(_reading(point, segment) for point in points)]
    return _newest_first(workspace, "", rows)


def _parts(score: KeyResultScore) -> Iterator[KeyResultScore]:
    for part in score.parts:
        yield part
        yield from _parts(part)


def _below(ref: str, above: str) -> str:
    return ref.removeprefix(f"{above}/")


def _newest_first(workspace: Workspace, ref: str, rows: Iterable[HistoryRow]) -> tuple[HistoryRow, ...]:
    """The rows by day, moment and record, each with the record that it corrects: check-ins of the ref's cycle, or readings."""
    cycle = workspace.cycles.get(ref.partition("/")[0])
    checkins: Mapping[str, CheckIn] = cycle.checkins if cycle else {}
    dated = []
    for row in rows:
        file = checkins.get(row.record) or workspace.readings.get(row.record)
        corrected = replace(row, corrects=file.supersedes) if file and file.supersedes else row
        dated.append((order(row.record, row.date, file.at if file else None), corrected))
    return tuple(row for _, row in sorted(dated, key=lambda one: one[0], reverse=True))


def _rows(workspace: Workspace, score: KeyResultScore, path: str | None, as_of: date) -> list[HistoryRow]:
    """The rows of one key result, oldest first: its check-ins, and the values that came from readings."""
    checked = {entry.check_in for entry in score.entries}
    by_source = {value.source: value for value in score.values}
    is_share = score.key_result.kind == "milestone"
    rows = [replace(_update(entry, by_source.get(entry.check_in), path), is_share=is_share) for entry in score.entries]
    points = _points(workspace, score, as_of)
    rows += [_measured(value, points, path) for value in score.values if value.source not in checked]
    return list(_changed(sorted(rows, key=lambda row: row.date)))


def _points(workspace: Workspace, score: KeyResultScore, as_of: date) -> dict[tuple[str, date], ReadingPoint]:
    """The readings by file and day: of the segment that counts or of the total, else of any."""
    own = score.key_result
    series = index(workspace, as_of).series(own.kpi) if own.kpi else {}
    in_order = sorted(series, key=lambda segment: segment != own.segment)
    found: dict[tuple[str, date], ReadingPoint] = {}
    for point in (point for segment in in_order for point in series[segment]):
        found.setdefault((point.id, point.day), point)
    return found


def _update(entry: Entry, value: Dated | None, path: str | None) -> HistoryRow:
    said = entry.update
    return HistoryRow(
        date=entry.day,
        record=entry.check_in,
        by=entry.by,
        key_result=path,
        value=value.value if value else None,
        done=said.done if isinstance(said.done, tuple) else (),
        undone=said.undone,
        confidence=said.confidence,
        status=said.status,
        blockers=said.blockers,
        next=said.next,
        note=said.note,
    )


def _measured(value: Dated, points: dict[tuple[str, date], ReadingPoint], path: str | None) -> HistoryRow:
    point = points.get((value.source, value.day))
    about = {"by": point.by, "note": point.note, "signal": point.signal} if point else {"by": None}
    return HistoryRow(date=value.day, record=value.source, key_result=path, value=value.value, **about)


def _reading(point: ReadingPoint, segment: str | None) -> HistoryRow:
    return HistoryRow(
        date=point.day,
        record=point.id,
        by=point.by,
        segment=segment,
        value=point.value,
        note=point.note,
        signal=point.signal,
    )


def _changed(rows: Iterable[HistoryRow]) -> Iterator[HistoryRow]:
    """The rows, oldest first, each with the change since the number before it."""
    before: Figure | None = None
    for row in rows:
        value = row.value
        if isinstance(value, str) or value is None:
            yield row
            continue
        yield row if before is None else replace(row, change=_difference(value, before))
        before = value


def _difference(now: Figure, before: Figure) -> Figure:
    return (
        now - before if isinstance(now, Decimal) and isinstance(before, Decimal) else Fraction(now) - Fraction(before)
    )
