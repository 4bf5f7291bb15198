"""Attention: the key results and KPIs that need a person, the most urgent first, each with the reason in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

from okrctl.core.number import Figure, half_up, shown
from okrctl.core.objective import MET_OR_NOT
from okrctl.report.values import Attention, KeyResultLine, KpiLine, ObjectiveLine, Signal

REASONS = ("at_risk", "missed", "behind", "stale", "silent", "no_data")
"""Why a key result needs somebody, in the order of the list; the first that holds is named."""
_KEPT_QUIET = {"silent", "no_data"}


def attention(
    objectives: Iterable[ObjectiveLine], kpis: Iterable[KpiLine], *, as_of: date, grace_days: int
) -> tuple[Attention, ...]:
    """Key results by reason and gap, then KPIs that are red, have an unexplained signal, or are stale.

    Until the grace period after its start is over nobody is asked for a first value.
    """
    key_results = [line for objective in objectives for line in objective.key_results]
    reasons = [(line, why) for line in key_results if (why := _reason(line, as_of, grace_days))]
    reasons.sort(key=lambda pair: (REASONS.index(pair[1]), -(pair[0].gap or Fraction(0)), pair[0].ref))
    of_goals = [Attention(ref=line.ref, why=why, text=_text(line, why, as_of)) for line, why in reasons]
    return (*of_goals, *_of_kpis(kpis))


def _reason(line: KeyResultLine, as_of: date, grace_days: int) -> str | None:
    is_young = line.start_on is None or (as_of - line.start_on).days <= grace_days
    held = {line.status, *line.flags} - (_KEPT_QUIET if is_young else set())
    if "silent" in held:
        held.discard("stale")
    return next((why for why in REASONS if why in held), None)


def _text(line: KeyResultLine, why: str, as_of: date) -> str:
    if why == "missed":
        return "ended without a value" if line.progress is None else f"ended at {half_up(line.progress * 100, 0)} %"
    if why == "stale":
        return _since_update(line, as_of)
    if why == "silent":
        return f"no update since the start on {line.start_on}"
    if why == "no_data":
        return "no value yet"
    return ", ".join([_distance(line), *_besides(line, as_of)])


def _distance(line: KeyResultLine) -> str:
    """How far it is behind, or which limit it does not keep."""
    if line.kind in MET_OR_NOT and line.current is not None:
        return f"at {shown(line.current)}, {_limit(line)} is due"
    points = half_up(line.gap or Fraction(0), 0)
    return "1 point behind" if points == 1 else f"{points} points behind"


def _limit(line: KeyResultLine) -> str:
    if line.kind == "between":
        return f"{_or_open(line.low)} to {_or_open(line.high)}"
    return f"{line.kind.replace('_', ' ')} {_or_open(line.target)}"


def _or_open(limit: Figure | None) -> str:
    return "…" if limit is None else shown(limit)


def _besides(line: KeyResultLine, as_of: date) -> Iterator[str]:
    if line.confidence_change is not None and line.confidence_change < 0:
        yield "confidence falling"
    if "stale" in line.flags:
        yield _since_update(line, as_of)


def _since_update(line: KeyResultLine, as_of: date) -> str:
    since = line.last_checkin or line.start_on
    return f"no update for {(as_of - since).days} days" if since else "no update"


def _of_kpis(kpis: Iterable[KpiLine]) -> list[Attention]:
    found = [item for kpi in kpis if (item := _of_kpi(kpi))]
    return sorted(found, key=lambda item: ("red", "signal", "stale").index(item.why))


def open_signal(kpi: KpiLine) -> Signal | None:
    """The newest signal that nobody explained, of the last two periods; an older one is history, not a task."""
    since = kpi.history[-2:][0].day if kpi.history else date.min
    recent = (signal for signal in reversed(kpi.signals) if signal.period == kpi.period or signal.date >= since)
    return next((signal for signal in recent if not signal.note), None)


def _of_kpi(kpi: KpiLine) -> Attention | None:
    signal = open_signal(kpi)
    if kpi.status == "red":
        return Attention(ref=kpi.ref, why="red", text=_red(kpi))
    if signal:
        return Attention(ref=kpi.ref, why="signal", text=f"signal in {signal.period}: look into it")
    if "stale" in kpi.flags:
        return Attention(
            ref=kpi.ref, why="stale", text=f"no reading since {kpi.period}" if kpi.period else "no reading yet"
        )
    return None


def _red(kpi: KpiLine) -> str:
    unit = f" {kpi.unit}" if kpi.unit else ""
    goal = f", target {_value(kpi.target)}{unit}" if kpi.target is not None else ""
    return f"{_value(kpi.value)}{unit} in {kpi.period}{goal}"


def _value(value: Figure | str | None) -> str:
    return value if isinstance(value, str) else _or_open(value)
