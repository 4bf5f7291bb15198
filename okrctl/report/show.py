"""All about one thing: its card, its numbers, its history, and what a chart of it needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field
from datetime import date
from typing import Any

from okrctl.core.address import Ref, parse_ref
from okrctl.core.frozen import dataclass
from okrctl.core.kpi import Kpi
from okrctl.core.model import Cycle, Workspace
from okrctl.core.objective import KeyResult, Objective
from okrctl.core.review import Review
from okrctl.core.scoring.scoring import Scores
from okrctl.report import cycle
from okrctl.report.around import Around, around
from okrctl.report.export.set_fields import set_fields
from okrctl.report.history import history
from okrctl.report.history.history import HistoryRow
from okrctl.report.kpi_lines import kpi_lines
from okrctl.report.typed_refs import needing_their_cycle, typed
from okrctl.report.values import DRAWN, CycleLine, CycleReport, FindingCounts, KeyResultLine, KpiLine, ObjectiveLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Another thing that it is tied to."""

    how: str
    """part of, supports, supported by, continues, continued by, watches, measured by, measures."""
    ref: str
    title: str | None
    """None where it does not exist."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowReport:
    """One objective, key result, KPI or cycle; the key of its kind holds its figures, those of the others are absent."""

    workspace: str
    as_of: date
    complete: bool
    ref: str
    kind: str
    """objective, key result, KPI or cycle."""
    title: str
    fields: dict[str, Any]
    """What its file sets, by key."""
    cycle: CycleLine | None = None
    objective: ObjectiveLine | None = None
    key_result: KeyResultLine | None = None
    kpi: KpiLine | None = None
    related: tuple[Related, ...] = ()
    history: tuple[HistoryRow, ...] = ()
    """The newest first."""
    entity: Objective | KeyResult | Kpi | Cycle = field(metadata=DRAWN)
    within: CycleReport | None = field(default=None, metadata=DRAWN)
    """The report of the cycle that it is or lies in."""
    review: Review | None = field(default=None, metadata=DRAWN)
    confidence_scale: int = field(default=10, metadata=DRAWN)
    typed: str = field(default="", metadata=DRAWN)
    """What to type for it."""
    around: Around = field(default=Around(), metadata=DRAWN)


def build(
    workspace: Workspace,
    ref: Ref,
    as_of: date,
    *,
    complete: bool = True,
    findings: FindingCounts = FindingCounts(),  # noqa: B008 - a frozen value
) -> ShowReport:
    """Everything about what the ref names, which exists."""
    common: dict[str, Any] = {
        "workspace": workspace.name,
        "as_of": as_of,
        "complete": complete,
        "ref": str(ref),
        "kind": ref.kind,
    }
    common |= {
        "confidence_scale": workspace.settings.confidence_scale,
        "typed": typed(str(ref), needing_their_cycle(workspace)),
        "around": around(workspace),
    }
    if ref.kpi:
        return _kpi(workspace, ref.kpi, as_of, common)
    within = cycle.build(workspace, ref.cycle or "", as_of, complete=complete, findings=findings)
    if not ref.objective:
        return _cycle(workspace.cycles[ref.cycle or ""], within, common)
    if not ref.key_result:
        return _objective(workspace, ref, within, common)
    return _key_result(workspace, ref, within, common)


def _kpi(workspace: Workspace, kpi_id: str, as_of: date, common: dict[str, Any]) -> ShowReport:
    kpi = workspace.kpis[kpi_id]
    return ShowReport(
        **common,
        title=kpi.title,
        fields=set_fields(kpi),
        entity=kpi,
        kpi=kpi_lines(workspace, as_of, [kpi_id])[0],
        related=tuple(_tied_to_kpi(workspace, kpi_id, kpi)),
        history=history.of_kpi(workspace, kpi_id, as_of),
    )


def _cycle(entity: Cycle, within: CycleReport, common: dict[str, Any]) -> ShowReport:
    said = {
        "title": entity.title,
        "theme": entity.theme,
        "start": entity.start,
        "end": entity.end,
        "state": entity.state,
    }
    return ShowReport(
        **common,
        title=entity.title,
        fields={key: value for key, value in said.items() if value is not None},
        entity=entity,
        cycle=within.cycle,
        within=within,
    )


def _objective(workspace: Workspace, ref: Ref, within: CycleReport, common: dict[str, Any]) -> ShowReport:
    own_cycle = workspace.cycles[ref.cycle or ""]
    entity = own_cycle.objectives[ref.objective or ""]
    score = Scores(workspace, within.as_of).objective(str(ref))
    return ShowReport(
        **common,
        title=entity.title,
        fields=set_fields(entity),
        entity=entity,
        objective=next(line for line in within.objectives if line.ref == str(ref)),
        related=tuple(_tied_to_objective(workspace, ref, entity)),
        history=history.of_objective(workspace, score, within.as_of),
        within=within,
        review=score.review,
    )


def _key_result(workspace: Workspace, ref: Ref, within: CycleReport, common: dict[str, Any]) -> ShowReport:
    entity = workspace.find_key_result(str(ref))
    assert entity is not None  # noqa: S101 - the ref was resolved
    score = Scores(workspace, within.as_of).key_result(str(ref))
    return ShowReport(
        **common,
        title=entity.title,
        fields=set_fields(entity),
        entity=entity,
        key_result=next(line for line in _all_lines(within.objectives) if line.ref == str(ref)),
        related=tuple(_tied_to_key_result(workspace, ref, entity)),
        history=history.of_key_result(workspace, score, within.as_of),
        within=within,
    )


def _all_lines(objectives: Iterable[ObjectiveLine]) -> Iterator[KeyResultLine]:
    waiting = [line for objective in objectives for line in objective.key_results]
    while waiting:
        line = waiting.pop(0)
        yield line
        waiting = [*line.parts, *waiting]


def _tied_to_key_result(workspace: Workspace, ref: Ref, entity: KeyResult) -> Iterator[Related]:
    yield _related(workspace, "part of", f"{ref.cycle}/{ref.objective}")
    if entity.kpi:
        yield _related(workspace, "measured by", f"kpis/{entity.kpi}")
    if entity.after:
        yield _related(workspace, "waits for", entity.after.reached)
    yield from (_related(workspace, "supported by", child) for child in _children(workspace, str(ref)))


def _tied_to_objective(workspace: Workspace, ref: Ref, entity: Objective) -> Iterator[Related]:
    yield from (_related(workspace, "supports", parent) for parent in entity.parent)
    yield from (_related(workspace, "supported by", child) for child in _children(workspace, str(ref)))
    yield from (_related(workspace, "watches", f"kpis/{kpi}") for kpi in entity.kpis)
    if entity.continues:
        yield _related(workspace, "continues", entity.continues)
    for other, objective in _objectives(workspace):
        if objective.continues == str(ref):
            yield _related(workspace, "continued by", other)


def _tied_to_kpi(workspace: Workspace, kpi_id: str, kpi: Kpi) -> Iterator[Related]:
    if kpi.parent:
        yield _related(workspace, "drives", f"kpis/{kpi.parent}")
    yield from (
        _related(workspace, "driven by", f"kpis/{one}")
        for one, other in workspace.kpis.items()
        if other.parent == kpi_id
    )
    if kpi.replaced_by:
        yield _related(workspace, "replaced by", f"kpis/{kpi.replaced_by}")
    for one in workspace.cycles.values():
        for objective_id, _, path, key_result in one.key_results():
            if key_result.kpi == kpi_id:
                yield _related(workspace, "measures", f"{one.id}/{objective_id}/{path}")
    yield from (
        _related(workspace, "watched by", ref) for ref, objective in _objectives(workspace) if kpi_id in objective.kpis
    )


def _objectives(workspace: Workspace) -> Iterator[tuple[str, Objective]]:
    for one in workspace.cycles.values():
        yield from ((f"{one.id}/{objective_id}", objective) for objective_id, objective in one.objectives.items())


def _children(workspace: Workspace, ref: str) -> Iterator[str]:
    """The objectives whose parent is exactly this objective or key result."""
    return (child for child, objective in _objectives(workspace) if ref in objective.parent)


def _related(workspace: Workspace, how: str, ref: str) -> Related:
    address = parse_ref(ref)
    kpi = workspace.kpis.get(address.kpi or "")
    found = kpi or (workspace.find_key_result(ref) if address.key_result else workspace.find_objective(ref))
    return Related(how=how, ref=ref, title=found.title if found else None)
