"""Objective scoring: one objective's figures, put together from its key results and the objectives it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from okrctl.core.alignment import supports_nothing
from okrctl.core.model import Cycle, Workspace
from okrctl.core.objective import Objective
from okrctl.core.scoring.confidence import Confidence, mean_confidence
from okrctl.core.scoring.flags import is_low
from okrctl.core.scoring.places import is_finished, review_on
from okrctl.core.scoring.rollup import Rollup, rollup
from okrctl.core.scoring.scores import KeyResultScore, ObjectiveScore, gap
from okrctl.core.scoring.statuses import RUNNING, Standing, left_out, status
from okrctl.core.scoring.windows import Window, objective_window
from okrctl.core.settings import Settings


def scored_objective(
    workspace: Workspace,
    ref: str,
    key_results: tuple[KeyResultScore, ...],
    children: Sequence[ObjectiveScore],
    as_of: date,
) -> ObjectiveScore:
    """The figures of an objective; its key results, and the children it counts, if it counts any, are scored already."""
    cycle_id, _, objective_id = ref.partition("/")
    cycle = workspace.cycles[cycle_id]
    objective = cycle.objectives[objective_id]
    window = objective_window(objective, cycle)
    whole = _whole(objective, key_results, children)
    known = ObjectiveScore(
        ref=ref,
        objective=objective,
        window=window,
        key_results=key_results,
        progress=whole.progress,
        score=whole.score,
        expected=whole.expected,
        is_guardrail=whole.is_guardrail,
        counted=window.has_begun(as_of) and not whole.is_empty and objective.weight > 0,
        status=status(_standing(objective, window, whole, as_of), workspace.settings),
        flags=(),
        worst=_worst(key_results),
        confidence=_confidence(key_results),
        review=review_on(cycle, objective_id, as_of),
    )
    return replace(known, flags=_flags(known, cycle, workspace.settings, as_of))


def _whole(objective: Objective, key_results: Sequence[KeyResultScore], children: Sequence[ObjectiveScore]) -> Rollup:
    """The means over all that counts: one list of key results and children. Nothing counts in what is left out."""
    if left_out([objective.state]):
        return rollup(())
    entries = [one.entry for one in key_results] + [child.entry for child in children]
    return rollup(entry for entry in entries if entry)


def _standing(objective: Objective, window: Window, whole: Rollup, as_of: date) -> Standing:
    return Standing(
        left_out=left_out([objective.state]),
        has_begun=window.has_begun(as_of),
        has_ended=window.has_ended(as_of),
        progress=whole.progress,
        gap=gap(whole.score, whole.expected),
        is_guardrail=whole.is_guardrail,
        is_commitment=objective.type == "committed",
        is_empty=whole.is_empty,
    )


def _worst(key_results: Sequence[KeyResultScore]) -> str | None:
    """The id of the counted key result that is the most points behind; of equals the first."""
    behind = [(k.gap, k.ref.rpartition("/")[2]) for k in key_results if k.counted and k.gap is not None]
    return max(behind, key=lambda pair: pair[0])[1] if behind else None


def _confidence(key_results: Sequence[KeyResultScore]) -> Confidence:
    """The weighted mean of those that are scored, whether the objective's progress counts them or not."""
    return mean_confidence([(k.key_result.weight, k.confidence) for k in key_results if k.score is not None])


def _flags(known: ObjectiveScore, cycle: Cycle, settings: Settings, as_of: date) -> tuple[str, ...]:
    """The flags of an objective: no_data, unaligned, low_confidence, overdue."""
    objective, finished = known.objective, is_finished(cycle, known.ref.partition("/")[2], as_of)
    is_commitment = objective.type == "committed"
    is_open = objective.state not in {"cancelled", "deferred"} and not finished
    checked = {
        "no_data": known.status == "missed" and known.progress is None,
        "unaligned": is_open and supports_nothing(objective, settings),
        "low_confidence": is_open
        and known.status in RUNNING
        and is_low(known.confidence.latest, is_commitment=is_commitment),
        "overdue": is_open and objective.state == "active" and known.window.has_ended(as_of),
    }
    return tuple(flag for flag, holds in checked.items() if holds)
