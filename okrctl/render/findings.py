"""Findings as text with the user's own line, as one line each, and as the document of `okrctl.lint/1`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from okrctl.core.finding import Finding, Span
from okrctl.render.cells import harmless, one_line, width
from okrctl.render.ink import Ink, Words, draw, words
from okrctl.render.style import Style
from okrctl.storage.loading import Loaded

INKS: dict[str, Ink] = {"error": "bad", "warning": "warn", "advice": "accent"}
WIDEST_EXCERPT = 120
"""Cells of a line that are shown around the fault."""


def text(loaded: Loaded, findings: tuple[Finding, ...], style: Style, *, concise: bool) -> str:
    """All findings and a closing line that counts them."""
    lines = [line for f in findings for line in ([_concise(f)] if concise else _full(loaded, f))]
    return draw([*lines, _closing(loaded, findings)], style)


def _concise(finding: Finding) -> Words:
    """`file:line:col: error[CODE] message`."""
    place = ":".join(str(part) for part in (finding.path, finding.line, finding.column) if part is not None)
    head = words(f"{one_line(place)}: ") + words(f"{finding.level}[{finding.code}]", INKS[finding.level])
    return head + words(f" {one_line(finding.message)}")


def _full(loaded: Loaded, finding: Finding) -> Iterator[Words]:
    head = words(f"{finding.level}[{finding.code}]", INKS[finding.level])
    yield head + words(f": {one_line(finding.message)}")
    place = ":".join(str(part) for part in (finding.path, finding.line, finding.column) if part is not None)
    yield words(f"  --> {one_line(place)}")
    if finding.span:
        yield from _excerpt(loaded, finding)
    for related in finding.related:
        if related.path != finding.path:
            yield words(f"   = {one_line(related.message)}: {one_line(related.path)}")
    if finding.help:
        yield words(f"   = help: {one_line(finding.help)}")
    yield words("")


def _excerpt(loaded: Loaded, finding: Finding) -> Iterator[Words]:
    """The lines at fault, each with carets under it; the places that belong to the finding with dashes."""
    lines = loaded.lines(finding.path)
    marks: list[tuple[Span, str, str]] = [(r.span, "-", r.message) for r in finding.related if r.span and r.path == finding.path]
    if finding.span:
        marks.append((finding.span, "^", ""))
    marks = sorted((m for m in marks if m[0].line <= len(lines)), key=lambda mark: (mark[0].line, mark[0].column))
    if not marks:
        return
    margin = len(str(max(span.line for span, _, _ in marks)))
    yield words(f"{' ' * margin} |", "dim")
    for span, sign, message in marks:
        shown, before, under = _window(lines[span.line - 1], span)
        yield words(f"{span.line:>{margin}} | ", "dim") + words(shown)
        ink: Ink = INKS[finding.level] if sign == "^" else "dim"
        yield words(f"{' ' * margin} | ", "dim") + words(f"{' ' * before}{sign * under}{f' {one_line(message)}' if message else ''}", ink)


def _window(line: str, span: Span) -> tuple[str, int, int]:
    """The line as shown, the cells before the fault, and the cells that the fault takes."""
    start = max(0, span.column - 1 - WIDEST_EXCERPT // 2) if len(line) > WIDEST_EXCERPT else 0
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    before, under = line[start : span.column - 1], line[span.column - 1 : end]
    shown = _visible(line[start : start + WIDEST_EXCERPT])
    return shown, width(_visible(before)), max(1, min(width(_visible(under)), WIDEST_EXCERPT))


def _visible(text: str) -> str:
    return harmless(text.replace("\t", "    "))


def _closing(loaded: Loaded, findings: tuple[Finding, ...]) -> Words:
    """How many of each; never "all well" where a file could not be read."""
    counts = {level: sum(f.level == level for f in findings) for level in INKS}
    files = f"{loaded.files_read} file{'s' * (loaded.files_read != 1)}"
    if not any(counts.values()):
        return words(f"no findings in {files}", "good")
    said = ", ".join(_count(number, level) for level, number in counts.items() if number)
    unread = len(loaded.unreadable)
    return words(f"{said} in {files}" + (f", {unread} of them not readable" if unread else ""))


def _count(number: int, level: str) -> str:
    return f"{number} {level}{'s' * (number != 1 and level != 'advice')}"


def document(loaded: Loaded, findings: tuple[Finding, ...]) -> dict[str, Any]:
    """The keys of an `okrctl.lint/1` document."""
    counts = {name: sum(f.level == level for f in findings) for name, level in (("errors", "error"), ("warnings", "warning"), ("advice", "advice"))}
    summary = counts | {"files": loaded.files_read, "unreadable": len(loaded.unreadable)}
    return {"complete": loaded.complete, "summary": summary, "findings": [_as_json(f) for f in findings]}


def _as_json(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "level": finding.level,
        "message": finding.message,
        "path": finding.path,
        **_span(finding.span),
        "ref": finding.ref,
        "help": finding.help,
        "related": [{"path": r.path, "line": _span(r.span)["line"], "column": _span(r.span)["column"], "message": r.message} for r in finding.related],
        "fix": None,
    }


def _span(span: Span | None) -> dict[str, int | None]:
    return {key: getattr(span, key, None) for key in ("line", "column", "end_line", "end_column")}


def announced(loaded: Loaded, style: Style, most: int = 3) -> str:
    """What every command says on stderr where something is missing from the figures; empty where all is well."""
    errors = [f for f in loaded.findings if f.level == "error" or f.code == "OKR023"]
    if not errors:
        return ""
    rest = len(errors) - most
    lines: Iterable[Words] = [_concise(f) for f in errors[:most]]
    more = f"and {rest} more; " if rest > 0 else ""
    return draw([*lines, words(f"{more}figures may miss something; see all: okrctl lint", "dim")], style)
