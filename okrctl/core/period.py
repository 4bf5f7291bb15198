"""Period: the days that a cycle's id stands for, such as `2026-Q4`, `2026-W47` or `FY27-H1`."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import MAXYEAR, MINYEAR, date, timedelta

from okrctl.core.errors import UsageError
from okrctl.core.frozen import dataclass
from okrctl.core.pattern import pattern

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
FISCAL_CENTURY = 2000
"""FY27 is a year of this century; fiscal ids name no other."""

_CALENDAR = pattern(r"(?P<year>\d{4})(?:-(?:(?P<letter>[QHW])(?P<number>\d{1,2})|(?P<month>\d{2})))?\Z", re.ASCII)
_FISCAL = pattern(r"FY(?P<year>\d{2})(?:-(?P<letter>[QH])(?P<number>\d))?\Z", re.ASCII)
_QUARTER = pattern(r"(?:(?:\d{4}|FY\d{2})-)?Q[1-4]\Z", re.ASCII)
_FISCAL_QUARTER = pattern(r"FY\d{2}-Q[1-4]\Z", re.ASCII)
_MONTHS_OF = {"Q": 3, "H": 6}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days with the id and the title that it has as a cycle."""

    id: str
    start: date
    """The first day; it belongs to the period."""
    end: date
    """The last day; it belongs to the period."""
    title: str


def parse(cycle_id: str, fiscal_year_starts: int = 1) -> Period | None:
    """The period that the id stands for; None for a custom id, and for one such as `2026-13` or `2026-W60`.

    >>> parse("FY27-Q1", fiscal_year_starts=2).start
    datetime.date(2026, 2, 1)
    """
    fiscal = _FISCAL.match(cycle_id)
    if fiscal:
        return _fiscal(cycle_id, int(fiscal["year"]), fiscal["letter"], fiscal["number"], fiscal_year_starts)
    calendar = _CALENDAR.match(cycle_id)
    if not calendar or int(calendar["year"]) < MINYEAR:
        return None
    year, number = int(calendar["year"]), calendar["number"]
    if calendar["month"]:
        return _month(cycle_id, year, int(calendar["month"]))
    if calendar["letter"] == "W":
        return _week(cycle_id, year, number)
    if not calendar["letter"]:
        return _months(cycle_id, year, 1, 12, f"{year:04}")
    return _part_of_year(cycle_id, year, calendar["letter"], number)


def quarter_containing(day: date, fiscal_year_starts: int = 1) -> Period:
    """The quarter that holds the day: of the calendar, or of a fiscal year that begins in another month.

    A fiscal year outside 2000-2099 has no id; its days belong to calendar quarters.
    """
    if fiscal_year_starts != 1 and (fiscal := fiscal_quarter_containing(day, fiscal_year_starts)):
        return fiscal
    quarter = (day.month + 2) // 3
    return _months(_calendar_quarter(day), day.year, 3 * quarter - 2, 3, f"Q{quarter} {day.year:04}")


def _calendar_quarter(day: date) -> str:
    return f"{day.year:04}-Q{(day.month + 2) // 3}"


def fiscal_quarter_containing(day: date, fiscal_year_starts: int) -> Period | None:
    """The quarter of the fiscal year that holds the day; None outside FY00 to FY99."""
    year = fiscal_year_of(day, fiscal_year_starts)
    if not 0 <= year - FISCAL_CENTURY < 100:
        return None
    quarter = (day.month - fiscal_year_starts) % 12 // 3 + 1
    return parse(f"FY{year % 100:02}-Q{quarter}", fiscal_year_starts)


def fiscal_year_of(day: date, fiscal_year_starts: int) -> int:
    """The year in which the fiscal year that holds the day ends.

    >>> fiscal_year_of(date(2026, 11, 21), 2)
    2027
    """
    return day.year + (fiscal_year_starts > 1 and day.month >= fiscal_year_starts)


def next_id(cycle_id: str, fiscal_year_starts: int = 1) -> str | None:
    """The id of the period of the same kind that follows: `2027-Q1` for `2026-Q4`; None for a custom id."""
    period = parse(cycle_id, fiscal_year_starts)
    if period is None or period.end == date.max:
        return None
    return _same_kind(cycle_id, period.end + timedelta(days=1), fiscal_year_starts)


def previous_id(cycle_id: str, fiscal_year_starts: int = 1) -> str | None:
    """The id of the period of the same kind that comes before; None for a custom id."""
    period = parse(cycle_id, fiscal_year_starts)
    if period is None or period.start == date.min:
        return None
    return _same_kind(cycle_id, period.start - timedelta(days=1), fiscal_year_starts)


def quarter_from(text: str | None, as_of: date, fiscal_year_starts: int, cycle_ids: Collection[str]) -> str:
    """The cycle's id that a form of `--quarter` names: nothing (the one of as-of), `Q3`, `last`, `next`, `2026-Q3`, `FY27-Q1`.

    Without a year it is a fiscal quarter where the fiscal year does not start in January and that quarter is among the
    cycles, or where the cycles hold fiscal quarters only. Raises UsageError for another text.
    """
    word = (text or "").strip().upper()
    if "-" in word and _QUARTER.match(word) and parse(word):
        return word
    if word not in ("", "LAST", "NEXT") and not ("-" not in word and _QUARTER.match(word)):
        raise _no_quarter(text or "")
    calendar = _quarter_near(_calendar_quarter(as_of), word, 1)
    fiscal = None
    if fiscal_year_starts != 1 and (current := fiscal_quarter_containing(as_of, fiscal_year_starts)):
        fiscal = _quarter_near(current.id, word, fiscal_year_starts)
    chosen = _fiscal_or_calendar(fiscal, calendar, cycle_ids)
    if chosen is None:
        raise UsageError(f"there is no quarter {word.lower()} of {as_of}: the calendar ends")
    return chosen


def _quarter_near(current: str, word: str, fiscal_year_starts: int) -> str | None:
    """The quarter that the word names from the current one on, in the same calendar."""
    if word == "LAST":
        return previous_id(current, fiscal_year_starts)
    if word == "NEXT":
        return next_id(current, fiscal_year_starts)
    return f"{current.partition('-')[0]}-{word}" if word else current


def _fiscal_or_calendar(fiscal: str | None, calendar: str | None, cycle_ids: Collection[str]) -> str | None:
    if fiscal is None or calendar is None:
        return fiscal or calendar
    if fiscal in cycle_ids or calendar in cycle_ids:
        return fiscal if fiscal in cycle_ids else calendar
    has_calendar_quarters = any("-" in c and _QUARTER.match(c) and not _FISCAL_QUARTER.match(c) for c in cycle_ids)
    return fiscal if not has_calendar_quarters and any(map(_FISCAL_QUARTER.match, cycle_ids)) else calendar


def _no_quarter(text: str) -> UsageError:
    return UsageError(
        f'"{text}" is no quarter', help="write Q3, last, next, 2026-Q3 or FY27-Q1; other cycles go with --cycle"
    )


def _same_kind(cycle_id: str, day: date, fiscal_year_starts: int) -> str | None:
    """The id of the period that holds the day and has the form of the given id."""
    head, _, tail = cycle_id.partition("-")
    if head.startswith("FY"):
        year = fiscal_year_of(day, fiscal_year_starts)
        if not 0 <= year - FISCAL_CENTURY < 100:
            return None
        head, month = f"FY{year % 100:02}", (day.month - fiscal_year_starts) % 12
    elif tail.startswith("W"):
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}"
    else:
        head, month = f"{day.year:04}", day.month - 1
    if not tail:
        return head
    return f"{head}-{tail[0]}{month // _MONTHS_OF[tail[0]] + 1}" if tail[0] in _MONTHS_OF else f"{head}-{month + 1:02}"


def _fiscal(cycle_id: str, short_year: int, letter: str | None, number: str | None, starts: int) -> Period | None:
    year = FISCAL_CENTURY + short_year - (starts > 1)
    if not letter:
        return _months(cycle_id, year, starts, 12, cycle_id)
    length = _MONTHS_OF[letter]
    if not 1 <= int(number or 0) <= 12 // length:
        return None
    return _months(cycle_id, year, starts + length * (int(number or 0) - 1), length, cycle_id.replace("-", " "))


def _part_of_year(cycle_id: str, year: int, letter: str, number: str) -> Period | None:
    length = _MONTHS_OF[letter]
    if len(number) > 1 or not 1 <= int(number) <= 12 // length:
        return None
    return _months(cycle_id, year, length * (int(number) - 1) + 1, length, f"{letter}{number} {year:04}")


def month_named(word: str) -> int | None:
    """The number of the one month whose English name begins so; None for none or several.

    >>> month_named("nov"), month_named("June"), month_named("Ju")
    (11, 6, None)
    """
    found = [number for number, name in enumerate(MONTHS, 1) if name.lower().startswith(word.lower())]
    return found[0] if len(found) == 1 else None


def _month(cycle_id: str, year: int, month: int) -> Period | None:
    return _months(cycle_id, year, month, 1, f"{MONTHS[month - 1]} {year:04}") if 1 <= month <= 12 else None


def _week(cycle_id: str, year: int, number: str) -> Period | None:
    """An ISO week, Monday to Sunday; the last one of the year 9999 ends with the calendar."""
    try:
        start = date.fromisocalendar(year, int(number), 1)
    except ValueError:
        return None
    end = date.fromordinal(min(start.toordinal() + 6, date.max.toordinal()))
    return Period(cycle_id, start, end, f"Week {int(number)} {year:04}") if len(number) == 2 else None


def _months(cycle_id: str, year: int, first: int, length: int, title: str) -> Period:
    """The period of `length` months from month `first` of the year, which may lie beyond 12."""
    start = first_of_month(year, first)
    following = first_of_month(year, first + length)
    return Period(cycle_id, start, following - timedelta(days=1) if following < date.max else date.max, title)


def first_of_month(year: int, month: int) -> date:
    """The first day of the month, counted on from the year's January (13 is the next one's); at most the last day there is."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, 1) if year <= MAXYEAR else date.max
