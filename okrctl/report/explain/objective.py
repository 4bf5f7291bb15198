"""How the figures of an objective, and of a cycle, came about: weighted means of what lies below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from okrctl.core.model import Workspace
from okrctl.core.scoring.rollup import rollup
from okrctl.core.scoring.scores import KeyResultScore, ObjectiveScore
from okrctl.core.scoring.scoring import Scores
from okrctl.report.explain.explained import Given, Sources, Step, shown, terms
from okrctl.report.explain.pace import gap_step, grade_step, status_step
from okrctl.report.summary import net_on_track
from okrctl.report.values import Summary

Below = KeyResultScore | ObjectiveScore


def objective_steps(workspace: Workspace, scores: Scores, scored: ObjectiveScore, sources: Sources) -> list[Step]:
    """Every figure of it, each after those it follows from."""
    below = _below(scores, scored)
    steps = [*_means(scored, below, sources), *gap_step(scored)]
    steps.append(status_step(scored, workspace.settings, sources, is_commitment=scored.objective.type == "committed"))
    steps += [*_worst(scored), *_confidence(scored), *_grade(workspace, scored, sources), _counted(scored, sources)]
    return steps


def _below(scores: Scores, scored: ObjectiveScore) -> list[Below]:
    """The key results and children that it is the mean of, those that do not count among them."""
    way = scored.objective.progress_from
    key_results: list[Below] = [] if way == "children" else list(scored.key_results)
    return key_results + ([] if way == "key_results" else list(scores.children(scored.ref)))


def _means(scored: ObjectiveScore, below: Sequence[Below], sources: Sources) -> Iterator[Step]:
    counted = [one for one in below if one.entry]
    if not counted:
        reason = "none without anything that counts"
        yield Step(figure="progress", formula=reason, numbers="", value=None, given=tuple(_left_out(below, sources)))
        return
    said = {"key_results": "key results", "children": "children", "both": "key results and children"}[
        scored.objective.progress_from
    ]
    given = (*(_share(one, one.score, sources) for one in counted), *_left_out(below, sources))
    formula = f"weighted mean of the scores of its {said}"
    yield Step(
        figure="progress", formula=formula, numbers=terms(_pairs(counted, "score")), value=scored.progress, given=given
    )
    if scored.progress is None:
        yield Step(figure="score", formula="0: nothing that counts has a value yet", numbers="", value=scored.score)
    numbers = terms(_pairs(counted, "expected"))
    yield Step(
        figure="expected", formula="the same mean of what is expected of them", numbers=numbers, value=scored.expected
    )


def _pairs(below: Iterable[Below], figure: str) -> list[tuple[Decimal, Fraction]]:
    return [(_weight(one), getattr(one, figure)) for one in below]


def _weight(one: Below) -> Decimal:
    return one.key_result.weight if isinstance(one, KeyResultScore) else one.objective.weight


def _share(one: Below, value: Fraction | None, sources: Sources) -> Given:
    """The score of one of them, with the line at which it begins."""
    name = one.ref.rpartition("/")[2] if isinstance(one, KeyResultScore) else one.ref
    return sources.of(f"score of {name}, weight {shown(_weight(one))}", value, *_place(one))


def _place(one: Below) -> tuple[str, ...]:
    """The entity and the keys of a key result, or of an objective."""
    if isinstance(one, ObjectiveScore):
        return one.ref, "title"
    cycle, objective, path = one.ref.split("/", 2)
    return f"{cycle}/{objective}", "key_results", path


def _left_out(below: Iterable[Below], sources: Sources) -> Iterator[Given]:
    for one in below:
        if not one.entry:
            name = one.ref.rpartition("/")[2] if isinstance(one, KeyResultScore) else one.ref
            yield sources.of(f"{name} does not count", one.status.replace("_", " "), *_place(one))


def _worst(scored: ObjectiveScore) -> Iterator[Step]:
    if scored.worst:
        yield Step(
            figure="worst",
            formula="the counted key result that is furthest behind its pace",
            numbers="",
            value=scored.worst,
        )


def _confidence(scored: ObjectiveScore) -> Iterator[Step]:
    latest = scored.confidence.latest
    pairs = [
        (k.key_result.weight, k.confidence.latest)
        for k in scored.key_results
        if k.counted and k.confidence.latest is not None
    ]
    if latest is not None:
        yield Step(
            figure="confidence", formula="weighted mean of its key results' latest", numbers=terms(pairs), value=latest
        )


def _grade(workspace: Workspace, scored: ObjectiveScore, sources: Sources) -> Iterator[Step]:
    yield from grade_step(None if scored.progress is None else scored.score, workspace.settings, sources)
    if scored.is_overridden and scored.grade is not None:
        cycle, _, objective = scored.ref.partition("/")
        reason = scored.review.reason if scored.review else None
        review = f"{cycle}/reviews/{objective}"
        given = (sources.of("grade", scored.grade, review, "grade"), sources.of("reason", reason, review, "reason"))
        yield Step(
            figure="grade", formula="a review puts another in its place", numbers="", value=scored.grade, given=given
        )


def _counted(scored: ObjectiveScore, sources: Sources) -> Step:
    if scored.counted:
        given = (sources.of("weight", scored.objective.weight, scored.ref, "weight"),)
        return Step(
            figure="counted",
            formula="it takes part in the means above it",
            numbers=f"weight {shown(scored.objective.weight)}",
            value="yes",
            given=given,
        )
    reason = "its weight is 0" if scored.objective.weight == 0 else f"it is {scored.status.replace('_', ' ')}"
    return Step(figure="counted", formula=reason, numbers="", value="no")


def cycle_steps(scores: Scores, cycle_id: str, summary: Summary, sources: Sources) -> list[Step]:
    """The figures of a cycle: its days, the means of its objectives, the counts of its key results."""
    objectives: list[Below] = list(scores.objectives(cycle_id))
    counted = [one for one in objectives if one.entry]
    cycle, as_of = scores.workspace.cycles[cycle_id], scores.as_of
    days = Step(
        figure="elapsed",
        formula="days passed / days from the first to the last, limited to 0-1",
        numbers=f"{max((min(as_of, cycle.end) - cycle.start).days, 0)} / {(cycle.end - cycle.start).days} days",
        value=f"{cycle.start} to {cycle.end}",
        given=(sources.of("start", cycle.start, cycle_id, "start"), sources.of("end", cycle.end, cycle_id, "end")),
    )
    return [days, *_cycle_means(counted, objectives, sources), *_net(summary)]


def _cycle_means(counted: Sequence[Below], objectives: Sequence[Below], sources: Sources) -> Iterator[Step]:
    if not counted:
        yield Step(figure="progress", formula="none without an objective that counts", numbers="", value=None)
        return
    whole = rollup(one.entry for one in counted if one.entry)
    given = (*(_share(one, one.score, sources) for one in counted), *_left_out(objectives, sources))
    yield Step(
        figure="progress",
        formula="weighted mean of the scores of its objectives",
        numbers=terms(_pairs(counted, "score")),
        value=whole.progress,
        given=given,
    )
    yield Step(
        figure="expected",
        formula="the same mean of what is expected of them",
        numbers=terms(_pairs(counted, "expected")),
        value=whole.expected,
    )
    if whole.score is not None and whole.expected is not None:
        gap = (whole.expected - whole.score) * 100
        yield Step(
            figure="gap",
            formula="(expected - score) × 100, in points",
            numbers=f"({shown(whole.expected)} - {shown(whole.score)}) × 100",
            value=gap,
        )


def _net(summary: Summary) -> Iterator[Step]:
    counts = summary.by_status
    net = net_on_track(counts)
    if net is not None:
        numbers = (
            f"({counts.on_track} + {counts.achieved} - {counts.at_risk} - {counts.missed}) / {summary.key_results}"
        )
        yield Step(
            figure="net_on_track",
            formula="(on track + achieved - at risk - missed) / counted key results",
            numbers=numbers,
            value=net,
        )
