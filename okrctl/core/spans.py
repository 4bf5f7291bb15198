"""Spans: the days, weeks, months, quarters and years of the calendar, counted.

A count of a `recurring` key result, a KPI's measure and the check-in cadence all go by them. Weeks are those of ISO 8601,
Monday to Sunday. Each span has an index, one more than the span before it, so that spans are counted without walking.
"""

from __future__ import annotations

from datetime import date, timedelta

from okrctl.core.period import first_of_month

_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_DAYS = {"day": 1, "week": 7, "2 weeks": 14}


def index(day: date, span: str) -> int:
    """The index of the span (day, week, 2 weeks, month, quarter or year) that holds the day.

    >>> index(date(2026, 11, 22), "week") - index(date(2026, 11, 16), "week")
    0
    """
    if span in _DAYS:
        return (day.toordinal() - 1) // _DAYS[span]
    return (day.year * 12 + day.month - 1) // _MONTHS[span]


def first_day(span_index: int, span: str) -> date:
    """The first day of the span with that index; at most the last day there is."""
    if span in _DAYS:
        return date.fromordinal(min(span_index * _DAYS[span] + 1, date.max.toordinal()))
    month = span_index * _MONTHS[span]
    return first_of_month(month // 12, month % 12 + 1)


def last_day(span_index: int, span: str) -> date:
    """The last day of the span with that index."""
    if span_index >= index(date.max, span):
        return date.max
    return first_day(span_index + 1, span) - timedelta(days=1)


def ended(first: date, last: date, span: str, as_of: date) -> range:
    """The indexes of the spans that belong to the days from `first` to `last` and have ended by as-of.

    A span belongs to them if its last day does; it has ended from the day after its last.
    """
    if as_of == date.min:
        return range(0)
    until = min(last, as_of - timedelta(days=1))
    following = index(until, span) + (last_day(index(until, span), span) == until)
    return range(index(first, span), following)
