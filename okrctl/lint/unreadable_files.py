"""OKR001 to OKR006: files of which nothing can be used. Found by storage; here is what they mean."""

from __future__ import annotations

from okrctl.lint.manual import Manual

GOOD = """\
# cycles/2026-Q4/objectives/month-end.yaml
title: Month-end stops hurting
key_results:
  days: {title: Days until the books are closed, start: 9, target: 3}
"""
_PATH = "# cycles/2026-Q4/objectives/month-end.yaml\n"

MANUALS = (
    Manual(
        code="OKR001",
        level="error",
        what="A file that is not readable: no permission, not a regular file, a link out of the workspace, larger than 1 MB"
        " (readings: 20 MB), or nested more than 64 levels deep.",
        why="Nothing of it is used, and every total that misses it says that it is incomplete. Folders, pipes and devices in"
        " a file's place, and links that lead elsewhere, are never opened.",
        bad="# cycles/2026-Q4/objectives/month-end.yaml (a link to ../../../../elsewhere.yaml)\n",
        good=GOOD,
    ),
    Manual(
        code="OKR002",
        level="error",
        what="A file that is not UTF-8, with the byte and the likely encoding; or one with control characters.",
        why="Guessing an encoding turns names into nonsense in silence. Save the file as UTF-8; a byte order mark may stay."
        " Control characters could hide text in a terminal.",
        bad=_PATH.replace("\n", " (Latin-1)\n") + "title: Become the café that offices recommend\n",
        good=_PATH
        + "title: Become the café that offices recommend\n"
        + "key_results:\n  nps: {title: Promoter score, unit: points, start: 31, target: 45}\n",
    ),
    Manual(
        code="OKR003",
        level="error",
        what="Unresolved merge markers, also inside a block text.",
        why="Inside a text YAML would take them for words, and both sides would go on as one. Keep one side, or both.",
        bad=_PATH
        + """\
title: Month-end stops hurting
key_results:
<<<<<<< HEAD
  days: {title: Days until the books are closed, start: 9, target: 3}
=======
  days: {title: Days until the books are closed, start: 9, target: 4}
>>>>>>> growth
""",
        good=GOOD,
    ),
    Manual(
        code="OKR004",
        level="error",
        what="YAML that does not parse: a tab, a wrong indent, an unclosed quote; or text that needs quotes.",
        why='In YAML ": " begins a value, and %, @, >, |, & and * have meanings at the beginning of one. Quotes around the'
        " text take all of them away. Indent with spaces.",
        bad=_PATH + "title: Churn: phase 2\n",
        good=_PATH + 'title: "Churn: the second phase"\n' + GOOD.split("\n", 2)[2],
    ),
    Manual(
        code="OKR005",
        level="error",
        what="More than one document in a file, an empty file, or no keys and values at its top.",
        why="One file is one thing. An empty one is usually an interrupted save: look into git for what was there.",
        bad=GOOD + "---\ntitle: A second document\n",
        good=GOOD,
    ),
    Manual(
        code="OKR006",
        level="error",
        what="Anchors, aliases, merge keys and tags.",
        why="They make one line depend on another far away, and small files explode. What a value is follows from its key.",
        bad=_PATH
        + """\
title: Month-end stops hurting
key_results:
  days: &days {title: Days until the books are closed, start: 9, target: 3}
  weeks: *days
""",
        good=GOOD,
    ),
)
