"""A key result's values and a cycle's standing spelled out, for pages that are read by people who never open a terminal."""

from __future__ import annotations

import re
from datetime import date, datetime
from fractions import Fraction

from okrctl.core.number import half_up
from okrctl.render import figures
from okrctl.render import words as say
from okrctl.report.values import CycleReport, Figure, KeyResultLine

_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_PERIODS = {"day": "day", "week": "week", "month": "month", "quarter": "quarter"}
_LENGTHS = (
    (r".*-Q[1-4]", "quarter"),
    (r".*-H[12]", "half-year"),
    (r"\d{4}-W\d{2}", "week"),
    (r"\d{4}-\d{2}", "month"),
    (r"\d{4}|FY\d{2}", "year"),
)


def length_name(cycle_id: str) -> str:
    """What a cycle of that id is called: quarter, half-year, year, month or week; cycle where the id does not say.

    >>> length_name("FY27-Q1"), length_name("launch-2026")
    ('quarter', 'cycle')
    """
    return next((name for pattern, name in _LENGTHS if re.fullmatch(pattern, cycle_id)), "cycle")


def number_word(count: int) -> str:
    """The number in a sentence: a word up to twelve, digits above.

    >>> number_word(5), number_word(16)
    ('five', '16')
    """
    return _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"


def standing(report: CycleReport) -> str:
    """How the cycle goes, in one sentence; expects signs of Unicode to be welcome."""
    summary, cycle = report.summary, report.cycle
    name = length_name(cycle.id)
    if not summary.objectives:
        return "There are no objectives yet." if not report.filters else "There are no such objectives."
    if report.as_of < cycle.start:
        return f"The {name} has not begun; {_size(report)} are planned."
    if not summary.key_results:
        return f"{_size(report)} so far.".capitalize()
    good = _good(report)
    if report.as_of > cycle.end:
        return f"{good}; the {name} is over and {_done(summary.progress)}."
    return f"{good}; the {name} is {say.percent(cycle.elapsed)} gone and {_done(summary.progress)}."


def _size(report: CycleReport) -> str:
    summary = report.summary
    key_results = say.count(summary.key_results + summary.by_status.scheduled, "key result")
    return f"{say.count(summary.objectives, 'objective')} with {key_results}"


def _good(report: CycleReport) -> str:
    """How many key results stand well; once the cycle is over, how many arrived."""
    counts, total = report.summary.by_status, report.summary.key_results
    over = report.as_of > report.cycle.end
    well = counts.achieved if over else counts.achieved + counts.on_track
    state = "achieved" if over else "on track or achieved" if counts.achieved else "on track"
    is_one = 1 in {well, total}
    are = ("was" if is_one else "were") if over else "is" if is_one else "are"
    which = f"{number_word(well)} of {number_word(total)} key results" if total > 1 else "the one key result"
    sentence = f"{which} {are}{'' if well or total > 1 else ' not'} {state}"
    return sentence[:1].upper() + sentence[1:]


def _done(progress: Figure | None) -> str:
    return "nothing is measured yet" if progress is None else f"{say.percent(progress)} done"


def value_now(line: KeyResultLine) -> str:
    """The value that a key result has, with its unit: `35 points`, `1 of 2 steps`, `7 this month`."""
    if line.kind == "parts":
        return say.count(len(line.parts), "part")
    if line.kind == "milestone":
        return _milestone(line)
    if line.current is None:
        return "" if line.status in {"cancelled", "deferred", "draft", "scheduled"} else "no value yet"
    now = figures.with_unit(figures.short(line.current), line.unit)
    return f"{now} this {_PERIODS.get(line.per or '', 'period')}" if line.kind == "recurring" else now


def _milestone(line: KeyResultLine) -> str:
    if line.steps:
        return f"{sum(step.done for step in line.steps)} of {say.count(len(line.steps), 'step')}"
    if line.current is None or line.current in {0, 1}:
        return "done" if line.current == 1 else "not done yet"
    return f"{say.percent(line.current)} done"


def value_aim(line: KeyResultLine) -> str:
    """Where it should go: `from 31 to 45`, `at most 2`, `10 a month`; empty where it has nowhere to go."""
    low, high, target = (_or_dash(value) for value in (line.low, line.high, line.target))
    if line.kind == "recurring":
        return f"{target} a {_PERIODS.get(line.per or '', 'period')}"
    if line.kind == "between":
        return f"between {low} and {high}"
    if line.kind in {"at_least", "at_most"}:
        return f"{line.kind.replace('_', ' ')} {target}"
    if line.kind != "metric" or line.target is None:
        return "first measurement" if line.kind == "baseline" else ""
    start = f"from {figures.short(line.start)} " if line.start is not None else ""
    aim = f"{start}to {target}"
    return figures.with_unit(aim, line.unit) if line.current is None else aim


def kpi_value(value: Figure | str | None) -> str:
    """A KPI's value without its unit: a number, a word of its scale, or a dash for none."""
    if value is None:
        return "–"
    return value if isinstance(value, str) else figures.exact(value)


def heading_for(line: KeyResultLine, as_of: date) -> str:
    """Where a metric is heading, with its range and its chance; empty where there is no forecast."""
    found = line.forecast
    if found is None:
        return ""
    span = abs(Fraction(line.target or 0) - Fraction(line.start or 0)) or Fraction(1)
    value, low, high = (figures.rounded(one, span) for one in (found.value, found.low, found.high))
    reached = f", and for the target on {say.day(found.reaches_on, as_of)}" if found.reaches_on else ""
    chance = half_up(found.chance * 100, 0)
    return f"Heading for {figures.with_unit(value, line.unit)}{reached}: {low} to {high}, with a {chance} % chance to arrive"


def kept(line: KeyResultLine) -> str:
    """In how many of its periods a limit was kept, and all that a recurring count came to; empty for other kinds."""
    if not line.periods_due:
        return ""
    total = f", {figures.short(line.total)} in all" if line.total is not None else ""
    return f"met in {line.periods_met} of {say.periods(line.periods_due, line.period)}{total}"


def pace_words(gap: Figure | None) -> str:
    """The distance to the pace in words: `27 points behind`, `4 points ahead`, `on pace`; empty for none."""
    points = say.distance(gap)
    if not points:
        return ""
    size = points.lstrip("+−")
    return "on pace" if size == "0" else f"{say.count(int(size), 'point')} {'ahead' if points[0] == '+' else 'behind'}"


def moment(when: datetime) -> str:
    """`21 Nov 2026, 12:00 UTC+01:00`."""
    return f"{say.day(when.date())}, {when:%H:%M} {when.tzname() or ''}".rstrip()


def _or_dash(value: Figure | None) -> str:
    return "–" if value is None else figures.short(value)
