"""The report of a cycle: every figure of it on a day, ready to be drawn."""

from __future__ import annotations

from datetime import date

from okrctl.core.current_cycle import cycle_or_empty
from okrctl.core.model import Cycle, Workspace
from okrctl.core.scoring.scoring import Scores
from okrctl.core.scoring.windows import Window, elapsed
from okrctl.report.around import Around, around, team_names
from okrctl.report.attention import attention
from okrctl.report.filters import Filter, narrowed, shown_kpis
from okrctl.report.goal_lines import objective_line
from okrctl.report.kpi_lines import kpi_lines
from okrctl.report.summary import summary
from okrctl.report.tree.tree import forest
from okrctl.report.typed_refs import needing_their_cycle
from okrctl.report.values import CycleLine, CycleReport, FindingCounts

NO_FINDINGS = FindingCounts()


def build(  # noqa: PLR0913 - the filters and what the files raised, each by name
    workspace: Workspace,
    cycle_id: str,
    as_of: date,
    *,
    team: str | None = None,
    owner: str | None = None,
    level: str | None = None,
    complete: bool = True,
    findings: FindingCounts = NO_FINDINGS,
    for_page: bool = False,
    forecasts: bool = True,
) -> CycleReport:
    """The report of a cycle on a day, narrowed to a team with its sub-teams, an owner and a level where given.

    With `for_page` it holds what pages show around the figures too; without `forecasts` it lacks these. The id of a period without a folder gives an empty
    report. Raises UnknownName for any other id.
    """
    cycle, by = cycle_or_empty(workspace, cycle_id), Filter(team=team, owner=owner, level=level)
    scores = Scores(workspace, as_of)
    shown = narrowed(scores.objectives(cycle_id), by, workspace.settings)
    objectives = tuple(
        objective_line(workspace, one.objective, as_of, one.key_results, forecasts=forecasts) for one in shown
    )
    kpis = kpi_lines(workspace, as_of, shown_kpis(workspace, shown, by))
    settings = workspace.settings
    return CycleReport(
        workspace=workspace.name,
        as_of=as_of,
        complete=complete,
        cycle=cycle_line(cycle, as_of),
        summary=summary(shown),
        objectives=objectives,
        kpis=kpis,
        attention=attention(objectives, kpis, as_of=as_of, grace_days=settings.checkins.grace_days),
        findings=findings,
        confidence_scale=settings.confidence_scale,
        teams=team_names(settings),
        filters=by.named(settings),
        needing_cycle=needing_their_cycle(workspace),
        around=around(workspace, forest(scores, [one.objective.ref for one in shown])) if for_page else Around(),
    )


def cycle_line(cycle: Cycle, as_of: date) -> CycleLine:
    """The cycle with the share of its days that has passed."""
    return CycleLine(
        id=cycle.id,
        title=cycle.title,
        start=cycle.start,
        end=cycle.end,
        elapsed=elapsed(Window(cycle.start, cycle.end), as_of),
        state=cycle.state_on(as_of),
    )
