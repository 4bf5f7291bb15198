"""The example company, dated so that its story ends today.

The files of `examples/northwind` tell it as of `TOLD_ON`. Quarters move as a whole; days keep their month's day. In the
running quarter check-ins later than today are left out, and where today is further into the quarter than the story, they
spread over the longer time.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from okrctl.core.pattern import pattern

TOLD_ON = date(2026, 11, 21)

_DAY = pattern(r"\b(\d{4})-(\d{2})-(\d{2})(?=\b|T)")
_QUARTER = pattern(r"\b(20\d\d)-Q([1-4])\b")
_YEAR = pattern(r"(?<![\w-])(20\d\d)(?=[:/])")
_RECORD = pattern(r"(?P<folder>.*(?:checkins|readings))/\d{4}-\d{2}/(?P<day>\d{4}-\d{2}-\d{2})-(?P<rest>[^/]+)\Z")


def example_files(today: date) -> Iterator[tuple[str, str]]:
    """Path and text of each file of the example as of `today`; the readme is not among them."""
    folder = _folder()
    for file in sorted(file for file in folder.rglob("*") if file.suffix in (".yaml", ".csv")):
        path = file.relative_to(folder).as_posix()
        moved = _moved(path, file.read_text(encoding="utf-8"), today)
        if moved:
            yield moved


def _folder() -> Path:
    """Where the example lies: in the installed package, or beside it in a checkout."""
    package = Path(__file__).parent.parent
    installed = package / "_northwind"
    return installed if installed.is_dir() else package.parent / "examples" / "northwind"


def _moved(path: str, text: str, today: date) -> tuple[str, str] | None:
    """The file as of today, None for a record of a day that has not come yet."""
    record = _RECORD.match(path)
    spread = bool(record) and "/checkins/" in path
    if record:
        day = moved_day(date.fromisoformat(record["day"]), today, spread=spread)
        if day > today:
            return None
        path = f"{record['folder']}/{day:%Y-%m}/{day}-{record['rest']}"
    return _with_cycles(path, today), _with_cycles(_with_days(text, today, spread=spread), today)


def _with_days(text: str, today: date, *, spread: bool) -> str:
    def moved(match: re.Match[str]) -> str:
        return moved_day(date(*map(int, match.groups())), today, spread=spread).isoformat()

    return _DAY.sub(moved, text)


def _with_cycles(text: str, today: date) -> str:
    """The text with the ids of years and quarters moved."""
    quarters, years = _quarters_between(today), today.year - TOLD_ON.year
    text = _QUARTER.sub(lambda m: _quarter_id(int(m[1]) * 4 + int(m[2]) - 1 + quarters), text)
    return _YEAR.sub(lambda m: str(int(m[1]) + years), text)


def _quarter_id(quarter: int) -> str:
    return f"{quarter // 4}-Q{quarter % 4 + 1}"


def _quarters_between(today: date) -> int:
    return (today.year - TOLD_ON.year) * 4 + (today.month - 1) // 3 - (TOLD_ON.month - 1) // 3


def moved_day(day: date, today: date, *, spread: bool = False) -> date:
    """The day as many quarters later as today is, at the same day of its month, or the month's last.

    With `spread` a day of the story's running quarter moves with the share of the quarter that is over.

    >>> moved_day(date(2026, 8, 31), date(2027, 2, 1))
    datetime.date(2026, 11, 30)
    """
    begin, told = _quarter_start(today), (TOLD_ON - _quarter_start(TOLD_ON)).days
    so_far, offset = (today - begin).days, (day - _quarter_start(TOLD_ON)).days
    if spread and 0 <= offset <= told < so_far:
        return begin + timedelta(days=round(offset * so_far / told))
    months = day.year * 12 + day.month - 1 + 3 * _quarters_between(today)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _quarter_start(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
