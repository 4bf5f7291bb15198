"""Log events: what the files record with a date: check-ins, readings, decisions and reviews, each as a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from datetime import date, datetime
from typing import Any

from okrctl.core.checkin import CheckIn
from okrctl.core.frozen import dataclass
from okrctl.core.kpi import Kpi
from okrctl.core.model import Cycle, Workspace
from okrctl.core.number import half_up, shown
from okrctl.core.objective import Decision
from okrctl.core.period import MONTHS
from okrctl.core.scoring.scores import KeyResultScore
from okrctl.core.scoring.scoring import Scores
from okrctl.core.scoring.updates import in_force
from okrctl.report.history import history
from okrctl.report.history.history import HistoryRow
from okrctl.report.values import DRAWN, Day, Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened."""

    date: Day
    at: datetime | None = None
    """The moment, where it is known."""
    kind: str
    """checkin, round, reading, decided, reviewed, or what a commit did: new, dropped, renamed, retargeted …"""
    ref: str
    title: str
    text: str
    """What happened, in a few words."""
    by: str | None = None
    reason: str | None = None
    """The person's own words: a note, or why it was decided."""
    record: str | None = None
    """The id of the check-in or readings file, or of the commit."""
    sentence: str = ""
    """All of it."""
    was: str | None = field(default=None, metadata=DRAWN)
    """Of what was renamed the ref before."""


def event(**about: Any) -> Event:
    """The event with its whole sentence: `win-finance/nps: value 35 (+2) by ana on 3 Nov: "Two surveys open"`."""
    bare = Event(**about)
    name = bare.ref if bare.ref.startswith("kpis/") else bare.ref.partition("/")[2] or bare.ref
    day = f"{bare.date.day} {MONTHS[bare.date.month - 1][:3]} {bare.date.year}"
    who = f" by {bare.by}" if bare.by else ""
    why = f": {bare.reason}" if bare.reason else ""
    return Event(**about, sentence=f"{name}: {bare.text}{who} on {day}{why}")


def recorded(workspace: Workspace, as_of: date) -> Iterator[Event]:
    """Everything that is dated up to the day, in no order."""
    scores = Scores(workspace, as_of)
    for cycle in workspace.cycles.values():
        yield from _rounds(cycle, as_of)
        yield from _updates(workspace, scores, cycle, as_of)
        yield from _closings(workspace, cycle, as_of)
        for objective_id, objective in cycle.objectives.items():
            ref = f"{cycle.id}/{objective_id}"
            yield from (_decision(ref, objective.title, one) for one in objective.decisions if one.date <= as_of)
    for kpi_id, kpi in workspace.kpis.items():
        yield from _of_kpi(workspace, kpi_id, kpi, as_of)


def _rounds(cycle: Cycle, as_of: date) -> Iterator[Event]:
    """What was said of a whole round: its note, priorities and wins."""
    for record, check_in in in_force(cycle.checkins, as_of):
        said = [
            f"{name}: {', '.join(words)}"
            for name, words in (("priorities", check_in.priorities), ("wins", check_in.wins))
            if words
        ]
        if said or check_in.note:
            about = {"ref": cycle.id, "title": cycle.title, "text": "; ".join(said) or "a round"}
            yield event(kind="round", reason=check_in.note, **about, **_recorded_in(check_in, record))


def _recorded_in(check_in: CheckIn, record: str) -> dict[str, Any]:
    return {"date": check_in.date, "at": check_in.at, "by": check_in.by, "record": record}


def _updates(workspace: Workspace, scores: Scores, cycle: Cycle, as_of: date) -> Iterator[Event]:
    """The check-ins of each key result and part."""
    for objective in scores.objectives(cycle.id):
        waiting = list(objective.key_results)
        while waiting:
            score = waiting.pop()
            waiting += score.parts
            yield from _of_key_result(workspace, score, cycle, as_of)


def _of_key_result(workspace: Workspace, score: KeyResultScore, cycle: Cycle, as_of: date) -> Iterator[Event]:
    scale = workspace.settings.confidence_scale
    for row in history.of_key_result(workspace, score, as_of):
        if row.record in cycle.checkins and row.key_result is None:
            about = {"ref": score.ref, "title": score.key_result.title, "text": _said(row, scale) or "a note"}
            own = cycle.checkins[row.record]
            yield event(kind="checkin", reason=row.note, **about, **_recorded_in(own, row.record))


def _said(row: HistoryRow, scale: int) -> str:
    """`value 13 (+1), confidence 6 of 10, says at risk, blocked: Legal review`."""
    said = [
        f"value {_value(row.value, row)}{_change(row)}" if row.value is not None else "",
        f"done: {', '.join(row.done)}" if row.done else "",
        f"not done: {', '.join(row.undone)}" if row.undone else "",
        f"confidence {shown(half_up(row.confidence * scale, 1))} of {scale}" if row.confidence is not None else "",
        f"says {row.status.replace('_', ' ')}" if row.status else "",
        f"blocked: {'; '.join(row.blockers)}" if row.blockers else "",
        f"next: {row.next}" if row.next else "",
        f"corrects {row.corrects}" if row.corrects else "",
    ]
    return ", ".join(filter(None, said))


def _value(value: Figure | str, row: HistoryRow) -> str:
    if isinstance(value, str):
        return value
    return f"{half_up(value * 100, 0)} %" if row.is_share else shown(value)


def _change(row: HistoryRow) -> str:
    return f" ({'+' if row.change > 0 else ''}{_value(row.change, row)})" if row.change else ""


def _closings(workspace: Workspace, cycle: Cycle, as_of: date) -> Iterator[Event]:
    """The reviews of the cycle's objectives and KPIs."""
    for objective_id, review in cycle.reviews.items():
        objective = cycle.objectives.get(objective_id)
        if objective and review.date <= as_of:
            said = [review.verdict, f"grade {shown(review.grade)}" if review.grade is not None else None]
            words = [word.replace("_", " ") for word in (*said, review.decision) if word]
            yield event(
                kind="reviewed",
                date=review.date,
                by=review.by,
                ref=f"{cycle.id}/{objective_id}",
                title=objective.title,
                text=f"reviewed{': ' if words else ''}{', '.join(words)}",
                reason=review.learned or review.explanation or review.reason,
            )
    for kpi_id, verdict in cycle.kpi_reviews.items():
        if kpi_id in workspace.kpis and verdict.date <= as_of:
            yield event(
                kind="reviewed",
                date=verdict.date,
                by=verdict.by,
                ref=f"kpis/{kpi_id}",
                title=workspace.kpis[kpi_id].title,
                text=f"reviewed for {cycle.title}{f': {verdict.verdict}' if verdict.verdict else ''}",
                reason=verdict.learned,
            )


def _decision(ref: str, title: str, decision: Decision) -> Event:
    return event(kind="decided", date=decision.date, by=decision.by, ref=ref, title=title, text=decision.text)


def _of_kpi(workspace: Workspace, kpi_id: str, kpi: Kpi, as_of: date) -> Iterator[Event]:
    ref = f"kpis/{kpi_id}"
    yield from (_decision(ref, kpi.title, one) for one in kpi.decisions if one.date <= as_of)
    for row in history.of_kpi(workspace, kpi_id, as_of):
        segment = f" of {row.segment}" if row.segment else ""
        unit = f" {kpi.unit}" if kpi.unit else ""
        corrected = f", corrects {row.corrects}" if row.corrects else ""
        yield event(
            kind="reading",
            date=row.date,
            at=workspace.readings[row.record].at if row.record in workspace.readings else None,
            by=row.by,
            ref=ref,
            title=kpi.title,
            text=f"value{segment} {_value(row.value or '', row)}{unit}{_change(row)}{corrected}",
            reason=row.signal or row.note,
            record=row.record,
        )
