"""Finding: what is wrong with the text of a file, as a value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field, replace
from typing import Literal

from okrctl.core.frozen import dataclass

Level = Literal["error", "warning", "advice"]
KeyPath = tuple[str | int, ...]

UNREADABLE_CODES = frozenset({"OKR001", "OKR002", "OKR003", "OKR004", "OKR005", "OKR006"})
"""With one of these nothing of the file is used."""

MOST_ALIKE = 1000
"""So many findings of one code in one file are told one by one."""

FIRST_ADVISORY = "OKR101"
"""From this code on findings are about goals, not about files that cannot be trusted."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a file's text: lines and columns count characters from 1, the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that belongs to a finding, such as the first of two equal keys."""

    path: str
    message: str
    span: Span | None = None
    keys: KeyPath = ()
    """The keys that lead to it; a rule knows no more, storage fills in the span."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong, or could be better, in one file."""

    code: str
    """`OKR012`: stable for ever, explained by `okrctl explain`."""
    level: Level
    message: str
    path: str
    """Relative to the workspace, with `/`."""
    keys: KeyPath = ()
    """The keys that lead to the fault inside the file; empty for the file as a whole."""
    on_key: bool = False
    """The fault is the last key itself, not its value."""
    span: Span | None = None
    """Filled in where the text is at hand; a rule that knows only `keys` leaves it to storage."""
    ref: str | None = None
    help: str | None = None
    label: str | None = None
    """What is said beside the carets, where there is more than one place: "set again here"."""
    fix: str | None = None
    """What would stand at the span instead, where that provably means the same."""
    related: tuple[Related, ...] = field(default=())

    @property
    def line(self) -> int | None:
        """The first line of the fault, from 1."""
        return self.span.line if self.span else None

    @property
    def column(self) -> int | None:
        """The first column of the fault, from 1."""
        return self.span.column if self.span else None


def is_advisory(code: str) -> bool:
    """Whether a workspace may give the code another level, or silence it on its line.

    >>> is_advisory("OKR301"), is_advisory("OKR012")
    (True, False)
    """
    return code >= FIRST_ADVISORY


def without_repetition(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, but of more than a thousand of one code in one file the first thousand and how many follow."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.path, finding.code), []).append(finding)
    kept = []
    for alike in groups.values():
        kept += alike[:MOST_ALIKE]
        more = len(alike) - MOST_ALIKE
        if more > 0:
            kept.append(alike[MOST_ALIKE] if more == 1 else and_more(alike[MOST_ALIKE], more))
    return kept


def and_more(finding: Finding, number: int) -> Finding:
    """The finding for it and others like it."""
    return replace(finding, message=f"and {number:,} more like this in the file", help=None, fix=None, related=())


def in_order(findings: list[Finding]) -> list[Finding]:
    """The findings by path and place, equal ones once."""
    unique = {(f.path, f.span, f.keys, f.code, f.message): f for f in findings}
    return sorted(unique.values(), key=lambda f: (f.path, f.line or 0, f.column or 0, f.code, f.message))
