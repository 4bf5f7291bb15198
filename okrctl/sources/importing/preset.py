"""Preset: how one tool calls its columns and words; and KEYS, what a column may stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field

from okrctl.core.frozen import dataclass
from okrctl.core.incoming.goals import GoalKind

KEYS: Mapping[str, str] = {
    "id": "the goal's id in the file",
    "title": "what is to be reached",
    "type": "objective, key result or initiative",
    "objective": "the objective's title, where a row holds both it and a key result",
    "key_result": "the key result's title in such a row",
    "parent": "id or title of what it hangs below",
    "owner": "who is accountable",
    "team": "the team that carries it",
    "period": "the cycle",
    "start_date": "its first day",
    "end_date": "its last day",
    "description": "why it matters",
    "goal_type": "committed or aspirational",
    "level": "company, department, team, individual",
    "tags": "words to find it by",
    "weight": "its weight beside its neighbours",
    "unit": "the unit of the values",
    "start": "the value at the beginning",
    "target": "the value to reach",
    "current": "the value now",
    "progress": "the share of the way, in percent",
    "status": "on track, behind, at risk …",
    "confidence": "how sure one is, in percent or of ten",
    "note": "the story behind the number",
    "date": "the day of the value",
    "by": "who gave the value",
}
"""What `--map KEY=COLUMN` knows."""

USUAL_KINDS: Mapping[str, GoalKind] = {
    "objective": "objective", "goal": "objective", "big rock": "objective", "bigrock": "objective",
    "key result": "key_result", "keyresult": "key_result", "kr": "key_result", "kpi": "key_result", "milestone": "key_result",
    "deliverable": "initiative", "initiative": "initiative", "project": "initiative", "task": "initiative",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """One tool's table."""

    name: str
    about: str
    """Whose file it is, for people."""
    columns: Mapping[str, tuple[str, ...]]
    """By key the names that the column may have; of several that are there the first that holds something counts."""
    recognised_by: tuple[str, ...] = ()
    """Columns that together are seen in no other tool's file."""
    kinds: Mapping[str, GoalKind] = field(default_factory=lambda: USUAL_KINDS)
    owners_apart: str = ","
    teams_apart: str = ";"
    parents_apart: str = ";"
    aligned: re.Pattern[str] | None = None
    """How a cell tells what a goal hangs below, with the groups `title`, `weight` and `id`."""
    keeps_ids: bool = True
    """Whether its ids name the same goal in every file of the tool."""
    follows: bool = False
    """Whether key results stand below their objective without naming it."""
    wide: re.Pattern[str] | None = None
    """Columns of key results beside their objective, with the groups `number` and `what` (a key, or `title`)."""
    wide_words: Mapping[str, str] = field(default_factory=dict)
    """The key that each `what` of a wide column stands for."""


def folded(column: str) -> str:
    """A column's name as it is compared: letters and digits only.

    >>> folded("Start_Date "), folded("Progress %")
    ('startdate', 'progress%')
    """
    return re.sub(r"[\s_./-]+", "", column.casefold())
