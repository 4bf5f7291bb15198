from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from okrctl.core.changes.comparison import compare
from okrctl.report.history.change_sentences import sentence
from okrctl.storage.loading import load

Changed = Callable[[Mapping[str, str], Mapping[str, str]], list[tuple[str, str, str]]]
GOAL = "title: Goal\nkey_results:\n  a: {title: A, start: 10, target: 20}\n  b: {title: B, target: 5, weight: 2}\n"
OTHER = "title: Other\nparent: 2026-Q4/goal\nkey_results:\n  c: {title: C, target: 1}\n"


@pytest.fixture
def changed(tmp_path: Path) -> Changed:
    """The changes between two states given by `cycle/id` or `kpis/id` and text, as (kind, ref, sentence)."""

    def made(before: Mapping[str, str], after: Mapping[str, str]) -> list[tuple[str, str, str]]:
        place = tmp_path / str(len(list(tmp_path.iterdir())))
        states = [load(_written(place / name, files)).workspace for name, files in (("b", before), ("a", after))]
        return [(one.kind, one.ref, sentence(one)) for one in compare(*states)]

    return made


def _written(root: Path, files: Mapping[str, str]) -> Path:
    root.mkdir(parents=True)
    (root / "okrctl.yaml").write_text("format: 1\n")
    for ref, text in files.items():
        first, _, name = ref.partition("/")
        path = root / (f"kpis/{name}.yaml" if first == "kpis" else f"cycles/{first}/objectives/{name}.yaml")
        if not name:
            path = root / f"cycles/{first}/cycle.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def goal(**replaced: str) -> dict[str, str]:
    """The goal with pieces of its text replaced, `x__y` for `x: y`."""
    text = GOAL
    for old, new in replaced.items():
        text = text.replace(old.replace("__", ": "), new)
    return {"2026-Q4/goal": text}


def test_equal_states_differ_in_nothing(changed: Changed) -> None:
    assert changed(goal(), goal()) == []


@pytest.mark.parametrize(
    ("after", "kind", "ref", "said"),
    [
        (goal(target__20="target: 15"), "retargeted", "goal/a", "target lowered from 20 to 15"),
        (goal(target__20='target: "+50%"'), "retargeted", "goal/a", "target changed from 20 to +50%"),
        (goal(start__10="start: 12"), "retargeted", "goal/a", "start raised from 10 to 12"),
        (goal(weight__2="weight: 3"), "reweighted", "goal/b", "weight from 2 to 3"),
        (goal(title__Goal="title: Aim"), "retitled", "goal", "title changed from Goal to Aim"),
        (goal(title__Goal="title: Goal\nowner: ana"), "reassigned", "goal", "owner set to ana"),
        (goal(title__Goal="title: Goal\nstate: cancelled"), "state", "goal", "cancelled"),
        (goal(title__Goal="title: Goal\ndue: 2026-12-01"), "rescheduled", "goal", "due set to 2026-12-01"),
    ],
)
def test_a_changed_field_is_named_in_goals_terms(
    changed: Changed, after: dict[str, str], kind: str, ref: str, said: str
) -> None:
    assert changed(goal(), after) == [(kind, f"2026-Q4/{ref}", said)]


def test_new_and_dropped_things_are_told_without_what_lies_in_them(changed: Changed) -> None:
    dropped = {"2026-Q4/goal": GOAL.replace("  b: {title: B, target: 5, weight: 2}\n", "")}

    assert changed({}, goal()) == [
        ("new", "2026-Q4", "new cycle"),
        ("new", "2026-Q4/goal", "new aspirational objective with 2 key results"),
    ]
    assert [kind for kind, *_ in changed(goal(), dropped)] == ["dropped"]


def test_an_objective_that_serves_another_is_reparented(changed: Changed) -> None:
    third = {"2026-Q4/third": "title: Third\nkey_results:\n  d: {title: D, target: 1}\n"}
    after = OTHER.replace("2026-Q4/goal", "2026-Q4/third")

    found = changed({**goal(), **third, "2026-Q4/other": OTHER}, {**goal(), **third, "2026-Q4/other": after})

    assert found == [("reparented", "2026-Q4/other", "serves 2026-Q4/third now, was 2026-Q4/goal")]


def test_a_renamed_objective_is_one_change_and_what_names_it_none(changed: Changed) -> None:
    before = {**goal(), "2026-Q4/other": OTHER}
    after = {"2026-Q4/aim": GOAL, "2026-Q4/other": OTHER.replace("2026-Q4/goal", "2026-Q4/aim")}

    assert changed(before, after) == [("renamed", "2026-Q4/aim", "renamed from 2026-Q4/goal")]


def test_a_renamed_objective_whose_target_changed_too_is_known_by_its_title(changed: Changed) -> None:
    found = changed(goal(), {"2026-Q4/aim": GOAL.replace("target: 20", "target: 25")})

    assert found == [
        ("renamed", "2026-Q4/aim", "renamed from 2026-Q4/goal"),
        ("retargeted", "2026-Q4/aim/a", "target raised from 20 to 25"),
    ]


def test_a_renamed_key_result_is_one_change(changed: Changed) -> None:
    found = changed(goal(), {"2026-Q4/goal": GOAL.replace("  a:", "  z:")})

    assert found == [("renamed", "2026-Q4/goal/z", "renamed from 2026-Q4/goal/a")]


def test_a_renamed_kpi_is_followed_by_what_it_feeds(changed: Changed) -> None:
    fed = "title: Goal\nkpis: [churn]\nkey_results:\n  k: {title: K, kpi: churn, target: 2}\n"
    card = "title: Churn\nunit: '%'\n"

    found = changed(
        {"2026-Q4/goal": fed, "kpis/churn": card}, {"2026-Q4/goal": fed.replace("churn", "loss"), "kpis/loss": card}
    )

    assert found == [("renamed", "kpis/loss", "renamed from kpis/churn")]


def test_two_of_one_title_are_never_taken_for_one_another(changed: Changed) -> None:
    before = {"2026-Q4/x": "title: Same\nwhy: x\n", "2026-Q4/y": "title: Same\nwhy: y\n"}
    after = {"2026-Q4/v": "title: Same\nwhy: v\n", "2026-Q4/w": "title: Same\nwhy: w\n"}

    assert sorted(kind for kind, *_ in changed(before, after)) == ["dropped", "dropped", "new", "new"]


def test_parts_are_compared_like_key_results(changed: Changed) -> None:
    whole = "title: G\nkey_results:\n  k:\n    title: K\n    parts:\n      p: {title: P, target: 3}\n"

    found = changed({"2026-Q4/g": whole}, {"2026-Q4/g": whole.replace("target: 3", "target: 4")})

    assert found == [("retargeted", "2026-Q4/g/k/p", "target raised from 3 to 4")]


def test_decisions_reviews_and_a_closed_cycle_are_told(changed: Changed) -> None:
    decided = GOAL + 'decisions:\n  - {date: 2026-11-03, by: ana, text: "Launch moved"}\n'

    found = changed(
        {**goal(), "2026-Q4": "title: Q\n"}, {"2026-Q4/goal": decided, "2026-Q4": "title: Q\nstate: closed\n"}
    )

    assert found == [
        ("state", "2026-Q4", "closed"),
        ("decided", "2026-Q4/goal", "decision of 2026-11-03: Launch moved"),
    ]
