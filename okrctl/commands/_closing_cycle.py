"""Closing a cycle: what is not reviewed yet is listed and stops it; opening it again."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from okrctl.commands import _writing
from okrctl.commands._context import Context
from okrctl.core.changes.changes import SetFields
from okrctl.core.changes.setting import Setting
from okrctl.core.errors import UsageError
from okrctl.core.scoring.places import review_on

if TYPE_CHECKING:
    from datetime import date

    from okrctl.commands.close import Words
    from okrctl.storage.loading import Loaded

LEFT_OUT = frozenset({"draft", "cancelled", "deferred"})
"""States of objectives that nobody has to review."""


def refuse_words(words: Words) -> None:
    """Raises UsageError for an option that is about one objective or KPI."""
    for field in fields(words):
        if field.name != "date" and getattr(words, field.name) is not None:
            raise UsageError(f"--{field.name} is for an objective or a KPI", help="a cycle takes --anyway and --reopen")


def close(
    context: Context, loaded: Loaded, cycle_id: str, *, anyway: bool, reopen: bool, dry_run: bool, commit: bool
) -> int | None:
    """Closes the cycle, or opens it again; exit code 1 where something is not reviewed."""
    cycle = loaded.workspace.cycles[cycle_id]
    if cycle.is_closed is not reopen:
        _writing.say_unchanged(context, cycle_id)
        return None
    if reopen:
        _write(
            context, loaded, cycle_id, Setting(("state",), None, "closed"), f"opened {cycle_id} again", dry_run, commit
        )
        return None
    unreviewed = _unreviewed(loaded, cycle_id, context.as_of)
    silent = _without_verdict(loaded, cycle_id, context.as_of)
    if unreviewed and not anyway:
        _say_stopped(context, loaded, cycle_id, unreviewed, silent)
        return 1
    if unreviewed:
        context.say(f"not reviewed: {', '.join(unreviewed)}")
    if silent:
        context.say(f"without a verdict: {', '.join(silent)}; to give one: okrctl close {silent[0]} --cycle {cycle_id}")
    _write(context, loaded, cycle_id, Setting(("state",), "closed", cycle.state), f"closed {cycle_id}", dry_run, commit)
    return None


def _write(
    context: Context, loaded: Loaded, cycle_id: str, setting: Setting, said: str, dry_run: bool, commit: bool
) -> None:
    change = SetFields(cycle_id, (), (setting,))
    _writing.carry_out(context, loaded, change, ref=cycle_id, id=cycle_id, dry_run=dry_run, commit=commit, said=said)


def _unreviewed(loaded: Loaded, cycle_id: str, as_of: date) -> list[str]:
    """The refs of the objectives without a review, those whose file cannot be read too."""
    cycle = loaded.workspace.cycles[cycle_id]
    names = [entity.split("/") for entity in loaded.files]
    there = sorted(name[1] for name in names if len(name) == 2 and name[0] == cycle_id)
    return [
        f"{cycle_id}/{objective_id}"
        for objective_id in there
        if review_on(cycle, objective_id, as_of) is None
        and getattr(cycle.objectives.get(objective_id), "state", "active") not in LEFT_OUT
    ]


def _without_verdict(loaded: Loaded, cycle_id: str, as_of: date) -> list[str]:
    """The refs of the active KPIs that nobody has judged for the cycle."""
    reviews = loaded.workspace.cycles[cycle_id].kpi_reviews
    judged = {kpi_id for kpi_id, review in reviews.items() if review.date <= as_of}
    return [f"kpis/{i}" for i, kpi in loaded.workspace.kpis.items() if kpi.state == "active" and i not in judged]


def _say_stopped(context: Context, loaded: Loaded, cycle_id: str, unreviewed: list[str], silent: list[str]) -> None:
    from okrctl.render.terminal.cells import hanging, one_line

    many = len(unreviewed) != 1
    sentence = f"{cycle_id} is not closed: {len(unreviewed)} objective{'s are' if many else ' is'} not reviewed"
    if context.json:
        context.emit_change(sentence, ref=cycle_id, id=cycle_id, unreviewed=unreviewed, kpis_without_verdict=silent)
        return
    room = context.style.width
    width = max(map(len, unreviewed))
    context.emit(sentence)
    for ref in unreviewed:
        objective = loaded.workspace.find_objective(ref)
        context.emit(f"  {ref:{width}}  {one_line(objective.title) if objective else 'cannot be read'}")
    if silent:
        context.emit(hanging(f"KPIs without a verdict: {', '.join(silent)}", room))
    context.say(f"review them: okrctl close {unreviewed[0]}; or leave them so: okrctl close {cycle_id} --anyway")
