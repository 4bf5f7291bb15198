"""The retrospective in the terminal: how it went, ambition, misses, rhythm, KPIs, confidence, and what was learned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from okrctl.core.number import half_up
from okrctl.core.scoring.calibration import LEAST_RESULTS, Calibration
from okrctl.render import words as say
from okrctl.render.terminal.cells import one_line
from okrctl.render.terminal.flowing import flow, page, paragraph
from okrctl.render.terminal.headline import headline
from okrctl.render.terminal.ink import NOTHING, Ink, Words, blank, draw, padded, words
from okrctl.render.terminal.style import Style
from okrctl.report.retro.ambition import Miss
from okrctl.report.retro.lessons import Learning, Verdict
from okrctl.report.retro.retro import RetroReport
from okrctl.report.retro.rhythm import ResultRhythm

MOST_IRREGULAR = 3
MOST_EARLIER = 8


def terminal_retro(report: RetroReport, style: Style) -> str:
    """The retrospective as text for a terminal or a pipe."""
    assert report.within is not None  # noqa: S101 - the report holds it, its JSON does not
    sections = [
        headline(report.within, style),
        _ambition(report, style),
        _misses(report, style),
        _rhythm(report, style),
        _verdicts(report.verdicts, report, style),
        _calibration(report, style),
        *_learnings(report, style),
        _way_on(report),
    ]
    return draw(page(sections), style)


def _ambition(report: RetroReport, style: Style) -> list[Words]:
    """Whether aspirations were set right, by grades and by what people said."""
    found = report.ambition
    if not found.graded and report.as_of <= report.cycle.end:
        return [
            words("Ambition  ", "bold") + words(f"grades come after {say.day(report.cycle.end, report.as_of)}", "dim")
        ]
    if not found.graded:
        return [words("Ambition  ", "bold") + words("no aspirational objective with a grade", "dim")]
    mean = say.share_of(found.mean or 0, 2)  # type: ignore[arg-type]
    facts = [
        f"{say.count(found.graded, 'aspirational grade')}, {mean} on average",
        f"{found.near_one} near 1.0 ({say.percent(found.near_one_share)})",
        f"{found.below} below 0.3 ({say.percent(found.below_share)})",
    ]
    said = [
        (found.too_ambitious, "too ambitious"),
        (found.about_right, "about right"),
        (found.not_challenging_enough, "not challenging enough"),
    ]
    voices = ", ".join(f"{many} {what}" for many, what in said if many)
    lines = _indented(facts, style) + (paragraph(words(f"People said: {voices}"), style, 2) if voices else [])
    return [*paragraph(words("Ambition", "bold") + words(f"  {_judgement(report)}", "dim"), style), *lines]


def _judgement(report: RetroReport) -> str:
    """In a word; half of the grades decide."""
    found = report.ambition
    if found.near_one * 2 > found.graded:
        return "too easy: most aspirations came near 1.0"
    if found.below * 2 > found.graded:
        return "too hard: most aspirations stayed below 0.3"
    return "about 0.7 is expected of an aspiration"


def _indented(facts: Sequence[str], style: Style) -> list[Words]:
    """The facts beside one another while they fit; one that is longer than the window wraps."""
    between = say.our(" · ", unicode=style.unicode)
    room = style if style.width is None else replace(style, width=max(style.width - 2, 8))
    return [
        line for piece in flow([words(fact) for fact in facts], room, between) for line in paragraph(piece, style, 2)
    ]


def _misses(report: RetroReport, style: Style) -> list[Words]:
    """The commitments that were not kept, each with its explanation or the question for it."""
    if not report.misses:
        committed = report.within.summary.committed.objectives if report.within else 0
        over = report.as_of > report.cycle.end
        return [words("Commitments  ", "bold") + words("all kept", "good")] if committed and over else []
    return [
        words(f"{say.count(len(report.misses), 'commitment')} not kept", "bold"),
        *(line for miss in report.misses for line in _miss(miss, style)),
    ]


def _miss(miss: Miss, style: Style) -> list[Words]:
    sign = words(say.sign("missed", unicode=style.unicode) + " ", "bad")
    score = f"ended at {say.percent(miss.score)}" if miss.score is not None else "ended without a value"
    owner = f"  {one_line(miss.owners[0])}" if miss.owners else ""
    heading = paragraph(words(one_line(miss.title)) + words(f"  {score}{owner}", "dim"), style, 4)
    first = blank(2) + sign + Words(heading[0].stretches[1:])
    why = words(one_line(miss.explanation)) if miss.explanation else words(_ask(miss, style), "warn")
    return [first, *heading[1:], *paragraph(why, style, 6)]


def _ask(miss: Miss, style: Style) -> str:
    return say.our(f'why? okrctl close {miss.ref} --explanation "…"', unicode=style.unicode)


def _rhythm(report: RetroReport, style: Style) -> list[Words]:
    """How regular the check-ins were, and where they were not."""
    found = report.rhythm
    if found.share is None:
        return []
    facts = [
        f"{say.count(found.check_ins, 'check-in')} of {say.count(found.people, 'person', 'people')}",
        f"an update in {found.kept} of {found.periods} periods ({say.percent(found.share)}), due every {found.every}",
    ]
    lines = _indented(facts, style)
    if found.silent:
        names = ", ".join(ref.partition("/")[2] for ref in found.silent)
        lines += paragraph(words("never updated: ", "warn") + words(names), style, 2)
    irregular = [one for one in found.key_results if one.kept * 2 < one.periods and one.ref not in found.silent]
    lines += [line for one in irregular[:MOST_IRREGULAR] for line in _irregular(one, style)]
    return [words("Rhythm", "bold"), *lines]


def _irregular(one: ResultRhythm, style: Style) -> list[Words]:
    name = one.ref.partition("/")[2]
    text = f"  {one.kept} of {one.periods}, {say.count(one.longest_gap, 'day')} without a word at most"
    return paragraph(words(name) + words(text, "dim"), style, 2)


def _verdicts(found: Sequence[Verdict], report: RetroReport, style: Style) -> list[Words]:
    """What was thought of the KPIs; those without a verdict are only listed."""
    judged = [one for one in found if one.verdict]
    silent = [one for one in found if not one.verdict]
    lines = [line for one in judged for line in _verdict(one, style)]
    if silent and judged:
        names = ", ".join(one.ref.removeprefix("kpis/") for one in silent)
        lines += paragraph(words("without a verdict: ", "dim") + words(names, "dim"), style, 2)
    if silent and not judged and report.as_of > report.cycle.end:
        lines = paragraph(words("none has a verdict yet: ", "dim") + words(f"okrctl close {silent[0].ref}"), style, 2)
    return [words("KPIs", "bold"), *lines] if lines else []


def _verdict(one: Verdict, style: Style) -> list[Words]:
    ink: Ink = "plain" if one.verdict == "keep" else "warn"
    label = padded(words(one.verdict or "", ink), 9)
    learned = words(f"  {one_line(one.learned)}", "dim") if one.learned else NOTHING
    first, *more = paragraph(words(one_line(one.title), "bold") + learned, style, 11)
    return [blank(2) + label + Words(first.stretches[1:]), *more]


def _calibration(report: RetroReport, style: Style) -> list[Words]:
    """How well confidence foretold what happened, or how many results are missing to tell."""
    if report.calibration is None:
        missing = LEAST_RESULTS - report.results
        text = f"can be judged from {LEAST_RESULTS} results on; {missing} more to go"
        return paragraph(words("Confidence  ", "bold") + words(text, "dim"), style) if report.results else []
    heading = words("Confidence", "bold") + words(f"  {_told(report.calibration)}", "dim")
    return [*paragraph(heading, style), *_bands(report.calibration, style)]


def _told(found: Calibration) -> str:
    share = say.percent(half_up(found.confidence, 2))
    return (
        f"{found.results} results, at mid-window {share} sure on average, {found.arrived} reached their target; "
        f"Brier score {say.share_of(found.brier, 2)} (0 is perfect, 0.25 a coin)"
    )


def _bands(found: Calibration, style: Style) -> list[Words]:
    """`70–80 % sure   6 of 8 reached (75 %)`."""
    rows = [
        (
            f"{int(band.low * 100)}–{int(band.high * 100)} % sure",
            f"{band.arrived} of {band.results}",
            say.percent(band.share),
        )
        for band in found.bands
    ]
    widths = [max(len(row[at]) for row in rows) for at in range(3)]
    return [
        blank(2)
        + words(say.our(row[0].rjust(widths[0]), unicode=style.unicode))
        + words("  " + row[1].rjust(widths[1]) + " reached  ")
        + words(row[2].rjust(widths[2]), "dim")
        for row in rows
    ]


def _learnings(report: RetroReport, style: Style) -> Iterable[list[Words]]:
    """What this cycle taught, then what earlier ones did."""
    own = [one for one in report.learnings if one.cycle == report.cycle.id]
    earlier = [one for one in report.learnings if one.cycle != report.cycle.id and one.learned]
    seen = earlier if style.width is None or not style.cut else earlier[:MOST_EARLIER]
    if own:
        yield [words("What we learned", "bold"), *(line for one in own for line in _learning(one, style))]
    if seen:
        lines = [line for one in seen for line in _earlier(one, style)]
        rest = len(earlier) - len(seen)
        more = [blank(2) + words(f"and {rest} more: ", "dim") + words("okrctl retro --json")] if rest else []
        yield [words("What earlier cycles taught", "bold"), *lines, *more]


def _learning(one: Learning, style: Style) -> list[Words]:
    """The objective, then what helped, hindered and was learned."""
    decision = f"  {one.decision.replace('_', ' ')}" if one.decision else ""
    carried = f" to {one.carried_to}" if one.carried_to else ""
    lines = paragraph(words(one_line(one.title), "bold") + words(decision + carried, "dim"), style, 2)
    for label, text in (("helped", one.helped), ("hindered", one.hindered), ("learned", one.learned)):
        if text:
            lines += paragraph(words(f"{label}: ", "dim") + words(one_line(text)), style, 4)
    return lines


def _earlier(one: Learning, style: Style) -> list[Words]:
    first, *more = paragraph(words(one_line(one.learned or "")) + words(f"  {one.ref}", "dim"), style, 4)
    return [words(say.our("  – ", unicode=style.unicode), "dim") + Words(first.stretches[1:]), *more]


def _way_on(report: RetroReport) -> list[Words]:
    """What to type where nothing was reviewed yet."""
    unreviewed = [one for one in report.objectives if not one.reviewed and one.state == "active" and one.type != "goal"]
    if not unreviewed or report.as_of <= report.cycle.end:
        return []
    text = f"{say.count(len(unreviewed), 'objective')} without a review: "
    return [words(text, "dim") + words(f"okrctl close {unreviewed[0].ref}")]
