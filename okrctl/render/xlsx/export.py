"""A whole workspace as a workbook, one sheet for each kind of thing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from okrctl.core.model import Workspace
from okrctl.render.xlsx.workbook import Column, Sheet, workbook
from okrctl.report.export.tables import Table, tables

LONG = 40
"""From so many characters on a column wraps."""


def export_xlsx(workspace: Workspace, made_at: datetime) -> bytes:
    """The bytes of the file."""
    return workbook([_sheet(table) for table in tables(workspace)], workspace.name, made_at)


def _sheet(table: Table) -> Sheet:
    cells = zip(*table.rows, strict=True) if table.rows else [() for _ in table.columns]
    columns = [_column(head, held) for head, held in zip(table.columns, cells, strict=True)]
    name = table.name.replace("_", " ").capitalize().replace("Kpi", "KPI")
    return Sheet(name=name, columns=columns, rows=table.rows)


def _column(head: str, cells: tuple[Any, ...]) -> Column:
    """The column, by what its cells hold."""
    held = [cell for cell in cells if cell is not None]
    if held and all(isinstance(cell, date) and not isinstance(cell, datetime) for cell in held):
        return Column(head=head, form="day")
    longest = max((len(str(cell)) for cell in held), default=0)
    return Column(
        head=head, form="long" if longest >= LONG else "text", width=max(len(head) + 3, min(longest + 3, LONG + 8))
    )
