"""The changes that okrctl makes, as values: they can be checked, applied, shown, written and named in a sentence.

`apply` is one half of the law; `okrctl.storage.saving`, which brings a change into the files, is the other. A change has
`entity` (whose file it touches, by the names of `Loaded.files`), `applied_to` and `sentence`; `okrctl.storage.writing.drafts` knows
what becomes of the text.
"""

from __future__ import annotations

from okrctl.core.changes.field_changes import AddDecision, SetFields
from okrctl.core.changes.goal_changes import AddCycle, AddKeyResult, AddKpi, AddObjective
from okrctl.core.changes.record_changes import AddCheckIn, AddReadings, ReplaceCheckIn
from okrctl.core.changes.renaming import Rename
from okrctl.core.changes.review_changes import AddReview
from okrctl.core.changes.rewriting import Rewrite
from okrctl.core.frozen import dataclass
from okrctl.core.model import Workspace

__all__ = [
    "AddCheckIn",
    "AddCycle",
    "AddDecision",
    "AddKeyResult",
    "AddKpi",
    "AddObjective",
    "AddReadings",
    "AddReview",
    "Change",
    "Rename",
    "ReplaceCheckIn",
    "Rewrite",
    "SetFields",
    "Several",
    "apply",
    "each",
    "sentence",
]

Change = (
    AddObjective
    | AddKeyResult
    | AddKpi
    | AddCycle
    | AddCheckIn
    | AddReadings
    | AddReview
    | ReplaceCheckIn
    | SetFields
    | AddDecision
    | Rename
    | Rewrite
)


@dataclass(frozen=True, slots=True)
class Several:
    """Changes that are made in this order, all or none."""

    changes: tuple[Change, ...]


def each(change: Change | Several) -> tuple[Change, ...]:
    """The single changes, in their order."""
    return change.changes if isinstance(change, Several) else (change,)


def apply(workspace: Workspace, change: Change | Several) -> Workspace:
    """The workspace after the change.

    Raises UsageError where an id is taken or has no valid form or the new thing contradicts itself, UnknownName where
    what it belongs to does not exist.
    """
    for one in each(change):
        workspace = one.applied_to(workspace)
    return workspace


def sentence(change: Change | Several) -> str:
    """The change in one line of plain words, as people read it after a write and in git's log.

    >>> from okrctl.core.kpi import Kpi
    >>> sentence(AddKpi("nps", Kpi(title="Promoter score")))
    'added KPI kpis/nps: Promoter score'
    """
    return "; ".join(one.sentence for one in each(change))
