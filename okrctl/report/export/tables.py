"""Export tables: everything that the files say, one table for each kind of thing, its columns named as the fields."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from okrctl.core import number
from okrctl.core.bad_value import BadValue
from okrctl.core.checkin import CheckIn, Update
from okrctl.core.frozen import dataclass
from okrctl.core.kpi import Bands, Kpi, LimitsFrom, Reading, Readings, Source
from okrctl.core.model import Cycle, Workspace
from okrctl.core.objective import After, Decision, Initiative, KeyResult, Objective, Step
from okrctl.core.review import KpiReview, Review
from okrctl.core.settings import Cadence, GradeBands, LintSettings, Person, Settings, StatusLimits, Team
from okrctl.report.export.set_fields import plain

INNER: Mapping[type, Mapping[str, type]] = {
    KeyResult: {"after": After},
    Kpi: {"bands": Bands, "limits_from": LimitsFrom, "source": Source},
    Settings: {"checkins": Cadence, "status": StatusLimits, "bands": GradeBands, "lint": LintSettings},
}
"""Fields whose own fields are columns too, as `source.csv`."""
ELSEWHERE: Mapping[type, frozenset[str]] = {
    Settings: frozenset({"teams", "people"}),
    Cycle: frozenset({"objectives", "checkins", "reviews", "kpi_reviews"}),
    Objective: frozenset({"key_results", "initiatives", "decisions"}),
    KeyResult: frozenset({"parts", "steps"}),
    Kpi: frozenset({"decisions"}),
    CheckIn: frozenset({"updates"}),
    Readings: frozenset({"readings"}),
}
"""Fields that have tables of their own."""

Fact = tuple[tuple[Any, ...], object]
"""What a row stands for: where it belongs, and the thing itself."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    """Texts, numbers, days, flags, lists of texts, or None."""


def tables(workspace: Workspace) -> tuple[Table, ...]:
    """All tables, those without rows too."""
    cycles, kpis = workspace.cycles.values(), workspace.kpis
    return (
        _settings(workspace.settings),
        _table("teams", ("id",), Team, _named(workspace.settings.teams)),
        _table("people", ("id",), Person, _named(workspace.settings.people)),
        _table("cycles", (), Cycle, (((), cycle) for cycle in cycles)),
        _table("objectives", ("cycle", "id"), Objective, _of(cycles, "objectives")),
        _table("initiatives", ("cycle", "objective"), Initiative, _lists(cycles, "initiatives")),
        _table("key_results", ("cycle", "objective", "id"), KeyResult, _key_results(cycles)),
        _table("steps", ("cycle", "objective", "key_result", "id"), Step, _steps(cycles)),
        _table("check_ins", ("cycle", "id"), CheckIn, _of(cycles, "checkins")),
        _table("updates", ("cycle", "check_in", "date", "by", "key_result"), Update, _updates(cycles)),
        _table("reviews", ("cycle", "objective"), Review, _of(cycles, "reviews")),
        _table("kpis", ("id",), Kpi, _named(kpis)),
        _readings(workspace),
        _table("reading_files", ("id",), Readings, _named(workspace.readings)),
        _table("kpi_reviews", ("cycle", "kpi"), KpiReview, _of(cycles, "kpi_reviews")),
        _table("decisions", ("ref",), Decision, _decisions(workspace)),
    )


def _settings(settings: Settings) -> Table:
    """The settings as one row each."""
    names = columns_of(Settings)
    return Table("settings", ("setting", "value"), tuple(zip(names, _cells(settings, Settings), strict=True)))


def _table(name: str, places: Sequence[str], kind: type, facts: Iterable[Fact]) -> Table:
    rows = tuple((*where, *_cells(thing, kind)) for where, thing in facts)
    return Table(name, (*places, *columns_of(kind)), rows)


def columns_of(kind: type) -> tuple[str, ...]:
    """The columns of a type: its fields, and those of the fields inside them."""
    inner = INNER.get(kind, {})
    return tuple(
        column
        for name in _field_names(kind)
        for column in ([f"{name}.{below}" for below in _field_names(inner[name])] if name in inner else [name])
    )


def _field_names(kind: Any) -> list[str]:
    return [field.name for field in dataclasses.fields(kind) if field.name not in ELSEWHERE.get(kind, ())]


def _cells(thing: object, kind: type) -> Iterator[Any]:
    """The values of the columns."""
    inner = INNER.get(kind, {})
    for name in _field_names(kind):
        value = getattr(thing, name)
        if name in inner:
            yield from (_cell(getattr(value, below, None)) for below in _field_names(inner[name]))
        else:
            yield _cell(value)


def _cell(value: object) -> Any:
    """A value that a cell can hold: a mapping as one text for each key."""
    shown = plain(value)
    if isinstance(shown, dict):
        return [f"{key}: {_word(item)}" for key, item in shown.items()]
    return [_word(item) for item in shown] if isinstance(shown, list) else shown


def _word(value: object) -> str:
    return number.plain_text(value) if isinstance(value, Decimal) else str(value)


def _named(things: Mapping[str, object]) -> Iterator[Fact]:
    return (((name,), thing) for name, thing in things.items())


def _of(cycles: Iterable[Cycle], field: str) -> Iterator[Fact]:
    """What each cycle holds under a name, by cycle and id."""
    return (((cycle.id, name), thing) for cycle in cycles for name, thing in getattr(cycle, field).items())


def _lists(cycles: Iterable[Cycle], field: str) -> Iterator[Fact]:
    """What each objective lists."""
    return ((where, thing) for where, objective in _of(cycles, "objectives") for thing in getattr(objective, field))


def _key_results(cycles: Iterable[Cycle]) -> Iterator[Fact]:
    for cycle in cycles:
        for objective_id, _, path, key_result in cycle.key_results():
            yield (cycle.id, objective_id, path), key_result


def _steps(cycles: Iterable[Cycle]) -> Iterator[Fact]:
    for cycle in cycles:
        for objective_id, _, path, key_result in cycle.key_results():
            yield from (((cycle.id, objective_id, path, step_id), step) for step_id, step in key_result.steps.items())


def _updates(cycles: Iterable[Cycle]) -> Iterator[Fact]:
    for cycle in cycles:
        for check_in_id, check_in in cycle.checkins.items():
            where = (cycle.id, check_in_id, check_in.date, check_in.by)
            yield from (((*where, key), update) for key, update in check_in.updates.items())


def _readings(workspace: Workspace) -> Table:
    """The readings with the day and the person of their file, their values as numbers where they are some."""
    names = columns_of(Reading)
    rows = tuple(
        (file_id, file.date, file.at, file.by, *map(_measured, names, _cells(reading, Reading)))
        for file_id, file in workspace.readings.items()
        for reading in file.readings
    )
    return Table("readings", ("file", "file_date", "at", "by", *names), rows)


def _measured(name: str, cell: Any) -> Any:
    return _number_or_word(cell) if name == "value" else cell


def _number_or_word(value: str) -> object:
    try:
        return number.parse(value)
    except BadValue:
        return value


def _decisions(workspace: Workspace) -> Iterator[Fact]:
    for cycle in workspace.cycles.values():
        for objective_id, objective in cycle.objectives.items():
            yield from (((f"{cycle.id}/{objective_id}",), decision) for decision in objective.decisions)
    for kpi_id, kpi in workspace.kpis.items():
        yield from (((f"kpis/{kpi_id}",), decision) for decision in kpi.decisions)
