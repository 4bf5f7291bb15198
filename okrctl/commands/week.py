"""`okrctl week`: what is said on a Monday."""

from __future__ import annotations

from okrctl.commands._context import Context
from okrctl.commands._options import Force, Output, PageFormat, Team

NAME = "week"
GROUP = "Review"
EXAMPLES = ("okrctl week", "okrctl week --team growth", "okrctl week --format html -o week.html")


def week(
    context: Context,
    team: Team = None,
    format: PageFormat = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """What do we say on Monday?

    Four squares over the cycles that run: confidence and its change, the priorities and wins of the last rounds, what
    comes next and what stands in the way, and the health measures that the objectives watch.
    """
    from okrctl.commands import _filters, _findings, _pages
    from okrctl.render import WEEK_FORMATS
    from okrctl.report import week as week_report

    name = _pages.format_of(context, format, output, WEEK_FORMATS)
    loaded = context.load()
    _filters.check(loaded.workspace, team=team)
    built = week_report.build(
        loaded.workspace, context.as_of, team=team, complete=loaded.complete, findings=_findings.counts(loaded)
    )
    sentence = f"week of {built.as_of}"
    _pages.publish(context, loaded.root, built, WEEK_FORMATS, name, output, sentence, force=force)
