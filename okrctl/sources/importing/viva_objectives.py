"""One goal of a Viva Goals archive -> an incoming goal. The words of its type are the customer's own, so its shape counts too."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from okrctl.core.fields import read_title
from okrctl.core.incoming.goals import GoalKind, IncomingGoal, Latest, Link
from okrctl.core.objective import KeyResult
from okrctl.sources.importing.days import day
from okrctl.sources.importing.measures import Cells, key_result_of, latest_of
from okrctl.sources.importing.numbers import amount
from okrctl.sources.importing.preset import USUAL_KINDS
from okrctl.sources.importing.texts import on_one_line, without_marks
from okrctl.sources.importing.words import STATES, STATUSES, commitment, word

Fact = Mapping[str, Any]
"""One thing of the archive, by keys without blanks and capitals."""


def goal_of(fact: Fact, row: int, above: str | None, names: Mapping[str, str]) -> tuple[IncomingGoal, str | None]:
    """The goal, and the word of its type where that is not known; `names` are those of teams and periods by id.

    Raises BadValue for a goal that cannot be read.
    """
    outcome = fact.get("outcome") if isinstance(fact.get("outcome"), dict) else {}
    cells = Cells(_texts(fact, outcome or {}), decimal_comma=False, order="mdy")
    kind, odd = _kind(fact, outcome or {}, above)
    title = read_title(on_one_line(str(fact.get("title") or "")))
    state = STATUSES.get(word(cells.text("status")))
    key_result = None if kind == "initiative" else _with_plan(_measured(cells, title, outcome or {}), fact)
    goal = IncomingGoal(
        row=row,
        kind=kind,
        title=title,
        source_id=str(fact["id"]) if fact.get("id") is not None else None,
        owners=tuple(named(one) for one in _list(fact.get("owner") or fact.get("owners"))),
        team=next(
            (name for one in _list(fact.get("teams")) if (name := on_one_line(names.get(named(one), named(one))))), None
        ),
        period=_period(fact.get("timeperiod"), names),
        start_on=day(cells.text("start_date"), "mdy"),
        due=day(cells.text("end_date"), "mdy"),
        parents=_parents(fact, above),
        fields=_fields(fact, state) if kind == "objective" else {},
        key_result=key_result,
        latest=latest_of(cells, key_result, None) if key_result else Latest(),
        done=kind == "initiative" and (state == "closed" or cells.share() == 1),
        notes=tuple(dict.fromkeys(cells.doubts)),
    )
    return goal, odd


def named(value: Any) -> str:
    """The name, or the id, of a person, a team or a period, however it is written."""
    if isinstance(value, dict):
        return str(value.get("email") or value.get("name") or value.get("title") or value.get("id") or "")
    return str(value)


def _texts(fact: Fact, outcome: Fact) -> dict[str, str]:
    """The cells of a table that would say the same."""
    found = {
        "unit": outcome.get("metricunit"),
        "start": outcome.get("start"),
        "target": outcome.get("target"),
        "progress": fact.get("progress"),
        "status": fact.get("status"),
        "start_date": fact.get("startdate"),
        "end_date": fact.get("enddate"),
    }
    return {key: "" if value is None else str(value) for key, value in found.items()}


def _kind(fact: Fact, outcome: Fact, above: str | None) -> tuple[GoalKind, str | None]:
    said = str(fact.get("type") or "")
    if word(said) in USUAL_KINDS:
        return USUAL_KINDS[word(said)], None
    is_measured = outcome.get("target") not in (None, "") and bool(
        above or fact.get("parentids") or fact.get("alignment")
    )
    return ("key_result" if is_measured else "objective"), said or None


def _measured(cells: Cells, title: str, outcome: Fact) -> KeyResult:
    """The key result; a target to stay above or below of is a limit."""
    made = key_result_of(cells, title)
    way = word(str(outcome.get("targettype") or outcome.get("outcometype") or ""))
    if made.kind is None and isinstance(made.target, Decimal):
        limit = "at_least" if re.search("above|at least|minimum", way) else None
        limit = limit or ("at_most" if re.search("below|at most|maximum", way) else None)
        if limit:
            return KeyResult(title=title, unit=made.unit, kind=limit, target=made.target)  # type: ignore[arg-type]
    return made


def _with_plan(made: KeyResult, fact: Fact) -> KeyResult:
    """The key result with its phased targets as the expected values by date."""
    phased = fact.get("phasedtargets")
    steps = next((one for one in phased.values() if isinstance(one, list)), []) if isinstance(phased, dict) else phased
    plan: dict[date, Decimal] = {}
    for step in steps if isinstance(steps, list) else ():
        when = day(str(step.get("targetdate") or ""), "mdy") if isinstance(step, dict) else None
        value = amount(str(step.get("targetvalue") or ""), decimal_comma=False) if when else None
        if when and value:
            plan[when] = value.value
    is_way = made.kind is None and made.target is not None
    return replace(made, plan=dict(sorted(plan.items()))) if plan and is_way else made


def _parents(fact: Fact, above: str | None) -> tuple[Link, ...]:
    """What it hangs below: as aligned, with the weights; by the ids of its parents; by the goal that it lies in."""
    links = {}
    for one in _list(fact.get("alignment")):
        if isinstance(one, dict) and one.get("id") is not None:
            weight = amount(str(one.get("weight") or ""), decimal_comma=False)
            title = on_one_line(str(one.get("title") or "")) or None
            links[str(one["id"])] = Link(str(one["id"]), weight.value if weight else None, title)
    for own in [*map(named, _list(fact.get("parentids"))), *([above] if above else [])]:
        links.setdefault(own, Link(own))
    return tuple(links.values())


def _fields(fact: Fact, state: str | None) -> dict[str, Any]:
    about: dict[str, Any] = {}
    description = fact.get("description")
    if isinstance(description, str) and description.strip():
        about["why"] = without_marks(description).strip()
    if said := commitment(str(fact.get("goaltype") or "")):
        about["type"] = said
    if state in STATES:
        about["state"] = state
    return about


def _period(value: Any, names: Mapping[str, str]) -> str | None:
    if value in (None, "", {}):
        return None
    if isinstance(value, dict) and value.get("name"):
        return on_one_line(str(value["name"])) or None
    said = named(value)
    return on_one_line(names.get(said, said)) or None


def _list(value: Any) -> list[Any]:
    if value in (None, ""):
        return []
    return value if isinstance(value, list) else [value]
