from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction

import pytest

from okrctl.report.cycle import build
from okrctl.report.summary import net_on_track
from okrctl.report.values import StatusCounts, Summary, TypeFigures
from okrctl.storage.loading import Loaded

Load = Callable[[Mapping[str, str]], Loaded]
AS_OF = date(2026, 11, 21)


def cycle_of(loaded: Load, objectives: Mapping[str, str], as_of: date = AS_OF) -> Summary:
    """The summary of 2026-Q4 with these objectives; each result `a` … of them has a value of its title."""
    files, updates = {}, []
    for name, text in objectives.items():
        files[f"cycles/2026-Q4/objectives/{name}.yaml"] = f"title: {name}\n{text}\n"
        for line in text.splitlines():
            key, _, own = line.strip().partition(": {title: ")
            if own[:1].isdigit():
                updates.append(f"  {name}/{key}: {{value: {own.partition(',')[0]}}}")
    if updates:
        files["cycles/2026-Q4/checkins/2026-11/c1.yaml"] = "\n".join(["date: 2026-11-20", "updates:", *updates, ""])
    return build(loaded(files).workspace, "2026-Q4", as_of).summary


def graded(*scores: str, more: str = "") -> str:
    """An objective of results graded so; a `-` has no value."""
    lines = [f"  {chr(97 + n)}: {{title: {score}, kind: score}}" for n, score in enumerate(scores)]
    return "\n".join([more, "key_results:", *lines])


def test_the_figures_of_a_cycle_are_the_weighted_means_of_its_objectives(loaded: Load) -> None:
    found = cycle_of(loaded, {"x": graded("0.8", "0.4"), "y": graded("0.2", more="weight: 2")})

    assert (found.objectives, found.key_results, found.progress, found.expected) == (
        2,
        3,
        Fraction(1, 3),
        Fraction(51, 91),
    )


@pytest.mark.parametrize("state", ["draft", "cancelled", "deferred"])
def test_what_is_not_active_is_left_out_of_every_figure(loaded: Load, state: str) -> None:
    found = cycle_of(loaded, {"x": graded("0.8"), "y": graded("0.2", "-", more=f"state: {state}\ntype: committed")})

    assert (found.objectives, found.key_results, found.progress) == (1, 1, Fraction(4, 5))
    assert (found.silent, found.by_status, found.committed.objectives) == (0, StatusCounts(on_track=1), 0)


def test_commitments_and_aspirations_are_reported_apart_and_goals_in_neither(loaded: Load) -> None:
    objectives = {
        "a": graded("0.8"),
        "b": graded("1", more="type: committed"),
        "c": graded("0.6", more="type: committed"),
        "d": graded("0.2", more="type: goal"),
    }

    found = cycle_of(loaded, objectives)

    assert found.committed == TypeFigures(objectives=2, progress=Fraction(4, 5), kept=1)
    assert found.aspirational == TypeFigures(objectives=1, progress=Fraction(4, 5))
    assert (found.objectives, found.progress) == (4, Fraction(13, 20))


def test_an_objective_without_data_counts_as_zero_and_one_without_a_figure_not_at_all(loaded: Load) -> None:
    objectives = {"a": graded("0.8"), "b": graded("-"), "c": "type: goal"}

    found = cycle_of(loaded, objectives)

    assert (found.objectives, found.progress, found.by_status.no_data, found.silent) == (3, Fraction(2, 5), 1, 1)


def test_a_cycle_without_any_data_has_no_progress(loaded: Load) -> None:
    found = cycle_of(loaded, {"a": graded("-"), "b": graded("-")})

    assert (found.progress, found.expected, found.net_on_track) == (None, Fraction(51, 91), 0)


def test_only_what_its_window_alone_leaves_out_is_scheduled(loaded: Load) -> None:
    objective = """key_results:
  a: {title: later, target: 1, start_on: 2026-12-01}
  b: {title: weightless, target: 1, start_on: 2026-12-01, weight: 0}
  c: {title: cancelled, target: 1, start_on: 2026-12-01, state: cancelled}
  d: {title: a baseline, kind: baseline, start_on: 2026-12-01}
  e: {title: each month, kind: recurring, target: 1, per: month, start_on: 2026-12-01}
"""

    found = cycle_of(loaded, {"x": objective, "y": "progress_from: children\n" + objective})

    assert (found.key_results, found.by_status) == (0, StatusCounts(scheduled=2))


def test_a_result_that_is_stale_and_silent_is_counted_as_silent(loaded: Load) -> None:
    found = cycle_of(loaded, {"x": graded("0.5", "-")}, date(2026, 12, 20))

    assert (found.stale, found.silent) == (1, 1)


def test_the_confidence_of_a_cycle_is_the_weighted_mean_of_its_objectives(loaded: Load) -> None:
    files = {
        "cycles/2026-Q4/objectives/x.yaml": "title: X\nweight: 3\nkey_results: {a: {title: A, kind: score}}\n",
        "cycles/2026-Q4/objectives/y.yaml": "title: Y\nkey_results: {a: {title: A, kind: score}}\n",
        "cycles/2026-Q4/checkins/2026-11/c1.yaml": "date: 2026-11-10\nupdates:\n  x/a: {confidence: 0.4}\n  y/a: {confidence: 0.8}\n",
        "cycles/2026-Q4/checkins/2026-11/c2.yaml": "date: 2026-11-20\nupdates:\n  x/a: {confidence: 0.8}\n",
    }

    found = build(loaded(files).workspace, "2026-Q4", AS_OF).summary

    assert (found.confidence, found.confidence_before) == (Fraction(4, 5), Fraction(1, 2))


@pytest.mark.parametrize(
    ("counts", "net"),
    [
        (StatusCounts(), None),
        (StatusCounts(scheduled=3), None),
        (StatusCounts(on_track=1, at_risk=1), 0),
        (StatusCounts(achieved=2, behind=1, no_data=1), Fraction(1, 2)),
        (StatusCounts(missed=1, at_risk=1, on_track=1), Fraction(-1, 3)),
    ],
)
def test_net_on_track_is_what_goes_well_less_what_goes_badly(counts: StatusCounts, net: Fraction | None) -> None:
    assert net_on_track(counts) == net
