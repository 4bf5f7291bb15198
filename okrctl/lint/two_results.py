"""OKR205: two results joined by "and"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from okrctl.lint.activity import ACTIVITIES, ALSO_NOUNS
from okrctl.lint.case import Case, Remark
from okrctl.lint.manual import Manual
from okrctl.lint.wording import quoted, words_of

RESULTS = (
    "accelerate", "achieve", "boost", "cut", "decrease", "deliver", "devise", "double", "enhance", "expand", "extend",
    "gain", "grow", "halve", "hire", "improve", "increase", "keep", "lift", "lower", "open", "raise", "reach", "reduce",
    "sell", "shorten", "sign", "strengthen", "triple", "win",
)  # fmt: skip
"""Verbs that begin a second result; those of OKR203 do as well."""

JOINTS = ("and", "plus", "while")

MANUAL = Manual(
    code="OKR205",
    level="advice",
    what='Two results joined by "and".',
    why="With one number for two things nobody can say which of them it tells about. Make two key results, or two `parts` of"
    " one. Two verbs for one thing (design and build the shop) are fine.",
    source="A key result is measurable as a whole: Doerr, Measure What Matters",
    bad="""\
# cycles/2026-Q4/objectives/recommended.yaml
title: Become the tool that finance teams recommend
key_results:
  both:
    title: Lift the promoter score and reduce refunds
    unit: points
    start: 31
    target: 45
""",
    good="""\
# cycles/2026-Q4/objectives/recommended.yaml
title: Become the tool that finance teams recommend
key_results:
  nps:
    title: Lift the promoter score of finance users and their teams
    unit: points
    start: 31
    target: 45
  refunds:
    title: Refunds each month
    kind: at_most
    target: 5
""",
    words={"joints": JOINTS, "verbs behind them": RESULTS},
)

_VERBS = frozenset((*RESULTS, *ACTIVITIES, *ALSO_NOUNS))


def check(case: Case) -> Iterator[Remark]:
    """Every title in which a second result begins."""
    for goal in case.goals(drafts=True):
        for measure in goal.measures:
            joint = _joint(words_of(measure.key_result.title))
            if joint and not measure.key_result.parts:
                message = f'{quoted(measure.key_result.title)} joins two results by "{joint}"'
                help_ = "make two key results of it, or parts:"
                yield Remark(file=goal.ref, keys=(*measure.keys, "title"), message=message, help=help_)


def _joint(words: list[str]) -> str | None:
    """The word behind which a second result begins; not where two verbs share one thing, as in "design and build it"."""
    pairs = list(pairwise(words))
    return next((word for word, verb in pairs[2:] if word in JOINTS and verb in _VERBS), None)
