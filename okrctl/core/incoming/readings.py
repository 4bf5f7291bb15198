"""Measured values of a file -> the plan that adds those which are new, without a KPI being made silently."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from datetime import date

from okrctl.core.bad_value import BadValue
from okrctl.core.changes.changes import AddKpi, AddReadings, Change
from okrctl.core.checkin import order
from okrctl.core.fields import id_fault
from okrctl.core.frozen import dataclass
from okrctl.core.incoming.goals import Rejected, RowNote
from okrctl.core.incoming.ids import free_id
from okrctl.core.incoming.latest import IMPORTED, id_of
from okrctl.core.incoming.plan import Plan, PlanLine, Wishes, counted
from okrctl.core.kpi import Kpi, Reading, Readings
from okrctl.core.model import Workspace
from okrctl.core.number import parse, plain_text
from okrctl.core.slug import slug
from okrctl.core.suggestion import did_you_mean

MOST_IN_ONE_FILE = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingReading:
    """One measured value of the source."""

    row: int
    kpi: str
    """As written there: an id, a ref or a title."""
    date: date
    value: str
    """A plain number, or a word."""
    segment: str | None = None
    note: str | None = None
    unit: str | None = None
    """Written beside the number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingReadings:
    """All values that a file brings."""

    file: str
    readings: Sequence[IncomingReading]
    rejected: tuple[Rejected, ...] = ()
    notes: tuple[RowNote, ...] = ()
    warnings: tuple[str, ...] = ()


def plan_of_readings(workspace: Workspace, incoming: IncomingReadings, wishes: Wishes) -> Plan:
    """What the import would do."""
    taking = _Taking(workspace, wishes)
    new = [reading for one in incoming.readings if (reading := taking.taken(one))]
    measured = {reading.kpi for reading in new}
    cards: list[Change] = [AddKpi(id_, kpi) for id_, kpi in taking.new_kpis.items() if id_ in measured]
    return Plan(
        file=incoming.file,
        lines=tuple(taking.lines(new)),
        changes=(*cards, *_files(new, incoming.file, wishes)),
        rejected=tuple(sorted((*incoming.rejected, *taking.rejected), key=lambda one: one.row)),
        notes=incoming.notes,
        warnings=incoming.warnings,
        unknown_kpis=tuple(name for name in taking.unknown if taking.known.get(_folded(name)) in {None, *measured}),
        creates_missing=wishes.create_missing,
        readings=len(new),
    )


@dataclass(slots=True)
class _Taking:
    workspace: Workspace
    wishes: Wishes
    rejected: list[Rejected] = field(default_factory=list)
    unknown: dict[str, None] = field(default_factory=dict)
    new_kpis: dict[str, Kpi] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)
    there: dict[tuple[str, date, str | None], str] = field(default_factory=dict)
    met: dict[str, None] = field(default_factory=dict)
    """The KPIs of values that are there already."""

    def __post_init__(self) -> None:
        for kpi_id, kpi in self.workspace.kpis.items():
            self.known |= {_folded(name): kpi_id for name in (kpi.title, f"kpis/{kpi_id}", kpi_id)}
        files = sorted(self.workspace.readings.items(), key=lambda pair: order(pair[0], pair[1].date, pair[1].at))
        for _, file in files:
            for one in file.readings:
                self.there[one.kpi, one.date or file.date, one.segment] = one.value

    def taken(self, one: IncomingReading) -> Reading | None:
        """The reading; None where it is there already or cannot be taken."""
        kpi_id = self.kpi(one)
        if kpi_id is None:
            return None
        why = self.fault(kpi_id, one)
        if why:
            self.rejected.append(Rejected(one.row, why))
            return None
        segment = slug(one.segment) if one.segment else None
        place = (kpi_id, one.date, segment)
        if self.there.get(place) == one.value:
            self.met[kpi_id] = None
            return None
        self.there[place] = one.value
        return Reading(kpi=kpi_id, value=one.value, date=one.date, segment=segment, note=one.note)

    def kpi(self, one: IncomingReading) -> str | None:
        found = self.known.get(_folded(one.kpi))
        if found:
            return found
        self.unknown[one.kpi] = None
        if not self.wishes.create_missing:
            near = did_you_mean(one.kpi, self.workspace.kpis) if len(self.unknown) < 50 else ""
            self.rejected.append(Rejected(one.row, f'no KPI "{one.kpi}"{near}; --create-missing makes it'))
            return None
        taken = self.workspace.kpis.keys() | self.new_kpis.keys()
        kpi_id = free_id(one.kpi, "kpi", taken)
        self.new_kpis[kpi_id] = Kpi(title=" ".join(one.kpi.split()), unit=one.unit)
        self.known[_folded(one.kpi)] = kpi_id
        return kpi_id

    def fault(self, kpi_id: str, one: IncomingReading) -> str | None:
        """Why the value is none of this KPI's."""
        kpi = self.workspace.kpis.get(kpi_id) or self.new_kpis[kpi_id]
        if kpi.scale and one.value not in kpi.scale:
            return f'"{one.value}" is not on the scale of kpis/{kpi_id}: {", ".join(kpi.scale)}'
        if not kpi.scale and not _is_number(one.value):
            return f'"{one.value}" is no number'
        segment = slug(one.segment) if one.segment else None
        if one.segment and (not segment or id_fault(segment) or segment not in kpi.segments):
            known = ", ".join(kpi.segments) or "none"
            return f'kpis/{kpi_id} has no segment "{one.segment}"; its segments: {known}'
        return None

    def lines(self, new: Iterable[Reading]) -> Iterator[PlanLine]:
        """One line for each KPI that gets values, and then for each other that has them already."""
        by_kpi: dict[str, list[Reading]] = {}
        for reading in new:
            by_kpi.setdefault(reading.kpi, []).append(reading)
        for kpi_id, several in by_kpi.items():
            kpi = self.workspace.kpis.get(kpi_id) or self.new_kpis[kpi_id]
            days = sorted(one.date for one in several if one.date)
            said = f"{counted(len(several), 'value')}, {days[0]}"
            yield PlanLine(
                action="new" if kpi_id in self.new_kpis else "changed",
                kind="KPI",
                ref=f"kpis/{kpi_id}",
                title=kpi.title,
                row=None,
                says=said + (f" to {days[-1]}" if len(days) > 1 else ""),
            )
        for kpi_id in self.met:
            if kpi_id not in by_kpi:
                title = self.workspace.kpis[kpi_id].title
                yield PlanLine(action="same", kind="KPI", ref=f"kpis/{kpi_id}", title=title, row=None)


def _files(new: list[Reading], file: str, wishes: Wishes) -> Iterator[AddReadings]:
    """The readings files, each under an id made from what it holds."""
    for start in range(0, len(new), MOST_IN_ONE_FILE):
        several = tuple(new[start : start + MOST_IN_ONE_FILE])
        about = Readings(date=wishes.as_of, at=wishes.at, by=wishes.by, note=IMPORTED + file, readings=several)
        yield AddReadings(id_of(wishes.as_of.isoformat(), *map(str, several)), about)


def _is_number(text: str) -> bool:
    try:
        return plain_text(parse(text)) == text
    except BadValue:
        return False


def _folded(text: str) -> str:
    """A name as it is compared: the id open-tickets is found by Open tickets."""
    return re.sub(r"[\s_-]+", "", text).casefold()
