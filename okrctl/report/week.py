"""The week: four squares for a Monday: confidence and its change, priorities, what comes next, health measures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from datetime import date

from okrctl.core.frozen import dataclass
from okrctl.core.model import Workspace
from okrctl.core.open_cycles import open_cycles
from okrctl.report import cycle, week_words
from okrctl.report.around import Around, around
from okrctl.report.filters import Filter
from okrctl.report.typed_refs import needing_their_cycle
from okrctl.report.values import (
    DRAWN,
    Attention,
    CycleReport,
    FindingCounts,
    KeyResultLine,
    KpiLine,
    ObjectiveLine,
)
from okrctl.report.week_words import Coming, Said


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekReport:
    """What there is to say on a Monday, over all cycles that are open."""

    workspace: str
    as_of: date
    complete: bool
    cycles: tuple[str, ...]
    """The shortest first."""
    objectives: tuple[ObjectiveLine, ...]
    key_results: tuple[KeyResultLine, ...]
    kpis: tuple[KpiLine, ...]
    attention: tuple[Attention, ...]
    priorities: tuple[Said, ...]
    """Of each person's last round that named some, in the order of the people."""
    next: tuple[Coming, ...]
    """What the last updates announce, and windows that begin or end within four weeks."""
    wins: tuple[Said, ...]
    blockers: tuple[Coming, ...]
    health: tuple[KpiLine, ...]
    """The KPIs that the objectives watch; where they watch none, all of them."""
    findings: FindingCounts
    within: CycleReport | None = field(default=None, metadata=DRAWN)
    """The shortest of the cycles; None where there is none."""
    filters: tuple[tuple[str, str], ...] = field(default=(), metadata=DRAWN)
    confidence_scale: int = field(default=10, metadata=DRAWN)
    needing_cycle: frozenset[str] = field(default=frozenset(), metadata=DRAWN)
    """The refs of objectives that have to be typed with their cycle in front."""
    around: Around = field(default=Around(), metadata=DRAWN)


def build(
    workspace: Workspace,
    as_of: date,
    *,
    team: str | None = None,
    complete: bool = True,
    findings: FindingCounts = FindingCounts(),  # noqa: B008 - a frozen value
) -> WeekReport:
    """The week of the company, or of a team and its sub-teams, on a day."""
    cycles = open_cycles(workspace, as_of)
    reports = [cycle.build(workspace, one.id, as_of, team=team, complete=complete, findings=findings) for one in cycles]
    objectives = tuple(objective for report in reports for objective in report.objectives if _is_live(objective))
    kpis = tuple({kpi.ref: kpi for report in reports for kpi in report.kpis}.values())
    about = week_words.Subject(workspace, as_of, tuple(cycles), objectives, team)
    return WeekReport(
        workspace=workspace.name,
        as_of=as_of,
        complete=complete,
        cycles=tuple(one.id for one in cycles),
        objectives=objectives,
        key_results=tuple(key_result for objective in objectives for key_result in objective.key_results),
        kpis=kpis,
        attention=_once(item for report in reports for item in report.attention),
        priorities=week_words.priorities(about),
        next=(*week_words.announced(about), *week_words.dates_ahead(about)),
        wins=week_words.wins(about),
        blockers=week_words.blockers(about),
        health=_health(workspace, objectives, kpis),
        findings=findings,
        within=reports[0] if reports else None,
        filters=Filter(team=team).named(workspace.settings),
        confidence_scale=workspace.settings.confidence_scale,
        needing_cycle=needing_their_cycle(workspace),
        around=around(workspace),
    )


def _is_live(objective: ObjectiveLine) -> bool:
    """Whether people work on it."""
    return objective.state == "active"


def _once(items: Iterable[Attention]) -> tuple[Attention, ...]:
    """Each thing once, the first that is said of it."""
    found: dict[str, Attention] = {}
    for item in items:
        found.setdefault(item.ref, item)
    return tuple(found.values())


def _health(workspace: Workspace, objectives: Sequence[ObjectiveLine], kpis: Sequence[KpiLine]) -> tuple[KpiLine, ...]:
    """The KPIs that these objectives watch, else all that are shown."""
    watched = {kpi for line in objectives if (own := workspace.find_objective(line.ref)) for kpi in own.kpis}
    return tuple(kpi for kpi in kpis if kpi.id in watched) or tuple(kpis)
