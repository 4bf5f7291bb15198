"""Where a key result's start, limits and current value come from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from okrctl.core.finding import KeyPath
from okrctl.core.frozen import dataclass
from okrctl.core.model import Workspace
from okrctl.core.scoring.measured import Dated
from okrctl.core.scoring.places import Place as KeyResultPlace
from okrctl.core.scoring.scores import KeyResultScore
from okrctl.report.explain.explained import Given, Sources, Step, shown
from okrctl.report.values import Figure

MOST_READINGS = 12


@dataclass(frozen=True, slots=True)
class Subject:
    """The key result that is explained."""

    workspace: Workspace
    place: KeyResultPlace
    scored: KeyResultScore
    as_of: date
    sources: Sources

    @property
    def entity(self) -> str:
        """The objective whose file holds it."""
        return f"{self.place.cycle.id}/{self.place.objective_id}"

    @property
    def keys(self) -> KeyPath:
        """The keys that lead to it in that file."""
        first, *parts = self.place.path.split("/")
        return ("key_results", first, *(key for part in parts for key in ("parts", part)))

    def written(self, name: str, value: object) -> Given:
        """One of its own fields."""
        return self.sources.of(name, value, self.entity, *self.keys, name)


def value_steps(subject: Subject) -> Iterator[Step]:
    """Start, target and current value, as far as its kind has them."""
    scored, own = subject.scored, subject.place.key_result
    if own.effective_kind == "metric" and scored.target is not None and scored.start is not None:
        yield _start(subject, scored.start)
    limits = [("target", scored.target), ("low", own.low), ("high", own.high), ("risk", own.risk)]
    for name, value in limits:
        if value is not None:
            yield _limit(subject, name, value)
    if scored.values and scored.figures.current is not None:
        yield _current(subject, scored.values[-1], scored.figures.current)


def _start(subject: Subject, value: Figure) -> Step:
    own = subject.place.key_result
    if own.start is not None:
        return Step(
            figure="start", formula="as written", numbers="", value=value, given=(subject.written("start", value),)
        )
    formula = f"the last value of kpis/{own.kpi} before the window" if own.kpi else "0, since none is written"
    return Step(figure="start", formula=formula, numbers="", value=value)


def _limit(subject: Subject, name: str, value: Figure) -> Step:
    own = subject.place.key_result
    written = getattr(own, name)
    relative = name == "target" and subject.scored.target != written
    formula = "start + |start| × percent, or start + points" if relative else "as written"
    numbers = f"{shown(subject.scored.start or Decimal(0))} {written}" if relative else ""
    return Step(
        figure=name,
        formula=formula,
        numbers=numbers,
        value=value,
        given=(subject.written(name, str(written) if relative else value),),
    )


def _current(subject: Subject, last: Dated, current: Figure) -> Step:
    own = subject.place.key_result
    kpi = subject.workspace.kpis.get(own.kpi or "")
    if kpi and kpi.aggregate == "sum":
        formula = f"the readings of kpis/{own.kpi} in the window, added up"
    elif kpi:
        formula = f"the value of the latest {kpi.measure} of kpis/{own.kpi}: its {kpi.aggregate} reading"
    elif own.kind == "milestone":
        formula = "weight of the steps done / weight of all, or the share that was given"
    else:
        formula = "the last value"
    given = _readings(subject) if kpi else _check_ins(subject, last)
    return Step(figure="current", formula=formula, numbers=f"on {last.day}", value=current, given=given)


def _check_ins(subject: Subject, last: Dated) -> tuple[Given, ...]:
    """The check-in that says the value; of a milestone all that moved it."""
    key, cycle = subject.place.key, subject.place.cycle.id
    entries = [entry for entry in subject.scored.entries if entry.update.has_value]
    chosen = (
        entries if subject.place.key_result.steps else [entry for entry in entries if entry.check_in == last.source]
    )
    return tuple(
        subject.sources.of(
            f"{entry.day} by {entry.by or 'nobody'}",
            _said(entry.update.value, entry.update.done),
            f"{cycle}/checkins/{entry.check_in}",
            "updates",
            key,
        )
        for entry in chosen
    )


def _said(value: object, done: object) -> str:
    if value is not None:
        return str(value)
    return f"done: {', '.join(done)}" if isinstance(done, tuple) else "done" if done else "not done"


def _readings(subject: Subject) -> tuple[Given, ...]:
    """The readings behind the value: of a sum the last twelve, else the last one."""
    own, values = subject.place.key_result, subject.scored.values
    kpi = subject.workspace.kpis[own.kpi or ""]
    chosen = values[-MOST_READINGS:] if kpi.aggregate == "sum" else values[-1:]
    return tuple(_reading(subject, value) for value in dict.fromkeys((value.source, value.day) for value in chosen))


def _reading(subject: Subject, which: tuple[str, date]) -> Given:
    source, day = which
    file, kpi = subject.workspace.readings[source], subject.place.key_result.kpi
    at = next((i for i, one in enumerate(file.readings) if one.kpi == kpi and (one.date or file.date) == day), 0)
    return subject.sources.of(f"reading of {day}", file.readings[at].value, f"kpis/readings/{source}", "readings", at)
