"""The line of a guided round that says how things stood: last value, pace, last note."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from okrctl.core.number import shown
from okrctl.render import words
from okrctl.report.values import Figure, KeyResultLine, KpiLine


def was(line: KeyResultLine, as_of: date) -> str:
    """`was 11 on 30 Oct · start 10, target 15 · expected 13 by now · "First partner signed"`."""
    parts = [_last(line.current, line.unit, line.last_checkin, as_of), _way(line), _expected(line), _note(line.note)]
    return " · ".join(filter(None, parts))


def kpi_was(line: KpiLine, as_of: date) -> str:
    """`was 33 points on 16 Oct · target 45`."""
    value = line.value if not isinstance(line.value, str) else None
    last = (
        _last(value, line.unit, line.date, as_of)
        if value is not None
        else f"was {line.value}"
        if line.value
        else "no value yet"
    )
    target = (
        "" if line.target is None else f"target {line.target if isinstance(line.target, str) else shown(line.target)}"
    )
    return " · ".join(filter(None, [last, target]))


def _last(value: Figure | None, unit: str | None, day: date | None, as_of: date) -> str:
    if value is None:
        return "no value yet"
    amount = f"{shown(value)}{f' {unit}' if unit else ''}"
    return f"was {amount} on {words.day(day, as_of)}" if day else f"was {amount}"


def _way(line: KeyResultLine) -> str:
    """Start and target, or the limits."""
    if line.low is not None and line.high is not None:
        return f"between {shown(line.low)} and {shown(line.high)}"
    if line.target is None:
        return ""
    per = f" per {line.per}" if line.per else ""
    signs = {"at_least": "≥ ", "at_most": "≤ "}
    start = f"start {shown(line.start)}, " if line.kind == "metric" and line.start is not None else ""
    return f"{start}target {signs.get(line.kind, '')}{shown(line.target)}{per}"


def _expected(line: KeyResultLine) -> str:
    """The value that the pace expects by now; only of a metric."""
    if line.kind != "metric" or line.expected is None or line.start is None or line.target is None:
        return ""
    start, target = Fraction(line.start), Fraction(line.target)
    return f"expected {shown(start + Fraction(line.expected) * (target - start), 1)} by now"


def _note(note: str | None) -> str:
    return f'"{" ".join(note.split())}"' if note else ""
