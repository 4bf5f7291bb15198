"""`okrctl edit`: a goal, a card or a cycle in the editor; what is at fault comes back, no text is ever lost."""

from __future__ import annotations

from okrctl.commands._context import Context
from okrctl.commands._options import Commit, DryRun, Ref

NAME = "edit"
GROUP = "Plan"
EXAMPLES = (
    "okrctl edit win-finance",
    "okrctl edit kpis/churn --commit",
)


def edit(context: Context, ref: Ref, dry_run: DryRun = False, commit: Commit = False) -> None:
    """How do I change everything about one thing?

    Opens its file in GIT_EDITOR, VISUAL or EDITOR. What does not validate comes back with the error as a comment on top; a
    text that is not taken over is kept, and its place is said.
    """
    from okrctl.commands import _editing

    _editing.edit(context, ref, dry_run=dry_run, commit=commit)
