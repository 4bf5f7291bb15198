"""Everything about one thing as JSON, schema `okrctl.show/1`: every field that is set."""

from __future__ import annotations

from okrctl.render.json.text import document, jsonable
from okrctl.render.terminal.style import Style
from okrctl.report.show import ShowReport

SHOW_SCHEMA = "okrctl.show/1"


def json_show(show: ShowReport, style: Style) -> str:  # noqa: ARG001 - all formats are called alike
    """The one document."""
    keys = jsonable(show)
    return document(SHOW_SCHEMA, {key: value for key, value in keys.items() if value is not None}) + "\n"
