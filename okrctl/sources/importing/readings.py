"""The rows of a table -> measured values of KPIs: one a row, or one in each column that is named like a KPI."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from okrctl.core import period
from okrctl.core.bad_value import BadValue
from okrctl.core.errors import UsageError
from okrctl.core.incoming.goals import Rejected, RowNote
from okrctl.core.incoming.periods import calendar_id
from okrctl.core.incoming.readings import IncomingReading, IncomingReadings
from okrctl.core.number import plain_text
from okrctl.sources.importing.columns import Columns, columns_of
from okrctl.sources.importing.days import Ambiguous, DayOrder, day
from okrctl.sources.importing.goals import Watch
from okrctl.sources.importing.numbers import NO_NUMBER_YET, amount
from okrctl.sources.importing.preset import Preset, folded
from okrctl.sources.importing.table import Row, Table

KEYS: Mapping[str, str] = {
    "kpi": "the KPI's id or title",
    "date": "the day, month or quarter of the value",
    "value": "the value",
    "segment": "the segment it belongs to",
    "note": "the story behind the number",
}

READINGS = Preset(
    name="readings",
    about="a table of measured values",
    columns={
        "kpi": ("kpi", "kpi id", "metric", "measure", "indicator", "name", "title"),
        "date": ("date", "day", "period", "month", "week", "quarter", "when"),
        "value": ("value", "actual", "reading", "result"),
        "segment": ("segment",),
        "note": ("note", "notes", "comment", "comments"),
    },
)


def readings_of(
    table: Table, mapped: Sequence[str], kpis: Collection[str], order: DayOrder | None, watch: Watch = iter
) -> IncomingReadings:
    """All values of the table; `kpis` are the names that a column of values may have.

    Raises UsageError for a table without a column of days or of values.
    """
    columns = columns_of(table, READINGS, mapped, keys=KEYS, needs=("date",))
    series = () if columns.has("kpi") and columns.has("value") else tuple(_series(table, columns, kpis))
    if not series and not (columns.has("kpi") and columns.has("value")):
        help_ = "a table has either the columns kpi, date and value, or date and a column for each KPI, named like it"
        raise UsageError(f"{table.file} has no columns of KPIs and values", path=table.file, help=help_)
    return _Reading(table, columns, series, order).read(watch)


def _series(table: Table, columns: Columns, kpis: Collection[str]) -> Iterator[tuple[int, str]]:
    """The columns that are named like a KPI."""
    known = {folded(name) for name in kpis}
    taken = {at for key in ("date", "segment", "note") for at in columns.places.get(key, ())}
    for at, column in enumerate(table.columns):
        if at not in taken and folded(column) in known:
            yield at, column


@dataclass(slots=True)
class _Reading:
    table: Table
    columns: Columns
    series: tuple[tuple[int, str], ...]
    order: DayOrder | None

    def read(self, watch: Watch) -> IncomingReadings:
        found: list[IncomingReading] = []
        rejected: list[Rejected] = []
        notes: list[RowNote] = []
        for row in watch(self.table.rows()):
            try:
                found += self.row(row, notes)
            except BadValue as fault:
                rejected.append(Rejected(row.number, fault.message))
            except Ambiguous as fault:
                raise fault.in_row(row.number, self.table.file) from None
        return IncomingReadings(
            file=self.table.file,
            readings=found,
            rejected=tuple(rejected),
            notes=tuple(notes),
            warnings=tuple(self.warnings()),
        )

    def warnings(self) -> Iterator[str]:
        yield from self.table.warnings
        used = {at for at, _ in self.series}
        unknown = [one for one in self.columns.unknown if self.table.columns.index(one) not in used]
        if unknown:
            yield f"columns that nothing is made of: {', '.join(unknown[:12])}"

    def row(self, row: Row, notes: list[RowNote]) -> Iterator[IncomingReading]:
        when = _day(self.columns.text(row, "date"), self.order)
        if self.series:
            cells = [(name, row.cells[at]) for at, name in self.series]
        else:
            cells = [(self.columns.text(row, "kpi"), self.columns.text(row, "value"))]
            if not cells[0][0]:
                raise BadValue("OKR011", "no KPI is named")
        for kpi, text in cells:
            if text.strip().casefold() not in NO_NUMBER_YET:
                yield self.reading(row, kpi, text, when, notes)

    def reading(self, row: Row, kpi: str, text: str, when: date, notes: list[RowNote]) -> IncomingReading:
        value, unit, doubt = _value(text, decimal_comma=self.table.decimal_comma)
        notes += [RowNote(row.number, doubt)] if doubt else []
        note = self.columns.text(row, "note") or None
        segment = self.columns.text(row, "segment") or None
        return IncomingReading(row=row.number, kpi=kpi, date=when, value=value, segment=segment, note=note, unit=unit)


def _value(text: str, *, decimal_comma: bool) -> tuple[str, str | None, str | None]:
    """A plain number, its unit and a doubt; a word stays as it is, for KPIs with a scale."""
    if not any(character.isdigit() for character in text):
        return text.strip(), None, None
    found = amount(text, decimal_comma=decimal_comma)
    assert found is not None  # noqa: S101 - it has digits
    return plain_text(found.value), found.unit, found.doubt


def _day(text: str, order: DayOrder | None) -> date:
    """The day; of a month, a quarter or a year its first one."""
    named = calendar_id(" ".join(text.split()))
    known = period.parse(named) if named else None
    found = known.start if known else day(text, order)
    if found is None:
        raise BadValue("OKR011", "no day is given")
    return found
