"""OKR303: text that waits to be written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from okrctl.core.finding import KeyPath
from okrctl.core.pattern import pattern
from okrctl.lint.case import Case, Remark
from okrctl.lint.manual import Manual

WORDS = ("TBA", "TBC", "TBD", "TODO", "FIXME", "XXX", "???", "lorem ipsum", "fill in", "placeholder", "your title here")
UNKNOWN_NUMBERS = ("X", "Y", "N", "XX")

_WRITTEN_LARGE = "|".join(re.escape(word) for word in WORDS if word.isupper())
_ANYHOW = "|".join(re.escape(word) for word in WORDS if not word.isupper())
_PLACEHOLDER = pattern(
    rf"(?<!\w)(?:{_WRITTEN_LARGE}|tb[acd]|(?i:{_ANYHOW})|(?:{'|'.join(UNKNOWN_NUMBERS)}) ?%)(?!\w)|<[^<>]{{1,40}}>"
)

MANUAL = Manual(
    code="OKR303",
    level="advice",
    what="Placeholder text (TBD, TODO, X %, lorem).",
    why="It will be read aloud in the meeting. Write what is known, or keep the objective a `state: draft` with a `baseline`"
    " until the number is.",
    bad="""\
# cycles/2026-Q4/objectives/shop.yaml
title: Visitors find what they came for
key_results:
  conversion: {title: Lift the conversion rate to X %, kind: baseline}
""",
    good="""\
# cycles/2026-Q4/objectives/shop.yaml
title: Visitors find what they came for
key_results:
  conversion: {title: Visitors who buy, kind: baseline, unit: "%"}
""",
    words={"placeholders": WORDS, "before a %": UNKNOWN_NUMBERS},
)


def check(case: Case) -> Iterator[Remark]:
    """Every title or reason of an open goal, and every card, that holds one."""
    for goal in case.goals(drafts=True):
        yield from _found(goal.ref, ("title",), goal.objective.title)
        yield from _found(goal.ref, ("why",), goal.objective.why)
        for measure in goal.measures:
            yield from _found(goal.ref, (*measure.keys, "title"), measure.key_result.title)
    for kpi_id, kpi in case.workspace.kpis.items():
        if kpi.state != "retired":
            for key in ("title", "what", "why", "how", "formula"):
                yield from _found(f"kpis/{kpi_id}", (key,), getattr(kpi, key))


def _found(file: str, keys: KeyPath, text: str | None) -> Iterator[Remark]:
    match = _PLACEHOLDER.search(text or "")
    if match:
        message = f'"{match[0]}" waits to be written'
        yield Remark(file=file, keys=keys, message=message, help="write what is known, or leave the field out")
