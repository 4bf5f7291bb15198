"""`okrctl report`: how a cycle stands."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Annotated

from okrctl.commands._context import Context
from okrctl.commands._options import CycleOption, FailOn, Force, Level, Output, Owner, Quarter, Team, format_option
from okrctl.core.frozen import dataclass
from okrctl.render.terminal.style import Style

if TYPE_CHECKING:
    from okrctl.commands._kept_answers import Computed
    from okrctl.core.model import Workspace
    from okrctl.report.values import CycleReport
    from okrctl.storage.loading import Loaded
    from okrctl.storage.reading.sought import Sought

NAME = "report"
GROUP = "Review"
EXAMPLES = (
    "okrctl report --quarter",
    "okrctl report --quarter last --team growth",
    "okrctl report --format html -o report.html",
)

PAGES = ("html", "markdown", "xlsx")
"""Formats that show what stands around the figures."""

WITHOUT_FORECASTS = ("table", "csv")
"""Formats that show no forecast."""


def report(
    context: Context,
    quarter: Quarter = None,
    cycle: CycleOption = None,
    team: Team = None,
    owner: Owner = None,
    level: Level = None,
    format: Annotated[str | None, format_option("table", "markdown", "html", "json", "csv", "xlsx")] = None,
    output: Output = None,
    force: Force = False,
    fail_on: FailOn = None,
) -> int:
    """How is the quarter?

    The cycle is the one that --quarter or --cycle names, else the shortest that is not closed and contains as-of.
    """
    from okrctl.commands import _kept_answers, _pages
    from okrctl.render import FORMATS

    name = _pages.format_of(context, format, output, FORMATS)
    asked = Asked(name, quarter, cycle, team, owner, level, tuple(fail_on or ()))
    if name in PAGES or output is not None:
        return _answer(context, asked, output, force=force).code
    return _kept_answers.answered(context, NAME, asked, _answer)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report is asked for, as typed."""

    format: str
    quarter: str | None
    cycle: str | None
    team: str | None
    owner: str | None
    level: str | None
    fail_on: tuple[str, ...]


def _answer(context: Context, asked: Asked, output: str | None = None, *, force: bool = False) -> Computed:
    """Print the report, or write it to the file; it ends with 1 where something is in it that `--fail-on` names."""
    from okrctl.commands import _findings, _pages
    from okrctl.commands._kept_answers import Computed
    from okrctl.render import drawing

    _pages.refuse_terminal(context, asked.format, output)
    _findings.check_fail_on(asked.fail_on)
    loaded = context.load(seek=partial(_sought, context, asked) if asked.format not in PAGES else None)
    built = _built(context, loaded, asked)
    whole = _with_surroundings(context, loaded, built) if asked.format in PAGES else built
    drawn = drawing(asked.format)(whole, context.style if output is None else Style(unicode=context.style.unicode))
    sentence = f"report of {built.cycle.title} on {built.as_of}"
    _pages.hand_over(context, loaded.root, drawn, output, sentence, force=force)
    fails = _findings.fails(
        asked.fail_on, built.objectives, built.kpis, complete=built.complete, findings=built.findings
    )
    return Computed(int(fails), loaded.unopened)


def _sought(context: Context, asked: Asked, workspace: Workspace) -> Sought:
    """The check-ins that count in the report."""
    from okrctl.core.needed_cycles import needed_cycles
    from okrctl.storage.reading.sought import Sought

    return Sought(needed_cycles(workspace, _cycle(context, workspace, asked.quarter, asked.cycle)))


def _built(context: Context, loaded: Loaded, asked: Asked) -> CycleReport:
    """The report's figures."""
    from okrctl.commands import _filters, _findings
    from okrctl.report import cycle as cycle_report

    _filters.check(loaded.workspace, team=asked.team, owner=asked.owner, level=asked.level)
    return cycle_report.build(
        loaded.workspace,
        _cycle(context, loaded.workspace, asked.quarter, asked.cycle),
        context.as_of,
        team=asked.team,
        owner=asked.owner,
        level=asked.level,
        complete=loaded.complete,
        findings=_findings.counts(loaded),
        for_page=asked.format in PAGES,
        forecasts=asked.format not in WITHOUT_FORECASTS,
    )


def _with_surroundings(context: Context, loaded: Loaded, built: CycleReport) -> CycleReport:
    """The report with the records behind it, and with the moment and the commit that it is made from."""
    from okrctl.commands import _pages
    from okrctl.report.export.records import with_records

    whole = with_records(built, loaded.workspace)
    return replace(whole, around=replace(whole.around, origin=_pages.origin(context, loaded.root)))


def _cycle(context: Context, workspace: Workspace, quarter: str | None, cycle: str | None) -> str:
    """The id of the cycle that is asked for."""
    from okrctl.core.current_cycle import current_cycle
    from okrctl.core.errors import UsageError
    from okrctl.core.period import quarter_from

    if quarter is not None and cycle is not None:
        raise UsageError("--quarter and --cycle ask for two cycles", help="leave one of them out")
    if cycle is not None:
        return cycle
    if quarter is None:
        return current_cycle(workspace, context.as_of)
    return quarter_from(quarter or None, context.as_of, workspace.settings.fiscal_year_starts, workspace.cycles)
