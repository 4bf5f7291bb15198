"""`okrctl new kpi`: a new KPI card."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands._context import Context
from okrctl.commands._options import Commit, DryRun

NAME = "new kpi"
GROUP = "Plan"
EXAMPLES = (
    'okrctl new kpi "Share of invoices paid on time" --unit % --better up --target 95 --owner dee',
    'okrctl new kpi "Open support cases" --better down --target 40 --measure week',
)


def new_kpi(
    context: Context,
    title: Annotated[
        str | None, typer.Argument(metavar="[TITLE]", help="what is measured; asked for where it is left out")
    ] = None,
    id: Annotated[str | None, typer.Option("--id", metavar="ID", help="its id; made from the title if absent")] = None,
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="TEXT", help="the unit, such as points, days or %")
    ] = None,
    better: Annotated[str | None, typer.Option("--better", metavar="WAY", help="up, down, between or none")] = None,
    target: Annotated[
        str | None, typer.Option("--target", metavar="VALUE", help="the value to reach or to hold")
    ] = None,
    owner: Annotated[list[str] | None, typer.Option("--owner", metavar="PERSON", help="who keeps track of it")] = None,
    measure: Annotated[
        str | None, typer.Option("--measure", metavar="PERIOD", help="day, week, month, quarter or year")
    ] = None,
    level: Annotated[
        str | None, typer.Option("--level", metavar="LEVEL", help="company, department, team or individual")
    ] = None,
    dry_run: DryRun = False,
    commit: Commit = False,
) -> None:
    """How do I write down a standing measure?

    Makes kpis/ID.yaml; add what, why and how to the card by hand, and values with okrctl checkin kpis/ID VALUE.
    """
    from okrctl.commands import _asking, _first_finding, _new, _writing
    from okrctl.core.changes.changes import AddKpi
    from okrctl.core.kpi import Kpi

    loaded = context.load()
    title = _new.title(_asking.answer(context, title, "Title of the KPI", flag="TITLE"))
    kpi = Kpi(
        title=title,
        unit=unit,
        better=_new.one_of(better or "none", ("up", "down", "between", "none"), "--better"),  # type: ignore[arg-type]
        target=None if target is None else _new.kpi_target(target),
        owner=_new.owners(loaded, owner),
        measure=_new.one_of(measure or "month", ("day", "week", "month", "quarter", "year"), "--measure"),  # type: ignore[arg-type]
        level=_new.level(loaded, level),
    )
    _new.check_kpi(kpi)
    kpi_id = _new.free_id(id, title, "kpi", _new.taken_kpis(loaded))
    ref = f"kpis/{kpi_id}"
    _writing.carry_out(context, loaded, AddKpi(kpi_id, kpi), ref=ref, id=kpi_id, dry_run=dry_run, commit=commit)
    if not dry_run:
        _first_finding.say(context, loaded.root, ref)
