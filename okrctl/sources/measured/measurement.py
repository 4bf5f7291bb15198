"""What a source gave, as text, number or day of whatever kind -> the values of a KPI on their days."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal

from okrctl.core import number, period
from okrctl.core.bad_value import BadValue
from okrctl.core.errors import SourceFailed
from okrctl.core.fields import read_day
from okrctl.core.kpi import Kpi
from okrctl.core.kpis.pulled import Pulled
from okrctl.core.suggestion import did_you_mean
from okrctl.sources.measured.around import Around, Row

_TIME = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})[T ]\d", re.ASCII)
_UNIX = re.compile(r"\d{10}(?:\d{3})?(?:\.\d+)?\Z", re.ASCII)
"""Seconds, or thousandths of them, since 1970."""
_MOST_PLACES = 60


def measured(kpi: Kpi, rows: Iterable[Row], around: Around) -> tuple[Pulled, ...]:
    """The values by day; a row without a value was not measured and is left out.

    Of two values for one day that come with a time the later row counts. Raises SourceFailed for what is no date or no value,
    and for two values for one day without a time.
    """
    days: dict[date, Pulled] = {}
    for line, (when, what) in enumerate(rows, 1):
        try:
            value = _value(kpi, what)
            if value is None:
                continue
            day, timed = _day(when, around)
        except BadValue as fault:
            raise SourceFailed(f"row {line}: {fault.message}", help=fault.help) from None
        other = days.get(day)
        if other and not timed and other.value != value:
            help_ = "choose rows with where:, or aggregate in a query"
            raise SourceFailed(f"row {line}: a second value for {day}: {other.value} and {value}", help=help_)
        days[day] = Pulled(day, value)
    return tuple(days[day] for day in sorted(days))


def _value(kpi: Kpi, what: object) -> str | None:
    """The text of a reading; None for nothing."""
    if what is None or (isinstance(what, str) and not what.strip()):
        return None
    if kpi.scale:
        return _word(kpi, what)
    if isinstance(what, bool) or not isinstance(what, int | float | Decimal | str):
        raise BadValue("OKR013", f"expected a number, found {_kind(what)}")
    text = what.strip() if isinstance(what, str) else _digits(what)
    return number.plain_text(number.parse_typed(text))


def _word(kpi: Kpi, what: object) -> str:
    word = what.strip() if isinstance(what, str) else str(what)
    if word in kpi.scale:
        return word
    help_ = f"it has {', '.join(kpi.scale)}"
    raise BadValue("OKR013", f'"{word[:40]}" is not on the scale{did_you_mean(word, kpi.scale)}', help=help_)


def _digits(value: float | Decimal) -> str:
    """The number spelled out; a float by the shortest digits that mean it."""
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if not exact.is_finite() or abs(exact.adjusted()) > _MOST_PLACES:
        raise BadValue("OKR014", f"{str(value)[:40]} is not a number that can be held")
    return number.plain_text(exact)


def _day(when: object, around: Around) -> tuple[date, bool]:
    """The day, and whether a time stood beside it."""
    if when is None:
        raise BadValue("OKR015", "a value without a date")
    if isinstance(when, datetime):
        return when.date(), True
    if isinstance(when, date):
        return when, False
    if isinstance(when, bool) or not isinstance(when, int | float | Decimal | str):
        raise BadValue("OKR015", f"expected a date, found {_kind(when)}")
    text = when.strip() if isinstance(when, str) else _digits(when)
    if _UNIX.match(text):
        thousandths = len(text.partition(".")[0]) == 13
        return datetime.fromtimestamp(float(text) / (1000 if thousandths else 1), UTC).date(), True
    if match := _TIME.match(text):
        return read_day(match["day"]), True
    return _last_day(text, around) or read_day(text), False


def _last_day(text: str, around: Around) -> date | None:
    """The last day of a period such as 2026-11 or 2026-Q4, but not one after as-of in a period that has begun."""
    found = period.parse(text, around.fiscal_year_starts)
    if found is None:
        return None
    return min(found.end, around.as_of) if found.start <= around.as_of else found.end


def _kind(value: object) -> str:
    kinds: dict[type, str] = {bool: "true or false", list: "a list", dict: "keys and values", bytes: "bytes"}
    return kinds.get(type(value), f"something else ({type(value).__name__})")
