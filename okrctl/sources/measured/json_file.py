"""Values from a JSON file."""

from __future__ import annotations

from okrctl.core.kpi import Source
from okrctl.sources.measured import documents, files
from okrctl.sources.measured.around import Around, Rows


def rows(source: Source, around: Around) -> Rows:
    """Each value that the path expressions find, with its date; SourceFailed where there is none."""
    written = source.json or ""
    return documents.rows_of(files.read(around, written), source, written, around.as_of)
