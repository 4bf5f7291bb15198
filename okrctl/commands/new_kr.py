"""`okrctl new kr`: a new key result, inserted into its objective's file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from okrctl.commands._context import Context
from okrctl.commands._options import Commit, DryRun, Ref

if TYPE_CHECKING:
    from okrctl.core.objective import KeyResult

NAME = "new kr"
GROUP = "Plan"
EXAMPLES = (
    'okrctl new kr win-finance "Cases published with a customer: 2 -> 6"',
    'okrctl new kr win-finance "Answer time stays short" --kind at_most --target 12 --unit hours',
)


def new_kr(
    context: Context,
    objective: Ref,
    title: Annotated[
        str | None,
        typer.Argument(metavar="[TITLE]", help='what is measured; "TITLE: MEASURE" is read as --kr of new objective'),
    ] = None,
    id: Annotated[str | None, typer.Option("--id", metavar="ID", help="its id; made from the title if absent")] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind", metavar="KIND", help="metric, at_least, at_most, between, milestone, recurring, score, baseline"
        ),
    ] = None,
    start: Annotated[str | None, typer.Option("--start", metavar="VALUE", help="the value today")] = None,
    target: Annotated[
        str | None, typer.Option("--target", metavar="VALUE", help="the value to reach, also +20% or +5pp")
    ] = None,
    low: Annotated[str | None, typer.Option("--low", metavar="VALUE", help="the lower limit of between")] = None,
    high: Annotated[str | None, typer.Option("--high", metavar="VALUE", help="the upper limit of between")] = None,
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="TEXT", help="the unit, such as points, days or %")
    ] = None,
    kpi: Annotated[
        str | None, typer.Option("--kpi", metavar="ID", help="the KPI whose readings are its values")
    ] = None,
    per: Annotated[
        str | None, typer.Option("--per", metavar="PERIOD", help="of a recurring count: day, week, month, quarter")
    ] = None,
    owner: Annotated[
        list[str] | None,
        typer.Option("--owner", metavar="PERSON", help="who answers for it; the objective's owner if absent"),
    ] = None,
    weight: Annotated[
        str | None, typer.Option("--weight", metavar="NUMBER", help="its weight among the others; 1 if absent")
    ] = None,
    dry_run: DryRun = False,
    commit: Commit = False,
) -> None:
    """How would one know that the objective is reached?

    Inserts the key result at the end of the objective's; every other byte of the file stays as it is.
    """
    from okrctl.commands import _asking, _first_finding, _lookup, _new, _writing
    from okrctl.core.changes.changes import AddKeyResult
    from okrctl.core.errors import UsageError

    loaded = context.load()
    ref = _lookup.find(loaded, objective, context.as_of)
    if ref.objective is None or ref.key_result or ref.cycle is None:
        raise UsageError(
            f"{objective} is a {ref.kind}, not an objective", help="name the objective that gets the key result"
        )
    title = _asking.answer(context, title, 'Key result, such as "Lift the score: 31 -> 45 points"', flag="TITLE")
    options = {
        "kind": kind,
        "start": start,
        "target": target,
        "low": low,
        "high": high,
        "unit": unit,
        "kpi": kpi,
        "per": per,
        "weight": weight,
    }
    key_result = _key_result(
        title, {key: value for key, value in options.items() if value is not None}, _new.owners(loaded, owner)
    )
    _new.check_key_result(loaded, ref, key_result)
    there = loaded.workspace.cycles[ref.cycle].objectives[ref.objective].key_results
    key_result_id = _new.free_id(id, key_result.title, "key-result", _new.taken_key_results(loaded, ref, there))
    change = AddKeyResult(ref.cycle, ref.objective, key_result_id, key_result)
    new = f"{ref}/{key_result_id}"
    _writing.carry_out(context, loaded, change, ref=new, id=key_result_id, dry_run=dry_run, commit=commit)
    if not dry_run:
        _first_finding.say(context, loaded.root, new)


def _key_result(title: str, options: dict[str, str], owners: tuple[str, ...]) -> KeyResult:
    """The key result of the options, or of the measure behind a colon where no option says one."""
    from dataclasses import replace

    from okrctl.commands import _new
    from okrctl.core.objective import KeyResult
    from okrctl.core.typed import key_result_from, looks_measured

    behind_colon = title.rpartition(":")[2].strip() if ":" in title else ""
    if not options.keys() - {"unit", "weight"} and (looks_measured(title) or any(c.isdigit() for c in behind_colon)):
        _, measured = key_result_from(title)
    else:
        measured = KeyResult(title=_new.title(title))
    return replace(measured, owner=owners, **_new.read_options(options))
