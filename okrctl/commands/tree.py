"""`okrctl tree`: what serves what, from the goals down to the key results."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands._context import Context
from okrctl.commands._options import Force, Output, PageFormat, Team

NAME = "tree"
GROUP = "Plan"
EXAMPLES = (
    "okrctl tree",
    "okrctl tree --depth 2",
    "okrctl tree --team growth --format html -o tree.html",
)


def tree(
    context: Context,
    depth: Annotated[
        int | None, typer.Option("--depth", metavar="N", help="so many levels, 1 for what is on top", min=1)
    ] = None,
    team: Team = None,
    format: PageFormat = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """What serves what?

    The goals of the open cycles and every parent of theirs, company to person, down to key results. A share is the part
    that something has in the progress of what it stands below.
    """
    from okrctl.commands import _filters, _findings, _pages
    from okrctl.render import TREE_FORMATS
    from okrctl.report.tree import tree as tree_report

    name = _pages.format_of(context, format, output, TREE_FORMATS)
    loaded = context.load()
    _filters.check(loaded.workspace, team=team)
    built = tree_report.build(
        loaded.workspace,
        context.as_of,
        depth=depth,
        team=team,
        complete=loaded.complete,
        findings=_findings.counts(loaded),
    )
    sentence = f"tree on {built.as_of}"
    _pages.publish(context, loaded.root, built, TREE_FORMATS, name, output, sentence, force=force)
