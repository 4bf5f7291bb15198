"""Findings for a person: as text with the user's own lines, as one line each, and what every command says of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from okrctl.core.finding import Finding, Related, Span
from okrctl.render.terminal.cells import harmless, one_line, width, wrap
from okrctl.render.terminal.ink import NOTHING, Ink, Words, draw, words
from okrctl.render.terminal.style import Style
from okrctl.storage.loading import Loaded

INKS: dict[str, Ink] = {"error": "bad", "warning": "warn", "advice": "accent"}
WIDEST_EXCERPT = 120
"""Characters of a line that are shown around the fault."""

Lines = Callable[[str], list[str]]


def text(loaded: Loaded, findings: Sequence[Finding], style: Style) -> str:
    """All findings with the lines they are about, and a closing line that counts them."""
    lines_of = cache(loaded.lines)
    drawn = [line for finding in findings for line in _full(finding, lines_of, style.width)]
    return draw([*drawn, _closing(loaded, findings)], style)


def concise(loaded: Loaded, findings: Sequence[Finding], style: Style) -> str:
    """All findings, a line each, and a closing line that counts them."""
    return draw([*map(_concise, findings), _closing(loaded, findings)], style)


def announced(loaded: Loaded, style: Style, most: int = 3) -> str:
    """What every command says on stderr where something is missing from the figures; empty where all is well."""
    errors = [f for f in loaded.findings if f.level == "error" or f.code == "OKR023"]
    if not errors:
        return ""
    rest = len(errors) - most
    lines: Iterable[Words] = [_concise(f) for f in errors[:most]]
    more = f"and {rest} more; " if rest > 0 else ""
    return draw([*lines, words(f"{more}figures may miss something; see all: okrctl lint", "dim")], style)


def brief(finding: Finding, style: Style) -> str:
    """One finding on a line, and on a second what helps."""
    more = words(f"  help: {one_line(finding.help)}") if finding.help else NOTHING
    return draw(filter(None, [_concise(finding), more]), style)


def _concise(finding: Finding) -> Words:
    """`file:line:col: error[CODE] message`."""
    head = words(f"{_place(finding.path, finding.span)}: ")
    return (
        head + words(f"{finding.level}[{finding.code}]", INKS[finding.level]) + words(f" {one_line(finding.message)}")
    )


def _full(finding: Finding, lines_of: Lines, most: int | None) -> Iterator[Words]:
    code = words(f"{finding.level}[{finding.code}]", INKS[finding.level])
    yield from _wrapped(code + words(": "), finding.message, most, 4)
    yield words(f"  --> {_place(finding.path, finding.span)}")
    yield from _excerpt(finding, lines_of)
    for related in finding.related:
        if not _is_beside(related, finding):
            yield words(f"   = {one_line(related.message)}: {_place(related.path, related.span)}")
    if finding.help:
        yield from _wrapped(words("   = help: "), finding.help, most, 11)
    yield words("")


def _wrapped(head: Words, sentence: str, most: int | None, indent: int) -> Iterator[Words]:
    """The sentence behind its head, at words into lines of so many cells; the further ones indented."""
    said = one_line(sentence)
    if most is None:
        yield head + words(said)
        return
    first = wrap(said, max(most - head.width, 1))[0]
    yield head + words(first)
    rest = said[len(first) :].strip()
    for line in wrap(rest, max(most - indent, 1)) if rest else []:
        yield words(" " * indent + line)


def _place(path: str, span: Span | None) -> str:
    return one_line(f"{path}:{span.line}:{span.column}" if span else path)


def _is_beside(related: Related, finding: Finding) -> bool:
    """Whether the second place is shown in the excerpt of the first."""
    return related.span is not None and related.path == finding.path


class _Mark(NamedTuple):
    """A stretch of a line that is underlined, with the sign and the words below it."""

    span: Span
    sign: str
    said: str
    ink: Ink


def _excerpt(finding: Finding, lines_of: Lines) -> Iterator[Words]:
    """The lines at fault, each with carets under it; the places that belong to the finding with dashes."""
    lines = lines_of(finding.path) if finding.span else []
    marks = sorted((mark for mark in _marks(finding) if mark.span.line <= len(lines)), key=_where)
    if not marks:
        return
    margin = len(str(marks[-1].span.line))
    yield words(f"{' ' * margin} |", "dim")
    shown_last = 0
    for mark in marks:
        shown, before, under = _window(lines[mark.span.line - 1], mark.span)
        if mark.span.line != shown_last:
            yield words(f"{mark.span.line:>{margin}} | ", "dim") + words(shown)
        shown_last = mark.span.line
        below = f"{' ' * before}{mark.sign * under} {one_line(mark.said)}"
        yield words(f"{' ' * margin} | ", "dim") + words(below, mark.ink)


def _marks(finding: Finding) -> Iterator[_Mark]:
    if finding.span:
        yield _Mark(finding.span, "^", finding.label or "", INKS[finding.level])
    for related in finding.related:
        if related.span and _is_beside(related, finding):
            yield _Mark(related.span, "-", related.message, "dim")


def _where(mark: _Mark) -> tuple[int, int]:
    return mark.span.line, mark.span.column


def _window(line: str, span: Span) -> tuple[str, int, int]:
    """The line as shown, the cells before the fault, and the cells that the fault takes."""
    start = max(0, span.column - 1 - WIDEST_EXCERPT // 2) if len(line) > WIDEST_EXCERPT else 0
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    shown_end = start + WIDEST_EXCERPT
    before, under = line[start : span.column - 1], line[span.column - 1 : min(end, shown_end)]
    return _visible(line[start:shown_end]), width(_visible(before)), max(1, width(_visible(under)))


def _visible(text: str) -> str:
    return harmless(text.replace("\t", "    "))


def _closing(loaded: Loaded, findings: Sequence[Finding]) -> Words:
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
