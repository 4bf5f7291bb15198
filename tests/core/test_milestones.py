from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from okrctl.core.scoring.scores import KeyResultScore

Scored = Callable[..., KeyResultScore]
STEPS = "kind: milestone, steps: {brief: {title: Brief}, contract: {title: Contract, weight: 2}, party: {title: Party}}"


@pytest.mark.parametrize(
    ("updates", "progress"),
    [
        (["done: [brief]"], Fraction(1, 4)),
        (["done: contract"], Fraction(1, 2)),
        (["done: [brief]", "done: [contract]"], Fraction(3, 4)),
        (["done: [brief, contract, party]"], 1),
        (["done: true"], 1),
        (["done: true", "undone: [contract]"], Fraction(1, 2)),
        (["done: [brief]", "undone: [brief]"], 0),
        (["done: [brief]", "done: false"], 0),
        (["done: false"], 0),
        (["done: [brief]", "value: 0.9"], Fraction(9, 10)),
        (["value: 0.9", "done: [brief]"], Fraction(1, 4)),
        (["done: [brief]", "value: 0.9", "done: [contract]"], Fraction(3, 4)),
        (["done: [brief]", "note: slow"], Fraction(1, 4)),
        (["done: [brief, brief]"], Fraction(1, 4)),
    ],
)
def test_the_later_of_steps_and_share_says_how_much_is_done(
    scored: Scored, updates: list[str], progress: Fraction
) -> None:
    dated = [f"2026-11-{day:02} {update}" for day, update in enumerate(updates, start=2)]

    result = scored(STEPS, *dated)

    assert (result.progress, result.figures.current) == (progress, progress)


def test_the_steps_done_are_kept_beside_a_share(scored: Scored) -> None:
    result = scored(STEPS, "2026-11-02 done: [brief]", "2026-11-03 value: 0.9")

    assert result.figures.steps_done == {"brief"}


@pytest.mark.parametrize(
    ("update", "progress"), [("done: true", 1), ("done: false", 0), ("value: 0.4", Fraction(2, 5)), ("value: 1", 1)]
)
def test_a_milestone_without_steps_is_done_or_not_or_a_share(scored: Scored, update: str, progress: Fraction) -> None:
    assert scored("kind: milestone", f"2026-11-02 {update}").progress == progress


def test_words_alone_are_no_data_of_a_milestone(scored: Scored) -> None:
    result = scored(STEPS, "2026-11-02 note: soon")

    assert (result.progress, result.status) == (None, "no_data")


@pytest.mark.parametrize(("done", "progress"), [("[a]", 0), ("[a, b]", 1)])
def test_steps_that_all_weigh_nothing_are_done_together(scored: Scored, done: str, progress: int) -> None:
    steps = "kind: milestone, steps: {a: {title: A, weight: 0}, b: {title: B, weight: 0}}"

    assert scored(steps, f"2026-11-02 done: {done}").progress == progress


def test_a_step_that_weighs_nothing_is_shown_and_not_counted(scored: Scored) -> None:
    steps = "kind: milestone, steps: {a: {title: A, weight: 0}, b: {title: B}}"

    result = scored(steps, "2026-11-02 done: [a]")

    assert (result.progress, result.figures.steps_done) == (0, {"a"})


def test_a_finished_milestone_is_achieved_before_its_end(scored: Scored) -> None:
    assert scored(STEPS, "2026-11-02 done: true").status == "achieved"
