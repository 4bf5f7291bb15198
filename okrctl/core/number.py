"""Exact numbers: how the text of one becomes a `Decimal`, and how it is shown again.

Sources of the rules: FORMAT, "Numbers are exact". In a file a number is plain (`950000`, `99.95`, `-3`) or has a
magnitude (`800k`, `1.2M`, `3B`). On the command line more is read (`1,250,000`, `$100,000`, `4.5%`).
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from okrctl.core.bad_value import BadValue
from okrctl.core.frozen import dataclass
from okrctl.core.pattern import pattern

MOST_DIGITS = 30
Figure = Decimal | Fraction
"""A number that a person gave, or one computed from such: both exact."""
MAGNITUDES = {"k": 3, "K": 3, "M": 6, "B": 9}
CURRENCY_SIGNS = "$€£¥₹"

_SHORTEST = pattern(r"(?!-0\Z)-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{0,8}[1-9])?\Z")
"""The form in which a number is what it says, without an exponent or zeros to take away: most of what is written."""
_PLAIN = pattern(r"-?\d+(\.\d+)?[kKMB]?\Z", re.ASCII)
_OTHERWISE = pattern(r"[+-]?(?:\d[\d,_ ']*(?:\.[\d_]*)?|\.\d+)(?:[eE][+-]?\d{1,9})?[kKMB]?\Z", re.ASCII)
_LOOSE = pattern(
    rf"(?P<sign>-?)[{CURRENCY_SIGNS}]?(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<tail>[kKMB]?)(?P<percent> ?%)?\Z",
    re.ASCII,
)
_COMMA = pattern(r"-?\d+,\d+\Z", re.ASCII)
"""One comma: thousands in one country, decimals in another."""
_POINTS = pattern(r"[+-]?\d{1,3}(?:\.\d{3})+,\d+\Z", re.ASCII)
"""Thousands apart by points and a decimal comma, as in German: 1.250,50."""
_COUNTED = pattern(
    r"(?P<number>-?\d+(?:\.\d+)?[kKMB]?) ?(?P<unit>[^\W\d_][^\W\d_/ ]{0,30}(?:[/ ][^\W\d_]{1,30}){0,3})\Z"
)
"""A number with what it counts behind it: 45 points, 12 days."""
_ONE_READING = pattern(
    r"-?(?:\d+|\d{1,3}(?:[_ ']\d{3})+|\d{1,3}(?:,\d{3}){2,}|\d{1,3}(?:,\d{3})+(?=\.))(?:\.\d+)?(?:[eE][+-]?\d{1,9})?[kKMB]?\Z",
    re.ASCII,
)
"""Spellings that mean one number everywhere: 1e3, 1_000, 1,250,000, 1,250.50; not 1,250, +5 or $5."""
_RELATIVE = pattern(r"(?P<amount>[+-]\d+(?:\.\d+)?)(?P<unit>%|pp)\Z", re.ASCII)
_EXACT = Context(prec=80)
_WIDE = Context(prec=1000)
"""For the plain form of a text that is refused; it has 600 digits at most."""
_NOT_FINITE = pattern(r"[+-]?\.?(nan|inf|infinity)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Relative:
    """A target told by its distance from the start: `+20%` (of the start's size) or `+5pp` (points)."""

    amount: Decimal
    points: bool

    def from_start(self, start: Decimal) -> Decimal:
        """The absolute value: `start + |start| × amount / 100`, or `start + amount` for points.

        >>> Relative(Decimal(20), points=False).from_start(Decimal(-10))
        Decimal('-8')
        """
        step = self.amount if self.points else _EXACT.multiply(abs(start), self.amount).scaleb(-2)
        return plain(_EXACT.add(start, step))

    def __str__(self) -> str:
        """The text as a person writes it, with its sign."""
        return f"{self.amount:+f}{'pp' if self.points else '%'}"


def parse(text: str) -> Decimal:
    """The number that a file's text stands for.

    Raises BadValue: OKR013 for another spelling (with the plain form), OKR014 for what cannot be held.

    >>> parse("1.2M")
    Decimal('1200000')
    """
    if _SHORTEST.match(text):
        return Decimal(text)
    if not _PLAIN.match(text):
        raise _refusal(text)
    if sum(c.isdigit() for c in text) > MOST_DIGITS:
        raise _too_long(text)
    value = _with_magnitude(text)
    if _digits(value) > MOST_DIGITS:
        raise _too_long(text)
    return value


def parse_typed(text: str) -> Decimal:
    """The number that a person typed on a command line: thousands separators, a currency sign, `%` are taken.

    >>> parse_typed("$1,250,000")
    Decimal('1250000')
    >>> parse_typed("4.5%")
    Decimal('4.5')
    """
    match = _LOOSE.match(text.strip())
    if not match:
        return parse(text.strip())
    return parse(match["sign"] + match["number"].replace(",", "") + match["tail"])


def parse_relative(text: str) -> Relative | None:
    """The relative target that the text stands for, None where it is none: `+20%`, `-5%`, `+5pp`."""
    match = _RELATIVE.match(text)
    if not match:
        return None
    return Relative(parse(match["amount"].lstrip("+")), points=match["unit"] == "pp")


def looks_like_a_number(text: str) -> bool:
    """Whether somebody who wrote this meant a number, well spelled or not."""
    stripped = text.lstrip("+-").lstrip(CURRENCY_SIGNS)
    return bool(_PLAIN.match(text) or _OTHERWISE.match(text) or _NOT_FINITE.match(text) or _LOOSE.match(stripped))


def half_up(value: Decimal | Fraction, places: int) -> Decimal:
    """The value rounded half away from zero to `places` decimals: 42.5 is 43, -42.5 is -43.

    >>> half_up(Fraction(85, 2), 0)
    Decimal('43')
    """
    above, below = value.as_integer_ratio()
    whole = (2 * abs(above) * 10**places + below) // (2 * below)
    return Decimal(whole if above >= 0 else -whole).scaleb(-places, _EXACT)


def shown(value: Decimal | Fraction, places: int | None = None) -> str:
    """The number for a person's eyes: no exponent, no trailing zeros, thousands apart from five digits on.

    >>> shown(Decimal("1250000.50"))
    '1,250,000.5'
    >>> shown(Decimal("1.20"))
    '1.2'
    """
    if isinstance(value, Fraction):
        value = half_up(value, 6 if places is None else places)
    elif places is not None:
        value = half_up(value, places)
    exact = plain(value)
    return f"{exact:,f}" if abs(exact) >= 10_000 else f"{exact:f}"


def plain_text(value: Decimal) -> str:
    """The number as okrctl writes it into a file: `13`, `0.6`, `-3.25`; it reads back as the same value."""
    return f"{plain(value):f}"


def plain(value: Decimal) -> Decimal:
    """The same value without exponent, trailing zeros or a negative zero."""
    if value == 0:
        return Decimal(0)
    normal = value.normalize(_WIDE)
    exponent = normal.as_tuple().exponent
    return normal.quantize(Decimal(1), ROUND_HALF_UP, _WIDE) if isinstance(exponent, int) and exponent > 0 else normal


def _with_magnitude(text: str) -> Decimal:
    exponent = MAGNITUDES.get(text[-1], 0)
    digits = text[:-1] if exponent else text
    return plain(Decimal(digits).scaleb(exponent, _EXACT))


def _digits(value: Decimal) -> int:
    return sum(c.isdigit() for c in f"{value:f}")


def _refusal(text: str) -> BadValue:
    if _NOT_FINITE.match(text):
        return BadValue("OKR014", f"{_short(text)} is not a number that can be held", help="write a plain number")
    form = _plain_form(text)
    if form is None:
        meant = (
            f"; did you mean {text[:-1]}{text[-1].upper()}?" if _PLAIN.match(f"{text[:-1]}{text[-1:].upper()}") else ""
        )
        counted = None if meant else _COUNTED.match(text)
        help_ = (
            f'write {counted["number"]}; "{counted["unit"]}" belongs into unit:'
            if counted
            else "write it plain, as 950000 or 99.95, or as 1.2M"
        )
        return BadValue("OKR013", f"expected a number, found {_short(text)}{meant}", help=help_)
    if sum(c.isdigit() for c in form) > MOST_DIGITS:
        return _too_long(text)
    message = f"{_short(text)} is not how a number is written here"
    if _COMMA.match(text):
        with_point = text.replace(",", ".")
        either = f"write {form}, or {with_point} if the comma is a decimal point"
        return BadValue("OKR013", message, help=either if len(text) - text.index(",") == 4 else f"write {with_point}")
    return BadValue("OKR013", message, help=f"write {form}", fix=form if _ONE_READING.match(text) else None)


def _too_long(text: str) -> BadValue:
    return BadValue(
        "OKR014", f"{_short(text)} has more than {MOST_DIGITS} digits", help="round it to what you can measure"
    )


def _plain_form(text: str) -> str | None:
    """The plain spelling of a number in another one (`1e3`, `$5`, `1,250,000`, `+5`), None if it is no number."""
    bare = text.strip().lstrip(CURRENCY_SIGNS).rstrip("%").strip()
    if text[:1] in "+-" and text[1:2] in CURRENCY_SIGNS and len(text) > 1:
        bare = text[0] + text[2:]
    if _POINTS.match(bare):
        bare = bare.replace(".", "").replace(",", ".")
    if not _OTHERWISE.match(bare):
        return None
    if re.fullmatch(r"[+-]?\d+,(?:\d{1,2}|\d{4,})[kKMB]?", bare):
        bare = bare.replace(",", ".")  # a decimal comma
    cleaned = re.sub(r"[,_ ']", "", bare).lstrip("+")
    magnitude = cleaned[-1] if cleaned[-1] in MAGNITUDES else ""
    mantissa, _, exponent = cleaned.removesuffix(magnitude).lower().partition("e")
    if len(mantissa) > 400 or abs(int(exponent or 0)) > 200:
        return "9" * (MOST_DIGITS + 1)
    return f"{plain(Decimal(mantissa).scaleb(int(exponent or 0), _WIDE)):f}{magnitude}"


def _short(text: str) -> str:
    return f'"{text}"' if len(text) <= 40 else f'"{text[:37]}..."'
