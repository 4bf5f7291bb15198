"""Values from a CSV file."""

from __future__ import annotations

from okrctl.core.kpi import Source
from okrctl.sources.measured import files, tables
from okrctl.sources.measured.around import Around, Rows


def rows(source: Source, around: Around) -> Rows:
    """Date and value of each row; SourceFailed where the file cannot be read or is none such."""
    written = source.csv or ""
    return tables.rows_of(files.read(around, written), source, written)
