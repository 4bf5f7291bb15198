"""Numbers as people read them: short where they stand in a column, with their unit, and a key result's values in one go.

Each function gives plain text with the signs of a terminal that knows Unicode; `words.our` has the other form.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from okrctl.core import number
from okrctl.render import words
from okrctl.render.terminal import cells
from okrctl.report.values import Figure, KeyResultLine

_LONGEST_EXACT = 8
_MAGNITUDES = ((1_000_000_000, "B"), (1_000_000, "M"), (1_000, "k"))
_PER = {"day": "a day", "week": "a week", "month": "a month", "quarter": "a quarter"}


def exact(value: Figure) -> str:
    """The number as it was typed; computed ones with up to two decimals, more where they are small."""
    return words.signed(number.shown(value, _places(value)) if isinstance(value, Fraction) else number.shown(value))


def short(value: Figure) -> str:
    """The number in few characters: `99.95`, `12,345`, `1.25M`.

    >>> short(Decimal(1250000))
    '1.25M'
    """
    if abs(Fraction(value)) >= 100_000:
        return words.signed(_magnitude(Fraction(value)))
    text = exact(value)
    return text if len(text) <= _LONGEST_EXACT else words.signed(number.shown(value, _places(value)))


def _places(value: Figure) -> int:
    """Decimals that show at least two digits of the number."""
    size = abs(Fraction(value))
    if size >= 1:
        return 2 if size < 1000 else 1 if size < 10_000 else 0
    return 2 if not size else 2 + next(zeros for zeros in range(40) if size * 10 ** (zeros + 1) >= 1 or zeros == 39)


def _magnitude(value: Fraction) -> str:
    """The number in thousands, millions or billions with up to three decimals."""
    for size, letter in _MAGNITUDES:
        if abs(value) >= size:
            scaled = value / size
            places = 3 if abs(scaled) < 10 else 2 if abs(scaled) < 100 else 1
            return number.shown(scaled, places) + letter
    return number.shown(value, 0)


def rounded(value: Figure | float, span: Figure | float) -> str:
    """The number with as many decimals as tell apart a fiftieth of the span."""
    places = next((places for places in range(7) if span * 10**places >= 50), 7)
    return short(number.half_up(Fraction(value), places))


def with_unit(text: str, unit: str | None) -> str:
    """The number with its unit, which a person wrote: `35 points`."""
    return f"{text} {cells.one_line(unit)}" if unit and text else text


def limits(line: KeyResultLine) -> dict[str, Figure]:
    """The limits of what is met or not, and the count that a period wants, by the label of each in a chart."""
    if line.kind in {"metric", "milestone", "score", "baseline"}:
        return {}
    signs = {"at_least": "≥ ", "at_most": "≤ "}
    named = [(line.target, signs.get(line.kind, "")), (line.low, "≥ "), (line.high, "≤ ")]
    return {sign + short(value): value for value, sign in named if value is not None}


def charted(line: KeyResultLine, value: Figure) -> str:
    """A value of a key result's chart: the share of a milestone in percent, else the number."""
    return words.percent(value) if line.kind == "milestone" else short(value)


def values(line: KeyResultLine) -> str:
    """What a key result's number is and where it should go, its unit aside: `31→35/45`, `11/≤12`, `2 of 3 steps`."""
    shown_by_kind: dict[str, Callable[[], str]] = {
        "parts": lambda: words.count(len(line.parts), "part"),
        "milestone": lambda: _milestone(line),
        "recurring": lambda: f"{_number(line.current)}/{_number(line.target)} {_PER.get(line.per or '', 'each')}",
        "between": lambda: f"{_number(line.current)}/{_number(line.low)}..{_number(line.high)}",
        "at_least": lambda: f"{_number(line.current)}/≥{_number(line.target)}",
        "at_most": lambda: f"{_number(line.current)}/≤{_number(line.target)}",
    }
    return shown_by_kind.get(line.kind, lambda: _way(line))()


def unit_of(line: KeyResultLine) -> str:
    """The unit that belongs behind those values, empty for none."""
    has_numbers = line.kind not in {"parts", "milestone", "score"} and (
        line.current is not None or line.target is not None
    )
    return cells.one_line(line.unit or "") if has_numbers else ""


def _way(line: KeyResultLine) -> str:
    """From start through the value of today to the target; the value alone where there is no way."""
    if line.kind != "metric" or line.target is None:
        return "" if line.current is None else short(line.current)
    now = "" if line.status == "scheduled" and line.current is None else f"{_number(line.current)}/"
    return f"{short(line.start or Decimal(0))}→{now}{short(line.target)}"


def _milestone(line: KeyResultLine) -> str:
    if line.steps:
        return f"{sum(step.done for step in line.steps)} of {words.count(len(line.steps), 'step')}"
    if line.current is None or line.current in {0, 1}:
        return "done" if line.current == 1 else "not done"
    return ""


def _number(value: Figure | None) -> str:
    return "–" if value is None else short(value)
