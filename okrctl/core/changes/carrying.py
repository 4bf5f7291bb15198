"""Carry-forward: an objective as it goes on in a later cycle, by what was reached in this one (SCORING, section 7)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from okrctl.core.address import parse_ref
from okrctl.core.errors import UsageError
from okrctl.core.kpis.values import is_summed
from okrctl.core.model import Workspace
from okrctl.core.number import Figure, Relative, half_up, plain_text
from okrctl.core.objective import KeyResult, Objective
from okrctl.core.period import next_id, parse
from okrctl.core.scoring.scores import KeyResultScore, ObjectiveScore

COMPUTED_PLACES = 6
"""Decimals of a start that was computed, such as a mean of readings; a typed one is never rounded."""


def next_cycle(workspace: Workspace, cycle_id: str, typed: str | None) -> str:
    """The cycle that carries an objective on: the one typed, else the next period of the same length.

    Raises UsageError for a cycle that is this one, is closed or has no dates, and where no period follows.
    """
    starts = workspace.settings.fiscal_year_starts
    to = typed or next_id(cycle_id, starts)
    if to is None:
        raise UsageError(
            f"no period follows {cycle_id} by itself", help="name the cycle that carries it on: --to CYCLE"
        )
    if to == cycle_id:
        raise UsageError(f"{to} is the cycle that it lies in", help="name a later one: --to CYCLE")
    known = workspace.cycles.get(to)
    if known is None and parse(to, starts) is None:
        help_ = f"make it: okrctl new cycle {to} --start … --end …"
        raise UsageError(f"there is no cycle {to}, and its id does not say its dates", help=help_)
    if known and known.is_closed:
        raise UsageError(f"{to} is closed", help="name an open one: --to CYCLE, or okrctl close CYCLE --reopen")
    return to


def carried(workspace: Workspace, score: ObjectiveScore) -> Objective:
    """The objective of the next cycle; its key results start where they arrived.

    Results that were reached, and cancelled ones, stay behind, as do what belongs to the old cycle alone: dates,
    decisions, finished initiatives.
    """
    old = score.objective
    return replace(
        old,
        state="active",
        start_on=None,
        due=None,
        continues=score.ref,
        parent=tuple(_carried_parent(workspace, parent) for parent in old.parent),
        initiatives=tuple(initiative for initiative in old.initiatives if not initiative.done),
        decisions=(),
        key_results=_open(workspace, score.key_results),
    )


def _carried_parent(workspace: Workspace, parent: str) -> str:
    """The parent, or what carries it on where that was an objective, or lay in one, that was carried forward."""
    ref = parse_ref(parent)
    cycle = workspace.cycles.get(ref.cycle or "")
    review = cycle.reviews.get(ref.objective or "") if cycle else None
    if review is None or review.carried_to is None:
        return parent
    further = f"{review.carried_to}/{ref.key_result}" if ref.key_result else review.carried_to
    return further if workspace.find_objective(further) or workspace.find_key_result(further) else parent


def _open(workspace: Workspace, scores: tuple[KeyResultScore, ...]) -> dict[str, KeyResult]:
    """The key results, or parts, that are not finished, by id."""
    there = ((score.ref.rpartition("/")[2], score, _going_on(workspace, score)) for score in scores)
    return {own_id: going_on for own_id, _, going_on in there if going_on is not None}


def _going_on(workspace: Workspace, score: KeyResultScore) -> KeyResult | None:
    """The key result as it goes on; None where it is finished."""
    old = score.key_result
    if _is_finished(score):
        return None
    new = replace(old, start_on=None, due=None, plan={}, after=None if score.window else old.after)
    if old.parts:
        parts = _open(workspace, score.parts)
        return replace(new, parts=parts) if parts else None
    if isinstance(old.target, Relative) and score.target is not None:
        new = replace(new, target=_exact(score.target))
    if old.effective_kind == "metric" and not old.is_unmeasured:
        new = replace(new, start=_reached(workspace, score))
    if old.effective_kind == "milestone":
        still = {step: about for step, about in old.steps.items() if step not in score.figures.steps_done}
        new = replace(new, steps=still or old.steps)
    return new


def _is_finished(score: KeyResultScore) -> bool:
    """Whether it was reached, met its limit, was cancelled, or is a baseline that was measured."""
    if score.key_result.state == "cancelled":
        return True
    if score.key_result.effective_kind == "baseline":
        return score.figures.current is not None
    return score.progress is not None and score.progress >= 1


def _reached(workspace: Workspace, score: KeyResultScore) -> Decimal | None:
    """Where a metric starts anew: at its last value; without one, or where a KPI's sums begin again, where it started."""
    old = score.key_result
    kpi = workspace.kpis.get(old.kpi or "")
    current = score.figures.current
    if current is None or (kpi and is_summed(kpi)):
        return old.start
    return _exact(current)


def _exact(figure: Figure) -> Decimal:
    """The figure as a number that a file can hold."""
    value = figure if isinstance(figure, Decimal) else half_up(figure, COMPUTED_PLACES)
    return Decimal(plain_text(value))
