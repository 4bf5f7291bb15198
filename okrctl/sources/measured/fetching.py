"""Fetching: the values of one KPI from its source, whatever kind that is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from types import MappingProxyType

from okrctl.core.errors import SourceFailed
from okrctl.core.kpi import Source
from okrctl.core.kpis.pulled import Pulled
from okrctl.sources.measured import csv_file, duckdb_query, json_file, program, sqlite_file, web
from okrctl.sources.measured.around import Around, Rows
from okrctl.sources.measured.definitions import Definition, fingerprint
from okrctl.sources.measured.measurement import measured

SOURCES: Mapping[str, Callable[[Source, Around], Rows]] = MappingProxyType(
    {
        "csv": csv_file.rows,
        "json": json_file.rows,
        "sqlite": sqlite_file.rows,
        "http": web.rows,
        "command": program.rows,
        "sql": duckdb_query.rows,
    }
)
"""By the key of the card that says where the values come from."""


TAKES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "csv": frozenset({"date", "value", "where"}),
        "json": frozenset({"date", "value"}),
        "sqlite": frozenset({"query", "date", "value"}),
        "http": frozenset({"format", "date", "value", "where", "headers"}),
        "command": frozenset({"format", "date", "value", "where"}),
        "sql": frozenset({"date", "value"}),
    }
)
"""What may stand beside it; `timeout` always may."""


def fetched(definition: Definition, around: Around) -> tuple[Pulled, ...]:
    """The values of a KPI by day, as its source gives them now.

    Raises SourceFailed where it gives none, gives what makes no sense, or is not what it was when trust was looked up.
    """
    source = definition.source
    if fingerprint(definition.kpi_id, source, around.root) != definition.fingerprint:
        raise SourceFailed("what it would run was changed meanwhile", help="run okrctl trust again")
    (kind,) = source.kinds
    _refuse_unused(source, kind)
    return measured(definition.kpi, SOURCES[kind](source, around), around)


def _refuse_unused(source: Source, kind: str) -> None:
    """Raises SourceFailed for a key that would not be heeded: a `where` that chooses nothing gives other values."""
    given = {field.name for field in fields(source) if getattr(source, field.name)} - {kind, "timeout"}
    unused = given - TAKES[kind]
    if source.where and kind != "csv" and source.format != "csv":
        unused |= {"where"}
    for key in sorted(unused):
        help_ = "where: chooses rows of CSV" if key == "where" else f"{kind} takes {', '.join(sorted(TAKES[kind]))}"
        raise SourceFailed(f"{key}: means nothing beside {kind}:", help=help_)
