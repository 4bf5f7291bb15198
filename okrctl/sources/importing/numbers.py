"""The text of a cell -> a number, exact: decimal commas, thousands, currencies, percent, magnitudes, units behind."""

from __future__ import annotations

import re
from decimal import Decimal

from okrctl.core import number
from okrctl.core.bad_value import BadValue
from okrctl.core.frozen import dataclass
from okrctl.core.number import CURRENCY_SIGNS

NO_NUMBER_YET = frozenset(
    {
        "",
        "-",
        "–",
        "—",
        "?",
        "n/a",
        "na",
        "none",
        "null",
        "nil",
        "tbd",
        "tbc",
        "tba",
        "todo",
        "open",
        "unknown",
        "not set",
    }
)
"""What people write where they have no number yet."""

_BLANKS = "  \u2009\u202f'’"
_PARTS = re.compile(
    rf"(?P<before>[{CURRENCY_SIGNS}]|[A-Z]{{3}}(?=[ \d]))?\s*(?P<sign>[-+−])?\s*(?P<currency>[{CURRENCY_SIGNS}])?\s*"
    rf"(?P<digits>\d[\d.,{_BLANKS}]*\d|\d|[.,]\d+)\s?(?P<magnitude>[kKMB](?![A-Za-z]))?\s*(?P<unit>[^\d.,].*)?\Z",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with the unit that was written beside it."""

    value: Decimal
    unit: str | None = None
    doubt: str | None = None
    """What a person should know of how it was read."""


def amount(text: str, *, decimal_comma: bool) -> Amount | None:
    """The number; None for an empty cell and for words such as TBD.

    Raises BadValue for anything else.

    >>> amount("$1.2M", decimal_comma=False)
    Amount(value=Decimal('1200000'), unit='$', doubt=None)
    >>> amount("1.250,5 kg", decimal_comma=False).value, amount("45 %", decimal_comma=True).unit
    (Decimal('1250.5'), '%')
    """
    stripped = text.strip()
    if stripped.casefold() in NO_NUMBER_YET:
        return None
    bracketed = stripped.startswith("(") and stripped.endswith(")")
    match = _PARTS.match(stripped[1:-1].strip() if bracketed else stripped)
    if not match:
        raise BadValue("OKR013", f'"{stripped[:40]}" is no number')
    plain = _plain(match["digits"], decimal_comma=decimal_comma)
    negative = bracketed or match["sign"] in ("-", "−")
    value = number.parse(f"{'-' if negative else ''}{plain}{match['magnitude'] or ''}")
    unit = (match["unit"] or "").strip() or match["before"] or match["currency"]
    return Amount(value, unit or None, _doubt(match["digits"], plain, decimal_comma=decimal_comma))


def _plain(digits: str, *, decimal_comma: bool) -> str:
    """The digits with a point before the decimals and nothing else: what stands last of comma and point separates them."""
    bare = re.sub(f"[{_BLANKS}]", "", digits)
    points, commas = bare.count("."), bare.count(",")
    if points and commas:
        decimal = max(".", ",", key=bare.rfind)
    elif commas:
        decimal = "," if commas == 1 and (decimal_comma or not re.search(r"\d,\d{3}\Z", bare)) else ""
    else:
        decimal = "." if points == 1 else ""
    whole, _, fraction = bare.rpartition(decimal) if decimal else (bare, "", "")
    whole = re.sub("[.,]", "", whole) or "0"
    return f"{whole}.{fraction}" if decimal else whole


def _doubt(digits: str, plain: str, *, decimal_comma: bool) -> str | None:
    """In a file with decimal commas 1.250 may be a thousand and more."""
    if decimal_comma and re.fullmatch(r"\d{1,3}\.\d{3}", digits):
        return f'"{digits}" is read as {plain}, not as thousands'
    return None


def share(text: str, *, decimal_comma: bool) -> tuple[Decimal | None, str | None]:
    """A percentage as a share (45, 45 % and 45,0 are 0.45), and a doubt; None for an empty cell."""
    found = amount(text, decimal_comma=decimal_comma)
    if found is None:
        return None, None
    doubt = f"its progress {text} is read as {text} %" if not found.unit and 0 < found.value < 1 else None
    return found.value.scaleb(-2), doubt
