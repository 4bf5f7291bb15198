"""OKR302: business as usual."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.lint.case import Case, Remark
from okrctl.lint.manual import Manual
from okrctl.lint.wording import contained, first_of, quoted

BEGINNINGS = ("continue", "keep", "maintain", "preserve", "remain", "stay", "sustain", "uphold")
PHRASES = ("as usual", "business as usual", "carry on", "go on with", "keep on", "keep up")

MANUAL = Manual(
    code="OKR302",
    level="advice",
    what="Business as usual (keep, maintain, continue …).",
    why="What would happen anyway needs no objective. Watch it as a KPI, or hold it beside a goal with `at_least`; keep the"
    " objectives for what is to become different.",
    source='re:Work: "maintain market position" or "continue doing X" do not push anybody; Google\'s playbook calls it a trap',
    bad="""\
# cycles/2026-Q4/objectives/support.yaml
title: Keep support response times good
key_results:
  reply: {title: Hours until the first reply, kind: at_most, target: 8}
""",
    good="""\
# cycles/2026-Q4/objectives/support.yaml
title: People hang up lighter than they called
key_results:
  mood: {title: Conversations that end well, unit: "%", start: 61, target: 80}
  reply: {title: Hours until the first reply, kind: at_most, target: 8}
""",
    words={"objectives that begin with": BEGINNINGS, "objectives that hold": PHRASES},
)


def check(case: Case) -> Iterator[Remark]:
    """Every such objective."""
    for goal in case.goals(drafts=True):
        title = goal.objective.title
        found = first_of(title, BEGINNINGS) or contained(title, PHRASES)
        if found:
            message = f'{quoted(title)} is business as usual ("{found}")'
            help_ = "say what is to become different; what is to stay is a KPI, or a key result of kind at_least"
            yield Remark(file=goal.ref, keys=("title",), message=message, help=help_)
