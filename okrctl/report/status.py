"""The status report: which check-ins a person owes, and what needs attention."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from datetime import date

from okrctl.core.frozen import dataclass
from okrctl.core.model import Cycle, Workspace
from okrctl.core.scoring.places import review_on
from okrctl.report import cycle
from okrctl.report.due import DueItem, due_items
from okrctl.report.filters import Filter
from okrctl.report.typed_refs import needing_their_cycle
from okrctl.report.values import DRAWN, Attention, CycleReport, FindingCounts, KeyResultLine, KpiLine, ObjectiveLine

ORDER_OF_ATTENTION = ("at_risk", "missed", "behind", "stale", "silent", "no_data", "red", "signal")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusReport:
    """What is due and what needs a person, over all cycles that run."""

    workspace: str
    as_of: date
    complete: bool
    person: str | None
    """Who asks; None where nobody is known or the person has no part in it."""
    cycles: tuple[str, ...]
    """The cycles looked at, the shortest first."""
    due: tuple[DueItem, ...]
    """Due on as-of or earlier, the longest due first."""
    attention: tuple[Attention, ...]
    objectives: tuple[ObjectiveLine, ...]
    key_results: tuple[KeyResultLine, ...]
    kpis: tuple[KpiLine, ...]
    findings: FindingCounts
    upcoming: tuple[DueItem, ...] = field(default=(), metadata=DRAWN)
    """Due later, the earliest first."""
    owes: tuple[DueItem, ...] = field(default=(), metadata=DRAWN)
    """What of it the person owes."""
    unclosed: tuple[str, ...] = field(default=(), metadata=DRAWN)
    """Cycles that ended and that nobody closed."""
    unreviewed: tuple[str, ...] = field(default=(), metadata=DRAWN)
    """The person's objectives in those cycles that want a review."""
    filters: tuple[tuple[str, str], ...] = field(default=(), metadata=DRAWN)
    needing_cycle: frozenset[str] = field(default=frozenset(), metadata=DRAWN)
    """The refs of objectives that have to be typed with their cycle in front."""


def build(  # noqa: PLR0913 - each is an independent choice of the person who asks
    workspace: Workspace,
    person: str | None,
    as_of: date,
    *,
    mine: bool = False,
    team: str | None = None,
    complete: bool = True,
    findings: FindingCounts = FindingCounts(),  # noqa: B008 - a frozen value
) -> StatusReport:
    """The status on a day: of one person with `mine`, of a team and its sub-teams with `team`.

    In a workspace that declares no people every goal is the person's.
    """
    running, ended = _open_cycles(workspace, as_of)
    has_people = bool(workspace.settings.people)
    owner = person if mine and has_people else None

    def built(cycles: Iterable[Cycle]) -> list[CycleReport]:
        return [
            cycle.build(workspace, one.id, as_of, team=team, owner=owner, complete=complete, findings=findings)
            for one in cycles
        ]

    reports, late = built(running), built(filter(_outlasts_itself, ended))
    objectives = tuple(objective for report in reports for objective in report.objectives)
    kpis = tuple({kpi.ref: kpi for report in reports for kpi in report.kpis}.values())
    wanted = due_items(
        workspace, [objective for report in (*reports, *late) for objective in report.objectives], kpis, as_of
    )
    due = tuple(item for item in wanted if item.due_on <= as_of)
    return StatusReport(
        workspace=workspace.name,
        as_of=as_of,
        complete=complete,
        person=person if mine or not has_people or _has_a_part(person, objectives, wanted) else None,
        cycles=tuple(one.id for one in running),
        due=due,
        owes=tuple(item for item in due if person is not None and (person in item.owners or not has_people)),
        upcoming=tuple(item for item in wanted if item.due_on > as_of),
        attention=_merged(reports),
        objectives=objectives,
        key_results=tuple(key_result for objective in objectives for key_result in objective.key_results),
        kpis=kpis,
        findings=findings,
        unclosed=tuple(one.id for one in ended),
        unreviewed=tuple(_unreviewed(ended, person if has_people else None, as_of)) if person or not has_people else (),
        filters=Filter(team=team).named(workspace.settings),
        needing_cycle=needing_their_cycle(workspace),
    )


def _open_cycles(workspace: Workspace, as_of: date) -> tuple[list[Cycle], list[Cycle]]:
    """The cycles that nobody closed: those that run, the shortest first, and those that ended, the last first."""
    begun = [one for one in workspace.cycles.values() if one.start <= as_of and not one.was_closed_on(as_of)]
    running = sorted((one for one in begun if one.end >= as_of), key=lambda one: ((one.end - one.start).days, one.id))
    return running, sorted((one for one in begun if one.end < as_of), key=lambda one: (one.end, one.id), reverse=True)


def _unreviewed(ended: Iterable[Cycle], owner: str | None, as_of: date) -> Iterator[str]:
    """The refs of the open objectives without a review, of one owner or of all."""
    for one in ended:
        for objective_id, objective in one.objectives.items():
            is_theirs = owner is None or owner in objective.owner
            if is_theirs and objective.state == "active" and review_on(one, objective_id, as_of) is None:
                yield f"{one.id}/{objective_id}"


def _outlasts_itself(one: Cycle) -> bool:
    """Whether a window of it may pass its end."""
    return any(key_result.after for _, _, _, key_result in one.key_results())


def _has_a_part(person: str | None, objectives: Iterable[ObjectiveLine], wanted: Iterable[DueItem]) -> bool:
    """Whether the person owns any of it."""
    owners = [objective.owners for objective in objectives] + [item.owners for item in wanted]
    owners += [key_result.owners for objective in objectives for key_result in objective.key_results]
    return any(person in of_one for of_one in owners)


def _merged(reports: Sequence[CycleReport]) -> tuple[Attention, ...]:
    """What needs attention in all of them, each thing once, in the order of its reason."""
    unique = {item.ref: item for report in reversed(reports) for item in reversed(report.attention)}
    refs = dict.fromkeys(item.ref for report in reports for item in report.attention)
    return tuple(sorted((unique[ref] for ref in refs), key=lambda item: _place(item.why)))


def _place(why: str) -> int:
    return ORDER_OF_ATTENTION.index(why) if why in ORDER_OF_ATTENTION else len(ORDER_OF_ATTENTION)
