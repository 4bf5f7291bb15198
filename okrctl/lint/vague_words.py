"""OKR306: a superlative or vague verb with nothing measurable beneath."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.alignment import objective_ref
from okrctl.lint.case import Case, Goal, Remark
from okrctl.lint.manual import Manual
from okrctl.lint.wording import contained, first_of, quoted

SUPERLATIVES = (
    "amazing", "awesome", "best", "best-in-class", "cutting-edge", "excellent", "exceptional", "fantastic", "great",
    "greatest", "incredible", "innovative", "intuitive", "optimal", "outstanding", "perfect", "premier", "seamless",
    "state-of-the-art", "superior", "ultimate", "unparalleled", "world-class",
)  # fmt: skip
VERBS = (
    "boost", "collaborate", "empower", "enable", "enhance", "foster", "improve", "increase", "leverage", "maximise", "maximize",
    "optimise", "optimize", "strengthen", "streamline", "transform",
)  # fmt: skip
UNMEASURED = frozenset({"milestone", "baseline"})

MANUAL = Manual(
    code="OKR306",
    level="advice",
    what="A superlative or vague verb (best, seamless, improve …) with nothing measurable beneath.",
    why='"Best" can mean anything until something beneath it can be counted, held or judged. The word may stay; the measure is'
    " what is missing.",
    source='Too abstract an objective is the first mistake that guides name; Wodtke\'s "Launch an awesome MVP" is a good one,'
    " for its key results can be measured",
    bad="""\
# cycles/2026-Q4/objectives/best-product.yaml
title: Build the best product possible
type: goal
""",
    good="""\
# cycles/2026-Q4/objectives/best-product.yaml
title: Build the best product for people who hate bookkeeping
key_results:
  alone: {title: New users who finish their first invoice without help, unit: "%", start: 72, target: 90}
""",
    words={"superlatives": SUPERLATIVES, "objectives that begin with": VERBS},
)


def check(case: Case) -> Iterator[Remark]:
    """Every such objective that no measured key result and no child makes concrete."""
    parents = {objective_ref(parent) for goal in case.goals(drafts=True) for parent in goal.objective.parent}
    for goal in case.goals(drafts=True):
        title = goal.objective.title
        word = contained(title, SUPERLATIVES) or first_of(title, VERBS)
        if word and goal.ref not in parents and not _is_measured(goal) and case.is_whole(goal.ref):
            message = f'"{word}" can mean anything: nothing beneath {quoted(title)} can be measured'
            help_ = "add a key result with a number, a limit or a judgement"
            yield Remark(file=goal.ref, keys=("title",), message=message, help=help_)


def _is_measured(goal: Goal) -> bool:
    """Whether anything beneath it moves a number, keeps a limit or is judged."""
    return bool(goal.objective.kpis) or any(
        not measure.key_result.is_unmeasured and measure.key_result.effective_kind not in UNMEASURED
        for measure in goal.measures
    )
