"""Fetching: the values of one KPI from its source, whatever kind that is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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


def fetched(definition: Definition, around: Around) -> tuple[Pulled, ...]:
    """The values of a KPI by day, as its source gives them now.

    Raises SourceFailed where it gives none, gives what makes no sense, or is not what it was when trust was looked up.
    """
    source = definition.source
    if fingerprint(definition.kpi_id, source, around.root) != definition.fingerprint:
        raise SourceFailed("what it would run was changed meanwhile", help="run okrctl trust again")
    (kind,) = source.kinds
    return measured(definition.kpi, SOURCES[kind](source, around), around)
