"""The end of `import`: the plan is written, all of it or nothing, and then the rows that are not taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrctl.commands._context import Context
from okrctl.commands._importing import Brought
from okrctl.core.errors import UsageError

if TYPE_CHECKING:
    from okrctl.core.incoming.plan import Plan
    from okrctl.storage.loading import Loaded

MANY = 200
"""Changes that take seconds to write."""


def carry_out(
    context: Context, loaded: Loaded, made: Brought, *, rejects: str | None, force: bool, dry_run: bool, commit: bool
) -> None:
    """Writes what the plan says, all of it or nothing, and then the rows that are not taken.

    Raises UsageError where not one row could be taken.
    """
    from okrctl.commands import _writing

    plan = made.plan
    if len(plan.changes) >= MANY and context.stderr.isatty() and not dry_run:
        context.say(f"writing {len(plan.changes):,} changes …")
    if rejects is not None and plan.rejected:
        _refuse_rejects(context, loaded, made, rejects, force=force)
    if not _is_nothing_taken(plan):
        _writing.carry_out(
            context,
            loaded,
            plan.change,
            ref=None,
            id=None,
            dry_run=dry_run,
            commit=commit,
            said=plan.sentence,
            plan=plan,
        )
    if rejects is not None and plan.rejected and not dry_run:
        _write_rejects(context, loaded, made, rejects, force=force)
    if _is_nothing_taken(plan):
        first = plan.rejected[0]
        message = f"none of the {len(plan.rejected):,} rows of {plan.file} can be taken; row {first.row}: {first.why}"
        raise UsageError(message, help="nothing was written into the workspace")


def _is_nothing_taken(plan: Plan) -> bool:
    """Whether there are rows and not one of them could be taken."""
    return any(one.row for one in plan.rejected) and not plan.lines and not plan.changes


def _refuse_rejects(context: Context, loaded: Loaded, made: Brought, file: str, *, force: bool) -> None:
    """Raises UsageError where the rows cannot be written to that file: before anything else is written."""
    from okrctl.commands import _output

    if made.table is None:
        raise UsageError(f"{made.plan.file} has no rows that could be written to {file}", help="leave out --rejects")
    place = _output.place_beside(context, loaded.root, "--rejects", file, force=force)
    if place.exists() and place.samefile(made.path):
        raise UsageError(
            f"--rejects {file} is the very file that is imported", help="name another; --force does not change this"
        )


def _write_rejects(context: Context, loaded: Loaded, made: Brought, file: str, *, force: bool) -> None:
    """Writes the rows that are not taken into a CSV file with the same columns, each with its number and the reason."""
    from okrctl.commands import _output
    from okrctl.render.csv.text import csv_text
    from okrctl.sources.importing.goals import rejects

    assert made.table is not None  # noqa: S101 - refused above
    head, *rows = rejects(made.table, made.plan.rejected)
    _output.write_beside(context, loaded.root, "--rejects", file, csv_text(head, rows), force=force)
    context.say(f"{len(rows):,} {'row is' if len(rows) == 1 else 'rows are'} in {file}, each with its reason")
