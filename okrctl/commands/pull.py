"""`okrctl pull`: the values that the sources of KPI cards have, into one readings file."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands import _completion
from okrctl.commands._context import Context
from okrctl.commands._options import Commit, DryRun

NAME = "pull"
GROUP = "In"
EXAMPLES = (
    "okrctl pull",
    "okrctl pull --dry-run",
)


def pull(
    context: Context,
    kpis: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[KPI…]", help="only these; else every active KPI with a source", autocompletion=_completion.refs
        ),
    ] = None,
    dry_run: DryRun = False,
    commit: Commit = False,
) -> int:
    """What do the sources of my KPIs say?

    Periods that have no reading yet get one; nothing that is recorded is changed, so it may run every hour. A source that
    runs a command, opens a connection or reads a file outside the workspace needs your word first: okrctl trust.
    """
    from okrctl.commands import _pull_writing, _pulling
    from okrctl.core.errors import UsageError
    from okrctl.sources.measured.program import INSIDE
    from okrctl.storage.history import git

    if context.environ.get(INSIDE):
        raise UsageError("a source of okrctl pull started okrctl pull", help="let its command print the value itself")
    loaded = context.load()
    chosen = _pulling.chosen(context, loaded, kpis or [])
    if not chosen:
        _pull_writing.say_no_source(context)
        return 0
    context.identity(loaded)
    if commit and not dry_run:
        git.check_committable(loaded.root)
    found = _pulling.fetch(context, loaded, chosen)
    _pull_writing.tell_failures(context, found)
    wrote = _pull_writing.record(context, loaded, found, dry_run=dry_run, commit=commit)
    return _pull_writing.exit_code(context, found, wrote=wrote)
