"""OKR408: a closed commitment below 1.0 without an explanation."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.model import Cycle
from okrctl.core.number import Figure, shown
from okrctl.core.objective import Objective
from okrctl.core.review import Review
from okrctl.lint.case import LEFT_OUT, Case, Remark
from okrctl.lint.manual import Manual
from okrctl.lint.wording import quoted

_GOAL = """\
# cycles/2026-Q3/objectives/month-end.yaml
title: Month-end stops hurting
type: committed
key_results:
  days: {title: Days until the books are closed, start: 9, target: 3}
# cycles/2026-Q3/checkins/2026-09/2026-09-28-ana-k7f3q2m9.yaml
date: 2026-09-28
by: ana
updates:
  month-end/days: {value: 5}
# cycles/2026-Q3/reviews/month-end.yaml
date: 2026-10-01
verdict: about_right
decision: done
"""

MANUAL = Manual(
    code="OKR408",
    level="warning",
    what="A closed commitment below 1.0 without an explanation.",
    why="1.0 is what was promised; anything less is not a failure to be punished but a surprise to be understood. The"
    " `explanation` of the review is where the next promise gets better.",
    source="Google's OKR playbook: a committed goal that misses 1.0 asks for a postmortem",
    bad=_GOAL,
    good=_GOAL
    + 'explanation: "The bank changed its file in August; two days of the five are its correction by hand"\n',
)


def check(case: Case) -> Iterator[Remark]:
    """Every commitment that was reviewed, or whose cycle was closed, below 1.0 and without a word about it."""
    for cycle in case.workspace.cycles.values():
        for objective_id, objective in cycle.objectives.items():
            if objective.type == "committed" and objective.state not in {"draft", *LEFT_OUT}:
                yield from _missed(case, cycle, objective_id, objective)


def _missed(case: Case, cycle: Cycle, objective_id: str, objective: Objective) -> Iterator[Remark]:
    ref, review_file = f"{cycle.id}/{objective_id}", f"{cycle.id}/reviews/{objective_id}"
    review = cycle.reviews.get(objective_id)
    is_closed = cycle.is_closed or (review is not None and review.date <= case.as_of)
    if not is_closed or (review and review.explanation) or not case.has_all_check_ins(cycle.id):
        return
    if not (case.is_whole(ref) and case.is_whole(review_file) and case.has_all_readings):
        return
    score = _score(case, ref, review)
    if score is None or score < 1:
        said = "without data" if score is None else f"with {shown(score, 2)} of 1"
        message = f"the commitment {quoted(objective.title)} was closed {said} and without an explanation"
        help_ = "add explanation: to its review, what came in between"
        yield Remark(
            file=review_file if review else ref,
            keys=("explanation",) if review else ("title",),
            message=message,
            help=help_,
        )


def _score(case: Case, ref: str, review: Review | None) -> Figure | None:
    """The grade that the review gives, else the computed score."""
    return review.grade if review and review.grade is not None else case.scores.objective(ref).score
