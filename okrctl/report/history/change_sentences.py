"""Change sentences: what changed of a goal, key result, KPI or cycle, in a few words without its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from okrctl.core.changes.comparison import GoalChange
from okrctl.core.kpi import Bands, Kpi
from okrctl.core.number import Relative, shown
from okrctl.core.objective import After, Decision, KeyResult, Objective
from okrctl.core.review import KpiReview, Review
from okrctl.report.export.set_fields import plain

LONGEST = 80
"""Characters of a value that a sentence shows; longer texts are only said to have changed."""
_NUMBERS = {"target", "low", "high", "risk", "start", "weight", "commit", "stretch", "benchmark"}


def sentence(change: GoalChange) -> str:
    """The change in plain words: `target lowered from 20 to 15`."""
    told: Mapping[str, Callable[[GoalChange], str]] = {
        "new": _new,
        "dropped": lambda _: "dropped",
        "renamed": lambda one: f"renamed from {one.before}",
        "reweighted": lambda one: f"weight {_from_to(one)}",
        "reparented": _reparented,
        "decided": _decided,
        "reviewed": _reviewed,
        "state": _state,
    }
    return told.get(change.kind, _field)(change)


def _new(change: GoalChange) -> str:
    thing = change.after
    if isinstance(thing, Objective):
        several = len(thing.key_results)
        about = f" with {several} key result{'s' * (several != 1)}" if several else ""
        return f"new {'goal' if thing.type == 'goal' else f'{thing.type} objective'}{about}"
    if isinstance(thing, KeyResult):
        return f"new key result{_way(thing)}"
    return f"new {change.what}"


def _way(key_result: KeyResult) -> str:
    """Where it should go: `, from 10 to 15 points`, `, at most 20`."""
    unit = f" {key_result.unit}" if key_result.unit else ""
    match key_result.effective_kind:
        case "metric" if key_result.target is not None:
            return f", from {text(key_result.first_value)} to {text(key_result.target)}{unit}"
        case "at_least" | "at_most" as kind:
            return f", {kind.replace('_', ' ')} {text(key_result.target)}{unit}"
        case "between":
            return f", {text(key_result.low)} to {text(key_result.high)}{unit}"
        case "recurring":
            return f", {text(key_result.target)} a {key_result.per}"
        case _:
            return ""


def _reparented(change: GoalChange) -> str:
    before, after = _parents(change.before), _parents(change.after)
    if not after:
        return f"serves {before} no longer"
    return f"serves {after} now" + (f", was {before}" if before else "")


def _parents(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else f"kpis/{value}" if value else ""


def _decided(change: GoalChange) -> str:
    decision = change.after
    assert isinstance(decision, Decision)  # noqa: S101 - that is what is noted
    return f"decision of {decision.date}: {decision.text}"


def _reviewed(change: GoalChange) -> str:
    review = change.after
    said: list[str | None] = [review.verdict] if isinstance(review, Review | KpiReview) else []
    if isinstance(review, Review):
        said += [f"grade {text(review.grade)}" if review.grade is not None else None, review.decision]
    words = ", ".join(word.replace("_", " ") for word in said if word)
    again = "reviewed" if change.before is None else "review changed"
    return f"{again}: {words}" if words else again


def _state(change: GoalChange) -> str:
    before, after = change.before, change.after
    if after is None or after == "active":
        return "reopened" if before == "closed" else "taken up again" if before else "active"
    return str(after).replace("_", " ")


def _field(change: GoalChange) -> str:
    name = (change.field or "").replace("_", " ")
    if change.before in (None, (), {}, False):
        value = text(change.after)
        return f"{name} set to {value}" if _is_short(value) else f"{name} written"
    if change.after in (None, (), {}):
        return f"{name} removed, was {text(change.before)}" if _is_short(text(change.before)) else f"{name} removed"
    if not (_is_short(text(change.before)) and _is_short(text(change.after))):
        return f"{name} changed"
    return f"{name} {_direction(change)} {_from_to(change)}"


def _direction(change: GoalChange) -> str:
    """Raised or lowered, of plain numbers alone."""
    before, after = change.before, change.after
    if change.field in _NUMBERS and isinstance(before, Decimal) and isinstance(after, Decimal):
        return "raised" if after > before else "lowered"
    return "moved" if isinstance(after, date) else "changed"


def _from_to(change: GoalChange) -> str:
    return f"from {text(change.before)} to {text(change.after)}"


def _is_short(value: str) -> bool:
    return len(value) <= LONGEST and "\n" not in value


def text(value: Any) -> str:
    """A value of a file as a sentence shows it."""
    match value:
        case None:
            return "none"
        case bool():
            return "yes" if value else "no"
        case Decimal() | Fraction():
            return shown(value)
        case After():
            return f"{value.within[0]} {value.within[1]} after {value.reached}"
        case Bands() | Kpi():
            return ", ".join(f"{key} {one}" for key, one in plain(value).items())
        case dict():
            return ", ".join(f"{key}: {text(one)}" for key, one in value.items())
        case tuple() | list():
            return ", ".join(map(text, value))
        case date() | str() | Relative() | int():
            return str(value)
        case _:
            return str(getattr(value, "title", value))
