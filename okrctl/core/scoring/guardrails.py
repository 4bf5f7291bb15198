"""Guardrails: key results that are met or not, `at_least`, `at_most` and `between`, now and in each period."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from okrctl.core import spans
from okrctl.core.frozen import dataclass
from okrctl.core.number import Figure
from okrctl.core.objective import KeyResult
from okrctl.core.scoring.measured import Dated, last_in_each
from okrctl.core.scoring.windows import Window

Margin = Literal["met", "near", "beyond"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a value has to keep within."""

    low: Figure | None = None
    high: Figure | None = None
    risk: Figure | None = None
    """How far beyond its limit a value is still near; that value itself included."""
    strict: bool = False
    """A value equal to a limit is not enough."""


def limits(key_result: KeyResult, target: Figure | None) -> Limits:
    """What a key result of one of these kinds has to keep within; `target` is its absolute one."""
    low, high = {
        "at_least": (target, None),
        "at_most": (None, target),
        "between": (key_result.low, key_result.high),
    }[key_result.effective_kind]
    return Limits(low=low, high=high, risk=key_result.risk, strict=key_result.strict)


def is_met(value: Figure, within: Limits) -> bool:
    """Whether the value keeps within its limits; one equal to a limit does unless they are strict."""
    if within.strict and value in (within.low, within.high):
        return False
    return (within.low is None or value >= within.low) and (within.high is None or value <= within.high)


def margin(value: Figure, within: Limits) -> Margin:
    """How the value stands to its limits: met, near (no further than `risk`) or beyond."""
    if is_met(value, within):
        return "met"
    if within.risk is None or (within.low is not None and within.high is not None):
        return "beyond"
    near = value >= within.risk if within.low is not None else value <= within.risk
    return "near" if near else "beyond"


def periods_met(values: Iterable[Dated], within: Limits, span: str, window: Window, as_of: date) -> tuple[int, int]:
    """In how many of the window's calendar periods that have ended the limits were kept, and how many those are.

    The last value in each decides; a period without one is not met.
    """
    due = spans.ended(window.start, window.due, span, as_of)
    last = last_in_each(values, span)
    return sum(is_met(value, within) for period, value in last.items() if period in due), len(due)
