"""Whether a KPI's value is good: green, amber or red, by its bands or its target."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Literal

from okrctl.core import number
from okrctl.core.checks.validity import band_limit
from okrctl.core.kpi import Band, Kpi
from okrctl.core.kpis.values import KpiValue, rank
from okrctl.core.number import Figure

KpiStatus = Literal["green", "amber", "red", "no_target", "no_data"]


def status(kpi: Kpi, value: KpiValue | None, target: Decimal | str | None) -> KpiStatus:
    """The status of a value: by the bands where there are any, else by target and `better`.

    A target in words judges nothing, nor does a target where `better` is `between` or `none`: `no_target`.
    """
    if value is None:
        return "no_data"
    if kpi.bands and (kpi.bands.green or kpi.bands.amber):
        return _by_bands(kpi, rank(kpi, value))
    limit = _target_rank(kpi, target)
    if limit is None or kpi.better not in {"up", "down"}:
        return "no_target"
    reached = Fraction(rank(kpi, value)) - limit
    return "green" if (reached >= 0 if kpi.better == "up" else reached <= 0) else "red"


def _by_bands(kpi: Kpi, place: Figure) -> KpiStatus:
    bands = kpi.bands
    if bands and bands.green and _lies_in(kpi, bands.green, Fraction(place)):
        return "green"
    return "amber" if bands and bands.amber and _lies_in(kpi, bands.amber, Fraction(place)) else "red"


def _lies_in(kpi: Kpi, band: Band, place: Fraction) -> bool:
    low = None if band.low is None else place - Fraction(band_limit(kpi, band.low))
    high = None if band.high is None else Fraction(band_limit(kpi, band.high)) - place
    above = low is None or low > 0 or (low == 0 and band.low_included)
    below = high is None or high > 0 or (high == 0 and band.high_included)
    return above and below


def _target_rank(kpi: Kpi, target: Decimal | str | None) -> Fraction | None:
    """What values are compared with; None for a target in words, or a number that is not on the scale."""
    if target is None or isinstance(target, str):
        return None
    if not kpi.scale:
        return Fraction(target)
    written = number.plain_text(target)
    return Fraction(rank(kpi, written)) if written in kpi.scale else None
