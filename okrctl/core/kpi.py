"""Kpi, Readings and KpiReview: a standing measure, what was measured, and what was thought of it."""

# Annotations are values here, not texts: reading a file asks for them, and compiling texts would take longer than the rest.

from dataclasses import field
from decimal import Decimal
from typing import Annotated, Any, Literal

from okrctl.core import number
from okrctl.core.bad_value import BadValue
from okrctl.core.fields import Day, Flag, FromFile, Id, Instant, Number, Read, Text, Texts, Title, read_cycle_id
from okrctl.core.frozen import dataclass
from okrctl.core.number import Relative
from okrctl.core.objective import Decision
from okrctl.core.pattern import pattern

Span = Literal["day", "week", "month", "quarter", "year"]
KpiTarget = Decimal | Relative | str
SOURCE_KINDS = ("csv", "json", "sqlite", "http", "command", "sql")
_BAND = pattern(r"(?P<sign><=|>=|<|>)\s*(?P<limit>\S.*)\Z")
_RANGE = pattern(r"(?P<low>\S+)\s*\.\.\s*(?P<high>\S+)\Z")


def read_one_target(value: object) -> KpiTarget:
    """A number, a relative target (`+20%`), or any other text; BadValue for a number spelled another way."""
    if not isinstance(value, str):
        raise BadValue("OKR013", "expected a target, found a list or a mapping")
    relative = number.parse_relative(value)
    if relative:
        return relative
    return number.parse(value) if number.looks_like_a_number(value) else value


def _read_target(value: object) -> KpiTarget | dict[str, KpiTarget]:
    """A number, a relative one, a text, or a mapping of cycle to one of these."""
    if not isinstance(value, dict):
        return read_one_target(value)
    targets: dict[str, KpiTarget] = {}
    for cycle, target in value.items():
        try:
            targets[read_cycle_id(cycle)] = read_one_target(target)
        except BadValue as fault:
            raise BadValue(fault.code, fault.message, help=fault.help, keys=(str(cycle),)) from None
    return targets


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of values or scale words: from `low` to `high`, each end open (None), included or not."""

    low: str | None = None
    high: str | None = None
    low_included: bool = True
    high_included: bool = True


def _read_band(value: object) -> Band:
    """`>= 40`, `< 3`, or `20..30`; the words of a scale may stand for the numbers."""
    if isinstance(value, str) and (match := _BAND.match(value.strip())):
        sign, limit = match["sign"], match["limit"].strip()
        included = sign.endswith("=")
        return Band(low=limit, low_included=included) if sign[0] == ">" else Band(high=limit, high_included=included)
    if isinstance(value, str) and (match := _RANGE.match(value.strip())):
        return Band(low=match["low"], high=match["high"])
    raise BadValue(
        "OKR013", f'expected a band, found "{value}"', help='write it as ">= 40", "< 3" or "20..30", in quotes'
    )


Target = Annotated[Any, Read(_read_target, {"type": ["number", "string", "object"]})]
BandText = Annotated[Band, Read(_read_band, {"type": "string"})]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands(FromFile):
    """Where a KPI is green and amber; everything else is red."""

    green: BandText | None = None
    """Such as ">= 40", in the KPI's own unit."""
    amber: BandText | None = None
    """Such as ">= 30"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitsFrom(FromFile):
    """The readings that the process limits are computed from, for ever."""

    first: Day
    """The first day whose reading counts."""
    last: Day
    """The last day whose reading counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(FromFile):
    """Where `okrctl pull` fetches the values; nothing else ever does."""

    csv: Text | None = None
    """A CSV file, relative to the workspace."""
    json: Text | None = None
    """A JSON file, relative to the workspace."""
    sqlite: Text | None = None
    """A SQLite file, relative to the workspace."""
    http: Text | None = None
    """An https address that answers with JSON or CSV."""
    command: tuple[Text, ...] | None = None
    """A program and its arguments."""
    sql: Text | None = None
    """A DuckDB query that gives date and value."""
    query: Text | None = None
    """For sqlite: SELECT date, value …"""
    date: Text | None = None
    """The column, or path expression, of the date."""
    value: Text | None = None
    """The column, or path expression, of the value."""
    where: dict[Text, Text] = field(default_factory=dict)
    """Only rows whose column holds this."""
    format: Literal["json", "csv", "number"] | None = None
    """What http or command answer with."""
    headers: dict[Text, Text] = field(default_factory=dict)
    """Request headers; $NAME is taken from the environment."""
    timeout: Number | None = None
    """Seconds after which the source is given up; 60 if absent."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """Where the values come from: one of csv, json, sqlite, http, command, sql; none or several are a fault."""
        return tuple(kind for kind in SOURCE_KINDS if getattr(self, kind) is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi(FromFile):
    """A KPI's card: what, why, how, who, when."""

    title: Title
    """What is measured."""
    what: Text | None = None
    """What is wanted of it."""
    why: Text | None = None
    """Why it matters."""
    how: Text | None = None
    """How it is measured or moved."""
    owner: Texts = ()
    """Who keeps track of it."""
    review: Span | None = None
    """How often the card itself is looked at."""
    measure: Span = "month"
    """How often a value is due."""
    level: Text | None = None
    """One of the workspace's levels; the first is a high-level KPI."""
    team: Text | None = None
    """The team that answers for it."""
    focus: Literal["external", "internal"] | None = None
    """Whether it looks outward or inward."""
    parent: Id | None = None
    """The KPI that this one drives."""
    formula: Text | None = None
    """How the value is computed, in words."""
    unit: Text | None = None
    """The unit of the values; "%" makes changes count in points."""
    scale: tuple[Text, ...] = ()
    """The words of a qualitative KPI, the worst first."""
    better: Literal["up", "down", "between", "none"] = "none"
    """Which way is better; never guessed."""
    aggregate: Literal["last", "sum", "mean", "min", "max"] = "last"
    """How the readings of one period become its value."""
    start: Number | None = None
    """The value a relative target starts from."""
    target: Target | None = None
    """A number, a relative one (+20%), a text, or one of these by cycle."""
    bands: Bands | None = None
    """Where it is green and amber."""
    leading_or_lagging: Literal["leading", "lagging"] | None = None
    """Whether it moves before the outcome (leading) or after it (lagging)."""
    benchmark: Number | None = None
    """What others reach."""
    limits_from: LimitsFrom | None = None
    """Freezes the process limits to these readings."""
    segments: tuple[Id, ...] = ()
    """Departments, stores or products that are compared."""
    comparable: Flag = False
    """Growth counts only segments present in both periods."""
    source: Source | None = None
    """Where `okrctl pull` fetches the values."""
    state: Literal["active", "paused", "retired"] = "active"
    """active, paused or retired."""
    replaced_by: Id | None = None
    """The KPI that took the place of a retired one."""
    decisions: tuple[Decision, ...] = ()
    """Changes with their reasons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(FromFile):
    """One measured value."""

    kpi: Id
    """The KPI it belongs to."""
    value: Text
    """A number, or a word of the KPI's scale."""
    date: Day | None = None
    """The day it is true for; the file's if absent."""
    segment: Id | None = None
    """The segment it belongs to; the total if absent."""
    note: Text | None = None
    """The story behind the number."""
    signal: Text | None = None
    """What was found out about a signal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings(FromFile):
    """Values that were recorded together."""

    date: Day
    """The day the values are true for, where they do not say their own."""
    at: Instant | None = None
    """When they were recorded."""
    by: Text | None = None
    """Who recorded them."""
    note: Text | None = None
    """About all of them."""
    readings: tuple[Reading, ...] = ()
    """The values."""
    supersedes: Text | None = None
    """The id of the readings file that this one corrects."""
