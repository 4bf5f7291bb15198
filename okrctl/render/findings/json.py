"""Findings for scripts: the keys of an `okrctl.lint/1` document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from okrctl.core.finding import Finding, Related, Span
from okrctl.storage.loading import Loaded

SCHEMA = "okrctl.lint/1"


def findings_json(loaded: Loaded, findings: Sequence[Finding]) -> dict[str, Any]:
    """The document's keys but its schema."""
    levels = (("errors", "error"), ("warnings", "warning"), ("advice", "advice"))
    counts = {name: sum(finding.level == level for finding in findings) for name, level in levels}
    summary = counts | {"files": loaded.files_read, "unreadable": len(loaded.unreadable)}
    return {"complete": loaded.complete, "summary": summary, "findings": [_finding(finding) for finding in findings]}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "level": finding.level,
        "message": finding.message,
        "path": finding.path,
        **_span(finding.span),
        "ref": finding.ref,
        "help": finding.help,
        "related": [_related(related) for related in finding.related],
        "fix": None if finding.fix is None else {**_span(finding.span), "text": finding.fix},
    }


def _related(related: Related) -> dict[str, Any]:
    line, column = (related.span.line, related.span.column) if related.span else (None, None)
    return {"path": related.path, "line": line, "column": column, "message": related.message}


def _span(span: Span | None) -> dict[str, int | None]:
    return {key: getattr(span, key, None) for key in ("line", "column", "end_line", "end_column")}
