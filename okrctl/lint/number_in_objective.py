"""OKR301: an objective with a number in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from okrctl.core.pattern import pattern
from okrctl.lint.case import Case, Remark
from okrctl.lint.manual import Manual
from okrctl.lint.wording import quoted

NAMES = ("24/7", "360", "365", "#1", "no. 1", "number 1", "top 10", "80/20")
"""Numbers that stand for something else."""

_NAMED = pattern("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in NAMES), re.IGNORECASE)
_FINE = pattern(
    r"\b(?:(?:19|20|21)\d\d(?:[-/](?:\d\d(?:\d\d)?|Q[1-4]|H[12]))?|Q[1-4]|H[12]|FY ?\d\d(?:\d\d)?|W\d\d|\d+(?:st|nd|rd|th)|\d\.\d|[^\W\d_]+-?\d\w*|\d[A-Z])\b",
    re.IGNORECASE,
)

MANUAL = Manual(
    code="OKR301",
    level="advice",
    what="An objective with a number in it (a year is fine): that is a key result.",
    why="An objective says where to, in words people remember; the number that tells whether one arrived belongs beneath it."
    " Years, quarters, ordinals, names such as B2B and versions such as 2.0 are not meant.",
    source='Wodtke, Radical Focus: "sales up 30 %" is a key result; Doerr: objectives are qualitative',
    bad="""\
# cycles/2026-Q4/objectives/recommended.yaml
title: Raise the promoter score to 45
key_results:
  nps: {title: Promoter score of finance users, unit: points, start: 31, target: 45}
""",
    good="""\
# cycles/2026-Q4/objectives/recommended.yaml
title: Become the tool that finance teams recommend in 2027
key_results:
  nps: {title: Promoter score of finance users, unit: points, start: 31, target: 45}
""",
    words={"numbers that stand for something else": NAMES},
)


def check(case: Case) -> Iterator[Remark]:
    """Every such title."""
    for goal in case.goals(drafts=True):
        title = goal.objective.title
        match = re.search(r"\d[\d.,]*[kKMB]?(?: ?(?:%|percent\b))?", _FINE.sub(" ", _NAMED.sub(" ", title)))
        if match:
            message = f'{quoted(title)} holds a number, "{match[0].rstrip(".,")}": that is a key result'
            help_ = "say in words where to; put the number beneath it"
            yield Remark(file=goal.ref, keys=("title",), message=message, help=help_)
