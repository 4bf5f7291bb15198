"""The log: what happened, in sentences, the newest first: check-ins, readings, decisions, reviews, changes of definitions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import field
from datetime import date

from okrctl.core.address import Ref
from okrctl.core.checkin import BEFORE_ALL
from okrctl.core.frozen import dataclass
from okrctl.core.model import Workspace
from okrctl.core.objective import Decision
from okrctl.report.history.log_events import Event, recorded
from okrctl.report.history.log_plans import PlanChange, planned
from okrctl.report.typed_refs import needing_their_cycle
from okrctl.report.values import DRAWN, FindingCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class LogReport:
    """What happened up to a day."""

    workspace: str
    as_of: date
    complete: bool
    ref: str | None
    """What it is about; None for everything."""
    since: date | None
    events: tuple[Event, ...]
    findings: FindingCounts
    needing_cycle: frozenset[str] = field(default=frozenset(), metadata=DRAWN)


def build(  # noqa: PLR0913 - each is an independent choice of the person who asks
    workspace: Workspace,
    as_of: date,
    *,
    ref: Ref | None = None,
    since: date | None = None,
    plans: Iterable[PlanChange] = (),
    complete: bool = True,
    findings: FindingCounts = FindingCounts(),  # noqa: B008 - a frozen value
) -> LogReport:
    """The log up to a day, from a day on, of everything or of one thing and what lies in it.

    `plans` are the changes that git knows, the newest first.
    """
    told, from_git = planned(plans, as_of)
    events = [*(event for event in recorded(workspace, as_of) if not _is_told(event, told)), *from_git]
    newest_first = sorted(events, key=lambda event: (event.date, event.at or BEFORE_ALL), reverse=True)
    kept = _about(workspace, newest_first, ref) if ref else newest_first
    return LogReport(
        workspace=workspace.name,
        as_of=as_of,
        complete=complete,
        ref=str(ref) if ref else None,
        since=since,
        events=tuple(event for event in kept if since is None or event.date >= since),
        findings=findings,
        needing_cycle=needing_their_cycle(workspace),
    )


def _is_told(event: Event, told: Collection[Decision]) -> bool:
    """Whether the decision stands already as the reason of what it changed."""
    return event.kind == "decided" and Decision(date=event.date, by=event.by, text=event.text) in told


def _about(workspace: Workspace, newest_first: Iterable[Event], ref: Ref) -> Iterator[Event]:
    """The events of the thing, of what lies in it, and of the KPI that feeds it, under its earlier names too."""
    names = {str(ref)}
    key_result = workspace.find_key_result(str(ref)) if ref.key_result else None
    if key_result and key_result.kpi:
        names.add(f"kpis/{key_result.kpi}")
    for event in newest_first:
        if any(event.ref == name or event.ref.startswith(f"{name}/") for name in names):
            yield event
            if event.kind == "renamed" and event.ref in names and event.was:
                names.add(event.was)
