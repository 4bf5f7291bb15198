"""An incoming goal -> the objective or key result it becomes, and what changes where it is there already."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from okrctl.core.changes.field_changes import in_words
from okrctl.core.changes.setting import Setting, usual
from okrctl.core.incoming.goals import IncomingGoal
from okrctl.core.number import shown
from okrctl.core.objective import Initiative, KeyResult, Objective

KEPT_BY_WORKSPACE = frozenset({"key_results", "initiatives", "tags", "parts", "steps", "progress_from"})
"""Fields that an import adds to and never replaces."""


def window(goal: IncomingGoal, first: date, last: date) -> tuple[dict[str, Any], str | None]:
    """The goal's dates where they are narrower than those around it; and a word where they are wider."""
    said: dict[str, Any] = {}
    if goal.start_on and first < goal.start_on <= last:
        said["start_on"] = goal.start_on
    if goal.due and first <= goal.due < last:
        said["due"] = goal.due
    outside = [day for day in (goal.start_on, goal.due) if day and not first <= day <= last]
    note = f"{', '.join(map(str, outside))} lies outside {first} to {last}: left out" if outside else None
    if said.get("start_on", first) > said.get("due", last):
        return {}, f"it ends on {goal.due} before it starts on {goal.start_on}: both left out"
    return said, note


def objective_of(goal: IncomingGoal, **about: Any) -> Objective:
    """The objective, with what was fitted into the workspace in `about`."""
    return Objective(title=goal.title, **{**goal.fields, **about})


def initiatives_of(goals: Iterable[IncomingGoal], old: tuple[Initiative, ...] = ()) -> tuple[Initiative, ...]:
    """The old initiatives, with those of the file that are new behind them; what is done is done."""
    by_title = {one.title: one for one in old}
    for goal in goals:
        known = by_title.get(goal.title, Initiative(title=goal.title))
        by_title[goal.title] = replace(known, done=known.done or goal.done)
    return tuple(by_title.values())


def settings_between(
    old: Objective | KeyResult, new: Objective | KeyResult, said: Collection[str] = ()
) -> tuple[Setting, ...]:
    """The settings that make the old what the new says; what the new leaves unsaid stays.

    `said` names fields that count even where they hold what is usual.
    """
    return tuple(_settings(old, new, said))


def _settings(old: Any, new: Any, said: Collection[str]) -> Iterator[Setting]:
    for one in fields(type(new)):
        before, after = getattr(old, one.name), getattr(new, one.name)
        is_said = one.name in said or after not in (usual(type(new), one.name), None)
        if one.name not in KEPT_BY_WORKSPACE and after != before and is_said:
            yield Setting((one.name,), after, before)
    if missing := [tag for tag in getattr(new, "tags", ()) if tag not in old.tags]:
        yield Setting(("tags",), (*old.tags, *missing), old.tags)
    if getattr(new, "initiatives", ()) and new.initiatives != old.initiatives:
        yield Setting(("initiatives",), new.initiatives, old.initiatives)


def change_in_words(settings: Iterable[Setting]) -> str:
    """`target from 45 to 50, owner bo`."""
    return ", ".join(_told(one) for one in settings if one.name != "tags")


def _told(setting: Setting) -> str:
    if setting.name == "initiatives":
        return "initiatives"
    if setting.was is None or setting.was in ((), {}):
        return f"{setting.name} {in_words(setting.value)}"
    return f"{setting.name} from {in_words(setting.was)} to {in_words(setting.value)}"


def measure_in_words(key_result: KeyResult) -> str:
    """`20 → 35 points`, `>= 99.9 %`, `20..30`; the kind where there is no number."""
    unit = f" {key_result.unit}" if key_result.unit else ""
    target = key_result.target
    said = shown(target) if isinstance(target, Decimal) else str(target)
    match key_result.effective_kind:
        case "at_least" | "at_most" as kind if target is not None:
            sign = (">" if kind == "at_least" else "<") + ("" if key_result.strict else "=")
            return f"{sign} {said}{unit}"
        case "between" if key_result.low is not None and key_result.high is not None:
            return f"{shown(key_result.low)}..{shown(key_result.high)}{unit}"
        case "recurring" if target is not None:
            return f"{said}{unit} per {key_result.per}"
        case "metric" if target is not None:
            return f"{shown(key_result.first_value)} → {said}{unit}"
        case "metric":
            return "no target"
        case kind:
            return kind
