"""The text of a cell -> a day, in the forms that tools and spreadsheets write."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Literal

from okrctl.core.bad_value import BadValue
from okrctl.core.errors import UsageError
from okrctl.core.period import MONTHS, month_named

DayOrder = Literal["dmy", "mdy"]

_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?\Z", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4}|\d{2})(?:,? .*)?\Z", re.ASCII)
_WORDS = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s.-]+(?P<month>[A-Za-z]{3,9})|"
    r"(?P<month2>[A-Za-z]{3,9})\.?\s+(?P<day2>\d{1,2})(?:st|nd|rd|th)?),?[\s.-]+(?P<year>\d{4})(?:,? .*)?\Z",
    re.ASCII,
)


def day(text: str, order: DayOrder | None) -> date | None:
    """The day; None for an empty cell.

    Raises BadValue for what is no day, UsageError naming `--dates` where it may be two.

    >>> day("21.11.2026", None), day("Nov 21, 2026", None), day("03/04/2026", "mdy")
    (datetime.date(2026, 11, 21), datetime.date(2026, 11, 21), datetime.date(2026, 3, 4))
    """
    stripped = text.strip()
    if stripped.casefold() in {"", "-", "–", "n/a", "none", "tbd", "not set"}:
        return None
    try:
        return _day(stripped, order)
    except BadValue:
        raise
    except ValueError:
        raise BadValue("OKR015", f'"{stripped[:40]}" is no day of the calendar') from None


def _day(text: str, order: DayOrder | None) -> date:
    if match := _YEAR_FIRST.match(text):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := _YEAR_LAST.match(text):
        return _year_last(text, match, order)
    if match := _WORDS.match(text):
        return date(int(match["year"]), _month(match["month"] or match["month2"]), int(match["day"] or match["day2"]))
    raise BadValue("OKR015", f'"{text[:40]}" is not a date', help="write it as YYYY-MM-DD")


def _year_last(text: str, match: re.Match[str], order: DayOrder | None) -> date:
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    year += 2000 if len(match[4]) == 2 else 0
    if match[2] == ".":
        return date(year, second, first)
    if order is None and first <= 12 and second <= 12 and first != second:
        raise Ambiguous.between(text, date(year, second, first), date(year, first, second))
    day_first = order == "dmy" or (order is None and first > 12)
    return date(year, second, first) if day_first else date(year, first, second)


def _month(word: str) -> int:
    found = month_named(word) or (9 if word.lower().startswith("sept") else None)
    if found is None:
        raise ValueError(word)
    return found


class Ambiguous(UsageError):
    """A date that is two days, by the country it was written in."""

    def __init__(self, message: str) -> None:
        super().__init__(message, help="say which comes first, the day or the month: --dates dmy or --dates mdy")

    @classmethod
    def between(cls, text: str, day_first: date, month_first: date) -> Ambiguous:
        """The error for one text."""
        told = [f"{one.day} {MONTHS[one.month - 1]} {one.year}" for one in (day_first, month_first)]
        return cls(f'"{text}" may be {told[0]} or {told[1]}')

    def in_row(self, row: int, file: str) -> Ambiguous:
        """The same error with the place of the text."""
        return Ambiguous(f"row {row} of {file}: {self.message}")


def instant(text: str) -> datetime | None:
    """The moment, where the cell says one with its time; None otherwise."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    if "T" not in text and " " not in text.strip():
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)
