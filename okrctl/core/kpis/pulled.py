"""What a source gave, held against what is recorded: the new readings, and where the two differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from okrctl.core import spans
from okrctl.core.frozen import dataclass
from okrctl.core.kpi import Kpi, Reading, Span
from okrctl.core.kpis import readings
from okrctl.core.kpis.periods import KpiPeriod
from okrctl.core.kpis.values import aggregated
from okrctl.core.model import Workspace
from okrctl.core.number import Figure, parse, plain_text, shown


@dataclass(frozen=True, slots=True)
class Pulled:
    """One value that a source gave."""

    day: date
    """The day it is true for."""
    value: str
    """A plain number, or a word of the KPI's scale."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that is not the recorded one; it is told, never written."""

    kpi: str
    period: str
    """2026-11 for a KPI that is measured by the month."""
    value: str
    recorded: str
    record: str
    """The id of the readings file that holds it, or the last part of it."""


@dataclass(frozen=True, slots=True)
class News:
    """What one source has to say that the readings do not."""

    readings: tuple[Reading, ...] = ()
    """By day, each with its day."""
    differences: tuple[Difference, ...] = ()


def news(workspace: Workspace, kpi_id: str, given: Sequence[Pulled], as_of: date) -> News:
    """The new readings of a KPI among what its source gave up to as-of.

    A period without a reading is new. Of a period that has one nothing is; but where the source gives several days of one
    period, each day after the last recorded one is new, so that a sum grows with its source.
    """
    kpi = workspace.kpis[kpi_id]
    recorded = _recorded(workspace, kpi_id)
    new: list[Reading] = []
    differences: list[Difference] = []
    for period, days in _by_period(kpi.measure, [one for one in given if one.day <= as_of]):
        known = recorded.get(period.index, ())
        fresh = [one for one in days if not known or (len(days) > 1 and one.day > known[-1].day)]
        new += [Reading(kpi=kpi_id, value=one.value, date=one.day) for one in fresh]
        totals = [point for point in known if point.segment is None]
        for one in days[: len(days) - len(fresh)]:
            same_day = [point for point in totals if point.day == one.day]
            beside = same_day or (totals if len(days) == 1 else [])
            differences += _difference(kpi_id, kpi, period, one, beside)
    return News(tuple(new), tuple(differences))


@dataclass(frozen=True, slots=True)
class _Known:
    """A recorded value."""

    day: date
    segment: str | None
    value: Decimal | str
    record: str


def _recorded(workspace: Workspace, kpi_id: str) -> dict[int, tuple[_Known, ...]]:
    """What is recorded, of segments too, by the index of the period and in the order of the days."""
    measure = workspace.kpis[kpi_id].measure
    found: dict[int, list[_Known]] = {}
    for segment, points in readings.index(workspace, date.max).series(kpi_id).items():
        for point in points:
            known = _Known(point.day, segment, point.value, point.id)
            found.setdefault(spans.index(point.day, measure), []).append(known)
    return {index: tuple(sorted(known, key=lambda one: one.day)) for index, known in found.items()}


def _by_period(measure: Span, given: Sequence[Pulled]) -> Iterator[tuple[KpiPeriod, list[Pulled]]]:
    groups: dict[int, list[Pulled]] = {}
    for one in sorted(given, key=lambda one: one.day):
        groups.setdefault(spans.index(one.day, measure), []).append(one)
    return ((KpiPeriod(measure, index), days) for index, days in groups.items())


def _difference(
    kpi_id: str, kpi: Kpi, period: KpiPeriod, given: Pulled, beside: Sequence[_Known]
) -> Iterator[Difference]:
    """The difference between a value and those that stand for the same days; none where they are equal, or where nothing is."""
    if not beside:
        return
    recorded = aggregated(kpi, [known.value for known in beside])
    if recorded != (given.value if kpi.scale else parse(given.value)):
        yield Difference(kpi_id, period.id, given.value, _told(recorded), beside[-1].record)


def _told(value: Figure | str) -> str:
    if isinstance(value, str):
        return value
    return plain_text(value) if isinstance(value, Decimal) else shown(value)
