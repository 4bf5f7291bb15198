"""Levels: what `okrctl.yaml` says of the rules, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Literal

from okrctl.core.finding import Level, is_advisory
from okrctl.core.settings import LintSettings
from okrctl.core.suggestion import did_you_mean
from okrctl.lint.case import Remark

Wanted = Level | Literal["ignore"]
FIELDS: tuple[tuple[str, Wanted], ...] = (
    ("ignore", "ignore"),
    ("advice", "advice"),
    ("warn", "warning"),
    ("error", "error"),
)
"""The lists of `lint:` and the level each gives; where a code stands in two, the stricter one counts."""


def wanted_levels(settings: LintSettings) -> dict[str, Wanted]:
    """The levels that the workspace gives to codes."""
    return {code: level for name, level in FIELDS for code in getattr(settings, name) if is_advisory(code)}


def setting_faults(settings: LintSettings, known: Collection[str]) -> Iterator[Remark]:
    """What in `lint:` has no effect: a code that does not exist, cannot be changed, or stands in two lists."""
    seen: dict[str, str] = {}
    for name, _ in FIELDS:
        for index, code in enumerate(getattr(settings, name)):
            message = _fault(code, known, seen.get(code))
            if message:
                help_ = "okrctl explain CODE says what a code means; levels can be changed from OKR101 on"
                yield Remark(file="okrctl", keys=("lint", name, index), message=message, help=help_, level="warning")
            seen[code] = name


def _fault(code: str, known: Collection[str], other: str | None) -> str | None:
    if code not in known:
        return f'no code "{code}"{did_you_mean(code, known)}'
    if not is_advisory(code):
        return f"{code} cannot be changed: it says that a file cannot be trusted"
    return f"{code} stands in {other} too; the stricter one counts" if other else None
