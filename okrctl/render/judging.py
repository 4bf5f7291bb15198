"""How a key result or a KPI is judged, in one sentence: "from 10 to 15, higher is better, linear until 31 Dec"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from okrctl.core.kpi import Kpi
from okrctl.core.number import shown
from okrctl.core.objective import KeyResult
from okrctl.render import figures
from okrctl.render import words as say
from okrctl.report.values import Figure, KeyResultLine, KpiLine


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
    pace = _pace(line, key_result, as_of)
    sentences: dict[str, Callable[[], str]] = {
        "parts": lambda: f"the weighted mean of its {say.count(len(line.parts), 'part')}",
        "milestone": lambda: f"{_steps(line)}, {pace}",
        "recurring": lambda: f"{_number(line.target, line)} every {line.per}, the mean over the periods that are due",
        "score": lambda: f"graded from 0 to 1 by judgement, {pace}",
        "baseline": lambda: "the first measurement is all that is asked for; it has no progress",
        "between": lambda: f"met from {_number(line.low, line, unit=False)} to {_number(line.high, line)}",
        "at_least": lambda: _limit(line, "above", "or more", "below", strict=key_result.strict),
        "at_most": lambda: _limit(line, "below", "or less", "above", strict=key_result.strict),
    }
    return sentences.get(line.kind, lambda: _metric(line, pace))()


def _limit(line: KeyResultLine, beyond: str, equal: str, wrong: str, *, strict: bool) -> str:
    """One limit, whether a value equal to it is enough, and where it becomes a risk."""
    target = _number(line.target, line)
    met = f"met {beyond} {target}" if strict else f"met at {target} {equal}"
    return met if line.risk is None else f"{met}, at risk {wrong} {_number(line.risk, line)}"


def _metric(line: KeyResultLine, pace: str) -> str:
    if line.target is None:
        return "it names no target, so nothing can be scored"
    start = line.start if line.start is not None else Decimal(0)
    better = "higher" if Fraction(line.target) >= Fraction(start) else "lower"
    return f"from {_number(start, line, unit=False)} to {_number(line.target, line)}, {better} is better, {pace}"


def _pace(line: KeyResultLine, key_result: KeyResult, as_of: date) -> str:
    """How much is expected when: linear, or along a plan, until the last day."""
    way = "along its plan" if key_result.plan else "linear"
    return f"{way} until {say.day(line.due, as_of)}" if line.due else f"{way} once its window begins"


def _steps(line: KeyResultLine) -> str:
    return f"{say.count(len(line.steps), 'step')} by weight" if line.steps else "done or not done"


def _number(value: Figure | None, line: KeyResultLine, *, unit: bool = True) -> str:
    return "nothing" if value is None else figures.with_unit(shown(value), line.unit if unit else None)


def kpi_sentence(line: KpiLine, kpi: Kpi) -> str:
    """Which way is better, the target, the bands, and how the readings of a period become its value."""
    directions = {"up": "higher is better", "down": "lower is better", "between": "best within its bands"}
    pieces = [directions.get(kpi.better, "no direction is better")]
    if line.target is not None:
        pieces.append(f"target {_target(line.target, line.unit)}")
    whole = {
        "last": "the last reading",
        "sum": "the sum",
        "mean": "the mean",
        "min": "the lowest reading",
        "max": "the highest reading",
    }
    pieces.append(f"{whole[kpi.aggregate]} of each {kpi.measure}")
    return ", ".join(pieces)


def _target(target: Figure | str, unit: str | None) -> str:
    return target if isinstance(target, str) else figures.with_unit(shown(target), unit)
