"""An export that okrctl made, in any of its formats -> the workspace that it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from okrctl.core.errors import UsageError
from okrctl.core.model import Workspace
from okrctl.core.pattern import pattern
from okrctl.sources.importing.csv_table import csv_table
from okrctl.sources.importing.own_tables import Cells, rows_of, tree_of
from okrctl.sources.importing.own_values import workspace_of
from okrctl.sources.importing.xlsx_table import sheet_names, xlsx_table

SCHEMA = "okrctl.export/1"
LARGEST_JSON = 200_000_000
_SHEETS = frozenset({"settings", "objectives", "key results", "check ins", "readings"})

_HALF = pattern(r"\\ud[89ab]..(?!\\ud[c-f])|(?<!\\ud[89ab]..)\\ud[c-f]", re.IGNORECASE)
"""Half a character, as only JSON can spell it."""


def exported(path: Path, name: str) -> Workspace:
    """The workspace in a JSON document, a folder of CSV tables, or a workbook.

    Raises UsageError for what is none, or says what no file may say.
    """
    if path.is_dir():
        return workspace_of(tree_of(lambda table: _csv_rows(path / f"{table}.csv", f"{name}/{table}.csv")), name)
    if path.suffix.lower() == ".json":
        return workspace_of(_json(path, name), name)
    return workspace_of(tree_of(lambda table: _xlsx_rows(path, name, table)), name)


def is_exported_book(path: Path, name: str) -> bool:
    """Whether a workbook is an export of okrctl, rather than somebody's table."""
    return {sheet.casefold() for sheet in sheet_names(path, name)} >= _SHEETS


def _csv_rows(path: Path, name: str) -> Iterator[Cells]:
    return rows_of(csv_table(path, name, as_written=True) if path.is_file() else None)


def _xlsx_rows(path: Path, name: str, table: str) -> Iterator[Cells]:
    first = table.replace("_", " ")
    for sheet in sheet_names(path, name):
        further = sheet.casefold().removeprefix(first)
        if not further or (further != sheet.casefold() and further.strip().isdigit()):
            yield from rows_of(xlsx_table(path, name, sheet, as_written=True))


def _json(path: Path, name: str) -> dict[str, Any]:
    import json

    if path.stat().st_size > LARGEST_JSON:
        raise UsageError(f"{name} has more than {LARGEST_JSON:,} bytes", path=name, help="nothing was read")
    try:
        text = path.read_text(encoding="utf-8-sig")
        read = None if _HALF.search(text) else json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError):
        raise UsageError(f"{name} is no JSON", path=name, help="export it again; nothing was written") from None
    if not isinstance(read, dict) or read.get("schema") != SCHEMA:
        raise UsageError(f"{name} is no export of okrctl", path=name, help=f'it would begin with "schema": "{SCHEMA}"')
    return read
