"""`okrctl log`: what happened, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from okrctl.commands._context import Context
from okrctl.commands._options import OptionalRef, format_option

if TYPE_CHECKING:
    from datetime import date

    from okrctl.report.history.log_plans import PlanChange
    from okrctl.storage.history.definition_history import DefinitionChange
    from okrctl.storage.loading import Loaded

NAME = "log"
GROUP = "Review"
EXAMPLES = ("okrctl log", "okrctl log win-finance --since 2026-10-01", "okrctl log kpis/churn --json")

FORMATS = ("table", "markdown", "json")


def log(
    context: Context,
    ref: OptionalRef = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DAY", help="from this day on")] = None,
    format: Annotated[str | None, format_option("table", "markdown", "json")] = None,
) -> None:
    """What happened?

    Check-ins, readings, decisions and reviews, and what git knows of changes to goals and KPI cards; the newest first.
    """
    from okrctl.commands import _findings, _formats, _lookup
    from okrctl.report.history import log as log_report

    name = _formats.chosen(context, format, FORMATS)
    first = context.day(since) if since is not None else None
    loaded = context.load()
    built = log_report.build(
        loaded.workspace,
        context.as_of,
        ref=_lookup.find(loaded, ref, context.as_of) if ref is not None else None,
        since=first,
        plans=_plans(context, loaded, first),
        complete=loaded.complete,
        findings=_findings.counts(loaded),
    )
    if name == "json":
        context.emit_json("okrctl.log/1", built)
        return
    if name == "markdown":
        from okrctl.render.markdown.log import markdown_log

        context.emit(markdown_log(built))
        return
    from okrctl.render.terminal.log import terminal_log

    context.emit(terminal_log(built, context.style))


def _plans(context: Context, loaded: Loaded, first: date | None) -> Iterator[PlanChange]:
    """What git knows, the newest first; nothing, which is said, where there is no history to be read."""
    from okrctl.core.errors import WorkspaceError
    from okrctl.storage.history import git, revisions
    from okrctl.storage.history.definition_history import definition_changes

    try:
        revisions.check_history(loaded.root, "okrctl log")
    except WorkspaceError as why:
        context.say(f"changes of goals themselves are not told: {why.message}")
        return
    if git.is_shallow(loaded.root):
        context.say("changes of goals before this clone begins are not told: git fetch --unshallow brings them")
    start = loaded.revision.commit if loaded.revision else git.head(loaded.root)
    if start:
        earliest = first or context.as_of.min
        for change in definition_changes(loaded.root, start, earliest, context.as_of):
            yield _plan(loaded, change)


def _plan(loaded: Loaded, change: DefinitionChange) -> PlanChange:
    from okrctl.core.changes.comparison import compare
    from okrctl.report.history.log_plans import PlanChange

    changes = compare(change.before, change.after)
    return PlanChange(commit=change.commit, at=change.at, by=_person(loaded, change), changes=changes)


def _person(loaded: Loaded, change: DefinitionChange) -> str:
    """Who made a commit: the person of that address, else the name that git knows."""
    email = change.email.casefold()
    people = loaded.workspace.settings.people.items()
    known = (person for person, about in people if email and (about.email or "").casefold() == email)
    return next(known, change.author)
