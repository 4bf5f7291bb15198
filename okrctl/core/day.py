"""Days as people write them: how the text of one becomes a date, and which one was probably meant where it is none."""

from __future__ import annotations

import re
from datetime import date

from okrctl.core.bad_value import BadValue
from okrctl.core.pattern import pattern

_DAY = pattern(r"(\d{4})-(\d{2})-(\d{2})\Z", re.ASCII)
_LOOSE_DAY = pattern(r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})(?P<time>[T ].*)?\Z", re.ASCII)


def parse(text: str) -> date:
    """The day, `YYYY-MM-DD`; raises BadValue (OKR015) with the nearest valid one otherwise.

    >>> parse("2026-11-21")
    datetime.date(2026, 11, 21)
    """
    match = _DAY.match(text)
    if match:
        try:
            return date(*map(int, match.groups()))
        except ValueError:
            raise BadValue("OKR015", f"{text} is not a day of the calendar", help=_nearest_day(text)) from None
    raise BadValue("OKR015", _day_fault(text), help=_nearest_day(text), fix=_with_zeros(text))


def _day_fault(text: str) -> str:
    if _LOOSE_DAY.match(text) and ("T" in text or ":" in text):
        return f'a day is due here, not a time: "{text[:40]}"'
    return f'"{text[:40]}" is not a date'


def _with_zeros(text: str) -> str | None:
    """The same day with its zeros, where only those are missing: `2026-1-5`."""
    match = re.match(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z", text, re.ASCII)
    try:
        return date(*map(int, match.groups())).isoformat() if match else None
    except ValueError:
        return None


def _nearest_day(text: str) -> str:
    """The advice for a text that is no day: the nearest valid one where there is one."""
    match = _LOOSE_DAY.match(text)
    if not match:
        return "write it as YYYY-MM-DD, such as 2026-11-21"
    year, month, day = (int(part) for part in match.groups()[:3])
    if len(match[1]) < 4 and len(match[3]) == 4:
        return _year_first(year, month, day)
    year, month = max(1, year), min(max(1, month), 12)
    for candidate in range(min(max(day, 1), 31), 0, -1):
        try:
            return f"write {date(year, month, candidate).isoformat()}"
        except ValueError:
            continue
    return "write it as YYYY-MM-DD"


def _year_first(first: int, second: int, year: int) -> str:
    """The advice for a date that begins with the day or the month, in full where only one of them can be meant."""
    if min(first, second) <= 12 < max(first, second):
        try:
            return f"write {date(year, min(first, second), max(first, second)).isoformat()}"
        except ValueError:
            pass
    return "write the year first: YYYY-MM-DD"
