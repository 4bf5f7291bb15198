"""Explanations as values: each figure with its formula, the formula with its numbers, and where every number stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from okrctl.core import number
from okrctl.core.finding import KeyPath
from okrctl.core.frozen import dataclass
from okrctl.report.values import Figure


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file."""

    path: str
    line: int | None


Lookup = Callable[[str, KeyPath], Place | None]
"""Where a key stands: the entity as storage names it (`2026-Q4/win-finance`, `2026-Q4/checkins/ID`, `kpis/churn`,
`okrctl`), and the keys in its file. None where the file does not say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One number that goes into a formula, and where it was written."""

    name: str
    value: str
    path: str | None = None
    """None for what no file says: a default, or what a cycle's id means."""
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How one figure came about."""

    figure: str
    formula: str
    numbers: str
    """The formula with its numbers; empty where the figure is a given one."""
    value: Figure | str | None
    given: tuple[Given, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """How the figures of one thing came about, in the order in which they follow from one another."""

    workspace: str
    as_of: date
    ref: str
    kind: str
    title: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """Finds where numbers are written."""

    lookup: Lookup

    def of(self, name: str, value: object, entity: str, *keys: str | int) -> Given:
        """The number with its place; without one where the file does not say it."""
        place = self.lookup(entity, keys)
        return Given(
            name=name, value=text(value), path=place.path if place else None, line=place.line if place else None
        )

    def setting(self, name: str, value: object, *keys: str) -> Given:
        """A setting of okrctl.yaml, which may be the default."""
        given = self.of(name, value, "okrctl", *keys)
        return given if given.path else Given(name=f"{name} (the default)", value=given.value)


def text(value: object) -> str:
    """A value inside a formula: numbers exact or with six decimals, days as they are written in files."""
    if isinstance(value, date):
        return value.isoformat()
    if value is None:
        return "none"
    return str(value) if isinstance(value, str | int) else shown(value)  # type: ignore[arg-type]


def shown(value: Figure) -> str:
    """A figure as it stands in a formula: exact, or with six decimals."""
    return number.shown(value)


def points(value: Figure) -> str:
    """Points with two decimals at most."""
    return number.shown(value, 2)


def terms(pairs: Sequence[tuple[Decimal, Figure]]) -> str:
    """The numbers of a weighted mean: `(1 × 0.5 + 2 × 0.25) / 3`."""
    summed = " + ".join(f"{shown(weight)} × {shown(value)}" for weight, value in pairs)
    return f"({summed}) / {shown(sum((weight for weight, _ in pairs), Decimal(0)))}"
