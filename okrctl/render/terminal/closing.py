"""The last lines of a report: promises and aspirations apart, what is outdated, how sure everybody is, the way on."""

from __future__ import annotations

from okrctl.render import words as say
from okrctl.render.terminal.cells import one_line
from okrctl.render.terminal.flowing import flow
from okrctl.render.terminal.ink import NOTHING, Words, words
from okrctl.render.terminal.style import Style
from okrctl.report.values import CycleReport


def closing(report: CycleReport, style: Style) -> list[Words]:
    """One line of figures; where there is nothing to show yet, the command to begin with."""
    if not report.objectives:
        return _nothing_yet(report, style)
    if report.as_of < report.cycle.start:
        return [words("Is everything ready? ", "dim") + words("okrctl lint")]
    line = flow([words(text) for text in facts(report)], style, say.our(" · ", unicode=style.unicode))
    return line + _way_on(report)


def facts(report: CycleReport) -> list[str]:
    """What is promised and hoped for, outdated, and how sure everybody is; the first with a capital letter."""
    first, *others = [piece for piece in (*_kinds(report), *_updates(report), _confidence(report)) if piece] or [""]
    return [first[:1].upper() + first[1:], *others] if first else []


def _kinds(report: CycleReport) -> list[str]:
    committed, aspirational = report.summary.committed, report.summary.aspirational
    ended = report.as_of > report.cycle.end
    kept = f"committed {committed.kept} of {committed.objectives} kept{'' if ended else ' so far'}"
    average = f"aspirational {say.percent(aspirational.progress)} on average"
    return [kept if committed.objectives else "", average if aspirational.progress is not None else ""]


def _updates(report: CycleReport) -> list[str]:
    stale, silent = report.summary.stale, report.summary.silent
    return [f"{stale} stale" if stale else "", f"{silent} without any update" if silent else ""]


def _confidence(report: CycleReport) -> str:
    now = say.confidence(report.summary.confidence, report.confidence_scale)
    before = say.confidence(report.summary.confidence_before, report.confidence_scale)
    was = f", was {before}" if before and before != now else ""
    return f"confidence {now}{was}" if now else ""


def _way_on(report: CycleReport) -> list[Words]:
    """What to type while nobody has said anything yet."""
    key_results = [key_result for objective in report.objectives for key_result in objective.key_results]
    if not key_results or any(key_result.last_checkin for key_result in key_results):
        return []
    return [words("No check-ins yet. Begin your round: ", "dim") + words("okrctl checkin")]


def _nothing_yet(report: CycleReport, style: Style) -> list[Words]:
    if report.filters:
        who = " and ".join(f"{kind} {one_line(name)}" for kind, name in report.filters)
        return [
            words(f"No objectives of {who} in {one_line(report.cycle.title)}."),
            words("All of them: ", "dim") + words(f"okrctl report --cycle {report.cycle.id}"),
        ]
    command = words(say.our(f'okrctl new objective "…" --cycle {report.cycle.id}', unicode=style.unicode))
    return [words("No objectives yet. Write the first one:"), NOTHING, words("  ") + command]
