"""The retrospective: what a cycle taught: ambition, misses, rhythm, calibration, learnings, verdicts on KPIs."""

from __future__ import annotations

from dataclasses import field
from datetime import date

from okrctl.core.current_cycle import current_cycle, cycle_or_empty
from okrctl.core.frozen import dataclass
from okrctl.core.model import Workspace
from okrctl.core.scoring import calibration as calibrating
from okrctl.core.scoring.calibration import Calibration
from okrctl.core.scoring.scores import ObjectiveScore
from okrctl.core.scoring.scoring import Scores
from okrctl.report import cycle as cycle_report
from okrctl.report.around import Around, around
from okrctl.report.filters import Filter, narrowed, shown_kpis
from okrctl.report.retro.ambition import Ambition, Miss, ambition, misses
from okrctl.report.retro.lessons import Learning, Verdict, learnings, verdicts
from okrctl.report.retro.rhythm import Rhythm, rhythm
from okrctl.report.typed_refs import needing_their_cycle
from okrctl.report.values import (
    DRAWN,
    Attention,
    CycleLine,
    CycleReport,
    FindingCounts,
    KeyResultLine,
    KpiLine,
    ObjectiveLine,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RetroReport:
    """What a cycle taught, as known on a day."""

    workspace: str
    as_of: date
    complete: bool
    cycle: CycleLine
    ambition: Ambition
    misses: tuple[Miss, ...]
    rhythm: Rhythm
    calibration: Calibration | None
    """Over all cycles up to this one; None for fewer than twenty results."""
    learnings: tuple[Learning, ...]
    """Of this cycle, then of earlier ones, the last first."""
    verdicts: tuple[Verdict, ...]
    objectives: tuple[ObjectiveLine, ...]
    key_results: tuple[KeyResultLine, ...]
    kpis: tuple[KpiLine, ...]
    attention: tuple[Attention, ...]
    findings: FindingCounts
    results: int = field(default=0, metadata=DRAWN)
    """How many results calibration has."""
    within: CycleReport | None = field(default=None, metadata=DRAWN)
    filters: tuple[tuple[str, str], ...] = field(default=(), metadata=DRAWN)
    needing_cycle: frozenset[str] = field(default=frozenset(), metadata=DRAWN)
    around: Around = field(default=Around(), metadata=DRAWN)


def cycle_to_look_back_on(workspace: Workspace, as_of: date) -> str:
    """The id of the last cycle that ended, or was closed, by the day, of several the shortest; else the one that runs.

    Raises UnknownName where there is no cycle at all.
    """
    over = [one for one in workspace.cycles.values() if one.start <= as_of and (one.end < as_of or one.is_closed)]
    if not over:
        return current_cycle(workspace, as_of)
    return max(over, key=lambda one: (one.end, one.start, one.id)).id


def build(  # noqa: PLR0913 - each is an independent choice of the person who asks
    workspace: Workspace,
    cycle_id: str,
    as_of: date,
    *,
    team: str | None = None,
    complete: bool = True,
    findings: FindingCounts = FindingCounts(),  # noqa: B008 - a frozen value
) -> RetroReport:
    """The retrospective of a cycle, of the company or of a team and its sub-teams.

    The id of a period without a folder gives an empty one. Raises UnknownName for any other id.
    """
    cycle, by = cycle_or_empty(workspace, cycle_id), Filter(team=team)
    scores, settings = Scores(workspace, as_of), workspace.settings
    shown = narrowed(scores.objectives(cycle_id), by, settings)
    objectives = [one.objective for one in shown]
    within = cycle_report.build(workspace, cycle_id, as_of, team=team, complete=complete, findings=findings)
    given = calibrating.results(_so_far(scores, cycle.end, by), as_of)
    return RetroReport(
        workspace=workspace.name,
        as_of=as_of,
        complete=complete,
        cycle=within.cycle,
        ambition=ambition(objectives),
        misses=misses(objectives),
        rhythm=rhythm(cycle, (one for objective in objectives for one in objective.key_results), settings, as_of),
        calibration=calibrating.calibration(given),
        learnings=learnings(workspace, cycle, as_of, settings.with_sub_teams(team) if team is not None else None),
        verdicts=verdicts(workspace, cycle, as_of, _judged(workspace, shown_kpis(workspace, shown, by), cycle_id, by)),
        objectives=within.objectives,
        key_results=tuple(key_result for objective in within.objectives for key_result in objective.key_results),
        kpis=within.kpis,
        attention=within.attention,
        findings=findings,
        results=len(given),
        within=within,
        filters=within.filters,
        needing_cycle=needing_their_cycle(workspace),
        around=around(workspace),
    )


def _so_far(scores: Scores, end: date, by: Filter) -> list[ObjectiveScore]:
    """The objectives of all cycles that ended with this one or before it."""
    return [
        one.objective
        for cycle in scores.workspace.cycles.values()
        if cycle.end <= end
        for one in narrowed(scores.objectives(cycle.id), by, scores.workspace.settings)
    ]


def _judged(workspace: Workspace, active: list[str], cycle_id: str, by: Filter) -> list[str]:
    """The active KPIs, and those retired since on which the cycle has a verdict."""
    cycle = workspace.cycles.get(cycle_id)
    reviewed = [kpi for kpi in cycle.kpi_reviews if kpi in workspace.kpis] if cycle and by.is_open else []
    return list(dict.fromkeys([*active, *reviewed]))
