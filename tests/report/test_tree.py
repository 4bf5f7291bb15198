from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from fractions import Fraction

from okrctl.core.open_cycles import open_cycles
from okrctl.report.around import TreeNode
from okrctl.report.tree.tree import TreeReport, build
from okrctl.storage.loading import Loaded

Load = Callable[[Mapping[str, str]], Loaded]
AS_OF = date(2026, 11, 21)
TEAMS = "format: 1\nteams:\n  growth: {}\n  partners: {parent: growth}\n  product: {}\n"


def tree_of(
    loaded: Load, objectives: Mapping[str, str], as_of: date = AS_OF, depth: int | None = None, team: str | None = None
) -> TreeReport:
    """The tree of objectives given by `cycle/id` and text."""
    files = {
        f"cycles/{ref.replace('/', '/objectives/')}.yaml": f"title: {ref}\n{text}\n" for ref, text in objectives.items()
    }
    return build(loaded({"okrctl.yaml": TEAMS, **files}).workspace, as_of, depth=depth, team=team)


def drawn(nodes: tuple[TreeNode, ...], indent: str = "") -> Iterator[str]:
    """Each node's last part and what is special about it, indented below its parent."""
    for node in nodes:
        special = [node.problem, "again" if node.is_repeated else None, f"+{node.hidden}" if node.hidden else None]
        yield " ".join([indent + node.ref.rpartition("/")[2], *filter(None, special)])
        yield from drawn(node.children, indent + "  ")


def test_goals_stand_on_top_then_objectives_by_parent_and_key_results_beneath(loaded: Load) -> None:
    objectives = {
        "2026/alone": "level: company",
        "2026/goal": "type: goal",
        "2026-Q4/a": "parent: 2026/goal\nkey_results:\n  k: {title: K, target: 1}",
        "2026-Q4/b": "parent: 2026-Q4/a/k",
    }

    found = tree_of(loaded, objectives)

    assert list(drawn(found.nodes)) == ["goal", "  a", "    k", "      b", "alone"]
    assert found.cycles == ("2026-Q4", "2026")


def test_only_open_cycles_are_shown_and_every_parent_of_theirs(loaded: Load) -> None:
    objectives = {
        "2026-Q3/old": "parent: 2026-Q3/root",
        "2026-Q3/root": "key_results:\n  other: {title: O, target: 1}",
        "2026-Q4/a": "parent: 2026-Q3/root",
    }

    found = tree_of(loaded, objectives)

    assert list(drawn(found.nodes)) == ["root", "  a"]


def test_what_serves_two_goals_hangs_below_the_first_and_is_named_below_the_other(loaded: Load) -> None:
    objectives = {
        "2026/x": "",
        "2026/y": "",
        "2026-Q4/a": "parent: [2026/y, 2026/x]\nkey_results:\n  k: {title: K, target: 1}",
    }

    found = tree_of(loaded, objectives)

    assert list(drawn(found.nodes)) == ["x", "  a again", "y", "  a", "    k"]


def test_loops_and_orphans_are_named(loaded: Load) -> None:
    objectives = {
        "2026-Q4/a": "parent: 2026-Q4/b",
        "2026-Q4/b": "parent: 2026-Q4/a",
        "2026-Q4/c": "level: team",
    }

    found = tree_of(loaded, objectives)

    assert list(drawn(found.nodes)) == ["a loop", "b loop", "c orphan"]
    assert (found.loops, found.orphans) == ((("2026-Q4/a", "2026-Q4/b"),), ("2026-Q4/c",))


def test_depth_counts_levels_and_says_how_many_are_below(loaded: Load) -> None:
    objectives = {"2026/goal": "type: goal", "2026-Q4/a": "parent: 2026/goal\nkey_results:\n  k: {title: K, target: 1}"}

    assert list(drawn(tree_of(loaded, objectives, depth=1).nodes)) == ["goal +2"]
    assert list(drawn(tree_of(loaded, objectives, depth=2).nodes)) == ["goal", "  a +1"]


def test_a_team_sees_its_own_and_its_sub_teams_objectives_and_what_they_serve(loaded: Load) -> None:
    objectives = {
        "2026/goal": "team: product\nkey_results:\n  k: {title: K, target: 1}\n  other: {title: O, target: 1}",
        "2026-Q4/a": "parent: 2026/goal/k\nteam: growth",
        "2026-Q4/b": "parent: 2026-Q4/a\nteam: partners",
        "2026-Q4/c": "parent: 2026-Q4/a\nteam: product",
    }

    found = tree_of(loaded, objectives, team="growth")

    assert list(drawn(found.nodes)) == ["goal", "  k", "    a", "      b"]


def test_a_share_is_the_part_that_an_entry_has_in_what_it_hangs_below(loaded: Load) -> None:
    objectives = {
        "2026/goal": "progress_from: both\nkey_results:\n  k: {title: K, target: 1, weight: 2}",
        "2026-Q4/a": "parent: 2026/goal\nkey_results:\n  l: {title: L, target: 1}\n  m: {title: M, kind: baseline}",
        "2026-Q4/b": "parent: 2026-Q4/a\nkey_results:\n  n: {title: N, target: 1}",
    }

    (goal,) = tree_of(loaded, objectives).nodes

    k, a = goal.children
    first, baseline, b = a.children
    assert [node.share for node in (goal, k, a, first, baseline, b)] == [
        None,
        Fraction(2, 3),
        Fraction(1, 3),
        1,
        None,
        None,
    ]


def test_a_chain_deeper_than_any_window_is_continued_as_a_tree_of_its_own(loaded: Load) -> None:
    objectives = {f"2026-Q4/o{n:03}": f"parent: 2026-Q4/o{n - 1:03}" if n else "" for n in range(90)}

    found = tree_of(loaded, objectives)

    assert [node.ref for node in found.nodes] == ["2026-Q4/o000", "2026-Q4/o039", "2026-Q4/o078"]


def test_a_cycle_that_was_closed_later_was_open_on_the_day(loaded: Load) -> None:
    files = {
        "cycles/2026-Q3/cycle.yaml": "state: closed\n",
        "cycles/2026-Q3/objectives/a.yaml": "title: A\n",
        "cycles/2026-Q3/reviews/a.yaml": "date: 2026-10-02\n",
        "cycles/2026/cycle.yaml": "title: Y\n",
    }
    workspace = loaded(files).workspace

    assert [cycle.id for cycle in open_cycles(workspace, date(2026, 8, 1))] == ["2026-Q3", "2026"]
    assert [cycle.id for cycle in open_cycles(workspace, AS_OF)] == ["2026"]
    assert [cycle.id for cycle in open_cycles(workspace, date(2027, 2, 1))] == ["2026"]
