"""A whole workspace as one JSON document, schema `okrctl.export/1`."""

from __future__ import annotations

from okrctl.core.model import Workspace
from okrctl.render.json.text import dumps
from okrctl.report.export.every_field import document

EXPORT_SCHEMA = "okrctl.export/1"


def export_json(workspace: Workspace, *, complete: bool) -> str:
    """The document, laid out to be read and compared."""
    keys = {"schema": EXPORT_SCHEMA, "workspace": workspace.name} | document(workspace, complete=complete)
    return dumps(keys, indent=2) + "\n"
