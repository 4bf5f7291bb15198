"""Eased targets: which change of a key result's definition made its target easier to reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from okrctl.core.number import shown
from okrctl.core.objective import KeyResult, Objective


@dataclass(frozen=True, slots=True)
class Version:
    """An objective as it was written from a day on."""

    day: date
    objective: Objective


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


def eased_targets(ref: str, versions: Sequence[Version], falling: frozenset[str]) -> Iterator[EasedTarget]:
    """The easings from version to version, oldest first, but those that were taken back since.

    `falling` names the KPIs of which less is better, for key results that start where their KPI stands.
    """
    last = dict(versions[-1].objective.all_key_results()) if versions else {}
    for earlier, later in zip(versions, versions[1:], strict=False):
        after = dict(later.objective.all_key_results())
        for path, before in earlier.objective.all_key_results():
            if path in after and path in last:
                falls = before.kpi in falling
                still = {key for key, *_ in easings(before, last[path], falls=falls)}
                for key, was, now in easings(before, after[path], falls=falls):
                    if key in still:
                        yield EasedTarget(ref, path, key, later.day, shown(was), shown(now))


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
