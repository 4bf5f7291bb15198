"""Tree nodes: one goal or key result with its figures and its part in what it hangs below."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from okrctl.core.address import parse_ref
from okrctl.core.alignment import objective_ref
from okrctl.core.scoring.rollup import Counted
from okrctl.core.scoring.scores import KeyResultScore, ObjectiveScore
from okrctl.core.scoring.scoring import Scores
from okrctl.report.around import TreeNode


def bare_node(scores: Scores, ref: str, parent: str | None) -> TreeNode:
    """The node of a whole ref below its parent, without what serves it."""
    if scores.workspace.find_objective(objective_ref(ref)) is None:
        return TreeNode(ref=ref, title=None, kind="objective", status=None, progress=None, problem="missing")
    if not parse_ref(ref).key_result:
        return _of_objective(scores, scores.objective(ref), parent)
    try:
        return _of_key_result(scores, scores.key_result(ref))
    except KeyError:
        return TreeNode(ref=ref, title=None, kind="key_result", status=None, progress=None, problem="missing")


def _of_objective(scores: Scores, scored: ObjectiveScore, parent: str | None) -> TreeNode:
    own = scored.objective
    return TreeNode(
        ref=scored.ref,
        title=own.title,
        kind="goal" if own.type == "goal" else "objective",
        status=scored.status,
        progress=scored.progress,
        expected=scored.expected,
        gap=scored.gap,
        share=_share_of_objective(scores, scored, parent),
        owners=own.owner,
        team=own.team,
    )


def _of_key_result(scores: Scores, scored: KeyResultScore) -> TreeNode:
    return TreeNode(
        ref=scored.ref,
        title=scored.key_result.title,
        kind="key_result",
        status=scored.status,
        progress=scored.progress,
        expected=scored.expected,
        gap=scored.gap,
        share=_share(scored.entry, _beside(scores, scored.ref)),
        measured_as=scored.key_result.effective_kind,
        owners=scored.key_result.owner,
    )


def _share_of_objective(scores: Scores, scored: ObjectiveScore, parent: str | None) -> Fraction | None:
    """Its part in the progress of its parent, where that is made of children."""
    above = scores.workspace.find_objective(objective_ref(parent)) if parent else None
    if above is None or above.progress_from == "key_results":
        return None
    return _share(scored.entry, _counted_in(scores, scores.objective(objective_ref(parent or ""))))


def _beside(scores: Scores, ref: str) -> list[Counted]:
    """All that counts beside the key result, itself among it."""
    above = ref.rpartition("/")[0]
    if parse_ref(above).key_result:
        return _entries(scores.key_result(above).parts)
    return _counted_in(scores, scores.objective(above))


def _counted_in(scores: Scores, scored: ObjectiveScore) -> list[Counted]:
    """All that counts in an objective: key results, children, or both."""
    children = scores.children(scored.ref) if scored.objective.progress_from != "key_results" else []
    return [*_entries(scored.key_results), *_entries(children)]


def _entries(scored: Iterable[KeyResultScore | ObjectiveScore]) -> list[Counted]:
    return [entry for one in scored if (entry := one.entry)]


def _share(entry: Counted | None, among: Iterable[Counted]) -> Fraction | None:
    """The entry's weight among all weights."""
    whole = sum((Fraction(one.weight) for one in among), Fraction(0))
    return Fraction(entry.weight) / whole if entry and whole else None
