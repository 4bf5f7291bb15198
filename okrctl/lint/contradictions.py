"""OKR030 to OKR032: values that contradict one another. Found by core/validity; here is what they mean."""

from __future__ import annotations

from okrctl.lint.manual import Manual

_PATH = "# cycles/2026-Q4/objectives/month-end.yaml\ntitle: Month-end stops hurting\nkey_results:\n"
_DAYS = "  days:\n    title: Days until the books are closed\n"

MANUALS = (
    Manual(
        code="OKR030",
        level="error",
        what="Start equals target.",
        why="There is no way to go, and progress would be a division by zero. What is to be held has a kind of its own:"
        " `at_least`, `at_most` or `between`.",
        bad=_PATH + _DAYS + "    start: 3\n    target: 3\n",
        good=_PATH + _DAYS + "    kind: at_most\n    target: 3\n",
    ),
    Manual(
        code="OKR031",
        level="error",
        what="`kind: metric` without a target; a relative target without a start, or of a zero start.",
        why="20 % more than nothing known, or than zero, is no number that can be reached.",
        bad=_PATH + _DAYS + "    target: -50%\n",
        good=_PATH + _DAYS + "    start: 9\n    target: -50%\n",
    ),
    Manual(
        code="OKR032",
        level="error",
        what="Limits that contradict: `low` above `high`, `risk` on the wrong side of the target, KPI bands that cross or oppose"
        " `better`.",
        why="They could be met by no value, or by every one. For `at_least` the risk lies below the target, for `at_most` above.",
        bad=_PATH + _DAYS + "    kind: at_most\n    target: 3\n    risk: 2\n",
        good=_PATH + _DAYS + "    kind: at_most\n    target: 3\n    risk: 5\n",
    ),
)
