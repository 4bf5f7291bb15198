"""What the week says in words, wherever it is drawn: a confidence with the one before, and what comes when.

Each function gives plain text with the signs of a terminal that knows Unicode; `words.our` has the other form.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from okrctl.core.frozen import dataclass
from okrctl.core.scoring.statuses import LEFT_OUT
from okrctl.render import words as say
from okrctl.report.values import Figure, KeyResultLine, ObjectiveLine
from okrctl.report.week import WeekReport
from okrctl.report.week_words import Coming


@dataclass(frozen=True, slots=True)
class Sure:
    """A confidence on the workspace's scale, with the one before."""

    now: str
    """Empty for none."""
    was: str
    """`↓ was 6`, `new`, empty where it stayed as it was or there is none."""
    trend: int
    """-1 falling, 1 rising, 0 neither."""


def confidence(line: ObjectiveLine | KeyResultLine, scale: int) -> Sure:
    """The confidence of a goal or key result, and where it came from."""
    now, before = line.confidence, _before(line)
    text, was = say.confidence(now, scale), say.confidence(before, scale)
    if not text or now is None or not was or before is None:
        return Sure(text, "new" if text else "", 0)
    if text == was:
        return Sure(text, "", 0)
    trend = -1 if now < before else 1
    return Sure(text, f"{'↓' if trend < 0 else '↑'} was {was}", trend)


def _before(line: ObjectiveLine | KeyResultLine) -> Figure | None:
    if isinstance(line, ObjectiveLine):
        return line.confidence_before
    if line.confidence is None or line.confidence_change is None:
        return None
    return Fraction(line.confidence) - Fraction(line.confidence_change)


def objectives(report: WeekReport) -> list[tuple[ObjectiveLine, list[KeyResultLine]]]:
    """The objectives that have key results, each with those that people work on."""
    return [
        (one, [line for line in one.key_results if line.status not in LEFT_OUT])
        for one in report.objectives
        if one.key_results
    ]


def week_name(as_of: date) -> str:
    """`week 47`."""
    return f"week {as_of.isocalendar().week}"


def ahead(one: Coming, as_of: date) -> str:
    """The day of what lies ahead; empty for what was said."""
    return say.day(one.date, as_of) if one.date > as_of else ""
