"""Lessons: what the reviews of a cycle and of earlier ones say, and the verdicts on KPIs."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from datetime import date

from okrctl.core.frozen import dataclass
from okrctl.core.model import Cycle, Workspace
from okrctl.report.values import Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Learning:
    """What one review taught."""

    cycle: str
    ref: str
    title: str
    date: Day
    by: str | None
    helped: str | None
    hindered: str | None
    learned: str | None
    decision: str | None
    carried_to: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was thought of a KPI at the end of the cycle."""

    ref: str
    title: str
    verdict: str | None
    """keep, tweak or replace; None where nobody said."""
    learned: str | None
    by: str | None
    date: Day | None


def learnings(
    workspace: Workspace, cycle: Cycle, as_of: date, teams: Container[str | None] | None
) -> tuple[Learning, ...]:
    """What the cycle taught, then what earlier ones did, the last first; of a team's objectives where teams are given."""
    earlier = [one for one in workspace.cycles.values() if one.id != cycle.id and one.end < cycle.end]
    in_order = [cycle, *sorted(earlier, key=lambda one: (one.end, one.start), reverse=True)]
    return tuple(learning for one in in_order for learning in _of_cycle(one, as_of, teams))


def _of_cycle(cycle: Cycle, as_of: date, teams: Container[str | None] | None) -> Iterator[Learning]:
    for objective_id, review in cycle.reviews.items():
        objective = cycle.objectives.get(objective_id)
        if objective is None or review.date > as_of or (teams is not None and objective.team not in teams):
            continue
        if review.helped or review.hindered or review.learned or review.decision:
            yield Learning(
                cycle=cycle.id,
                ref=f"{cycle.id}/{objective_id}",
                title=objective.title,
                date=review.date,
                by=review.by,
                helped=review.helped,
                hindered=review.hindered,
                learned=review.learned,
                decision=review.decision,
                carried_to=review.carried_to,
            )


def verdicts(workspace: Workspace, cycle: Cycle, as_of: date, kpi_ids: Iterable[str]) -> tuple[Verdict, ...]:
    """The verdicts of the cycle on these KPIs, those without one last."""
    reviews = {i: one for i, one in cycle.kpi_reviews.items() if one.date <= as_of}
    found = []
    for kpi_id in kpi_ids:
        review = reviews.get(kpi_id)
        found.append(
            Verdict(
                ref=f"kpis/{kpi_id}",
                title=workspace.kpis[kpi_id].title,
                verdict=review.verdict if review else None,
                learned=review.learned if review else None,
                by=review.by if review else None,
                date=review.date if review else None,
            )
        )
    return tuple(sorted(found, key=lambda one: one.verdict is None))
