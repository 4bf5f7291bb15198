"""Objective and KeyResult: a goal as a person wrote it down."""

# Annotations are values here, not texts: reading a file asks for them, and compiling texts would take longer than the rest.

from collections.abc import Iterator
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from okrctl.core.bad_value import BadValue
from okrctl.core.fields import Day, Flag, FromFile, Id, Number, OneOrMany, Read, Target, Text, Texts, Title, Weight
from okrctl.core.frozen import dataclass
from okrctl.core.number import Relative
from okrctl.core.suggestion import did_you_mean

Kind = Literal["metric", "at_least", "at_most", "between", "milestone", "recurring", "score", "baseline"]
KIND_WORDS: tuple[Kind, ...] = (
    "metric",
    "at_least",
    "at_most",
    "between",
    "milestone",
    "recurring",
    "score",
    "baseline",
)
MET_OR_NOT = frozenset({"at_least", "at_most", "between"})
"""Kinds that are met or not: a guardrail rather than a way."""

Per = Literal["day", "week", "month", "quarter"]
Numbers = dict[Day, Number]


def _read_within(value: object) -> tuple[int, str]:
    """`3 months` as (3, "months"); days, weeks and months are known."""
    words = value.split() if isinstance(value, str) else []
    if len(words) == 2 and words[0].isascii() and words[0].isdigit() and int(words[0]) < 10_000:
        unit = words[1] if words[1].endswith("s") else words[1] + "s"
        if unit in ("days", "weeks", "months"):
            return int(words[0]), unit
    near = did_you_mean(words[1], ("days", "weeks", "months")) if len(words) == 2 else ""
    message = f'expected a time span, found "{str(value)[:40]}"{near}'
    raise BadValue("OKR013", message, help="write it as 3 months, 6 weeks or 10 days")


Within = Annotated[tuple[int, str], Read(_read_within, {"type": "string", "pattern": r"^\d+ (day|week|month)s?$"})]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(FromFile):
    """A change of plan with its reason, as it was noted."""

    date: Day
    """The day of the decision."""
    by: Text | None = None
    """Who decided."""
    text: Text
    """What was decided and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative(FromFile):
    """Work that is meant to move the objective; it is never scored."""

    title: Title
    """What is being done."""
    url: Text | None = None
    """Where the work is followed."""
    done: Flag = False
    """Whether it is finished."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(FromFile):
    """One step of a milestone."""

    title: Title
    """What is there when the step is done."""
    weight: Weight = Decimal(1)
    """Its share of the milestone, relative to the other steps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class After(FromFile):
    """A window that begins when another key result is reached."""

    reached: Text
    """The other key result, such as launch-2026/go-live/shipped."""
    within: Within
    """How long the window then is: 3 months, 6 weeks, 10 days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyResult(FromFile):
    """How one would know that the objective is reached."""

    title: Title
    """What is measured, in one line."""
    kind: Kind | None = None
    """metric (from start to target, the default), at_least, at_most, between, milestone, recurring, score or baseline."""
    unit: Text | None = None
    """The unit of the values: points, days, %, EUR."""
    start: Number | None = None
    """The value at the beginning; 0 if absent."""
    target: Target | None = None
    """The value to reach: a number, +20% of the start, or +5pp for points of a percentage."""
    low: Number | None = None
    """The lower limit of a `between`."""
    high: Number | None = None
    """The upper limit of a `between`."""
    risk: Number | None = None
    """For at_least and at_most: between this value and the target the result is behind, beyond it at risk."""
    strict: Flag = False
    """A value equal to the limit is not enough."""
    per: Per | None = None
    """The period of a `recurring` count: day, week, month or quarter."""
    steps: dict[Id, Step] = field(default_factory=dict)
    """The steps of a milestone, by id."""
    owner: Texts = ()
    """Who answers for it; the objective's owner if absent. The first of a list is accountable."""
    weight: Weight = Decimal(1)
    """Its weight among the objective's key results; 0 shows it without counting it."""
    state: Literal["active", "cancelled", "deferred", "not_graded"] = "active"
    """active, or left out of the score: cancelled, deferred, not_graded."""
    start_on: Day | None = None
    """The first day of its window, where that is not the objective's."""
    due: Day | None = None
    """The last day of its window, where that is not the objective's."""
    kpi: Id | None = None
    """The KPI whose readings are its values."""
    segment: Id | None = None
    """The KPI's segment that counts."""
    source: Text | None = None
    """Where the numbers come from, in words."""
    evidence: Texts = ()
    """Texts or links that show the result."""
    leading_or_lagging: Literal["leading", "lagging"] | None = None
    """Whether it moves before the outcome (leading) or after it (lagging)."""
    plan: Numbers = field(default_factory=dict)
    """Expected values by date, where the way is not a straight line."""
    commit: Number | None = None
    """The value that is promised."""
    stretch: Number | None = None
    """The value that would surprise everybody."""
    scoring: dict[Text, Text] = field(default_factory=dict)
    """What a grade of 0.3, 0.7 and 1.0 would mean."""
    parts: dict[Id, "KeyResult"] = field(default_factory=dict)
    """Smaller key results that make up this one, to any depth."""
    after: After | None = None
    """A window that begins when another key result is reached."""

    @property
    def effective_kind(self) -> str:
        """The kind that scores it: `parts`, the written kind, or metric."""
        return "parts" if self.parts else self.kind or "metric"

    @property
    def is_unmeasured(self) -> bool:
        """Whether there is neither a kind nor anything to score by."""
        return self.kind is None and self.target is None and not self.parts

    @property
    def first_value(self) -> Decimal:
        """The value at the beginning; 0 if none is written."""
        return Decimal(0) if self.start is None else self.start

    @property
    def last_value(self) -> Decimal | None:
        """The target as an absolute value; None without one."""
        if isinstance(self.target, Relative):
            return self.target.from_start(self.first_value)
        return self.target

    def walk(self, prefix: str) -> "Iterator[tuple[str, KeyResult]]":
        """This key result and its parts to any depth, each with its path (`nps`, `nps/emea`)."""
        yield prefix, self
        for part_id, part in self.parts.items():
            yield from part.walk(f"{prefix}/{part_id}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective(FromFile):
    """What is to be reached, and the key results that tell whether it was."""

    title: Title
    """What is to be reached: qualitative, inspiring, without a number."""
    why: Text | None = None
    """Why it matters now."""
    type: Literal["aspirational", "committed", "goal"] = "aspirational"
    """aspirational (0.7 is a success), committed (1.0 is expected), or goal (a lasting aim above objectives)."""
    level: Text | None = None
    """One of the workspace's levels: company, department, team, individual."""
    focus: Literal["external", "internal"] | None = None
    """Whether it looks outward or inward."""
    team: Text | None = None
    """The team that carries it."""
    owner: Texts = ()
    """A person or a list; the first is accountable."""
    parent: Texts = ()
    """What it supports: an objective or a key result of any cycle, such as 2026/double-the-business."""
    state: Literal["draft", "active", "cancelled", "deferred"] = "active"
    """draft, active, cancelled or deferred; only active ones count."""
    start_on: Day | None = None
    """The first day, where it is later than the cycle's."""
    due: Day | None = None
    """The last day, where it is earlier than the cycle's."""
    weight: Weight = Decimal(1)
    """Its weight among the objectives; 0 shows it without counting it."""
    progress_from: Literal["key_results", "children", "both"] = "key_results"
    """What its progress is the mean of."""
    continues: Text | None = None
    """The objective of an earlier cycle that it carries forward."""
    tags: Texts = ()
    """Words to find it by."""
    initiatives: tuple[Initiative, ...] = ()
    """Work that is meant to move it."""
    kpis: Annotated[tuple[Id, ...], OneOrMany()] = ()
    """KPIs that are watched beside it so that nothing else suffers."""
    decisions: tuple[Decision, ...] = ()
    """Changes of plan with their reasons."""
    key_results: dict[Id, KeyResult] = field(default_factory=dict)
    """How one would know, by id; up to five."""

    def all_key_results(self) -> Iterator[tuple[str, KeyResult]]:
        """Every key result and part with its path below the objective."""
        for key_result_id, key_result in self.key_results.items():
            yield from key_result.walk(key_result_id)

    def find(self, path: str) -> KeyResult | None:
        """The key result or part at `nps` or `nps/emea`, None where there is none."""
        first, *rest = path.split("/")
        found = self.key_results.get(first)
        for part in rest:
            found = found.parts.get(part) if found else None
        return found


def window_dates(key_result: KeyResult | None, objective: Objective, start: date, end: date) -> tuple[date, date]:
    """The window: the key result's own dates, else the objective's, else the cycle's `start` and `end`."""
    own = (key_result.start_on, key_result.due) if key_result else (None, None)
    return own[0] or objective.start_on or start, own[1] or objective.due or end
