"""How the figures of one thing came about, with file and line of every number."""

from __future__ import annotations

from datetime import date

from okrctl.core.address import Ref
from okrctl.core.model import Workspace
from okrctl.core.scoring.places import place_of
from okrctl.core.scoring.scoring import Scores
from okrctl.report import cycle
from okrctl.report.explain.explained import Explanation, Lookup, Sources, Step
from okrctl.report.explain.key_result import key_result_steps
from okrctl.report.explain.kpi import kpi_steps
from okrctl.report.explain.objective import cycle_steps, objective_steps
from okrctl.report.explain.values import Subject


def build(workspace: Workspace, ref: Ref, as_of: date, lookup: Lookup) -> Explanation:
    """The explanation of what the ref names, which exists; `lookup` knows where things are written."""
    title, steps = _explained(workspace, ref, as_of, Sources(lookup))
    return Explanation(
        workspace=workspace.name, as_of=as_of, ref=str(ref), kind=ref.kind, title=title, steps=tuple(steps)
    )


def _explained(workspace: Workspace, ref: Ref, as_of: date, sources: Sources) -> tuple[str, list[Step]]:
    if ref.kpi:
        return workspace.kpis[ref.kpi].title, kpi_steps(workspace, ref.kpi, as_of, sources)
    scores, cycle_id = Scores(workspace, as_of), ref.cycle or ""
    if not ref.objective:
        summary = cycle.build(workspace, cycle_id, as_of).summary
        return workspace.cycles[cycle_id].title, cycle_steps(scores, cycle_id, summary, sources)
    if not ref.key_result:
        scored = scores.objective(str(ref))
        return scored.objective.title, objective_steps(workspace, scores, scored, sources)
    place = place_of(workspace, str(ref))
    assert place is not None  # noqa: S101 - the ref was resolved
    subject = Subject(workspace, place, scores.key_result(str(ref)), as_of, sources)
    return place.key_result.title, key_result_steps(subject)
