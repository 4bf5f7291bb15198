"""`okrctl show`: everything about one objective, key result, KPI or cycle."""

from __future__ import annotations

from okrctl.commands._context import Context
from okrctl.commands._options import Force, Output, PageFormat, Ref

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
    format: PageFormat = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """What is there to know about one thing?

    Its card, its numbers, a chart with pace and forecast or process limits, and its history.
    """
    from okrctl.commands import _findings, _lookup, _pages
    from okrctl.render import SHOW_FORMATS
    from okrctl.report import show as show_report

    name = _pages.format_of(context, format, output, SHOW_FORMATS)
    loaded = context.load()
    found = _lookup.find(loaded, ref, context.as_of)
    built = show_report.build(
        loaded.workspace, found, context.as_of, complete=loaded.complete, findings=_findings.counts(loaded)
    )
    sentence = f"{built.kind} {built.ref} on {built.as_of}"
    _pages.publish(context, loaded.root, built, SHOW_FORMATS, name, output, sentence, force=force)
