"""OKR206: "by N %" without saying of what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from okrctl.core.number import Relative
from okrctl.core.pattern import pattern
from okrctl.lint.case import Case, Remark
from okrctl.lint.manual import Manual
from okrctl.lint.wording import quoted

_BY_PERCENT = pattern(r"\bby (?:at least |about |over )?\d+(?:[.,]\d+)? ?(?:%|percent\b|per cent\b)", re.IGNORECASE)

MANUAL = Manual(
    code="OKR206",
    level="warning",
    what='"by N %" in the title with no relative target: of the start, or in points.',
    why="A conversion of 2.4 % raised by 15 % is 2.76 % or 17.4 %. A relative target says which: `+15%` of the start, or `+15pp`"
    " for points.",
    bad="""\
# cycles/2026-Q4/objectives/shop.yaml
title: Visitors find what they came for
key_results:
  conversion:
    title: Improve the conversion rate by 15 %
    unit: "%"
    start: 2.4
    target: 15
""",
    good="""\
# cycles/2026-Q4/objectives/shop.yaml
title: Visitors find what they came for
key_results:
  conversion:
    title: Improve the conversion rate by 15 %
    unit: "%"
    start: 2.4
    target: +15%
""",
)


def check(case: Case) -> Iterator[Remark]:
    """Every such title of a key result that is scored by a target of its own."""
    for goal in case.goals(drafts=True):
        for measure in goal.measures:
            own = measure.key_result
            match = _BY_PERCENT.search(own.title)
            if match and not own.parts and not isinstance(own.target, Relative):
                message = f'{quoted(own.title)}: "{match[0]}" of the start, or in points?'
                help_ = "write the target as +15% (of the start) or +15pp (points), with a start"
                yield Remark(file=goal.ref, keys=(*measure.keys, "title"), message=message, help=help_)
