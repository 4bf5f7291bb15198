"""The numbers of one objective or key result, in two or three lines: where it stands, what is expected, where it is heading."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from okrctl.core.number import half_up
from okrctl.core.objective import MET_OR_NOT
from okrctl.core.scoring.statuses import RUNNING
from okrctl.render import figures
from okrctl.render import words as say
from okrctl.render.terminal.bar import bar
from okrctl.render.terminal.ink import NOTHING, Words, blank, joined, words
from okrctl.render.terminal.kpis import change_text, period_name, remark, value_words
from okrctl.render.terminal.rows import BAND_INKS, confidence_change
from okrctl.render.terminal.style import Style
from okrctl.report.values import Change, Figure, KeyResultLine, KpiLine, ObjectiveLine

BAR = 24


def objective_numbers(line: ObjectiveLine, scale: int, *, ended: bool, style: Style) -> list[list[Words]]:
    """Each line as the pieces it is made of."""
    worst = f"worst: {line.worst}" if line.worst and line.status in {"behind", "at_risk", "missed"} else ""
    return [
        [*_standing(line, ended=ended, style=style), words(worst, "dim")],
        [_confidence(line.confidence, confidence_change(line), scale, style), *_flags(line.flags)],
    ]


def key_result_numbers(line: KeyResultLine, scale: int, as_of: date, *, ended: bool, style: Style) -> list[list[Words]]:
    """Each line as the pieces it is made of."""
    change = line.confidence_change
    return [
        _standing(line, ended=ended, style=style),
        [
            _now(line, as_of, style),
            _periods(line),
            _confidence(line.confidence, change, scale, style),
            _said(line),
            *_flags(line.flags),
        ],
        *_heading(line, as_of),
    ]


def _standing(line: ObjectiveLine | KeyResultLine, *, ended: bool, style: Style) -> list[Words]:
    """Status, progress and pace."""
    status = words(
        say.sign(line.status, unicode=style.unicode) + " " + say.status_word(line.status), say.ink(line.status)
    )
    if line.progress is None or (isinstance(line, KeyResultLine) and line.kind in MET_OR_NOT):
        return [status, *_grade(line, ended=ended)]
    expected = None if ended else line.expected
    drawn = bar(line.progress, expected, room=BAR, ink=say.ink(line.status), style=style)
    return [
        status,
        words(say.our(say.percent(line.progress), unicode=style.unicode), "bold"),
        drawn,
        _pace(line, ended=ended),
        *_grade(line, ended=ended),
    ]


def _pace(line: ObjectiveLine | KeyResultLine, *, ended: bool) -> Words:
    if line.gap is None or line.expected is None or ended:
        return NOTHING
    points = half_up(line.gap, 0)
    how = "on pace" if points == 0 else f"{abs(points)} points {'behind' if points > 0 else 'ahead'}"
    return words(f"{say.percent(line.expected)} expected, {how}")


def _grade(line: ObjectiveLine | KeyResultLine, *, ended: bool) -> list[Words]:
    if not ended or line.grade is None:
        return []
    return [words(f"grade {say.share_of(line.grade, 1)}", BAND_INKS.get(line.band or "", "plain"))]


def _now(line: KeyResultLine, as_of: date, style: Style) -> Words:
    text, unit = figures.values(line), figures.unit_of(line)
    when = f", last update {say.days_ago(line.last_checkin, as_of)}" if line.last_checkin else ", no update yet"
    return (
        words(say.our(text, unicode=style.unicode), "bold")
        + words((f" {unit}" if unit else ""), "bold")
        + words(when if text else when.removeprefix(", "))
    )


def _periods(line: KeyResultLine) -> Words:
    """In how many of its periods it was met; all that a recurring count came to."""
    if not line.periods_due:
        return NOTHING
    total = f", {figures.exact(line.total)} in all" if line.total is not None else ""
    return words(f"met in {line.periods_met} of {say.periods(line.periods_due, line.period)}{total}")


def _confidence(share: Figure | None, change: Figure | None, scale: int, style: Style) -> Words:
    text = say.confidence(share, scale)
    direction = f" {say.arrow(change)}" if change else ""
    return words(say.our(f"confidence {text} of {scale}{direction}", unicode=style.unicode)) if text else NOTHING


def _said(line: KeyResultLine) -> Words:
    """The person's own word, where it is another than the computed one."""
    said = line.reported_status
    return (
        words(f"{line.by or 'its owner'} says {say.status_word(said)}", "warn")
        if said and said != line.status
        else NOTHING
    )


def _flags(flags: tuple[str, ...]) -> list[Words]:
    return [words(say.FLAG_WORDS[flag], "warn") for flag in flags if flag in say.FLAG_WORDS]


def _heading(line: KeyResultLine, as_of: date) -> list[list[Words]]:
    """The forecast with its method, or that there is none; each line as the pieces it is made of."""
    found = line.forecast
    if found is None:
        is_on_its_way = (
            line.kind == "metric" and line.target is not None and line.status in RUNNING and line.progress is not None
        )
        return [[words("no forecast yet: it takes four updates", "dim")]] if is_on_its_way else []
    span = abs(Fraction(line.target or 0) - Fraction(line.start or 0)) or Fraction(1)
    value, low, high = (figures.rounded(one, span) for one in (found.value, found.low, found.high))
    reached = f" and for the target on {say.day(found.reaches_on, as_of)}" if found.reaches_on else ""
    return [
        [
            words(f"heading for {figures.with_unit(value, line.unit)}{reached}"),
            words(f"range {low} to {high}"),
            words(f"{half_up(found.chance * 100, 0)} % chance to reach {figures.short(line.target or Decimal(0))}"),
        ],
        [words("median slope of its updates; the range holds 80 % of 1,000 paths of resampled daily changes", "dim")],
    ]


def kpi_numbers(line: KpiLine, as_of: date, style: Style) -> list[list[Words]]:
    """Each line as the pieces it is made of."""
    status = words(
        say.sign(line.status, unicode=style.unicode) + " " + say.status_word(line.status), say.ink(line.status)
    )
    year = change_text(Change(previous=line.change.year), line.unit, None)
    percents = [share for share in (line.change.previous_percent,) if share is not None]
    texts = [
        change_text(line.change, line.unit, line.period)
        + "".join(f" ({_signed_percent(share)})" for share in percents),
        f"{year} on a year ago"
        + (f" ({_signed_percent(line.change.year_percent)})" if line.change.year_percent is not None else "")
        if year
        else "",
    ]
    value = joined(value_words(line.value, line.unit, style), " ")
    period = words(f"in {period_name(line.period, str(as_of.year))}", "dim") if line.period else NOTHING
    return [
        [
            status,
            value + blank(1) + period if period else value,
            *(words(say.our(text, unicode=style.unicode)) for text in texts),
        ],
        [remark(line, style)],
    ]


def _signed_percent(share: Figure) -> str:
    return f"{'+' if share > 0 else ''}{say.signed(str(half_up(share, 1)))} %"
