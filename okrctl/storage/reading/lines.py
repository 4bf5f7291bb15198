"""The lines of a hand-written text by index: LF, CRLF and a lone CR end one, nothing else does."""

from __future__ import annotations

from functools import lru_cache

from okrctl.core.frozen import dataclass
from okrctl.core.pattern import pattern

_BLANK_LINE = pattern(r"(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: where it begins, where its content ends, and where the next one begins."""

    start: int
    end: int
    next: int


def line_at(text: str, index: int) -> Line:
    """The line that holds the index."""
    start = max(text.rfind("\n", 0, index), _lone_cr_before(text, index)) + 1
    ends = [found for found in (text.find("\n", index), text.find("\r", index)) if found >= 0]
    end = min(ends, default=len(text))
    return Line(start, end, end + (2 if text.startswith("\r\n", end) else min(1, len(text) - end)))


def _lone_cr_before(text: str, index: int) -> int:
    """The index of the CR before `index`, -1 where there is none or an LF follows it."""
    found = text.rfind("\r", 0, index)
    return found if text[found + 1 : found + 2] != "\n" else -1


def content(text: str, line: Line) -> str:
    """What stands on the line, without blanks around it."""
    return text[line.start : line.end].strip(" \t")


def indent(text: str, line: Line) -> int:
    """How many spaces the line begins with."""
    return len(text[line.start : line.end]) - len(text[line.start : line.end].lstrip(" "))


def newline_of(text: str) -> str:
    r"""The line end that most lines have; LF where there is none.

    >>> newline_of("a\r\nb\r\nc\n") == "\r\n"
    True
    """
    crlf = text.count("\r\n")
    counts = {"\n": text.count("\n") - crlf, "\r\n": crlf, "\r": text.count("\r") - crlf}
    return max(counts, key=lambda end: counts[end])


def has_blank_line(text: str, start: int, end: int) -> bool:
    """Whether an empty line lies between the two indexes."""
    return bool(_BLANK_LINE.search(text, start, end))


_END = pattern(r"\r\n|\r|\n")


@lru_cache(maxsize=2)
def line_starts(text: str) -> tuple[int, ...]:
    r"""The index at which each line begins; CRLF, LF and a lone CR end a line.

    >>> line_starts("a\r\nb\rc\n")
    (0, 3, 5, 7)
    """
    return (0, *(end.end() for end in _END.finditer(text)))
