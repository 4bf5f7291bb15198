"""The retrospective in the terminal: how it went, ambition, misses, rhythm, KPIs, confidence, and what was learned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from okrctl.render import retro_words as told
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

MOST_EARLIER = 8


def terminal_retro(report: RetroReport, style: Style) -> str:
    """The retrospective as text for a terminal or a pipe."""
    assert report.within is not None  # noqa: S101 - the report holds it, its JSON does not
    sections = [
        headline(report.within, style),
        _ambition(report, style),
        _misses(report, style),
        _rhythm(report, style),
        _verdicts(report, style),
        _calibration(report, style),
        *_learnings(report, style),
        _way_on(report),
    ]
    return draw(page(sections), style)


def _ambition(report: RetroReport, style: Style) -> list[Words]:
    """Whether aspirations were set right, by grades and by what people said."""
    heading = words("Ambition", "bold") + words(f"  {told.ambition_judgement(report)}", "dim")
    facts, voices = told.ambition_facts(report.ambition), told.voices(report.ambition)
    lines = _indented(facts, style) if facts else []
    lines += paragraph(words(f"People said: {voices}"), style, 2) if voices and facts else []
    return [*paragraph(heading, style), *lines]


def _indented(facts: Sequence[str], style: Style) -> list[Words]:
    """The facts beside one another while they fit; one that is longer than the window wraps."""
    between = say.our(" · ", unicode=style.unicode)
    room = style if style.width is None else replace(style, width=max(style.width - 2, 8))
    return [
        line for piece in flow([words(fact) for fact in facts], room, between) for line in paragraph(piece, style, 2)
    ]


def _misses(report: RetroReport, style: Style) -> list[Words]:
    """The commitments that were not kept, each with its explanation or the question for it."""
    heading = told.misses_heading(report)
    if not report.misses:
        label, _, good = heading.partition(": ")
        return [words(f"{label}  ", "bold") + words(good, "good")] if heading else []
    return [words(heading, "bold"), *(line for miss in report.misses for line in _miss(miss, style))]


def _miss(miss: Miss, style: Style) -> list[Words]:
    sign = words(say.sign("missed", unicode=style.unicode) + " ", "bad")
    owner = f"  {one_line(miss.owners[0])}" if miss.owners else ""
    heading = paragraph(words(one_line(miss.title)) + words(f"  {told.miss_outcome(miss)}{owner}", "dim"), style, 4)
    first = blank(2) + sign + Words(heading[0].stretches[1:])
    why = words(one_line(miss.explanation)) if miss.explanation else words(_ask(miss, style), "warn")
    return [first, *heading[1:], *paragraph(why, style, 6)]


def _ask(miss: Miss, style: Style) -> str:
    return say.our(f"why? {told.explain_command(miss)}", unicode=style.unicode)


def _rhythm(report: RetroReport, style: Style) -> list[Words]:
    """How regular the check-ins were, and where they were not."""
    found = report.rhythm
    facts = told.rhythm_facts(found)
    if not facts:
        return []
    lines = _indented(facts, style)
    if found.silent:
        names = ", ".join(ref.partition("/")[2] for ref in found.silent)
        lines += paragraph(words("never updated: ", "warn") + words(names), style, 2)
    lines += [line for one in told.irregular(found) for line in _irregular(one, style)]
    return [words("Rhythm", "bold"), *lines]


def _irregular(one: ResultRhythm, style: Style) -> list[Words]:
    name = one.ref.partition("/")[2]
    return paragraph(words(name) + words(f"  {told.irregular_text(one)}", "dim"), style, 2)


def _verdicts(report: RetroReport, style: Style) -> list[Words]:
    """What was thought of the KPIs; those without a verdict are only listed."""
    judged, silent = told.judged(report), told.not_judged(report)
    lines = [line for one in judged for line in _verdict(one, style)]
    if silent and judged:
        names = ", ".join(one.ref.removeprefix("kpis/") for one in silent)
        lines += paragraph(words("without a verdict: ", "dim") + words(names, "dim"), style, 2)
    elif silent:
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
    text = told.calibration_text(report)
    heading = words("Confidence", "bold") + words(f"  {text}", "dim")
    return [*paragraph(heading, style), *_bands(report, style)] if text else []


def _bands(report: RetroReport, style: Style) -> list[Words]:
    """`70–80 % sure   6 of 8 reached (75 %)`."""
    rows = told.bands(report.calibration)
    widths = [max(len(row[at]) for row in rows) for at in range(3)] if rows else []
    return [
        blank(2)
        + words(say.our(f"{row[0].rjust(widths[0])} sure", unicode=style.unicode))
        + words("  " + row[1].rjust(widths[1]) + " reached  ")
        + words(row[2].rjust(widths[2]), "dim")
        for row in rows
    ]


def _learnings(report: RetroReport, style: Style) -> Iterable[list[Words]]:
    """What this cycle taught, then what earlier ones did."""
    own, earlier = told.own_learnings(report), told.earlier_learnings(report)
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
    decided = f"  {told.decided(one)}" if told.decided(one) else ""
    lines = paragraph(words(one_line(one.title), "bold") + words(decided, "dim"), style, 2)
    for label, text in told.lessons(one):
        lines += paragraph(words(f"{label}: ", "dim") + words(one_line(text)), style, 4)
    return lines


def _earlier(one: Learning, style: Style) -> list[Words]:
    first, *more = paragraph(words(one_line(one.learned or "")) + words(f"  {one.ref}", "dim"), style, 4)
    return [words(say.our("  – ", unicode=style.unicode), "dim") + Words(first.stretches[1:]), *more]


def _way_on(report: RetroReport) -> list[Words]:
    """What to type where nothing was reviewed yet."""
    unreviewed = told.unreviewed(report)
    if not unreviewed:
        return []
    text = f"{say.count(len(unreviewed), 'objective')} without a review: "
    return [words(text, "dim") + words(f"okrctl close {unreviewed[0].ref}")]
