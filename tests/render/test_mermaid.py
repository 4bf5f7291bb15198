"""The flowchart of the tree: what serves what, with labels that Mermaid takes for nothing else."""

from __future__ import annotations

import re

import pytest

from okrctl.render.markdown.mermaid import MOST_NODES, flowchart, left_out
from okrctl.report.around import TreeNode


def node(ref: str, *children: TreeNode, title: str | None = "A title", kind: str = "objective") -> TreeNode:
    return TreeNode(ref=ref, title=title, kind=kind, status="behind", progress=None, children=children)


def test_goals_without_lines_are_no_flowchart() -> None:
    assert flowchart([node("a"), node("b")]) == []


def test_a_goal_that_serves_two_is_one_box_with_two_lines() -> None:
    shared = node("c")

    lines = flowchart([node("a", shared), node("b", shared)])

    assert [line for line in lines if "-->" in line] == ["  n0 --> n1", "  n2 --> n1"]
    assert sum("A title" in line for line in lines) == 3


def test_a_key_result_has_round_corners_and_what_is_missing_says_so() -> None:
    missing = TreeNode(
        ref="2026/gone",
        title=None,
        kind="objective",
        status=None,
        progress=None,
        children=(node("b", kind="key_result"),),
    )

    lines = flowchart([missing])

    assert lines[2:4] == ['  n0["2026/gone<br>does not exist"]:::unknown', '  n1("A title<br>behind"):::behind']


@pytest.mark.parametrize(
    "title",
    [
        '"]; click n0 "javascript:alert(1)"',
        "%%{init: {'theme': 'x'}}%%",
        "`code`",
        "<b onclick=x>",
        "a --> b",
        "end",
        "```",
        "#quot;",
        "x\n  n9 --> n0",
    ],
)
def test_a_hostile_title_stays_inside_its_label(title: str) -> None:
    box = flowchart([node("a", node("b"), title=title)])[2]

    found = re.fullmatch(r'  n0\["(.*)<br>behind"\]:::behind', box)

    assert found
    label = re.sub(r"#(\d+);", lambda code: chr(int(code[1])), found[1])
    assert label == title.replace("\n  ", " ")
    assert re.findall(r'["%`<>{}\[\];&]', re.sub(r"#\d+;", "", found[1])) == []


def test_what_is_too_much_to_draw_is_counted() -> None:
    top = node("top", *(node(f"n{number}") for number in range(MOST_NODES + 4)))

    lines = flowchart([top])

    assert sum('["' in line for line in lines) == MOST_NODES
    assert left_out([top]) == 5
