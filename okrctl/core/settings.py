"""Settings: what `okrctl.yaml` says of the workspace, its teams and its people."""

# Annotations are values here, not texts: reading a file asks for them, and compiling texts would take longer than the rest.

from dataclasses import field
from decimal import Decimal
from typing import Literal

from okrctl.core.fields import Day, FromFile, Id, Month, Number, Share, Text, Texts, Title, Whole
from okrctl.core.frozen import dataclass

FORMAT_VERSION = 1
"""The newest data format that this program reads and writes."""

Every = Literal["day", "week", "2 weeks", "month"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Team(FromFile):
    """A team; teams may lie in one another."""

    name: Title | None = None
    """The name that people see; the id where it is absent."""
    parent: Id | None = None
    """The team this one belongs to."""
    lead: Id | None = None
    """The person who leads it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(FromFile):
    """A person who may own goals."""

    name: Title | None = None
    """The name that people see; the id where it is absent."""
    email: Text | None = None
    """Matched to git's `user.email` to know who is typing."""
    team: Id | None = None
    """The team the person works in."""
    left: Day | None = None
    """The day the person left; open goals of theirs are then reported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence(FromFile):
    """How often an update is due, and how much later it may come before a result is called stale."""

    every: Every = "week"
    """day | week | 2 weeks | month."""
    grace_days: Whole = 3
    """Days after the due day before anything is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusLimits(FromFile):
    """How many points behind the expected pace a result may be."""

    on_track_within: Number = Decimal(10)
    """Up to this many points behind is on track."""
    at_risk_beyond: Number = Decimal(25)
    """More than this many points behind is at risk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeBands(FromFile):
    """Where the colours of a final grade begin."""

    amber_from: Share = Decimal("0.4")
    """Grades below are red."""
    green_from: Share = Decimal("0.7")
    """Grades from here on are green."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LintSettings(FromFile):
    """Another level for a rule of `okrctl lint`, by code."""

    ignore: Texts = ()
    """Codes that are not reported."""
    advice: Texts = ()
    """Codes that are reported as advice."""
    warn: Texts = ()
    """Codes that are reported as warnings."""
    error: Texts = ()
    """Codes that are reported as errors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(FromFile):
    """The workspace: its name, how it counts, who is in it."""

    format: Whole
    """The version of the data format; 1 today."""
    name: Title | None = None
    """The company's or person's name, shown on top of every report."""
    fiscal_year_starts: Month = 1
    """The month in which the fiscal year begins. FY27 is the one that ends in 2027."""
    levels: Texts = ("company", "department", "team", "individual")
    """The levels of goals, the highest first."""
    teams: dict[Id, Team] = field(default_factory=dict)
    """The teams by id."""
    people: dict[Id, Person] = field(default_factory=dict)
    """The people by id."""
    checkins: Cadence = Cadence()
    """How often an update is due."""
    confidence_scale: Whole = 10
    """How confidence is typed and shown: 7 of 10."""
    status: StatusLimits = StatusLimits()
    """When a result is on track, behind or at risk."""
    bands: GradeBands = GradeBands()
    """When a grade is red, amber or green."""
    currency: Text | None = None
    """The currency of amounts of money, such as EUR."""
    lint: LintSettings = LintSettings()
    """Levels of lint rules."""

    def with_sub_teams(self, team: str) -> frozenset[str]:
        """The team and every team below it; loops are walked once."""
        found = {team}
        while more := {t for t, about in self.teams.items() if about.parent in found} - found:
            found |= more
        return frozenset(found)

    @property
    def has_team_structure(self) -> bool:
        """Whether teams are declared; without them some advice would only be noise."""
        return bool(self.teams)
