"""CheckIn: what one person recorded in one sitting."""

# Annotations are values here, not texts: reading a file asks for them, and compiling texts would take longer than the rest.

from dataclasses import field, fields, replace
from datetime import UTC, date, datetime
from typing import Annotated, Literal

from okrctl.core.bad_value import BadValue
from okrctl.core.fields import Day, FromFile, Id, Instant, Number, Read, Share, Text, Texts, read_id
from okrctl.core.frozen import dataclass

ReportedStatus = Literal["on_track", "behind", "at_risk"]
REPORTED_STATUSES: tuple[ReportedStatus, ...] = ("on_track", "behind", "at_risk")


def _read_done(value: object) -> bool | tuple[str, ...]:
    """`true`, `false`, one step, or a list of steps."""
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    if isinstance(value, str):
        return (read_id(value),)
    if isinstance(value, list):
        return tuple(read_id(step) for step in value)
    raise BadValue("OKR013", "expected the steps that are done, or true or false, found a mapping")


Done = Annotated[
    bool | tuple[str, ...],
    Read(
        _read_done, {"anyOf": [{"type": "boolean"}, {"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
    ),
]


def _steps(value: object) -> tuple[str, ...]:
    done = _read_done(value)
    if isinstance(done, bool):
        raise BadValue("OKR013", "expected the steps that are not done after all", help="write undone: [step]")
    return done


Steps = Annotated[tuple[Id, ...], Read(_steps, {"type": ["string", "array"]})]


@dataclass(frozen=True, slots=True, kw_only=True)
class Update(FromFile):
    """What a check-in says about one key result; it may hold words only."""

    value: Number | None = None
    """The value on the check-in's day."""
    done: Done | None = None
    """Of a milestone: the steps that are done now, or true or false where it has none."""
    undone: Steps = ()
    """Of a milestone: steps that turned out not to be done."""
    confidence: Share | None = None
    """How sure one is to reach the target, 0 to 1."""
    status: ReportedStatus | None = None
    """The person's own word: on_track, behind or at_risk."""
    blockers: Texts = ()
    """What stands in the way."""
    next: Text | None = None
    """What comes next."""
    note: Text | None = None
    """The story behind the number."""

    @property
    def has_value(self) -> bool:
        """Whether it moves the number, rather than holding words only."""
        return self.value is not None or self.done is not None or bool(self.undone)


def merged_update(old: Update | None, new: Update) -> Update:
    """The newer update; what it leaves unsaid stays as it was."""
    said = {one.name: getattr(new, one.name) for one in fields(Update) if getattr(new, one.name) != one.default}
    return replace(old or Update(), **said)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn(FromFile):
    """One sitting of one person: all the updates made in it."""

    date: Day
    """The day the values are true for."""
    at: Instant | None = None
    """When it was recorded; left out by hand it comes first on its day."""
    by: Text | None = None
    """Who made it."""
    note: Text | None = None
    """About the whole round."""
    updates: dict[Text, Update] = field(default_factory=dict)
    """The updates by objective/key-result of the cycle whose folder the file lies in."""
    priorities: Texts = ()
    """What comes first until the next round."""
    wins: Texts = ()
    """What went well."""
    supersedes: Text | None = None
    """The id of the check-in that this one corrects; that one is ignored from then on."""


BEFORE_ALL = datetime(1, 1, 1, tzinfo=UTC)


def order(check_in_id: str, day: date, at: datetime | None) -> tuple[date, datetime, str]:
    """The key by which records are ordered: day, moment (none comes first), id."""
    return day, at or BEFORE_ALL, check_in_id
