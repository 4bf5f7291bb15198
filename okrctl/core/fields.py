"""How the text of each kind of field becomes a value: titles, ids, days, numbers, shares, choices.

Types come from here, never from YAML's guess: a title `no` is the text "no", an id `007` the text "007". Each type below
is an ordinary Python type annotated with a `Read`, which hands pydantic its reader without this room importing pydantic.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any

from okrctl.core import day, number
from okrctl.core.bad_value import BadValue
from okrctl.core.frozen import dataclass
from okrctl.core.number import Relative
from okrctl.core.pattern import pattern

_TYPE_NAMES: dict[type, str] = {dict: "a mapping", list: "a list", str: "a text"}

DEVICE_NAMES = frozenset({"con", "prn", "aux", "nul"} | {f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10)})
"""Names that Windows keeps for devices; a file cannot carry them there."""

_ID = pattern(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_INSTANT = pattern(r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?)(Z|z|[+-]\d{2}:\d{2})\Z", re.ASCII)
_PERCENT = pattern(r"(\d{1,3}(?:\.\d{1,9})?) ?%", re.ASCII)
_CYCLE_ID = pattern(r"(\d{4}(-(Q[1-4]|H[12]|\d{2}|W\d{2}))?|FY\d{2}(-(Q[1-4]|H[12]))?)\Z", re.ASCII)


@dataclass(frozen=True, eq=False)
class Read:
    """Tells pydantic to read the field with `read` and to describe it with `json` in a JSON Schema."""

    read: Callable[[Any], object]
    json: Mapping[str, object]

    def __get_pydantic_core_schema__(self, source: object, handler: object) -> dict[str, Any]:
        """Pydantic's own form of "call this function"; a plain dict, so nothing is imported."""
        return {"type": "function-plain", "function": {"type": "no-info", "function": self.read}}

    def __get_pydantic_json_schema__(self, schema: object, handler: object) -> dict[str, Any]:
        """The field's JSON Schema."""
        return dict(self.json)


@dataclass(frozen=True, eq=False)
class OneOrMany:
    """Lets a single value stand where a list is due: `owner: ana` for `owner: [ana]`."""

    def __get_pydantic_core_schema__(self, source: object, handler: Callable[[object], Any]) -> dict[str, Any]:
        """The list's own schema behind a step that wraps a single value."""
        return {
            "type": "function-before",
            "function": {"type": "no-info", "function": _listed},
            "schema": handler(source),
        }

    def __get_pydantic_json_schema__(
        self, schema: dict[str, Any], handler: Callable[[Any], dict[str, Any]]
    ) -> dict[str, Any]:
        """Either one item or a list of them."""
        listed = handler(schema["schema"])
        return {"anyOf": [listed["items"], listed]}


def _listed(value: object) -> object:
    return value if isinstance(value, list) else [value]


def _scalar(value: object, due: str) -> str:
    if not isinstance(value, str):
        raise BadValue("OKR013", f"expected {due}, found {_TYPE_NAMES.get(type(value), 'something else')}")
    return value


def read_text(value: object) -> str:
    """A text of any length, line ends included."""
    return _scalar(value, "a text")


def read_title(value: object) -> str:
    """One line of text without control characters, not empty."""
    text = _scalar(value, "a title")
    if not text.strip():
        raise BadValue("OKR013", "the title is empty", help="say in a few words what is to be reached")
    if any(c in text for c in "\n\r\x85\u2028\u2029"):
        raise BadValue("OKR013", "a title is one line", help='put the rest into "why" or "note"')
    odd = None if text.isprintable() else next((c for c in text if is_control(c)), None)
    if odd:
        raise BadValue("OKR002", f"the title holds the control character \\u{{{ord(odd):x}}}", help="remove it")
    return text


def is_control(character: str) -> bool:
    """Whether it is a control character that no file may hold: C0 but tab and line ends, DEL, C1."""
    return unicodedata.category(character) == "Cc" and character not in "\t\n\r"


def read_id(value: object) -> str:
    """An id: `[a-z0-9]` and single hyphens, at most 60 characters, no device name, never `kpis`."""
    text = _scalar(value, "an id")
    fault = id_fault(text)
    if fault:
        raise BadValue(
            "OKR016",
            f'"{text[:60]}" cannot be an id: {fault}',
            help="ids are like win-finance: a-z, 0-9 and single hyphens",
        )
    return text


def id_fault(text: str) -> str | None:
    """What keeps the text from being an id, None if nothing does."""
    if len(text) > 60:
        return "it has more than 60 characters"
    if text == "kpis":
        return "that word names the KPIs' folder"
    if text in DEVICE_NAMES:
        return "Windows keeps that name for a device"
    return None if _ID.match(text) else "only a-z, 0-9 and single hyphens between them"


def read_cycle_id(value: object) -> str:
    """The id of a cycle: `2026-Q4`, `FY27-Q1`, `2026-W47` … or an ordinary id."""
    text = _scalar(value, "the id of a cycle")
    return text if _CYCLE_ID.match(text) else read_id(text)


def read_day(value: object) -> date:
    """A day, `YYYY-MM-DD`; OKR015 with the nearest valid one otherwise."""
    return day.parse(_scalar(value, "a date"))


def read_instant(value: object) -> datetime:
    """A moment in UTC, RFC 3339: `2026-11-21T09:30:12Z`."""
    text = _scalar(value, "a time")
    match = _INSTANT.match(text)
    moment = _moment(f"{match[1]}T{match[2]}{match[3].upper()}") if match else None
    if moment is None:
        raise BadValue("OKR015", f'"{text[:40]}" is not a time', help="write it as 2026-11-21T09:30:12Z")
    if moment.utcoffset():
        in_utc = instant_text(moment.replace(microsecond=0))
        fix = None if moment.microsecond else in_utc
        raise BadValue("OKR015", "times are written in UTC", help=f"write {in_utc}", fix=fix)
    return moment.astimezone(UTC)


def _moment(text: str) -> datetime | None:
    """The moment; None for one that is none, or that lies outside the calendar in UTC."""
    try:
        moment = datetime.fromisoformat(text)
        moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment


def instant_text(moment: datetime) -> str:
    """The moment as okrctl writes it: UTC and `Z`; a fraction of the second only where there is one."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def read_number(value: object) -> Decimal:
    """An exact number, see `okrctl.core.number`."""
    return number.parse(_scalar(value, "a number"))


def read_weight(value: object) -> Decimal:
    """A number from 0 up; OKR033 below."""
    weight = read_number(value)
    if weight < 0:
        raise BadValue("OKR033", f"a weight of {value} is negative", help="write 0 to show it without counting it")
    return weight


def read_share(value: object) -> Decimal:
    """A number from 0 to 1."""
    text = _scalar(value, "a share")
    percent = _PERCENT.fullmatch(text) if text.endswith("%") else None
    share = number.parse(percent[1] if percent else text)
    if percent or not 0 <= share <= 1:
        raise BadValue(
            "OKR013", f"expected a share from 0 to 1, found {value}", help=_as_a_share(share, percent=bool(percent))
        )
    return share


def _as_a_share(found: Decimal, *, percent: bool) -> str:
    """The advice for a number that was meant as so many of ten or of a hundred."""
    if found > 100 or (found < 2 and not percent):
        return "write 70 % as 0.7"
    of_ten = found <= 10 and not percent
    share = number.plain_text(found.scaleb(-1 if of_ten else -2))
    return f"write {number.plain_text(found)}{' of 10' if of_ten else ' %'} as {share}"


def read_whole(value: object) -> int:
    """A whole number."""
    whole = read_number(value)
    if whole != whole.to_integral_value():
        raise BadValue("OKR013", f"expected a whole number, found {value}")
    return int(whole)


def read_month(value: object) -> int:
    """A month, 1 to 12."""
    month = read_whole(value)
    if not 1 <= month <= 12:
        raise BadValue("OKR013", f"expected a month from 1 to 12, found {month}")
    return month


def read_flag(value: object) -> bool:
    """`true` or `false`."""
    text = _scalar(value, "true or false")
    if text.lower() not in ("true", "false"):
        raise BadValue("OKR013", f'expected true or false, found "{text[:40]}"')
    return text.lower() == "true"


def read_target(value: object) -> Decimal | Relative:
    """A target: a number, or relative to the start (`+20%`, `-5%`, `+5pp`)."""
    text = _scalar(value, "a target")
    if re.fullmatch(r"\d+(\.\d+)? ?%", text):
        share = text.rstrip("% ")
        help_ = f'of the start: +{share}% or -{share}%; a value in percent: {share} with unit: "%"'
        raise BadValue("OKR013", f'"{text}" is either a change or a value in percent', help=help_)
    return number.parse_relative(text) or number.parse(text)


_WORD = {"type": ["string", "number", "boolean"]}
_ID_JSON = {"type": ["string", "number", "boolean"], "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 60}
_NUMBER_JSON = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^-?\d+(\.\d+)?[kKMB]?$"}]}
_TARGET_JSON = {"anyOf": [*_NUMBER_JSON["anyOf"], {"type": "string", "pattern": r"^[+-]\d+(\.\d+)?(%|pp)$"}]}
_DAY_JSON = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}

Text = Annotated[str, Read(read_text, _WORD)]
Title = Annotated[str, Read(read_title, {**_WORD, "minLength": 1})]
Id = Annotated[str, Read(read_id, _ID_JSON)]
Day = Annotated[date, Read(read_day, _DAY_JSON)]
Instant = Annotated[datetime, Read(read_instant, {"type": "string"})]
Number = Annotated[Decimal, Read(read_number, _NUMBER_JSON)]
Weight = Annotated[Decimal, Read(read_weight, {"type": "number", "minimum": 0})]
Share = Annotated[Decimal, Read(read_share, {"type": "number", "minimum": 0, "maximum": 1})]
Whole = Annotated[int, Read(read_whole, {"type": "integer"})]
Month = Annotated[int, Read(read_month, {"type": "integer", "minimum": 1, "maximum": 12})]
Flag = Annotated[bool, Read(read_flag, {"type": "boolean"})]
Target = Annotated[Decimal | Relative, Read(read_target, _TARGET_JSON)]
Texts = Annotated[tuple[Text, ...], OneOrMany()]


class FromFile:
    """What every type that is read from a file has in common: unknown keys are refused, docstrings become descriptions."""

    __slots__ = ()
    __pydantic_config__ = {"extra": "forbid", "use_attribute_docstrings": True}  # noqa: RUF012 - pydantic's protocol
