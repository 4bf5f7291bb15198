"""`okrctl show`: everything about one objective, key result, KPI or cycle."""

from __future__ import annotations

from okrctl.commands._context import Context
from okrctl.commands._options import Ref

NAME = "show"
GROUP = "Weekly"
EXAMPLES = (
    "okrctl show win-finance/referrals",
    "okrctl show win-finance",
    "okrctl show kpis/churn",
)


def show(context: Context, ref: Ref) -> None:
    """What is there to know about one thing?

    Its card, its numbers, a chart with pace and forecast or process limits, and its history.
    """
    from okrctl.commands import _findings, _lookup
    from okrctl.render.json_text import jsonable
    from okrctl.render.terminal_show import terminal_show
    from okrctl.report import show as show_report

    loaded = context.load()
    found = _lookup.find(loaded, ref, context.as_of)
    built = show_report.build(
        loaded.workspace, found, context.as_of, complete=loaded.complete, findings=_findings.counts(loaded)
    )
    if context.json:
        document = {key: value for key, value in jsonable(built).items() if value is not None}
        context.emit_json("okrctl.show/1", document)
    else:
        context.emit(terminal_show(built, context.style))
