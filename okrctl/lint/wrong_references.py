"""OKR020 to OKR024: what the files say of one another. Found by core/references; here is what it means."""

from __future__ import annotations

from okrctl.lint.manual import MID_QUARTER, Manual

_YEAR = """\
# cycles/2026/objectives/calm-company.yaml
title: Grow up without losing our calm
type: goal
"""
_GOAL = """\
# cycles/2026-Q4/objectives/month-end.yaml
title: Month-end stops hurting
parent: 2026/calm-company
key_results:
  days: {title: Days until the books are closed, start: 9, target: 3}
"""
_ALONE = _GOAL.replace("parent: 2026/calm-company\n", "")
_CHECK_IN = """\
# cycles/2026-Q4/checkins/2026-11/2026-11-20-ana-k7f3q2m9.yaml
date: 2026-11-20
by: ana
updates:
  month-end/days: {value: 6}
"""

MANUALS = (
    Manual(
        code="OKR020",
        level="error",
        what="A reference to something that does not exist, with did-you-mean.",
        why="A parent, a KPI, a segment or a step that is not there is a rename that missed a line. In files whole ids stand:"
        " cycle/objective, as 2026/calm-company.",
        bad=_YEAR + _GOAL.replace("2026/calm-company\n", "2026/calm-compny\n"),
        good=_YEAR + _GOAL,
    ),
    Manual(
        code="OKR021",
        level="error",
        what="One check-in id with two contents in one cycle (or among the readings), or a loop of `supersedes`.",
        why="Nobody can say which of them is true. Give one another file name, or let a new check-in supersede both.",
        bad=_ALONE
        + _CHECK_IN
        + _CHECK_IN.replace("2026-11/2026-11-20", "2026-11/2026-11-19").replace("value: 6", "value: 7"),
        good=_ALONE + _CHECK_IN,
        as_of=MID_QUARTER,
    ),
    Manual(
        code="OKR022",
        level="warning",
        what="The same check-in twice.",
        why="Merging a branch by two ways, or copying a folder, brings it twice; it counts once. Remove one of the files.",
        bad=_ALONE + _CHECK_IN + _CHECK_IN.replace("2026-11/2026-11-20", "2026-10/2026-11-20"),
        good=_ALONE + _CHECK_IN,
        as_of=MID_QUARTER,
    ),
    Manual(
        code="OKR023",
        level="warning",
        what="An update for a key result that does not exist (an orphan), or `supersedes` of an unknown id.",
        why="A value was recorded that no figure shows; the report says that it is incomplete. Usually the key result was"
        " renamed or deleted on another branch.",
        bad=_ALONE + _CHECK_IN + "  month-end/hours: {value: 41}\n",
        good=_ALONE + _CHECK_IN,
        as_of=MID_QUARTER,
    ),
    Manual(
        code="OKR024",
        level="error",
        what="Parents, or parents of KPIs, form a loop; the loop is printed.",
        why="What serves itself serves nothing. Remove the line that points upwards.",
        bad=_YEAR + "parent: 2026-Q4/month-end\n" + _GOAL,
        good=_YEAR + _GOAL,
    ),
)
