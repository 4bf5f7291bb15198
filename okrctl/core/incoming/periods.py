"""The name of another tool's period -> the cycle it stands for here."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date

from okrctl.core import period
from okrctl.core.frozen import dataclass
from okrctl.core.incoming.ids import free_id
from okrctl.core.model import Workspace
from okrctl.core.pattern import pattern
from okrctl.core.slug import slug

_YEAR = r"(?P<year>\d{4})"
_FISCAL = r"FY ?(?:20)?(?P<fiscal>\d{2})"
_PART = r"(?P<part>[QH][1-4])"
_BETWEEN = r"[\s,'/_-]*"
_FORMS = tuple(
    re.compile(form + r"\Z", re.IGNORECASE)
    for form in (
        rf"{_PART}{_BETWEEN}{_YEAR}",
        rf"{_YEAR}{_BETWEEN}{_PART}",
        rf"{_PART}{_BETWEEN}{_FISCAL}",
        rf"{_FISCAL}{_BETWEEN}{_PART}",
        _FISCAL,
        rf"(?:annual|yearly|year|full year){_BETWEEN}{_YEAR}",
        rf"{_YEAR}{_BETWEEN}(?:annual|yearly|full year)?",
    )
)
_MONTH = pattern(rf"(?P<month>[A-Za-z]{{3,9}}){_BETWEEN}{_YEAR}\Z")
_BEHIND = pattern(r"\s*\(.*\)\s*\Z", re.DOTALL)
"""What stands in brackets behind the name: `Q1 2026 (Jan - Mar)`."""


def cycle_named(workspace: Workspace, text: str) -> str | None:
    """The cycle that the words name: one that is there, by id or title, or a period of the calendar; None otherwise.

    >>> from okrctl.core.settings import Settings
    >>> empty = Workspace(settings=Settings(format=1))
    >>> cycle_named(empty, "Q4 2026"), cycle_named(empty, "Annual 2026"), cycle_named(empty, "Nov 2026"), cycle_named(empty, "Launch")
    ('2026-Q4', '2026', '2026-11', None)
    """
    words = " ".join(text.split())
    for cycle in workspace.cycles.values():
        if words.casefold() in (cycle.id.casefold(), cycle.title.casefold()):
            return cycle.id
    own = calendar_id(words) or calendar_id(_BEHIND.sub("", words))
    if own and period.parse(own, workspace.settings.fiscal_year_starts):
        return own
    return slug(words) if slug(words) in workspace.cycles else None


def calendar_id(words: str) -> str | None:
    """The id of the period of the calendar that the words name; None where they name none."""
    if period.parse(words.upper()):
        return words.upper()
    if match := _MONTH.match(words):
        month = period.month_named(match["month"])
        if month:
            return f"{match['year']}-{month:02}"
    for form in _FORMS:
        if match := form.match(words):
            parts = match.groupdict()
            year = f"FY{parts['fiscal']}" if parts.get("fiscal") else parts["year"]
            return f"{year}-{parts['part'].upper()}" if parts.get("part") else year
    return None


def custom_id(text: str, taken: Collection[str]) -> str:
    """The id of a new cycle with a name of its own; `period` and a number where the name has no ASCII letters.

    >>> custom_id("Launch 2026", ()), custom_id("第四季度", {"period"})
    ('launch-2026', 'period-2')
    """
    return free_id(text, "period", taken)


def cycle_of_days(start: date | None, due: date | None, fiscal_year_starts: int) -> str | None:
    """The shortest of quarter, half year and year that holds both days; None without days, or across years.

    >>> cycle_of_days(date(2026, 10, 1), date(2026, 12, 31), 1), cycle_of_days(date(2026, 2, 1), date(2026, 11, 30), 1)
    ('2026-Q4', '2026')
    """
    first, last = start or due, due or start
    if first is None or last is None:
        return None
    quarter = period.quarter_containing(last, fiscal_year_starts)
    year = quarter.id.partition("-")[0]
    for candidate in (quarter, *(period.parse(f"{year}{part}", fiscal_year_starts) for part in ("-H1", "-H2", ""))):
        if candidate and candidate.start <= first and last <= candidate.end:
            return candidate.id
    return None


@dataclass(frozen=True, slots=True)
class Span:
    """The days from the first to the last of what is known of a period."""

    start: date
    end: date


def span(days: Iterable[date | None]) -> Span | None:
    """The span of the days that are known; None where none is, or it is a single day."""
    known = [day for day in days if day]
    return Span(min(known), max(known)) if known and min(known) < max(known) else None
