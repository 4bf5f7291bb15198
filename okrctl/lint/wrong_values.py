"""OKR010 to OKR016: keys and values that are not as they should be. Found by storage; here is what they mean."""

from __future__ import annotations

from okrctl.lint.manual import Manual

_PATH = "# cycles/2026-Q4/objectives/month-end.yaml\ntitle: Month-end stops hurting\nkey_results:\n"
GOOD = _PATH + "  days:\n    title: Days until the books are closed\n    start: 9\n    target: 3\n"

MANUALS = (
    Manual(
        code="OKR010",
        level="error",
        what="An unknown key, with did-you-mean.",
        why="A mistyped key would be ignored for a whole quarter: `taget: 3` has no target. Notes to oneself are comments (#).",
        bad=GOOD.replace("target: 3", "taget: 3"),
        good=GOOD,
    ),
    Manual(
        code="OKR011",
        level="error",
        what="A required key is missing.",
        why="Little is required: a title of goals, key results and KPIs, a date of records, the dates of a custom cycle, and"
        " what a kind needs: `recurring` a target and a period, `between` two limits.",
        bad=GOOD.replace("start: 9", "kind: at_most").replace("    target: 3\n", ""),
        good=GOOD.replace("start: 9", "kind: at_most"),
    ),
    Manual(
        code="OKR012",
        level="error",
        what="The same key twice; both places are shown.",
        why="One of the two lines was to be deleted, and nobody can say which. Most programs take the last one in silence.",
        bad=GOOD + "    target: 4\n",
        good=GOOD,
    ),
    Manual(
        code="OKR013",
        level="error",
        what="A wrong type or value, with what was written and what is expected.",
        why="Types follow from the key, not from YAML's guess. Numbers are plain (950000, 99.95, -3) or have a magnitude (800k,"
        " 1.2M, 3B), so that they are exact and read the same everywhere: 1,250 is a thousand in one country and little more"
        " than one in another.",
        fix="Numbers that can be read in one way only are written plain: 1e3 becomes 1000, 1_000 becomes 1000, 1,250,000 becomes"
        " 1250000. Not 1,250, which may mean 1.25, and not $5, which would lose the currency.",
        bad=GOOD.replace("start: 9", "start: 9e0"),
        good=GOOD,
    ),
    Manual(
        code="OKR014",
        level="error",
        what="A number that cannot be held: .nan, .inf, 1e999, or more than 30 digits.",
        why="Figures are exact, so a number has an end. Write what can be measured.",
        bad=GOOD.replace("start: 9", "start: .inf"),
        good=GOOD,
    ),
    Manual(
        code="OKR015",
        level="error",
        what="Not a date, with the nearest valid one.",
        why="Dates are YYYY-MM-DD. A day that does not exist is a slip, and only the writer knows which day was meant.",
        fix="A day without its zeros is written with them: 2026-1-5 becomes 2026-01-05; a time in another zone is written in UTC."
        " A day that does not exist stays: which one was meant cannot be known.",
        bad=GOOD + "    due: 2026-11-31\n",
        good=GOOD + "    due: 2026-11-30\n",
    ),
    Manual(
        code="OKR016",
        level="error",
        what="An id or file name against the rules, or two that differ only in case.",
        why="Ids are a-z, 0-9 and single hyphens, so that they can be typed, are the same on every system, and never clash: on"
        " a Mac, Growth.yaml and growth.yaml are one file. The words of the title are free.",
        bad=GOOD.replace("month-end.yaml", "Month_End.yaml"),
        good=GOOD,
    ),
)
