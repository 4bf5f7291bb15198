"""The value of a KPI in each of its periods, from the readings that make it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Context, Decimal
from fractions import Fraction
from functools import reduce
from itertools import groupby

from okrctl.core import spans
from okrctl.core.frozen import dataclass
from okrctl.core.kpi import Kpi, Span
from okrctl.core.kpis.periods import KpiPeriod
from okrctl.core.kpis.readings import ReadingPoint
from okrctl.core.number import Figure

KpiValue = Decimal | Fraction | str

EXACT = Context(prec=80)
"""Wide enough to add up any numbers of 30 digits: from 10^-29 up to 10^50."""


@dataclass(frozen=True, slots=True)
class PeriodValue:
    """What a KPI was in one period."""

    period: KpiPeriod
    value: KpiValue
    """As measured where one reading makes it (`Decimal`), else computed (`Fraction`); a word for a scale."""
    day: date
    """The day of the last reading in it."""
    readings: tuple[ReadingPoint, ...]
    """The readings that make it, by day."""


def period_values(kpi: Kpi, points: Iterable[ReadingPoint]) -> tuple[PeriodValue, ...]:
    """The value of each period that has a reading, by `aggregate`, the oldest first."""
    return tuple(
        PeriodValue(period, aggregated(kpi, [point.value for point in inside]), inside[-1].day, tuple(inside))
        for period, inside in by_period(kpi.measure, points)
    )


def by_period(measure: Span, points: Iterable[ReadingPoint]) -> list[tuple[KpiPeriod, list[ReadingPoint]]]:
    """The points, which come by day, in the periods they lie in; periods without a reading are left out."""
    groups = groupby(points, key=lambda point: spans.index(point.day, measure))
    return [(KpiPeriod(measure, index), list(inside)) for index, inside in groups]


def total_points(kpi: Kpi, series: Mapping[str | None, Sequence[ReadingPoint]]) -> Sequence[ReadingPoint]:
    """The readings that make a KPI's total, by day: those without a segment.

    For `sum`, a period that has none of these takes the readings of all segments; for the other ways to aggregate
    segments stand side by side and make no total.
    """
    own = series.get(None, ())
    of_segments = [point for segment, points in series.items() if segment is not None for point in points]
    if not of_segments or not is_summed(kpi):
        return own
    covered = {period for period, _ in by_period(kpi.measure, own)}
    groups = by_period(kpi.measure, sorted(of_segments, key=_day))
    return sorted((*own, *(p for period, inside in groups if period not in covered for p in inside)), key=_day)


def is_summed(kpi: Kpi) -> bool:
    """Whether its values add up, over time and over segments; the words of a scale never do."""
    return kpi.aggregate == "sum" and not kpi.scale


def aggregated(kpi: Kpi, values: Sequence[Decimal | str]) -> KpiValue:
    """The one value that stands for some readings, at least one.

    The words of a scale have an order, so a lowest and a highest, but neither sum nor mean: there the last one stands.
    """
    if kpi.aggregate in {"min", "max"}:
        pick = min if kpi.aggregate == "min" else max
        return pick(values, key=lambda value: rank(kpi, value))
    if len(values) == 1 or kpi.aggregate == "last" or kpi.scale:
        return values[-1]
    numbers = [value for value in values if isinstance(value, Decimal)]
    total = Fraction(reduce(EXACT.add, numbers))
    return total if kpi.aggregate == "sum" else total / len(numbers)


def rank(kpi: Kpi, value: KpiValue) -> Figure:
    """What the value is compared by: a number itself, a word by its place on the scale, from 0."""
    return Decimal(kpi.scale.index(value)) if isinstance(value, str) else value


def _day(point: ReadingPoint) -> date:
    return point.day
