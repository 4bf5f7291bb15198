"""Messages: what an error says to a person, in one to four lines, and to a script, as one JSON document."""

from __future__ import annotations

from typing import Any

from okrctl.core.errors import OkrError
from okrctl.render.terminal.cells import one_line
from okrctl.render.terminal.ink import NOTHING, Words, draw, words
from okrctl.render.terminal.style import Style

ERROR_SCHEMA = "okrctl.error/1"


def error_text(error: OkrError, style: Style) -> str:
    """What is wrong, where, what to do next: `error: …`, `  --> path:line:column`, `  help: …`."""
    return draw(filter(None, [_what(error), _where(error), _help(error)]), style)


def error_document(error: OkrError) -> dict[str, Any]:
    """The keys of an `okrctl.error/1` document."""
    return {
        "exit": error.exit_code,
        "message": error.message,
        "path": error.path,
        "line": error.line,
        "column": error.column,
        "help": error.help,
    }


def _what(error: OkrError) -> Words:
    return words("error:", "bad") + words(f" {one_line(error.message)}")


def _where(error: OkrError) -> Words:
    return words(f"  --> {one_line(error.where)}") if error.where else NOTHING


def _help(error: OkrError) -> Words:
    return words("  help:", "accent") + words(f" {one_line(error.help)}") if error.help else NOTHING
