"""What people type on a command line -> values: confidences, values of a key result, whole key results."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from okrctl.core import number
from okrctl.core.bad_value import BadValue
from okrctl.core.checkin import Update
from okrctl.core.errors import UsageError
from okrctl.core.number import Relative, shown
from okrctl.core.objective import KeyResult
from okrctl.core.pattern import pattern

KR_FORMS = '31 -> 45 points, >= 99.9 %, <= 12 days, 20..30, "+20% from 5000", 10 per month, done'

_NUMBER = r"[-+]?[$€£¥₹]?\d[\d,]*(?:\.\d+)?[kKMB]?"
_WAY = pattern(rf"(?P<start>{_NUMBER})\s*%?\s*(?:->|→|=>)\s*(?P<target>{_NUMBER})\s*(?P<unit>.*)\Z")
_RELATIVE = pattern(
    rf"(?P<change>[+-]\d+(?:\.\d+)?\s*(?:%|pp))\s+from\s+(?P<start>{_NUMBER})\s*(?P<unit>.*)\Z", re.IGNORECASE
)
_LIMIT = pattern(rf"(?P<sign>>=|<=|≥|≤|>|<)\s*(?P<limit>{_NUMBER})\s*(?P<unit>.*)\Z")
_RANGE = pattern(rf"(?P<low>{_NUMBER})\s*\.\.\s*(?P<high>{_NUMBER})\s*(?P<unit>.*)\Z")
_RECURRING = pattern(
    rf"(?P<target>{_NUMBER})\s*(?P<unit>.*?)\s*(?:per|a|each|every)\s+(?P<per>day|week|month|quarter)\Z", re.IGNORECASE
)


def confidence(text: str, scale: int) -> Decimal:
    """A confidence as a share: `7` and `7/10` are of the scale, `70%` of a hundred; a decimal point means a share.

    Raises UsageError otherwise.

    >>> confidence("7", 10), confidence("70%", 10), confidence("0.7", 10)
    (Decimal('0.7'), Decimal('0.7'), Decimal('0.7'))
    """
    share = _confidence(text.strip(), scale)
    if share is None or not 0 <= share <= 1:
        raise UsageError(f'"{text}" is not a confidence', help=f"write 7 or 7/{scale} (of {scale}), 70%, or 0.7")
    return share


def _confidence(text: str, scale: int) -> Decimal | None:
    if re.fullmatch(r"\d+", text):
        return _share(Decimal(text), scale)
    if match := re.fullmatch(r"(\d+(?:\.\d+)?)\s*/\s*(\d+)", text):
        return _share(Decimal(match[1]), int(match[2])) if int(match[2]) else None
    if match := re.fullmatch(r"(\d+(?:\.\d+)?)\s*%", text):
        return _share(Decimal(match[1]), 100)
    return Decimal(text) if re.fullmatch(r"\d*\.\d+", text) else None


def _share(amount: Decimal, of: int) -> Decimal:
    share = amount / of
    return share if share == share.quantize(Decimal("0.000001")) else share.quantize(Decimal("0.0001"))


def value_update(ref: str, key_result: KeyResult, text: str) -> Update:
    """The update that a typed value stands for: a number, a share, or `done` and `not-done` of a milestone.

    Raises UsageError where the value is no value of this kind of key result.
    """
    kind = key_result.effective_kind
    if key_result.kpi:
        raise UsageError(
            f"{ref} takes its value from the KPI {key_result.kpi}",
            help=f"record it there: okrctl checkin kpis/{key_result.kpi} {text}",
        )
    if kind == "parts":
        raise UsageError(
            f"{ref} has parts; its value follows from them",
            help=f"check in one of {', '.join(f'{ref}/{part}' for part in key_result.parts)}",
        )
    if kind == "milestone" and text.lower() in ("done", "not-done", "yes", "no", "true", "false"):
        return Update(done=text.lower() in ("done", "yes", "true"))
    if kind in ("milestone", "score"):
        return Update(value=_typed_share(ref, kind, text))
    return Update(value=typed_number(text))


def _typed_share(ref: str, kind: str, text: str) -> Decimal:
    forms = (
        "done, not-done or a share such as 0.7 or 70%"
        if kind == "milestone"
        else "a grade from 0 to 1, such as 0.7 or 70%"
    )
    try:
        value = typed_number(text)
    except UsageError:
        raise UsageError(f'{ref} is a {kind}, and "{text}" is not a value of one', help=f"write {forms}") from None
    share = value / 100 if text.rstrip().endswith("%") else value
    if not 0 <= share <= 1:
        raise UsageError(f'{ref} is a {kind}, and "{text}" is not a value of one', help=f"write {forms}")
    return share


def typed_number(text: str) -> Decimal:
    """The number that was typed, thousands separators and signs of currency or percent taken.

    Raises UsageError for what is no number.
    """
    try:
        return number.parse_typed(text)
    except BadValue as fault:
        raise UsageError(fault.message, help=fault.help) from None


def key_result_from(text: str) -> tuple[str, KeyResult]:
    """Title and key result for a text such as `Lift the score: 31 -> 45 points`.

    The measure stands behind the last colon. Raises UsageError for a text without a valid form.
    """
    title, colon, measure = text.rpartition(":")
    title, measure = title.strip(), measure.strip()
    if not colon or not title or not measure:
        raise UsageError(
            f'"{text}" has no measure behind a colon', help=f'write "TITLE: MEASURE", the measure as {KR_FORMS}'
        )
    return title, measured(title, measure)


def looks_measured(text: str) -> bool:
    """Whether a measure that can be read stands behind the last colon."""
    title, colon, measure = text.rpartition(":")
    measure = measure.strip()
    return bool(colon and title.strip()) and (measure.lower() == "done" or any(p.match(measure) for p, _ in _MEASURES))


def measured(title: str, measure: str) -> KeyResult:
    """The key result that the words of a measure stand for. Raises UsageError for words without a valid form."""
    if measure.lower() == "done":
        return KeyResult(title=title, kind="milestone")
    for form, read in _MEASURES:
        match = form.match(measure)
        if match:
            return read(title, match)
    raise UsageError(f'"{measure}" is not a measure', help=f"write {KR_FORMS}")


def _way(title: str, match: re.Match[str]) -> KeyResult:
    start, target = typed_number(match["start"]), typed_number(match["target"])
    if start == target:
        raise UsageError(
            f"start and target are both {shown(start)}: there is no way to go",
            help=f"to hold a value write >= {shown(start)} or <= {shown(start)}",
        )
    unit = match["unit"].strip() or ("%" if "%" in match[0] else None)
    return KeyResult(title=title, start=start, target=target, unit=unit or None)


def _relative(title: str, match: re.Match[str]) -> KeyResult:
    target = number.parse_relative(match["change"].replace(" ", "").lower())
    start = typed_number(match["start"])
    assert isinstance(target, Relative)  # noqa: S101 - the pattern lets nothing else through
    if start == 0 and not target.points:
        raise UsageError(f"{target} of 0 is 0", help="write the target as a number: 0 -> 45")
    return KeyResult(
        title=title, start=start, target=target, unit=match["unit"].strip() or ("%" if target.points else None)
    )


def _limit(title: str, match: re.Match[str]) -> KeyResult:
    upwards = match["sign"] in (">=", "≥", ">")
    return KeyResult(
        title=title,
        kind="at_least" if upwards else "at_most",
        target=typed_number(match["limit"]),
        strict=match["sign"] in ("<", ">"),
        unit=match["unit"].strip() or None,
    )


def _range(title: str, match: re.Match[str]) -> KeyResult:
    low, high = typed_number(match["low"]), typed_number(match["high"])
    if low > high:
        raise UsageError(f"{shown(low)} is above {shown(high)}", help=f"write {shown(high)}..{shown(low)}")
    return KeyResult(title=title, kind="between", low=low, high=high, unit=match["unit"].strip() or None)


def _recurring(title: str, match: re.Match[str]) -> KeyResult:
    target = typed_number(match["target"])
    if target <= 0:
        raise UsageError("a count of zero or less cannot be reached", help="write a number above 0")
    per = match["per"].lower()
    assert per in ("day", "week", "month", "quarter")  # noqa: S101 - the pattern lets nothing else through
    return KeyResult(title=title, kind="recurring", target=target, per=per, unit=match["unit"].strip() or None)  # type: ignore[arg-type]


_MEASURES: tuple[tuple[re.Pattern[str], Callable[[str, re.Match[str]], KeyResult]], ...] = (
    (_WAY, _way),
    (_RECURRING, _recurring),
    (_RELATIVE, _relative),
    (_LIMIT, _limit),
    (_RANGE, _range),
)
