"""What is looked for in the bytes of a file before any YAML parser sees them: encoding, control characters, merge markers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from okrctl.core.fields import is_control
from okrctl.core.finding import Finding, Related, Span
from okrctl.core.pattern import pattern
from okrctl.storage.reading.lines import line_starts

UTF8_BOM = b"\xef\xbb\xbf"
MOST_MARKERS = 12
"""So many markers of an unresolved merge are shown."""

_MARKER = pattern(r"^[ \t]*(<{7}|={7}|>{7}|\|{7})(?:[ \t].*)?$", re.MULTILINE)
_CONTROL = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_NOT_YAML = pattern("[\ud800-\udfff\ufffe\uffff]")


def decoded(path: str, data: bytes) -> tuple[str, bool] | Finding:
    """The text and whether a byte order mark stood before it, or the finding that keeps it from being text."""
    bom = data.startswith(UTF8_BOM)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _unreadable(path, "OKR002", "the file is UTF-16, not UTF-8", help="save it as UTF-8")
    try:
        return data.removeprefix(UTF8_BOM).decode("utf-8"), bom
    except UnicodeDecodeError as fault:
        return _not_utf8(path, data, fault.start)


def _not_utf8(path: str, data: bytes, at: int) -> Finding:
    before = data[:at].removeprefix(UTF8_BOM).decode("utf-8", "replace")
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    likely = "UTF-16" if b"\x00" in data[:64] else "Latin-1 or Windows-1252"
    return _unreadable(
        path,
        "OKR002",
        f"not UTF-8: byte 0x{data[at]:02x} at position {at}; the file looks like {likely}",
        Span(line, column, line, column + 1),
        help="save it as UTF-8",
    )


def text_faults(path: str, text: str) -> Iterator[Finding]:
    """The faults that make the whole text unreadable; the first of each kind."""
    control = _CONTROL.search(text) or _NOT_YAML.search(text)
    if control:
        character = control[0]
        span = span_in(text, control.start(), control.end())
        name = "control character" if is_control(character) else "character that no YAML file may hold"
        yield _unreadable(path, "OKR002", f"{name} \\u{{{ord(character):x}}}", span, help="remove it")
    yield from _merge_markers(path, text)


def _merge_markers(path: str, text: str) -> Iterator[Finding]:
    """Git's markers at any indentation, so inside a block text too; two different ones make a conflict."""
    markers = list(_MARKER.finditer(text))
    kinds = {marker[1][0] for marker in markers}
    if not (kinds & {"<", ">"} and len(kinds) > 1):
        return
    shown = [(marker[1][0], span_in(text, marker.start(1), marker.end())) for marker in markers[:MOST_MARKERS]]
    last = span_in(text, markers[-1].start(1), markers[-1].end())
    yield _unreadable(
        path,
        "OKR003",
        f"unresolved merge from line {shown[0][1].line} to line {last.line}",
        shown[0][1],
        help="keep one side (or both) and remove the markers",
        related=tuple(Related(path, _side(sign), span) for sign, span in shown[1:]),
    )


def _side(sign: str) -> str:
    return {
        "=": "the other side begins",
        ">": "the conflict ends",
        "|": "the common ancestor begins",
        "<": "another conflict",
    }[sign]


def span_in(text: str, start: int, end: int) -> Span:
    """The lines and columns of a stretch of text that has no `Document` yet."""
    return Span(*_line_and_column(text, start), *_line_and_column(text, end))


def _line_and_column(text: str, index: int) -> tuple[int, int]:
    starts = line_starts(text)
    line = bisect_right(starts, index)
    return line, index - starts[line - 1] + 1


def _unreadable(  # noqa: PLR0913 - the parts of a finding
    path: str,
    code: str,
    message: str,
    span: Span | None = None,
    *,
    help: str,  # noqa: A002
    related: tuple[Related, ...] = (),
) -> Finding:
    return Finding(code=code, level="error", message=message, path=path, span=span, help=help, related=related)
