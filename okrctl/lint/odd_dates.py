"""OKR409: a future date, or a check-in far outside its cycle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from okrctl.core.finding import KeyPath
from okrctl.core.model import Cycle
from okrctl.core.objective import Decision
from okrctl.lint.case import Case, Remark, days_later
from okrctl.lint.manual import MID_QUARTER, Manual

FAR = 31
"""Days before or after a cycle that are no longer "books close late"."""

_GOAL = """\
# cycles/2026-Q4/objectives/month-end.yaml
title: Month-end stops hurting
key_results:
  days: {title: Days until the books are closed, start: 9, target: 3}
# cycles/2026-Q4/checkins/2026-11/2026-11-20-ana-k7f3q2m9.yaml
date: 2026-11-20
by: ana
updates:
  month-end/days: {value: 6}
"""
_OTHER = """\
# cycles/2026-Q4/checkins/2026-11/second.yaml
date: {day}
by: ana
updates:
  month-end/days: {{value: 5}}
"""

MANUAL = Manual(
    code="OKR409",
    level="warning",
    what=f"A future date, or a check-in more than {FAR} days outside its cycle.",
    why="Usually a slip of the year. Until its day comes, a record does not exist for any figure. Clocks differ around the"
    " world, so tomorrow is not called future.",
    bad=_GOAL + _OTHER.format(day="2027-11-21"),
    good=_GOAL + _OTHER.format(day="2026-11-21"),
    as_of=MID_QUARTER,
)


def check(case: Case) -> Iterator[Remark]:
    """Every such day of a check-in, reading, review or decision."""
    tomorrow = days_later(max(case.today, case.as_of), 1)
    for file, keys, day in _days(case):
        if day > tomorrow:
            help_ = "correct the date; until then it does not exist for any figure"
            yield Remark(file=file, keys=keys, message=f"{day} lies in the future", help=help_)
    for cycle in case.workspace.cycles.values():
        yield from _outside(cycle, tomorrow)


def _days(case: Case) -> Iterator[tuple[str, KeyPath, date]]:
    """Every day on which something is said to have happened, with its place."""
    for cycle in case.workspace.cycles.values():
        yield from _days_of_cycle(cycle)
    for kpi_id, kpi in case.workspace.kpis.items():
        yield from _decisions(f"kpis/{kpi_id}", kpi.decisions)
    for file_id, readings in case.workspace.readings.items():
        yield f"kpis/readings/{file_id}", ("date",), readings.date
        for index, reading in enumerate(readings.readings):
            if reading.date and case.has_all_readings:
                yield f"kpis/readings/{file_id}", ("readings", index, "date"), reading.date


def _days_of_cycle(cycle: Cycle) -> Iterator[tuple[str, KeyPath, date]]:
    records = (("checkins", cycle.checkins), ("reviews", cycle.reviews), ("reviews/kpis", cycle.kpi_reviews))
    for folder, files in records:
        for file_id, record in files.items():
            yield f"{cycle.id}/{folder}/{file_id}", ("date",), record.date
    for objective_id, objective in cycle.objectives.items():
        yield from _decisions(f"{cycle.id}/{objective_id}", objective.decisions)


def _decisions(file: str, decisions: Sequence[Decision]) -> Iterator[tuple[str, KeyPath, date]]:
    for index, decision in enumerate(decisions):
        yield file, ("decisions", index, "date"), decision.date


def _outside(cycle: Cycle, tomorrow: date) -> Iterator[Remark]:
    if any(key_result.after for *_, key_result in cycle.key_results()):
        return
    first, last = days_later(cycle.start, -FAR), days_later(cycle.end, FAR)
    for check_in_id, check_in in cycle.checkins.items():
        if not first <= check_in.date <= last and check_in.date <= tomorrow:
            message = f"{check_in.date} lies far outside {cycle.id}, which runs from {cycle.start} to {cycle.end}"
            help_ = "correct the date, or move the file into the cycle it belongs to"
            yield Remark(file=f"{cycle.id}/checkins/{check_in_id}", keys=("date",), message=message, help=help_)
