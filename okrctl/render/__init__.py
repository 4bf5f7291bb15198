"""Report values become text, pages and workbooks: one file per format.

FORMATS lists them: the name that `report --format` takes, and the module whose function of the same name draws a
`CycleReport` for a `Style`. A module is imported when its format is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from okrctl.render.style import Style
    from okrctl.report.values import CycleReport

FORMATS = {
    "table": "terminal_report",
    "markdown": "markdown_report",
    "html": "html_report",
    "json": "json_report",
    "csv": "csv_report",
    "xlsx": "xlsx_report",
}


def drawing(name: str) -> Callable[[CycleReport, Style], str | bytes]:
    """The function that draws a report in that format; KeyError for another name."""
    module = FORMATS[name]
    function: Any = getattr(import_module(f"okrctl.render.{module}"), module)
    drawn: Callable[[CycleReport, Style], str | bytes] = function
    return drawn
