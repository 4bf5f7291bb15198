"""What a goal or a KPI card says against itself: values that contradict, or that its kind needs and does not have.

A fault leaves out the key result or field it lies in; everything else is scored.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from okrctl.core import number
from okrctl.core.bad_value import BadValue
from okrctl.core.checks.source_faults import source_faults
from okrctl.core.finding import KeyPath
from okrctl.core.frozen import dataclass
from okrctl.core.kpi import Band, Kpi
from okrctl.core.number import Relative, shown
from okrctl.core.objective import KeyResult, Objective, window_dates

E = TypeVar("E", Objective, Kpi)


@dataclass(frozen=True, slots=True)
class Fault:
    """An error at some keys of the entity that was asked about."""

    code: str
    keys: KeyPath
    message: str
    help: str


def without(entity: E, key: str) -> E:
    """The objective or card as if nothing stood at the key."""
    nothing: dict[str, Any] = {key: None}
    return replace(entity, **nothing)


def key_result_faults(key_result: KeyResult, objective: Objective, start: date, end: date) -> Iterator[Fault]:
    """The faults of a key result and its parts in a cycle from `start` to `end`; any of them leaves it out."""
    yield from _window_faults(key_result, objective, start, end)
    if key_result.parts:
        yield from _holder_faults(key_result)
        for part_id, part in key_result.parts.items():
            for fault in key_result_faults(part, objective, start, end):
                yield Fault(fault.code, ("parts", part_id, *fault.keys), fault.message, fault.help)
        return
    yield from _target_faults(key_result)
    yield from _needs(key_result)
    yield from _limit_faults(key_result)


def objective_faults(objective: Objective, start: date, end: date) -> Iterator[Fault]:
    """The faults of an objective's own fields; each leaves out that field."""
    first, last = window_dates(None, objective, start, end)
    if first > last:
        key = "due" if objective.due else "start_on"
        yield Fault(
            "OKR034", (key,), f"the window ends on {last} before it starts on {first}", "set start_on before due"
        )


def kpi_faults(kpi: Kpi) -> Iterator[Fault]:
    """The faults of a KPI card's fields; each leaves out that field."""
    if kpi.limits_from and kpi.limits_from.first > kpi.limits_from.last:
        yield Fault("OKR034", ("limits_from",), "the last day lies before the first", "swap them")
    if isinstance(kpi.target, Relative):
        yield from _relative_faults(kpi.target, kpi.start, kpi.unit)
    yield from _band_faults(kpi)
    for fault in source_faults(kpi.source) if kpi.source else ():
        yield Fault(fault.code, ("source", *fault.keys), fault.message, fault.help or "")


def _holder_faults(key_result: KeyResult) -> Iterator[Fault]:
    for key in ("kind", "target", "kpi"):
        if getattr(key_result, key) is not None:
            yield Fault(
                "OKR013",
                (key,),
                f"a key result with parts has no {key} of its own",
                f"move {key} into the parts, or remove it",
            )


def _window_faults(key_result: KeyResult, objective: Objective, start: date, end: date) -> Iterator[Fault]:
    first, last = window_dates(key_result, objective, start, end)
    if (key_result.start_on or key_result.due) and first > last:
        key = "due" if key_result.due else "start_on"
        yield Fault(
            "OKR034", (key,), f"the window ends on {last} before it starts on {first}", "set start_on before due"
        )


def _target_faults(key_result: KeyResult) -> Iterator[Fault]:
    target, start = key_result.target, key_result.start
    if isinstance(target, Relative) and not (key_result.kpi and start is None):
        faults = list(
            _relative_faults(target, start, None if key_result.kpi and not key_result.unit else key_result.unit or "")
        )
        yield from faults
        if faults:
            return
    starts_somewhere = not (key_result.kpi and start is None)
    if key_result.effective_kind == "metric" and starts_somewhere and key_result.last_value == key_result.first_value:
        written = shown(key_result.first_value)
        yield Fault(
            "OKR030",
            ("target",),
            f"start and target are both {written}: there is no way to go",
            "use kind: at_least, at_most or between to hold a value",
        )


def _relative_faults(target: Relative, start: Decimal | None, unit: str | None) -> Iterator[Fault]:
    if start is None:
        yield Fault(
            "OKR031",
            ("target",),
            f"the target {target} is relative, and there is no start",
            "add start: the value today",
        )
    elif start == 0 and not target.points:
        yield Fault("OKR031", ("target",), f"the target {target} of a start of 0 is 0", "write the target as a number")
    if target.points and unit is not None and unit != "%":
        yield Fault(
            "OKR013",
            ("target",),
            f"{target} counts points of a percentage, and the unit is not %",
            'add unit: "%", or write the target as a number',
        )


def _needs(key_result: KeyResult) -> Iterator[Fault]:
    """What the kind needs and does not have."""
    kind, target = key_result.kind, key_result.target
    if kind == "metric" and target is None:
        yield Fault(
            "OKR031", ("kind",), "kind: metric without a target", "add target: the value to reach, or write kind: score"
        )
    if kind in ("at_least", "at_most", "recurring") and target is None:
        yield Fault(
            "OKR011", ("target",), f'kind: {kind} needs a target, and the key "target" is missing', "add target: …"
        )
    if kind == "recurring" and key_result.per is None:
        yield Fault(
            "OKR011",
            ("per",),
            'kind: recurring needs a period, and the key "per" is missing',
            "add per: day, week, month or quarter",
        )
    if kind == "recurring" and (key_result.last_value or 1) <= 0:
        yield Fault("OKR032", ("target",), "a count of zero or less cannot be reached", "write a target above 0")
    if kind == "between":
        for key in ("low", "high"):
            if getattr(key_result, key) is None:
                yield Fault(
                    "OKR011", (key,), f'kind: between needs two limits, and the key "{key}" is missing', f"add {key}: …"
                )


def _limit_faults(key_result: KeyResult) -> Iterator[Fault]:
    low, high, risk, limit = key_result.low, key_result.high, key_result.risk, key_result.last_value
    if low is not None and high is not None and low > high:
        yield Fault("OKR032", ("low",), f"low {shown(low)} is above high {shown(high)}", "swap them")
    if risk is None or limit is None:
        return
    if key_result.kind == "at_least" and risk > limit:
        yield Fault(
            "OKR032",
            ("risk",),
            f"risk {shown(risk)} lies above the target {shown(limit)}",
            "for at_least it lies below",
        )
    if key_result.kind == "at_most" and risk < limit:
        yield Fault(
            "OKR032", ("risk",), f"risk {shown(risk)} lies below the target {shown(limit)}", "for at_most it lies above"
        )


def _band_faults(kpi: Kpi) -> Iterator[Fault]:
    if not kpi.bands:
        return
    for colour in ("green", "amber"):
        band = getattr(kpi.bands, colour)
        if band and (fault := _band_fault(kpi, band)):
            yield Fault(fault.code, ("bands", colour), f"{colour}: {fault.message}", fault.help or "")
            return
    green, amber = kpi.bands.green, kpi.bands.amber
    if green and kpi.better == "up" and green.high is not None and green.low is None:
        yield Fault(
            "OKR032",
            ("bands", "green"),
            "better: up, and green has only an upper limit",
            'write green: ">= …", or better: down',
        )
    elif green and kpi.better == "down" and green.low is not None and green.high is None:
        yield Fault(
            "OKR032",
            ("bands", "green"),
            "better: down, and green has only a lower limit",
            'write green: "<= …", or better: up',
        )
    elif green and amber and _cross(kpi, green, amber):
        yield Fault("OKR032", ("bands", "amber"), "amber begins inside green", "let amber reach further than green")


def _band_fault(kpi: Kpi, band: Band) -> BadValue | None:
    try:
        low, high = (None if limit is None else band_limit(kpi, limit) for limit in (band.low, band.high))
    except BadValue as fault:
        return fault
    if low is not None and high is not None and low > high:
        return BadValue("OKR032", f"{band.low} is above {band.high}", help="swap them")
    return None


def band_limit(kpi: Kpi, limit: str) -> Decimal:
    """The limit of a band as a number; a word of the scale is its rank from 0.

    Raises BadValue for a word that is not on the scale, or a text that is no number.
    """
    if not kpi.scale:
        return number.parse(limit)
    if limit not in kpi.scale:
        raise BadValue("OKR013", f'"{limit}" is not on the scale', help=f"use one of {', '.join(kpi.scale)}")
    return Decimal(kpi.scale.index(limit))


def _cross(kpi: Kpi, green: Band, amber: Band) -> bool:
    """Whether amber covers nothing that green leaves: `green >= 30`, `amber >= 40`."""
    if green.low and amber.low and not green.high and not amber.high:
        return band_limit(kpi, amber.low) > band_limit(kpi, green.low)
    if green.high and amber.high and not green.low and not amber.low:
        return band_limit(kpi, amber.high) < band_limit(kpi, green.high)
    return False
