"""`okrctl export`: everything, to take away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from okrctl.commands._context import Context
from okrctl.commands._options import DryRun, Force, format_option

if TYPE_CHECKING:
    from okrctl.storage.loading import Loaded

NAME = "export"
GROUP = "Share"
EXAMPLES = (
    "okrctl export -o northwind.xlsx",
    "okrctl export --format csv -o tables",
    "okrctl export -o northwind.json",
)
FORMATS = ("xlsx", "csv", "json")


def export(
    context: Context,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="PATH", help="write here: a file, or a folder for CSV")
    ] = None,
    format: Annotated[str | None, format_option("xlsx", "csv", "json")] = None,
    force: Force = False,
    dry_run: DryRun = False,
) -> None:
    """How do I take all of it away?

    Settings, goals, check-ins, KPIs, readings, reviews and decisions, as they are written, whatever as-of is. JSON and CSV
    carry every field; CSV is a folder with a table for each kind of thing. Without --format the name's ending decides.
    """
    from okrctl.commands import _output
    from okrctl.core.errors import UsageError

    if output is None or output == "-":
        raise UsageError("export needs a place to write to", help="okrctl export -o goals.xlsx")
    name = _format(format, output)
    loaded = context.load()
    sentence = f"everything of {loaded.workspace.name}"
    how = {"force": force, "dry_run": dry_run}
    if name == "csv":
        from okrctl.render.csv.export import export_csv

        _output.write_folder(context, loaded.root, output, export_csv(loaded.workspace), sentence, **how)
    else:
        _output.write(context, loaded.root, output, _drawn(context, loaded, name), sentence, **how)


def _format(typed: str | None, output: str) -> str:
    """The format that is typed, else the one that the name's ending says. Raises UsageError where neither does."""
    from okrctl.core.errors import UsageError
    from okrctl.core.suggestion import did_you_mean

    ending = output.rpartition(".")[2].lower()
    name = typed or (ending if ending in FORMATS and ending != "csv" else None)
    if name is None:
        raise UsageError(f"-o {output} does not say the format", help="--format xlsx, csv (a folder) or json")
    if name not in FORMATS:
        raise UsageError(f'--format: "{name}" is none of {", ".join(FORMATS)}{did_you_mean(name, FORMATS)}')
    return name


def _drawn(context: Context, loaded: Loaded, name: str) -> str | bytes:
    if name == "json":
        from okrctl.render.json.export import export_json

        return export_json(loaded.workspace, complete=loaded.complete)
    from okrctl.render.xlsx.export import export_xlsx

    return export_xlsx(loaded.workspace, context.now)
