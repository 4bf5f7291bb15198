"""A whole workspace as a folder of CSV files, one for each kind of thing."""

from __future__ import annotations

from okrctl.core.model import Workspace
from okrctl.render.csv.text import csv_text
from okrctl.report.export.tables import tables


def export_csv(workspace: Workspace) -> dict[str, bytes]:
    """The bytes of each file by its name."""
    return {f"{table.name}.csv": csv_text(table.columns, table.rows).encode() for table in tables(workspace)}
