"""The line of a guided round that says how things stood: last value, pace, last note."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from okrctl.core.number import shown
from okrctl.render import figures, words
from okrctl.report.values import KeyResultLine, KpiLine


def was(line: KeyResultLine, as_of: date) -> str:
    """`was 11 on 30 Oct · start 10, target 15 · expected 13 by now · "First partner signed"`."""
    parts = [_last(_stood(line), line.last_checkin, as_of), _way(line), _expected(line), _note(line.note)]
    return " · ".join(filter(None, parts))


def kpi_was(line: KpiLine, as_of: date) -> str:
    """`was 33 points on 16 Oct · target 45`."""
    value = line.value if line.value is None or isinstance(line.value, str) else shown(line.value)
    last = _last(figures.with_unit(value, line.unit) if value else None, line.date, as_of)
    target = (
        "" if line.target is None else f"target {line.target if isinstance(line.target, str) else shown(line.target)}"
    )
    return " · ".join(filter(None, [last, target]))


def _stood(line: KeyResultLine) -> str | None:
    """The last value with its unit; of a milestone its steps or its share; None without any."""
    if line.current is None:
        return None
    if line.kind == "milestone":
        return figures.values(line) or words.percent(line.current)
    return figures.with_unit(shown(line.current), line.unit)


def _last(amount: str | None, day: date | None, as_of: date) -> str:
    if amount is None:
        return "no value yet"
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
    target = shown(line.target) if line.current is not None else figures.with_unit(shown(line.target), line.unit)
    return f"{start}target {signs.get(line.kind, '')}{target}{per}"


def _expected(line: KeyResultLine) -> str:
    """The value that the pace expects by now; only of a metric."""
    if line.kind != "metric" or line.expected is None or line.start is None or line.target is None:
        return ""
    start, target = Fraction(line.start), Fraction(line.target)
    return f"expected {shown(start + Fraction(line.expected) * (target - start), 1)} by now"


def _note(note: str | None) -> str:
    return f'"{" ".join(note.split())}"' if note else ""
