"""Measured values: the values of a key result over time, from check-ins or from its KPI's readings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from okrctl.core import spans
from okrctl.core.kpi import Kpi
from okrctl.core.kpis import periods as kpi_periods
from okrctl.core.kpis.readings import ReadingPoint
from okrctl.core.kpis.values import aggregated, is_summed
from okrctl.core.number import Figure
from okrctl.core.scoring.updates import Entry


class Dated(NamedTuple):
    """A value on its day, with the check-in or the readings file that says it."""

    day: date
    value: Figure
    source: str


def recorded(entries: Iterable[Entry]) -> tuple[Dated, ...]:
    """The values that check-ins say, in order."""
    return tuple(Dated(e.day, e.update.value, e.check_in) for e in entries if e.update.value is not None)


def one_a_day(values: Iterable[Dated]) -> tuple[Dated, ...]:
    """The same values with the last of each day only."""
    return tuple({value.day: value for value in values}.values())


def last_in_each(values: Iterable[Dated], span: str) -> Mapping[int, Figure]:
    """The last value in each calendar span (day, week, month …) that has one, by the span's index."""
    return {spans.index(value.day, span): value.value for value in values}


def from_readings(kpi: Kpi, points: Sequence[ReadingPoint], each: str | None = None) -> tuple[Dated, ...]:
    """What the KPI's readings come to, reading by reading: their sum so far, or the value of the period they lie in so far.

    With `each` (day, week, month or quarter) sums begin again in each such span, as a recurring count does.
    Words of a scale are no values.
    """
    numbers = [(point, point.value) for point in points if isinstance(point.value, Decimal)]
    if is_summed(kpi):
        return tuple(_sums(numbers, each))
    return tuple(_period_values(kpi, numbers))


def _sums(numbers: Iterable[tuple[ReadingPoint, Decimal]], each: str | None) -> Iterator[Dated]:
    total, current, count = Fraction(0), None, 0
    for point, value in numbers:
        span = spans.index(point.day, each) if each else None
        total, count = (total, count) if span == current else (Fraction(0), 0)
        total, current, count = total + Fraction(value), span, count + 1
        yield Dated(point.day, value if count == 1 else total, point.id)


def _period_values(kpi: Kpi, numbers: Iterable[tuple[ReadingPoint, Decimal]]) -> Iterator[Dated]:
    period: kpi_periods.KpiPeriod | None = None
    inside: list[Decimal | str] = []
    for point, value in numbers:
        if period is None or point.day > period.last:
            period, inside = kpi_periods.containing(kpi.measure, point.day), []
        inside.append(value)
        figure = aggregated(kpi, inside)
        if not isinstance(figure, str):
            yield Dated(point.day, figure, point.id)
