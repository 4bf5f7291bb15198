"""The words and signs that every drawn page shares: statuses, flags, dates, confidences, counts.

Each function gives plain text. Signs have a second form for terminals and locales that know ASCII only.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from okrctl.core import number
from okrctl.core.number import Figure
from okrctl.render.terminal.ink import Ink

STATUS_WORDS = {
    "on_track": "on track",
    "behind": "behind",
    "at_risk": "at risk",
    "achieved": "achieved",
    "missed": "missed",
    "no_data": "no data",
    "scheduled": "scheduled",
    "cancelled": "cancelled",
    "deferred": "deferred",
    "draft": "draft",
    "not_graded": "not graded",
    "green": "on target",
    "amber": "near target",
    "red": "off target",
    "no_target": "no target",
}
COUNTED_STATUSES = ("on_track", "behind", "at_risk", "achieved", "missed", "no_data", "scheduled")
"""The order in which a summary counts them."""

_SIGNS = {
    "on_track": "✔+",
    "behind": "◐~",
    "at_risk": "✖!",
    "achieved": "★*",
    "missed": "✘x",
    "no_data": "·.",
    "scheduled": "○o",
    "green": "✔+",
    "amber": "◐~",
    "red": "✖!",
    "no_target": "·.",
}
_INKS: dict[str, Ink] = {
    "on_track": "good",
    "achieved": "good",
    "behind": "warn",
    "at_risk": "bad",
    "missed": "bad",
    "green": "good",
    "amber": "warn",
    "red": "bad",
}
_OTHER_SIGNS = {
    "×": "*",
    "±": "+-",
    "→": "->",
    "…": "...",
    "·": "-",
    "−": "-",
    "–": "-",
    "≥": ">=",
    "≤": "<=",
    "↑": "^",
    "↓": "v",
}

FLAG_WORDS = {
    "stale": "stale",
    "silent": "no update yet",
    "regressed": "worsened",
    "diverging": "unmoved",
    "unaligned": "serves nothing above it",
    "low_confidence": "low confidence",
    "overdue": "overdue",
    "no_data": "never measured",
}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def sign(status: str, *, unicode: bool) -> str:
    """The one-cell sign of a status."""
    return _SIGNS.get(status, "–-")[0 if unicode else 1]


def ink(status: str) -> Ink:
    """The colour that repeats what the sign of a status says."""
    return _INKS.get(status, "dim")


def status_word(status: str) -> str:
    """The status as people say it: at risk."""
    return STATUS_WORDS.get(status, status.replace("_", " "))


def our(text: str, *, unicode: bool) -> str:
    """Our own text with its signs, or with their ASCII forms. Never for what a person wrote."""
    if unicode or text.isascii():
        return text
    return "".join(_OTHER_SIGNS.get(character, character) for character in text)


def day(when: date, as_of: date | None = None) -> str:
    """`21 Nov`, with the year where it is not the one of `as_of`.

    >>> day(date(2025, 3, 1), date(2026, 11, 21))
    '1 Mar 2025'
    """
    short = f"{when.day} {MONTHS[when.month - 1]}"
    return short if as_of and when.year == as_of.year else f"{short} {when.year}"


def periods(number: int, period: str | None) -> str:
    """`7 weeks`, `4 2-week periods`; `7 periods` where nobody says of what length.

    >>> periods(1, "month")
    '1 month'
    """
    return count(number, {"2 weeks": "2-week period", None: "period"}.get(period) or period or "period")


def weekday(when: date) -> str:
    """`Saturday`."""
    return WEEKDAYS[when.weekday()]


def count(how_many: int, one: str, several: str | None = None) -> str:
    """`1 check-in`, `3 check-ins`."""
    return f"{how_many} {one if how_many == 1 else several or one + 's'}"


def days_ago(when: date, as_of: date) -> str:
    """`today`, `yesterday`, `16 days ago`."""
    distance = (as_of - when).days
    return {0: "today", 1: "yesterday"}.get(distance, f"{distance} days ago")


def percent(share: Figure | None) -> str:
    """A share in whole percent, rounded half-up: `29 %`; a dash for none.

    >>> percent(Fraction(2, 7))
    '29 %'
    """
    return "–" if share is None else signed(f"{number.half_up(Fraction(share) * 100, 0)} %")


def distance(gap: Figure | None) -> str:
    """The distance to the expected pace in points: `−27` behind it, `+4` ahead of it; empty for none."""
    if gap is None:
        return ""
    ahead = number.half_up(-gap, 0)
    return f"+{ahead}" if ahead > 0 else signed(f"{ahead:f}") if ahead else "0"


def signed(text: str) -> str:
    """The number's text with a true minus sign."""
    return text.replace("-", "−")


def confidence(share: Figure | None, scale: int) -> str:
    """A confidence on the workspace's scale: `7`, `5.5`; empty for none.

    >>> confidence(Decimal("0.55"), 10)
    '5.5'
    """
    return "" if share is None else number.shown(number.half_up(Fraction(share) * scale, 1))


def arrow(change: Figure | None) -> str:
    """`↑`, `↓`, or nothing where it stayed as it was."""
    return "" if not change else "↑" if change > 0 else "↓"


def share_of(value: Decimal | Fraction, places: int) -> str:
    """A grade or share with its decimals: `0.4`."""
    return f"{number.half_up(value, places):f}"
