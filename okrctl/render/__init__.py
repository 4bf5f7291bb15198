"""Report values become text, pages and workbooks: one file per format.

FORMATS lists them: the name that `report --format` takes, and the module whose function of the same name draws a
`CycleReport` for a `Style`. A module is imported when its format is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from okrctl.render.terminal.style import Style

FORMATS = {
    "table": "terminal.report",
    "markdown": "markdown.report",
    "html": "html.report",
    "json": "json.report",
    "csv": "csv.report",
    "xlsx": "xlsx.report",
}


def _page_formats(name: str) -> dict[str, str]:
    return {"table": f"terminal.{name}"} | {kind: f"{kind}.{name}" for kind in ("markdown", "html", "json")}


SHOW_FORMATS = _page_formats("show")
"""The same of everything about one thing."""
WEEK_FORMATS = _page_formats("week")
RETRO_FORMATS = _page_formats("retro")
TREE_FORMATS = _page_formats("tree")


def drawing(name: str, formats: Mapping[str, str] = FORMATS) -> Callable[[Any, Style], str | bytes]:
    """The function that draws a report in that format; KeyError for another name."""
    module = formats[name]
    function: Any = getattr(import_module(f"okrctl.render.{module}"), module.replace(".", "_"))
    drawn: Callable[[Any, Style], str | bytes] = function
    return drawn
