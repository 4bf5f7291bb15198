"""Definitions: what the cards' sources would do, and the one hash that changes whenever any of it changes.

The hash is over every source of the workspace as it was loaded, over where a path really leads that leaves the workspace,
and over the bytes of what a command names. So a link that is bent elsewhere, or a script that is edited, asks again.
"""

from __future__ import annotations

import hashlib
import json
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import Any

from okrctl.core.errors import SourceFailed
from okrctl.core.frozen import dataclass
from okrctl.core.kpi import Kpi, Source
from okrctl.sources.measured.files import place_of
from okrctl.sources.measured.named_files import named_files
from okrctl.sources.measured.web import variables


@dataclass(frozen=True, slots=True)
class Definition:
    """The source of one KPI as it was loaded."""

    kpi_id: str
    kpi: Kpi
    source: Source
    fingerprint: str
    """Of all that decides what would run."""
    permission: Permission | None
    """What needs the user's trust; None for a source that only reads files of the workspace."""


@dataclass(frozen=True, slots=True)
class Permission:
    """What a source would do that a file of the workspace must not do by itself."""

    does: str
    """runs, connects to, reads, queries."""
    what: str
    """The argument vector as a shell would take it, the address, the file, the query: whole."""
    besides: tuple[str, ...] = ()
    """What goes with it: headers that are sent, files whose bytes are part of the hash."""


def definitions(kpis: Mapping[str, Kpi], root: Path) -> tuple[Definition, ...]:
    """The sources of all cards, by the KPIs' ids."""
    return tuple(
        Definition(kpi_id, kpi, kpi.source, fingerprint(kpi_id, kpi.source, root), _permission(kpi.source, root))
        for kpi_id, kpi in sorted(kpis.items())
        if kpi.source
    )


def hash_of(every: Sequence[Definition]) -> str:
    """The hash of all sources of a workspace: 64 hexadecimal digits; the same on every machine, as far as paths stay inside."""
    lines = "".join(f"{one.kpi_id} {one.fingerprint}\n" for one in every)
    return hashlib.sha256(f"okrctl sources 1\n{lines}".encode()).hexdigest()


def fingerprint(kpi_id: str, source: Source, root: Path) -> str:
    """The hash of one source and of what lies now where it leads."""
    written = {field.name: getattr(source, field.name) for field in fields(source)}
    about: dict[str, Any] = {name: value for name, value in written.items() if value not in (None, {})}
    about |= {"kpi": kpi_id, "outside": _outside(source, root), "files": dict(named_files(source.command or (), root))}
    text = json.dumps(about, sort_keys=True, ensure_ascii=True, default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(type(value).__name__)


def _outside(source: Source, root: Path) -> str | None:
    """Where a file outside the workspace really lies; None for one inside."""
    written = source.csv or source.json or source.sqlite
    if not written:
        return None
    try:
        place = place_of(root, written)
    except SourceFailed:
        return None
    return None if place.is_inside else str(place.path)


def _permission(source: Source, root: Path) -> Permission | None:
    if source.command:
        named = (f"with {name} as it is now" for name, _ in named_files(source.command, root))
        return Permission("runs", shlex.join(source.command), tuple(named))
    if source.http:
        return Permission("connects to", source.http, tuple(_sent(source)))
    if source.sql:
        return Permission("queries", source.sql, ("DuckDB may read any file and connect to any host",))
    outside = _outside(source, root)
    return Permission("reads", outside, ("outside the workspace",)) if outside else None


def _sent(source: Source) -> Iterator[str]:
    yield from (f"sends {name}: {value}" for name, value in source.headers.items())
    yield from (f"sends the variable {name}" for name in dict.fromkeys(variables(source.headers)))
