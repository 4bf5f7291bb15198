"""JSON text -> rows of date and value, found by path expressions as RFC 9535 (JSONPath) has them.

`$.rows[*].nps`; the `$.` at the beginning may be left out.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from okrctl.core.errors import SourceFailed
from okrctl.core.kpi import Source
from okrctl.sources.measured.around import MOST_ROWS, Rows, seconds
from okrctl.sources.measured.deadline import too_slow, within

LONGEST_NUMBER = 400
"""Characters; what has more is no measure."""

Node = tuple[tuple[int, ...], object]
"""The places in lists that lead to a value, and the value."""


def rows_of(data: bytes, source: Source, name: str, as_of: date) -> Rows:
    """Each value that the path finds, with the date that stands beside it; without a path for dates that is as-of.

    Raises SourceFailed for what is no JSON, for an expression that is none, and for values without a date.
    """
    if source.value is None:
        raise SourceFailed("the source does not say where the value stands", help="add value: $.path.to.it")
    document = _parsed(data, name, "" if source.json else "a table needs format: csv")
    limit = seconds(source)
    values = _found(document, source.value, name, limit)
    if source.date is None:
        yield from ((as_of, value) for _, value in values)
        return
    found = _found(document, source.date, name, limit)
    dates = dict(found)
    if any(place not in dates for place, _ in values):
        dates, values = dict(_in_rows(found)), _in_rows(values)
    for place, value in values:
        if place not in dates and value is not None:
            raise SourceFailed(f"{name} has a value without a date: number {max(place, default=0) + 1}")
        yield dates.get(place), value


def _parsed(data: bytes, name: str, help_: str) -> Any:
    try:
        return json.loads(data, parse_float=_number, parse_int=_number, parse_constant=_number)
    except UnicodeDecodeError:
        raise SourceFailed(f"{name} is not UTF-8") from None
    except RecursionError:
        raise SourceFailed(f"{name} is nested too deeply") from None
    except ValueError as fault:
        where = f" (line {fault.lineno}, column {fault.colno})" if isinstance(fault, json.JSONDecodeError) else ""
        raise SourceFailed(f"{name} is no JSON{where}", help=help_ or None) from None


def _number(text: str) -> Decimal:
    if len(text) > LONGEST_NUMBER:
        raise ValueError("a number of so many digits")
    return Decimal(text)


def _found(document: Any, expression: str, name: str, limit: float) -> list[Node]:
    from jsonpath import JSONPathEnvironment
    from jsonpath.exceptions import JSONPathError

    environment = JSONPathEnvironment()
    for regular_expression in ("match", "search"):  # they can take for ever, and nothing can stop them
        environment.function_extensions.pop(regular_expression, None)
    try:
        if "=~" in expression:
            raise SourceFailed(f'"{expression}" holds a regular expression', help="compare with == instead")
        query = environment.compile(expression)
        matches = within(limit, lambda: _first(query.finditer(document), limit))
    except (JSONPathError, RecursionError) as fault:
        what = str(fault).partition("\n")[0]
        raise SourceFailed(f'"{expression}" is no path expression: {what}', help="write $.rows[*].value") from None
    if not matches:
        raise SourceFailed(f"{name} holds nothing at {expression}", help="is it spelled as in the file?")
    return [(tuple(part for part in match.parts if isinstance(part, int)), match.value) for match in matches]


def _first(matches: Iterable[Any], limit: float) -> list[Any]:
    """The matches; the thread that looks for them ends when the time is over."""
    end = time.monotonic() + limit
    found: list[Any] = []
    for match in matches:
        if time.monotonic() > end:
            raise too_slow(limit)
        if len(found) == MOST_ROWS:
            raise SourceFailed(f"the expression finds more than {MOST_ROWS:,} values", help="choose: $.rows[-12:]")
        found.append(match)
    return found


def _in_rows(nodes: Sequence[Node]) -> list[Node]:
    """The nodes by their row: a last place that is the same for all, as in `$.values[*][1]`, names a column."""
    if len({place[-1:] for place, _ in nodes}) > 1 or all(len(place) < 2 for place, _ in nodes):
        return list(nodes)
    return [(place[:-1], value) for place, value in nodes]
