from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from okrctl.core.alignment import objective_ref, without_loops
from okrctl.core.objective import Objective
from okrctl.core.scoring.scoring import Scores

Quarter = Callable[..., Scores]
GOAL = "2026-Q4/goal"


def child(
    parents: str, value: str = "0.5", *, more: str = "", cycle: str = "2026-Q4", name: str = "child"
) -> dict[str, str]:
    """The files of an objective with one graded result."""
    return {
        f"cycles/{cycle}/objectives/{name}.yaml": f"title: Child\nparent: {parents}\n{more}\nkey_results:\n  a: {{title: A, kind: score}}\n",
        f"cycles/{cycle}/checkins/2026-11/{name}.yaml": f"date: 2026-11-20\nupdates:\n  {name}/a: {{value: {value}}}\n",
    }


def test_an_objective_counts_its_key_results_unless_it_says_otherwise(quarter: Quarter) -> None:
    found = quarter(
        "title: Goal\nkey_results: {a: {title: A, kind: score}}\n", "2026-11-20 a: {value: 0.2}", files=child(GOAL)
    )

    assert found.objective(GOAL).score == Fraction(1, 5)


def test_the_children_make_the_progress_by_their_weight(quarter: Quarter) -> None:
    files = {**child(GOAL, "0.9", more="weight: 3"), **child(GOAL, "0.1", name="other")}

    scores = quarter(
        "title: Goal\nprogress_from: children\nkey_results: {a: {title: A, kind: score}}\n",
        "2026-11-20 a: {value: 0.2}",
        files=files,
    )

    found = scores.objective(GOAL)
    assert (found.score, found.expected) == (Fraction(7, 10), Fraction(51, 91))
    assert (found.key_results[0].counted, found.key_results[0].status, found.worst) == (False, "at_risk", None)


def test_both_is_one_list_of_key_results_and_children(quarter: Quarter) -> None:
    files = child(GOAL, "0.8", more="weight: 2")

    scores = quarter(
        "title: Goal\nprogress_from: both\nkey_results: {a: {title: A, kind: score}}\n",
        "2026-11-20 a: {value: 0.2}",
        files=files,
    )

    assert scores.objective(GOAL).score == Fraction(3, 5)
    assert scores.objective(GOAL).worst == "a"


@pytest.mark.parametrize(
    ("parents", "cycle"),
    [
        (GOAL, "2026-Q4"),
        (f"{GOAL}/a", "2026-Q4"),
        (f"{GOAL}/whole/part", "2026-Q4"),
        (f"[{GOAL}, {GOAL}/a]", "2026-Q4"),
        (f"[2026-Q4/elsewhere, {GOAL}]", "2026-Q4"),
        (GOAL, "2026-11"),
        (GOAL, "2026"),
    ],
)
def test_a_child_names_the_objective_or_one_of_its_results_in_any_cycle(
    quarter: Quarter, parents: str, cycle: str
) -> None:
    objective = """
        title: Goal
        progress_from: children
        key_results:
          a: {title: A, kind: score}
          whole: {title: Whole, parts: {part: {title: Part, target: 1}}}
        """
    files = {
        "cycles/2026-Q4/objectives/elsewhere.yaml": "title: Elsewhere\ntype: goal\n",
        **child(parents, "0.6", cycle=cycle),
    }

    scores = quarter(objective, files={**files, **child(GOAL, "0.2", name="z")})

    assert scores.objective(GOAL).score == Fraction(2, 5)


def test_a_child_of_two_parents_counts_for_each(quarter: Quarter) -> None:
    files = {
        "cycles/2026/objectives/vision.yaml": "title: Vision\ntype: goal\nprogress_from: children\n",
        **child(f"[{GOAL}, 2026/vision]", "0.6"),
    }

    scores = quarter("title: Goal\nprogress_from: children\n", files=files)

    assert (scores.objective(GOAL).score, scores.objective("2026/vision").score) == (Fraction(3, 5), Fraction(3, 5))


@pytest.mark.parametrize(
    "more",
    ["state: draft", "state: cancelled", "state: deferred", "weight: 0", "start_on: 2026-12-01"],
)
def test_a_child_that_does_not_count_leaves_its_weight_to_the_others(quarter: Quarter, more: str) -> None:
    files = {**child(GOAL, "0.9", more=more), **child(GOAL, "0.1", name="other")}

    assert quarter("title: Goal\nprogress_from: children\n", files=files).objective(GOAL).score == Fraction(1, 10)


def test_a_child_without_a_figure_does_not_count_and_one_without_data_is_zero(quarter: Quarter) -> None:
    empty = {"cycles/2026-Q4/objectives/empty.yaml": f"title: Empty\nparent: {GOAL}\n"}
    silent = {
        "cycles/2026-Q4/objectives/silent.yaml": f"title: Silent\nparent: {GOAL}\nkey_results: {{a: {{title: A, target: 1}}}}\n"
    }
    goal = "title: Goal\nprogress_from: children\n"

    assert quarter(goal, files={**child(GOAL, "0.8"), **empty}).objective(GOAL).score == Fraction(4, 5)
    assert quarter(goal, files={**child(GOAL, "0.8"), **silent}).objective(GOAL).score == Fraction(2, 5)
    assert quarter(goal, files=empty).objective(GOAL).score is None
    assert quarter(goal, files=silent).objective(GOAL).progress is None


def test_children_of_children_are_rolled_up(quarter: Quarter) -> None:
    middle = {"cycles/2026-Q4/objectives/middle.yaml": f"title: Middle\nparent: {GOAL}\nprogress_from: children\n"}

    scores = quarter("title: Goal\nprogress_from: children\n", files={**middle, **child("2026-Q4/middle", "0.3")})

    assert scores.objective(GOAL).score == Fraction(3, 10)


def test_a_line_of_a_thousand_children_is_rolled_up(quarter: Quarter) -> None:
    workspace = quarter("title: Goal\n", files=child(GOAL, "0.3")).workspace
    cycle = workspace.cycles["2026-Q4"]
    last = replace(cycle.objectives["child"], parent=("2026-Q4/o999",))
    line = {f"o{n}": Objective(title="O", parent=(f"2026-Q4/o{n - 1}",), progress_from="children") for n in range(1000)}
    longer = replace(cycle, objectives={"child": last, **line})

    scores = Scores(replace(workspace, cycles={"2026-Q4": longer}), date(2026, 11, 21))

    assert scores.objective("2026-Q4/o0").score == Fraction(3, 10)


LOOP = {
    "cycles/2026-Q4/objectives/b.yaml": "title: B\nparent: 2026-Q4/goal\nprogress_from: children\n",
    "cycles/2026-Q4/objectives/c.yaml": "title: C\nparent: 2026-Q4/b\nprogress_from: both\nkey_results: {a: {title: A, kind: score}}\n",
    "cycles/2026-Q4/checkins/2026-11/c.yaml": "date: 2026-11-20\nupdates:\n  c/a: {value: 0.9}\n",
}


@pytest.mark.parametrize("first", ["goal", "b", "c"])
def test_objectives_that_roll_up_in_a_circle_leave_each_other_out(quarter: Quarter, first: str) -> None:
    files = {**LOOP, **child(GOAL, "0.2")}
    scores = quarter("title: Goal\nparent: 2026-Q4/c\nprogress_from: children\n", files=files)

    scores.objective(f"2026-Q4/{first}")

    figures = {name: scores.objective(f"2026-Q4/{name}").score for name in ("goal", "b", "c")}
    assert figures == {"goal": Fraction(1, 5), "b": None, "c": Fraction(9, 10)}


def test_an_objective_that_is_its_own_parent_leaves_itself_out(quarter: Quarter) -> None:
    scores = quarter(f"title: Goal\nparent: {GOAL}\nprogress_from: children\n", files=child(GOAL, "0.2"))

    assert scores.objective(GOAL).score == Fraction(1, 5)


def test_parents_in_a_circle_roll_up_where_the_roll_up_itself_has_none(quarter: Quarter) -> None:
    files = child(GOAL, "0.4")

    scores = quarter("title: Goal\nparent: 2026-Q4/child\nprogress_from: children\n", files=files)

    assert scores.objective(GOAL).score == Fraction(2, 5)


def test_a_child_of_limits_alone_does_not_achieve_its_parent_before_the_end(quarter: Quarter) -> None:
    limit = {
        "cycles/2026-Q4/objectives/limit.yaml": f"title: L\nparent: {GOAL}\nkey_results: {{a: {{title: A, kind: at_most, target: 5}}}}\n",
        "cycles/2026-Q4/checkins/2026-11/l.yaml": "date: 2026-11-20\nupdates:\n  limit/a: {value: 1}\n",
    }
    goal = "title: Goal\nprogress_from: children\n"

    assert quarter(goal, files=limit).objective(GOAL).status == "on_track"
    assert quarter(goal, files={**limit, **child(GOAL, "1")}).objective(GOAL).status == "achieved"


def test_the_children_of_an_objective_are_known_whatever_it_counts(quarter: Quarter) -> None:
    files = {**child(GOAL), **child(f"{GOAL}/a", cycle="2026-11", name="far")}

    scores = quarter("title: Goal\nkey_results: {a: {title: A, kind: score}}\n", files=files)

    assert {one.ref for one in scores.children(GOAL)} == {"2026-11/far", "2026-Q4/child"}


def test_lines_on_a_loop_are_left_out_and_all_others_stay() -> None:
    lines = {"a": ["b", "x"], "b": ["c"], "c": ["a", "y"], "x": [], "d": ["a"], "s": ["s", "d"]}

    assert without_loops(lines) == {"a": ["x"], "b": [], "c": ["y"], "x": [], "d": ["a"], "s": ["d"]}


@pytest.mark.parametrize("ref", ["2026-Q4/goal", "2026-Q4/goal/a", "2026-Q4/goal/a/b"])
def test_a_ref_lies_in_an_objective(ref: str) -> None:
    assert objective_ref(ref) == GOAL


@pytest.mark.parametrize(
    "ref", ["2026-Q4/goal/none", "2026-Q4/goal/a/none", "2026-Q4/none", "2025-Q1/goal", "2026-Q4/none/a"]
)
def test_figures_of_what_does_not_exist_are_an_error_of_the_caller(quarter: Quarter, ref: str) -> None:
    scores = quarter("title: Goal\nkey_results: {a: {title: A, kind: score}}\n")

    with pytest.raises(KeyError):
        scores.key_result(ref) if ref.count("/") > 1 else scores.objective(ref)
