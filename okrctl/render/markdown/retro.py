"""The retrospective as Markdown: ambition, misses, rhythm, KPIs, confidence, and what was learned."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.render import retro_words as told
from okrctl.render import spelled
from okrctl.render import words as say
from okrctl.render.markdown.report import standing
from okrctl.render.markdown.text import document, escaped, inside, table
from okrctl.render.pages.retro import RetroView
from okrctl.render.terminal.style import Style
from okrctl.report.retro.ambition import Miss
from okrctl.report.retro.lessons import Learning, Verdict
from okrctl.report.retro.retro import RetroReport


def markdown_retro(retro: RetroReport, style: Style) -> str:  # noqa: ARG001 - all formats are called alike
    """The page."""
    view = RetroView(retro)
    return document(
        [
            *_top(view),
            *_ambition(view),
            *_misses(view),
            *_rhythm(view),
            *_verdicts(view),
            *_confidence(view),
            *_learnings(view),
            *_way_on(view),
        ]
    )


def _top(view: RetroView) -> Iterator[list[str]]:
    yield [f"# {escaped(view.title)}"]
    yield [f"{view.view.when}. **{spelled.standing(view.view.report)}**"]
    yield from standing(view.view)


def _ambition(view: RetroView) -> Iterator[list[str]]:
    """Whether aspirations were set right."""
    yield ["## Ambition"]
    yield [view.ambition]
    yield [f"- {fact}" for fact in view.ambition_facts]
    yield [f"People said: {view.voices}."] if view.voices else []


def _misses(view: RetroView) -> Iterator[list[str]]:
    """The commitments that were not kept, each with its explanation or the question for it."""
    heading = told.misses_heading(view.retro)
    if heading:
        yield [f"## {heading}"]
        yield [_miss(miss, view) for miss in view.retro.misses]


def _miss(miss: Miss, view: RetroView) -> str:
    who = f", {escaped(view.view.people(miss.owners))}" if miss.owners else ""
    why = inside(miss.explanation) if miss.explanation else f"why? `{told.explain_command(miss)}`"
    return f"- ✘ **{escaped(miss.title)}** ({told.miss_outcome(miss)}{who}): {why}"


def _rhythm(view: RetroView) -> Iterator[list[str]]:
    """How regular the check-ins were, and where they were not."""
    if not view.rhythm_facts:
        return
    yield ["## Rhythm"]
    yield [f"{', '.join(view.rhythm_facts)}."]
    silent = [f"- {escaped(title)}: never updated" for title in view.silent]
    yield [*silent, *(f"- {escaped(title)}: {seldom}" for title, seldom in view.irregular)]


def _verdicts(view: RetroView) -> Iterator[list[str]]:
    """What was thought of the KPIs; those without a verdict are only listed."""
    judged, silent = told.judged(view.retro), told.not_judged(view.retro)
    if judged or silent:
        yield ["## KPIs"]
        yield table(("Verdict", "KPI", "Learned"), [_verdict_row(one) for one in judged])
    if silent:
        names = ", ".join(escaped(one.title) for one in silent)
        yield (
            [f"Without a verdict: {names}."] if judged else [f"None has a verdict yet: `okrctl close {silent[0].ref}`"]
        )


def _verdict_row(one: Verdict) -> list[str]:
    return [one.verdict or "", escaped(one.title), escaped(one.learned or "")]


def _confidence(view: RetroView) -> Iterator[list[str]]:
    """How well confidence foretold what happened."""
    if view.confidence:
        yield ["## Confidence"]
        yield [view.confidence]
        yield table(("Sure", "Reached", "Share"), [row for _, row in view.bands], frozenset({0, 1, 2}))


def _learnings(view: RetroView) -> Iterator[list[str]]:
    """What this cycle taught, then what earlier ones did."""
    own = told.own_learnings(view.retro)
    if own:
        yield ["## What we learned"]
        for one in own:
            yield from _learning(one)
    if view.earlier:
        yield ["## What earlier cycles taught"]
        for cycle, learnings in view.earlier:
            yield [f"### {cycle}"]
            yield [f"- {escaped(one.learned or '')} ({escaped(one.title)})" for one in learnings]


def _learning(one: Learning) -> Iterator[list[str]]:
    yield [f"### {escaped(one.title)}"]
    decided = told.decided(one)
    said = [*told.lessons(one), *([("decided", decided)] if decided else [])]
    yield [f"- **{label}**: {inside(text)}" for label, text in said]


def _way_on(view: RetroView) -> Iterator[list[str]]:
    unreviewed = told.unreviewed(view.retro)
    if unreviewed:
        yield [f"{say.count(len(unreviewed), 'objective')} without a review: `okrctl close {unreviewed[0].ref}`"]
