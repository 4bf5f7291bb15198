"""Log plans: the changes of definitions that git knows, as events; a decision in the same commit is their reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from okrctl.core.changes.comparison import GoalChange
from okrctl.core.frozen import dataclass
from okrctl.core.objective import Decision
from okrctl.report.history.change_sentences import sentence
from okrctl.report.history.log_events import Event, event


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChange:
    """What one commit changed."""

    commit: str
    at: datetime
    by: str
    changes: tuple[GoalChange, ...]


def planned(plans: Iterable[PlanChange], as_of: date) -> tuple[set[Decision], list[Event]]:
    """The events up to a day, and which decisions they tell already as their reasons."""
    told: set[Decision] = set()
    events = []
    for plan in plans:
        if plan.at.date() <= as_of:
            reasons = dict(_decisions(plan.changes))
            for change in plan.changes:
                if change.kind != "decided":
                    reason = reasons.get(_holder(change.ref))
                    told |= {reason} if reason else set()
                    events.append(_event(plan, change, reason))
    return told, events


def _decisions(changes: Iterable[GoalChange]) -> Iterator[tuple[str, Decision]]:
    """The decisions of a commit by the ref of their objective or KPI; of several the last."""
    for change in changes:
        if change.kind == "decided" and isinstance(change.after, Decision):
            yield change.ref, change.after


def _holder(ref: str) -> str:
    """The ref of the objective that a key result lies in; any other as it is."""
    return "/".join(ref.split("/")[:2])


def _event(plan: PlanChange, change: GoalChange, reason: Decision | None) -> Event:
    return event(
        kind=change.kind,
        date=plan.at.date(),
        at=plan.at,
        by=reason.by if reason and reason.by else plan.by,
        ref=change.ref,
        title=change.title,
        text=sentence(change),
        reason=reason.text if reason else None,
        record=plan.commit,
        was=str(change.before) if change.kind == "renamed" else None,
    )
