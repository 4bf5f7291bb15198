"""The week as JSON, schema `okrctl.week/1`."""

from __future__ import annotations

from okrctl.render.json.text import document
from okrctl.render.terminal.style import Style
from okrctl.report.week import WeekReport

WEEK_SCHEMA = "okrctl.week/1"


def json_week(week: WeekReport, style: Style) -> str:  # noqa: ARG001 - all formats are called alike
    """The one document."""
    return document(WEEK_SCHEMA, week) + "\n"
