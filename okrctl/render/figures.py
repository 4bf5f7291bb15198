"""Numbers as people read them: short where they stand in a column, with their unit, and a key result's values in one go.

Each function gives plain text with the signs of a terminal that knows Unicode; `words.our` has the other form.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from okrctl.core import number
from okrctl.render import cells, words
from okrctl.report.values import Figure, KeyResultLine

_LONGEST_EXACT = 8
_MAGNITUDES = ((Decimal(1_000_000_000), "B"), (Decimal(1_000_000), "M"), (Decimal(1_000), "k"))
_PER = {"day": "a day", "week": "a week", "month": "a month", "quarter": "a quarter"}


def exact(value: Figure) -> str:
    """The number as it was typed; computed ones with up to two decimals, more where they are small."""
    return words.signed(number.shown(value, _places(value)) if isinstance(value, Fraction) else number.shown(value))


def short(value: Figure) -> str:
    """The number in few characters: `99.95`, `12,345`, `1.25M`.

    >>> short(Decimal(1250000))
    '1.25M'
    """
    if abs(value) >= 100_000:
        return words.signed(_magnitude(value))
    text = exact(value)
    return text if len(text) <= _LONGEST_EXACT else words.signed(number.shown(value, _places(value)))


def _places(value: Figure) -> int:
    """Decimals that show at least three digits of the number."""
    size = abs(value)
    if size >= 1:
        return 2 if size < 1000 else 1 if size < 10_000 else 0
    return 2 if not size else 2 + next(zeros for zeros in range(40) if size * 10 ** (zeros + 1) >= 1 or zeros == 39)


def _magnitude(value: Figure) -> str:
    """The number in thousands, millions or billions with up to three decimals."""
    for size, letter in _MAGNITUDES:
        if abs(value) >= size:
            scaled = Fraction(value) / Fraction(size)
            places = 3 if abs(scaled) < 10 else 2 if abs(scaled) < 100 else 1
            return number.shown(scaled, places) + letter
    return number.shown(value, 0)


def rounded(value: Figure | float, span: Figure | float) -> str:
    """The number with as many decimals as tell apart a hundredth of the span."""
    places = next((places for places in range(7) if span * 10**places >= 10), 7)
    exactly = number.half_up(Fraction(value), places)
    return short(exactly)


def with_unit(text: str, unit: str | None) -> str:
    """The number with its unit, which a person wrote: `35 points`."""
    return f"{text} {cells.one_line(unit)}" if unit and text else text


def values(line: KeyResultLine) -> str:
    """What a key result's number is and where it should go: `31→35/45 points`, `11/≤12 days`, `2 of 3 steps`."""
    if line.state in {"cancelled", "deferred"}:
        return ""
    shown_by_kind = {
        "parts": lambda: words.count(len(line.parts), "part"),
        "milestone": lambda: _milestone(line),
        "recurring": lambda: with_unit(f"{_now(line)}/{_limit(line.target)} {_PER.get(line.per or '', '')}".rstrip(), line.unit),
        "between": lambda: with_unit(f"{_now(line)}/{_limit(line.low)}..{_limit(line.high)}", line.unit),
        "at_least": lambda: with_unit(f"{_now(line)}/≥{_limit(line.target)}", line.unit),
        "at_most": lambda: with_unit(f"{_now(line)}/≤{_limit(line.target)}", line.unit),
        "metric": lambda: _way(line),
    }
    return shown_by_kind.get(line.kind, lambda: _alone(line))()


def _way(line: KeyResultLine) -> str:
    if line.target is None:
        return _alone(line)
    now = "" if line.status == "scheduled" and line.current is None else f"{_now(line)}/"
    return with_unit(f"{short(line.start or Decimal(0))}→{now}{short(line.target)}", line.unit)


def _alone(line: KeyResultLine) -> str:
    return "" if line.current is None else with_unit(short(line.current), line.unit)


def _milestone(line: KeyResultLine) -> str:
    if line.steps:
        return f"{sum(step.done for step in line.steps)} of {words.count(len(line.steps), 'step')}"
    if line.current is None or line.current in {0, 1}:
        return "done" if line.current == 1 else "not done"
    return ""


def _now(line: KeyResultLine) -> str:
    return "–" if line.current is None else short(line.current)


def _limit(value: Decimal | None) -> str:
    return "–" if value is None else short(value)
