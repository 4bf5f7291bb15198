"""`okrctl show`: everything about one objective, key result, KPI or cycle."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from okrctl.commands._context import Context
from okrctl.commands._options import Force, Output, Ref
from okrctl.render.terminal.style import Style

NAME = "show"
GROUP = "Weekly"
EXAMPLES = (
    "okrctl show win-finance/referrals",
    "okrctl show kpis/churn",
    "okrctl show win-finance --format html -o win-finance.html",
)


def show(
    context: Context,
    ref: Ref,
    format: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help="table, markdown, html or json")
    ] = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """What is there to know about one thing?

    Its card, its numbers, a chart with pace and forecast or process limits, and its history.
    """
    from okrctl.commands import _findings, _lookup, _pages
    from okrctl.render import SHOW_FORMATS, drawing
    from okrctl.report import show as show_report

    name = _pages.format_of(context, format, output, SHOW_FORMATS)
    loaded = context.load()
    found = _lookup.find(loaded, ref, context.as_of)
    built = show_report.build(
        loaded.workspace, found, context.as_of, complete=loaded.complete, findings=_findings.counts(loaded)
    )
    if name == "html":
        built = replace(built, around=replace(built.around, origin=_pages.origin(context, loaded.root)))
    drawn = drawing(name, SHOW_FORMATS)(
        built, context.style if output is None else Style(unicode=context.style.unicode)
    )
    sentence = f"{built.kind} {built.ref} on {built.as_of}"
    _pages.hand_over(context, loaded.root, drawn, output, sentence, force=force)
