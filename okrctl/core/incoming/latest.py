"""Where key results stand by the source -> check-ins, without what is known already."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Context, Decimal
from fractions import Fraction
from typing import get_args

from okrctl.core.changes.changes import AddCheckIn
from okrctl.core.checkin import CheckIn, ReportedStatus, Update, merged_update, order
from okrctl.core.incoming.goals import Latest
from okrctl.core.model import Cycle
from okrctl.core.number import half_up, plain_text, shown
from okrctl.core.objective import MET_OR_NOT, KeyResult
from okrctl.core.record_id import record_id

IMPORTED = "Imported from "
"""How the note of a check-in begins that an import made."""
MOST_UPDATES = 1_000
"""In one check-in; the rest goes into further ones, for a file has its largest size."""
MOST_PLACES = 6
"""Decimals beyond which nobody measures."""
_EXACT = Context(prec=60)


def update_of(key_result: KeyResult, latest: Latest) -> tuple[Update, str | None]:
    """The update that says where a key result stands; and what of it could not be said.

    A share of the way becomes a value, `start + share × (target - start)`, except for milestones and judgements, which are
    told by their share.
    """
    status = latest.status if latest.status in get_args(ReportedStatus) else None
    words = Update(confidence=latest.confidence, status=status, note=latest.note)  # type: ignore[arg-type]
    value, doubt = _value(key_result, latest)
    return replace(words, value=value), doubt


def _value(key_result: KeyResult, latest: Latest) -> tuple[Decimal | None, str | None]:
    kind = key_result.effective_kind
    if key_result.kpi or kind == "parts":
        return None, None
    if latest.status == "not_started" and not latest.share and not latest.value:
        return None, None
    if kind in ("milestone", "score"):
        share = latest.share if latest.share is not None else _as_share(latest.value)
        return (None if share is None else min(max(share, Decimal(0)), Decimal(1))), None
    if latest.value is not None:
        return latest.value, None
    if latest.share is None:
        return None, None
    target = key_result.last_value
    if kind in MET_OR_NOT or kind in ("recurring", "baseline") or target in (None, key_result.first_value):
        return None, f"its progress of {shown(latest.share * 100)} % says no value of the kind {kind}: left out"
    return _simplest(key_result.first_value, target, latest.share), None


def _simplest(start: Decimal, target: Decimal, share: Decimal) -> Decimal:
    """The value with the fewest decimals whose share of the way rounds to the share that was written.

    >>> _simplest(Decimal(31), Decimal(45), Decimal("0.2857"))
    Decimal('35')
    """
    span = _EXACT.subtract(target, start)
    value = _EXACT.add(start, _EXACT.multiply(share, span))
    exponent = share.as_tuple().exponent
    places = min(-exponent, MOST_PLACES) if isinstance(exponent, int) else MOST_PLACES
    for decimals in range(MOST_PLACES):
        candidate = half_up(value, decimals)
        if half_up(Fraction(candidate - start) / Fraction(span), places) == half_up(share, places):
            return Decimal(plain_text(candidate))
    return Decimal(plain_text(half_up(value, MOST_PLACES)))


def _as_share(value: Decimal | None) -> Decimal | None:
    if value is None:
        return None
    return value if value <= 1 else value / 100


@dataclass(slots=True)
class Recorded:
    """What a cycle's check-ins say of each key result, by `objective/key-result`."""

    newest: dict[str, Update] = field(default_factory=dict)
    """All that was said so far, put together."""
    imported: dict[str, Update] = field(default_factory=dict)
    """What the last import said."""

    def knows(self, key: str, update: Update) -> bool:
        """Whether the update says nothing new: it is so already, or was when the source was last imported."""
        return any(old and _adds_nothing(old, update) for old in (self.newest.get(key), self.imported.get(key)))


def _adds_nothing(old: Update, update: Update) -> bool:
    return merged_update(old, update) == old


def recorded(cycle: Cycle | None) -> Recorded:
    """What is recorded in the cycle."""
    found = Recorded()
    check_ins = (
        sorted(cycle.checkins.items(), key=lambda pair: order(pair[0], pair[1].date, pair[1].at)) if cycle else []
    )
    for _, check_in in check_ins:
        for key, update in check_in.updates.items():
            found.newest[key] = merged_update(found.newest.get(key), update)
            if (check_in.note or "").startswith(IMPORTED):
                found.imported[key] = update
    return found


Told = Mapping[tuple[str, date, str], Mapping[str, Update]]
"""Updates by cycle, day and person."""


def check_ins_of(told: Told, file: str, at: datetime, taken: Iterable[str]) -> Iterator[AddCheckIn]:
    """One check-in for each cycle, day and person; the same file makes the same ids."""
    known = set(taken)
    for (cycle, day, by), every in told.items():
        for updates in _parts(every):
            new_id = id_of(cycle, day.isoformat(), by, *(f"{key} {update}" for key, update in updates.items()))
            if new_id not in known:
                about = CheckIn(date=day, at=at, by=by, note=f"{IMPORTED}{file}", updates=updates)
                yield AddCheckIn(cycle, new_id, about)


def _parts(updates: Mapping[str, Update]) -> Iterator[dict[str, Update]]:
    """The updates in parts that a file can hold."""
    items = list(updates.items())
    for first in range(0, len(items), MOST_UPDATES):
        yield dict(items[first : first + MOST_UPDATES])


def id_of(*words: str) -> str:
    """The id of a record that an import makes: the same words give the same one, so that two imports make one record."""
    return record_id(hashlib.sha256("\0".join(words).encode("utf-8", "surrogatepass")).digest())
