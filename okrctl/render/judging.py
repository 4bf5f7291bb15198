"""How a key result or a KPI is judged, in one sentence: "from 10 to 15, higher is better, linear until 31 Dec"."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from okrctl.core.kpi import Kpi
from okrctl.core.objective import KeyResult
from okrctl.render import figures
from okrctl.render import words as say
from okrctl.report.values import KeyResultLine, KpiLine

_PERIODS = {"day": "day", "week": "week", "month": "month", "quarter": "quarter"}


def key_result_sentence(line: KeyResultLine, key_result: KeyResult, as_of: date) -> str:
    """How it is judged, its promised and its surprising value, and what it waits for."""
    pieces = [_by_kind(line, key_result, as_of)]
    if key_result.commit is not None:
        pieces.append(f"{_number(key_result.commit, line)} is promised")
    if key_result.stretch is not None:
        pieces.append(f"{_number(key_result.stretch, line)} would surprise")
    if key_result.after:
        count, unit = key_result.after.within
        pieces.append(f"within {count} {unit} after {key_result.after.reached} is reached")
    return "; ".join(pieces)


def _by_kind(line: KeyResultLine, key_result: KeyResult, as_of: date) -> str:
    strictly = "strictly " if key_result.strict else ""
    sentences = {
        "parts": lambda: f"the weighted mean of its {say.count(len(line.parts), 'part')}",
        "milestone": lambda: f"{_steps(line)}, {_pace(line, key_result, as_of)}",
        "recurring": lambda: f"{_number(line.target, line)} every {_PERIODS.get(line.per or '', 'period')}, the mean over the periods that are due",
        "score": lambda: f"graded from 0 to 1 by judgement, {_pace(line, key_result, as_of)}",
        "baseline": lambda: "the first measurement is all that is asked for; it has no progress",
        "between": lambda: f"met from {_number(line.low, line, unit=False)} to {_number(line.high, line)}",
        "at_least": lambda: f"met {'above' if strictly else 'at'} {_number(line.target, line)}{'' if strictly else ' or more'}{_risk(line, 'below')}",
        "at_most": lambda: f"met {'below' if strictly else 'at'} {_number(line.target, line)}{'' if strictly else ' or less'}{_risk(line, 'above')}",
    }
    return sentences.get(line.kind, lambda: _metric(line, key_result, as_of))()


def _metric(line: KeyResultLine, key_result: KeyResult, as_of: date) -> str:
    if line.target is None:
        return "it names no target, so nothing can be scored"
    start = line.start if line.start is not None else Decimal(0)
    better = "higher" if Fraction(line.target) >= Fraction(start) else "lower"
    return f"from {_number(start, line, unit=False)} to {_number(line.target, line)}, {better} is better, {_pace(line, key_result, as_of)}"


def _pace(line: KeyResultLine, key_result: KeyResult, as_of: date) -> str:
    """How much is expected when: linear, or along a plan, until the last day."""
    way = "along its plan" if key_result.plan else "linear"
    return f"{way} until {say.day(line.due, as_of)}" if line.due else f"{way} once its window begins"


def _steps(line: KeyResultLine) -> str:
    return f"{say.count(len(line.steps), 'step')} by weight" if line.steps else "done or not done"


def _risk(line: KeyResultLine, side: str) -> str:
    return f", at risk {side} {_number(line.risk, line)}" if line.risk is not None else ""


def _number(value: Decimal | Fraction | None, line: KeyResultLine, *, unit: bool = True) -> str:
    if value is None:
        return "–"
    return figures.with_unit(figures.exact(value), line.unit if unit else None)


def kpi_sentence(line: KpiLine, kpi: Kpi) -> str:
    """Which way is better, the target, the bands, and how the readings of a period become its value."""
    directions = {"up": "higher is better", "down": "lower is better", "between": "best within its bands"}
    pieces = [directions.get(kpi.better, "no direction is better")]
    if line.target is not None:
        shown = line.target if isinstance(line.target, str) else figures.with_unit(figures.exact(line.target), line.unit)
        pieces.append(f"target {shown}")
    whole = {"last": "the last reading", "sum": "the sum", "mean": "the mean", "min": "the lowest reading", "max": "the highest reading"}
    pieces.append(f"{whole[kpi.aggregate]} of each {kpi.measure}")
    return ", ".join(pieces)
