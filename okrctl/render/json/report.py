"""A cycle's report as JSON, schema `okrctl.report/1`."""

from __future__ import annotations

from okrctl.render.json.schema import REPORT_SCHEMA
from okrctl.render.json.text import document
from okrctl.render.terminal.style import Style
from okrctl.report.values import CycleReport


def json_report(report: CycleReport, style: Style) -> str:  # noqa: ARG001 - all formats are called alike
    """The one document."""
    return document(REPORT_SCHEMA, report) + "\n"
