"""`okrctl diff`: what changed in goals' terms between two states of the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from okrctl.commands._context import Context
from okrctl.commands._options import format_option

if TYPE_CHECKING:
    from okrctl.report.history.diff import DiffReport

NAME = "diff"
GROUP = "Review"
EXAMPLES = ("okrctl diff", "okrctl diff main --format markdown", "okrctl diff main...HEAD --json")

FORMATS = ("table", "markdown", "json")


def diff(
    context: Context,
    revisions: Annotated[
        str | None,
        typer.Argument(
            metavar="[REV[..REV]]",
            help="from which state to which: the last commit and the files as they are, where absent; "
            "three dots compare with where the two parted",
        ),
    ] = None,
    format: Annotated[str | None, format_option("table", "markdown", "json")] = None,
) -> None:
    """What does a branch or a pull request change?

    New and dropped goals, other targets, weights, parents and dates, decisions and reviews, and the values that moved.
    Markdown is for a comment on a pull request.
    """
    from okrctl.commands import _findings, _formats, _history
    from okrctl.report.history import diff as diff_report

    name = _formats.chosen(context, format, FORMATS)
    before, after, loaded = _history.two_states(context, revisions)
    built = diff_report.build(before, after, context.as_of, findings=_findings.counts(loaded))
    if name == "json":
        context.emit_json("okrctl.diff/1", built)
    else:
        context.emit(_drawn(context, built, name))


def _drawn(context: Context, built: DiffReport, name: str) -> str:
    if name == "markdown":
        from okrctl.render.markdown.diff import markdown_diff

        return markdown_diff(built)
    from okrctl.render.terminal.diff import terminal_diff

    return terminal_diff(built, context.style)
