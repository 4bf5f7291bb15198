"""How a KPI moved: against the period before, and against the same period a year ago."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from okrctl.core.frozen import dataclass
from okrctl.core.kpi import Kpi
from okrctl.core.kpis.periods import KpiPeriod
from okrctl.core.kpis.readings import Series, between
from okrctl.core.kpis.values import KpiValue, PeriodValue, aggregated, is_summed
from okrctl.core.number import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiChange:
    """Differences in the KPI's unit (points for a unit of %), and in percent of what was before."""

    previous: Fraction | None = None
    previous_percent: Fraction | None = None
    year: Fraction | None = None
    year_percent: Fraction | None = None


def change(kpi: Kpi, values: Sequence[PeriodValue]) -> KpiChange:
    """The change from the period before the latest, and from its year ago; nothing where that has no reading."""
    if not values:
        return KpiChange()
    latest = values[-1]
    by_period = {value.period: value.value for value in values}
    earlier = [by_period.get(p) if p else None for p in (latest.period.before, latest.period.year_before)]
    return _change(kpi, *((latest.value, value) for value in earlier))


def comparable_change(kpi: Kpi, series: Series, latest: KpiPeriod) -> KpiChange:
    """The same for `comparable` KPIs: the sum over those segments that have a reading in both periods.

    Segments add up for `aggregate: sum` only; for the other ways to aggregate there is no such change.
    """
    earlier = (latest.before, latest.year_before)
    return _change(kpi, *(_shared(kpi, series, latest, p) if p and is_summed(kpi) else (None, None) for p in earlier))


_Pair = tuple[KpiValue | None, KpiValue | None]


def _change(kpi: Kpi, previous: _Pair, year: _Pair) -> KpiChange:
    in_points = kpi.unit == "%"
    return KpiChange(
        previous=_difference(*previous),
        previous_percent=None if in_points else _percent(*previous),
        year=_difference(*year),
        year_percent=None if in_points else _percent(*year),
    )


def _difference(value: KpiValue | None, prior: KpiValue | None) -> Fraction | None:
    """The step from one to the other; None where one is missing or a word."""
    if value is None or prior is None or isinstance(value, str) or isinstance(prior, str):
        return None
    return Fraction(value) - Fraction(prior)


def _percent(value: KpiValue | None, prior: KpiValue | None) -> Fraction | None:
    """The step in percent of the prior value; None also where that is zero or below."""
    step = _difference(value, prior)
    if step is None or prior is None or isinstance(prior, str) or prior <= 0:
        return None
    return step / Fraction(prior) * 100


def _shared(kpi: Kpi, series: Series, latest: KpiPeriod, earlier: KpiPeriod) -> tuple[Figure | None, Figure | None]:
    """The sums of both periods over the segments that have a reading in each."""
    sums = [(_inside(kpi, series, s, latest), _inside(kpi, series, s, earlier)) for s in series if s is not None]
    both = [(Fraction(now), Fraction(then)) for now, then in sums if now is not None and then is not None]
    if not both:
        return None, None
    return sum((now for now, _ in both), Fraction(0)), sum((then for _, then in both), Fraction(0))


def _inside(kpi: Kpi, series: Series, segment: str | None, period: KpiPeriod) -> KpiValue | None:
    points = between(series[segment], period.first, period.last)
    return aggregated(kpi, [point.value for point in points]) if points else None
