"""Findings for GitHub Actions: one workflow command each, which becomes an annotation beside the line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from okrctl.core.finding import Finding
from okrctl.render.terminal.cells import harmless

COMMANDS = {"error": "error", "warning": "warning", "advice": "notice"}

_DATA = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
_PROPERTY = (*_DATA, (":", "%3A"), (",", "%2C"))


def findings_github(findings: Sequence[Finding], prefix: str = "") -> str:
    """A line for each; `prefix` leads from the top of the repository to the workspace, such as `goals/`."""
    return "".join(f"{_command(finding, prefix)}\n" for finding in findings)


def _command(finding: Finding, prefix: str) -> str:
    said = f"{finding.message}\n{finding.help}" if finding.help else finding.message
    properties = ",".join(f"{key}={_escaped(str(value), _PROPERTY)}" for key, value in _properties(finding, prefix))
    return f"::{COMMANDS[finding.level]} {properties}::{_escaped(said, _DATA)}"


def _properties(finding: Finding, prefix: str) -> Iterable[tuple[str, object]]:
    yield "file", prefix + finding.path
    if finding.span:
        span = finding.span
        yield "line", span.line
        yield "endLine", span.end_line
        yield "col", span.column
        if span.end_line == span.line:
            yield "endColumn", span.end_column
    yield "title", finding.code


def _escaped(text: str, signs: Sequence[tuple[str, str]]) -> str:
    """The text so that it stays one value of one command, whatever somebody wrote into a title."""
    safe = harmless(text)
    for sign, code in signs:
        safe = safe.replace(sign, code)
    return safe
