"""OKR007 and OKR008: text and files that nobody reads. Found by storage; here is what they mean."""

from __future__ import annotations

from okrctl.lint.manual import Manual

_GOAL = """\
# cycles/2026-Q4/objectives/month-end.yaml
title: Month-end stops hurting
key_results:
  days: {title: Days until the books are closed, start: 9, target: 3}
"""

MANUALS = (
    Manual(
        code="OKR007",
        level="warning",
        what='Text that YAML takes for a comment: `title: Fix bug #12` is the title "Fix bug".',
        why="A # behind a space begins a comment, and the rest is lost without a word. Put quotes around the text. A comment"
        " that is meant as one has a space behind its #.",
        bad=_GOAL.replace("title: Month-end stops hurting", "title: Month-end stops hurting #1 complaint"),
        good=_GOAL.replace("title: Month-end stops hurting", 'title: "Month-end stops hurting: our #1 complaint"'),
    ),
    Manual(
        code="OKR008",
        level="warning",
        what="A file that does not belong where it lies: a left-over temporary one, .orig and .rej of a merge, a misplaced"
        " YAML file.",
        why="Nothing reads it, so a goal in it is a goal that nobody sees. Editors' swap and backup files are passed over in"
        " silence, and so are notes (.md, .txt).",
        bad=_GOAL + "# cycles/2026-Q4/suppliers.yaml\ntitle: Suppliers are paid on the day\n",
        good=_GOAL
        + "# cycles/2026-Q4/objectives/suppliers.yaml\ntitle: Suppliers are paid on the day\nkey_results:\n"
        + "  late: {title: Invoices paid late, start: 40, target: 5}\n",
    ),
)
