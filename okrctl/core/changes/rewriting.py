"""The change that a person makes in an editor: a file's whole text, and what it says."""

from __future__ import annotations

from okrctl.core.changes.field_changes import refuse_new_faults
from okrctl.core.changes.goal_changes import new_cycle, with_cycle
from okrctl.core.entities import Entity, with_entity
from okrctl.core.frozen import dataclass
from okrctl.core.model import CycleFile, Workspace


@dataclass(frozen=True, slots=True)
class Rewrite:
    """The file of an entity with another text."""

    entity: str
    path: str
    """Relative to the workspace."""
    value: Entity
    """What the new text says."""
    text: bytes
    before: bytes | None
    """What the person began with, which must still be there; None where there was no file."""

    @property
    def sentence(self) -> str:
        """What was done, in plain words."""
        return f"edited {self.entity}"

    def applied_to(self, workspace: Workspace) -> Workspace:
        """The workspace with what the text says; UsageError where that contradicts itself."""
        if isinstance(self.value, CycleFile) and self.entity not in workspace.cycles:
            starts = workspace.settings.fiscal_year_starts
            return with_cycle(workspace, new_cycle(self.entity, self.value, starts))
        after = with_entity(workspace, self.entity, self.value)
        refuse_new_faults(workspace, after, self.entity)
        return after
