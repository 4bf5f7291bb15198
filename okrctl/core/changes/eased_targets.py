"""Eased targets: which change of a key result's definition made its target easier to reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from okrctl.core.frozen import dataclass
from okrctl.core.number import shown
from okrctl.core.objective import KeyResult, Objective


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of an objective's definition on a day."""

    objective: str
    """The whole ref."""
    day: date
    before: Objective
    after: Objective
    now: Objective
    """As it is written today."""


@dataclass(frozen=True, slots=True)
class EasedTarget:
    """A target that was made easier on a day, and still is."""

    objective: str
    """The whole ref of the objective: `2026-Q4/win-finance`."""
    path: str
    """The key result's path below it."""
    key: str
    """What was changed: target, low or high."""
    day: date
    before: str
    after: str


def eased_targets(change: Change, falling: frozenset[str]) -> Iterator[EasedTarget]:
    """The targets that a change made easier, but those that were taken back since.

    `falling` names the KPIs of which less is better, for key results that start where their KPI stands.
    """
    after, now = dict(change.after.all_key_results()), dict(change.now.all_key_results())
    for path, was in change.before.all_key_results():
        if path in after and path in now:
            falls = was.kpi in falling
            still = {key for key, *_ in easings(was, now[path], falls=falls)}
            for key, old, new in easings(was, after[path], falls=falls):
                if key in still:
                    yield EasedTarget(change.objective, path, key, change.day, shown(old), shown(new))


def easings(before: KeyResult, after: KeyResult, *, falls: bool) -> Iterable[tuple[str, Decimal, Decimal]]:
    """What became easier, as key, old and new value; nothing where the kind changed as well.

    >>> rising = {"title": "Referrals", "start": Decimal(10)}
    >>> list(easings(KeyResult(target=Decimal(18), **rising), KeyResult(target=Decimal(15), **rising), falls=False))
    [('target', Decimal('18'), Decimal('15'))]
    """
    if before.effective_kind != after.effective_kind:
        return
    for key, was, now in _limits(before, after):
        if (
            was is not None
            and now is not None
            and was != now
            and (now > was) == _upwards_is_easier(before, key, falls=falls)
        ):
            yield key, was, now


def _limits(before: KeyResult, after: KeyResult) -> tuple[tuple[str, Decimal | None, Decimal | None], ...]:
    if before.effective_kind == "between":
        return ("low", before.low, after.low), ("high", before.high, after.high)
    return (("target", before.last_value, after.last_value),)


def _upwards_is_easier(key_result: KeyResult, key: str, *, falls: bool) -> bool:
    """Whether a higher limit is the easier one."""
    kind = key_result.effective_kind
    if kind in ("between", "at_least", "at_most", "recurring"):
        return key == "high" or kind == "at_most"
    if key_result.start is None and key_result.kpi:
        return falls
    return (key_result.last_value or Decimal(0)) < key_result.first_value
