"""OKR304: a title longer than 100 characters."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.finding import KeyPath
from okrctl.lint.case import Case, Remark
from okrctl.lint.manual import Manual

MOST = 100

MANUAL = Manual(
    code="OKR304",
    level="advice",
    what=f"A title longer than {MOST} characters.",
    why="Nobody remembers it, and every table cuts it. The reason belongs into `why`, the numbers beneath.",
    bad="""\
# cycles/2026-Q4/objectives/brand.yaml
title: Become a brand that women all across India know and recommend to their friends whenever they talk about beauty products
key_results:
  recall: {title: Women who name us unasked, unit: "%", start: 12, target: 18}
""",
    good="""\
# cycles/2026-Q4/objectives/brand.yaml
title: Become the beauty brand that women recommend to their friends
why: Women all across India talk about beauty products; we want to be part of it
key_results:
  recall: {title: Women who name us unasked, unit: "%", start: 12, target: 18}
""",
)


def check(case: Case) -> Iterator[Remark]:
    """Every objective and key result with one."""
    for goal in case.goals(drafts=True):
        yield from _long(goal.ref, ("title",), goal.objective.title)
        for measure in goal.measures:
            yield from _long(goal.ref, (*measure.keys, "title"), measure.key_result.title)


def _long(file: str, keys: KeyPath, title: str) -> Iterator[Remark]:
    if len(title) > MOST:
        message = f"the title has {len(title)} characters; nobody will remember it"
        yield Remark(
            file=file, keys=keys, message=message, help=f"say it in at most {MOST}; the rest belongs into why:"
        )
