"""The cells of a row about its measure -> the key result, and where it stands now."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from okrctl.core import number
from okrctl.core.bad_value import BadValue
from okrctl.core.incoming.goals import Latest
from okrctl.core.objective import KeyResult
from okrctl.sources.importing.days import DayOrder, day
from okrctl.sources.importing.numbers import NO_NUMBER_YET, Amount, amount, share
from okrctl.sources.importing.words import DONE, DONE_OR_NOT, NOT_DONE, REPORTED, STATUSES, unit_of, word

_LIMIT = re.compile(
    r"(?P<sign>>=|=>|<=|=<|≥|≤|>|<|at least|at most|min\.?|max\.?)\s*(?P<limit>\S.*)\Z", re.IGNORECASE | re.DOTALL
)
_RANGE = re.compile(r"(?P<low>\S.*?)\s*(?:\.\.\.?|…|(?<=[\d%kKMB])\s+(?:to|–|-)\s+)\s*(?P<high>\S.*)\Z", re.DOTALL)
_WAY = re.compile(r"(?P<start>\S.*?)\s*(?:->|→|=>)\s*(?P<target>\S.*)\Z", re.DOTALL)
_UPWARDS = (">", "≥", "=>", "at least", "min")


@dataclass(slots=True)
class Cells:
    """Reads one row's measure; collects what a person should know of it."""

    texts: Mapping[str, str]
    decimal_comma: bool
    order: DayOrder | None
    doubts: list[str] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    """Units that stood beside numbers."""

    def text(self, key: str) -> str:
        """What stands under the key; nothing where there is no such column."""
        return self.texts.get(key, "")

    def amount(self, key: str, text: str | None = None) -> Decimal | None:
        """The number under the key. Raises BadValue naming the key for what is none."""
        try:
            found = amount(self.text(key) if text is None else text, decimal_comma=self.decimal_comma)
        except BadValue as fault:
            raise BadValue(fault.code, f"{key}: {fault.message}", help=fault.help) from None
        return self._noted(found)

    def _noted(self, found: Amount | None) -> Decimal | None:
        if found is None:
            return None
        self.units += [found.unit] if found.unit else []
        self.doubts += [found.doubt] if found.doubt else []
        return found.value

    def share(self) -> Decimal | None:
        """The progress."""
        try:
            found, doubt = share(self.text("progress"), decimal_comma=self.decimal_comma)
        except BadValue as fault:
            raise BadValue(fault.code, f"progress: {fault.message}") from None
        self.doubts += [doubt] if doubt else []
        return found


def key_result_of(cells: Cells, title: str) -> KeyResult:
    """The key result that the cells describe. Raises BadValue for a number that is none."""
    about = _measure(cells)
    has_numbers = any(about.get(name) is not None for name in ("target", "low"))
    if not has_numbers and "kind" not in about:
        about |= _without_target(cells)
    unit = unit_of(cells.text("unit")) or (unit_of(cells.units[0]) if cells.units else None)
    return KeyResult(title=title, unit=None if about.get("kind") == "milestone" else unit, **about)


def _measure(cells: Cells) -> dict[str, Any]:
    target = cells.text("target").strip()
    if word(target) in DONE | NOT_DONE or word(cells.text("unit")) in DONE_OR_NOT:
        return {"kind": "milestone"}
    if match := _LIMIT.match(target):
        upwards = match["sign"].lower().startswith(_UPWARDS)
        strict = match["sign"] in ("<", ">")
        return {
            "kind": "at_least" if upwards else "at_most",
            "target": cells.amount("target", match["limit"]),
            "strict": strict,
        }
    if match := _WAY.match(target):
        return {"start": cells.amount("start", match["start"]), "target": cells.amount("target", match["target"])}
    if match := _RANGE.match(target):
        return {
            "kind": "between",
            "low": cells.amount("target", match["low"]),
            "high": cells.amount("target", match["high"]),
        }
    relative = number.parse_relative(target.replace(" ", ""))
    if relative:
        return {"start": cells.amount("start"), "target": relative}
    start, reached = cells.amount("start"), cells.amount("target")
    if reached is None:
        return {}
    return {"target": reached} | ({} if start is None else {"start": start})


def _without_target(cells: Cells) -> dict[str, Any]:
    """What a key result without a target is: a milestone where its progress is told, a first measurement where a value is."""
    written, share = cells.text("target").strip(), cells.share()
    is_open = bool(written) and written.casefold() in NO_NUMBER_YET
    if is_open:
        cells.doubts.append(f'its target is "{written}": left out')
    if share is not None and (share or not is_open):
        return {"kind": "milestone"}
    return {"kind": "baseline"} if cells.text("current").strip().casefold() not in NO_NUMBER_YET else {}


def latest_of(cells: Cells, key_result: KeyResult | None, by: str | None) -> Latest:
    """Where it stands: a value, or the share of the way, with the words beside it."""
    current = cells.text("current").strip()
    is_milestone = key_result is not None and key_result.kind == "milestone"
    share = cells.share()
    value = None
    if is_milestone and word(current) in DONE | NOT_DONE:
        share = Decimal(word(current) in DONE)
    else:
        value = cells.amount("current")
    status = STATUSES.get(word(cells.text("status")), "")
    if status == "closed" and is_milestone and share is None and value is None:
        share = Decimal(1)
    return Latest(
        value=value,
        share=share,
        status=status if status in REPORTED else None,
        confidence=_confidence(cells),
        note=cells.text("note") or None,
        date=day(cells.text("date"), cells.order),
        by=by,
    )


def _confidence(cells: Cells) -> Decimal | None:
    """A share: 70 %, 0.7, 7 (of ten) and 70 are the same."""
    found = amount(cells.text("confidence"), decimal_comma=cells.decimal_comma)
    if found is None:
        return None
    value = found.value
    if found.unit != "%" and value <= 1:
        return value if value >= 0 else None
    scaled = value.scaleb(-2) if found.unit == "%" or value > 10 else value.scaleb(-1)
    return scaled if 0 <= scaled <= 1 else None
