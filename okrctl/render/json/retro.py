"""A retrospective as JSON, schema `okrctl.retro/1`."""

from __future__ import annotations

from okrctl.render.json.text import document
from okrctl.render.terminal.style import Style
from okrctl.report.retro.retro import RetroReport

RETRO_SCHEMA = "okrctl.retro/1"


def json_retro(retro: RetroReport, style: Style) -> str:  # noqa: ARG001 - all formats are called alike
    """The one document."""
    return document(RETRO_SCHEMA, retro) + "\n"
