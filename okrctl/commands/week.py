"""`okrctl week`: what is said on a Monday."""

from __future__ import annotations

from okrctl.commands._context import Context
from okrctl.commands._options import Team

NAME = "week"
GROUP = "Review"
EXAMPLES = ("okrctl week", "okrctl week --team growth", "okrctl week --json")


def week(context: Context, team: Team = None) -> None:
    """What do we say on Monday?

    Four squares over the cycles that run: confidence and its change, the priorities and wins of the last rounds, what
    comes next and what stands in the way, and the health measures that the objectives watch.
    """
    from okrctl.commands import _filters, _findings
    from okrctl.render.terminal.week import terminal_week
    from okrctl.report import week as week_report

    loaded = context.load()
    _filters.check(loaded.workspace, team=team)
    built = week_report.build(
        loaded.workspace, context.as_of, team=team, complete=loaded.complete, findings=_findings.counts(loaded)
    )
    if context.json:
        context.emit_json("okrctl.week/1", built)
    else:
        context.emit(terminal_week(built, context.style))
