"""`okrctl schema`: the JSON Schemas of the files and of the report, for editors, scripts and other tools."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from okrctl.commands._context import Context
from okrctl.commands._options import Commit, DryRun

NAME = "schema"
GROUP = "Help"
EXAMPLES = ("okrctl schema", "okrctl schema objective", "okrctl schema --install")

KINDS = {
    "workspace": "okrctl.yaml: settings, teams, people",
    "cycle": "cycles/ID/cycle.yaml",
    "objective": "an objective with its key results",
    "checkin": "a check-in",
    "kpi": "a KPI's card",
    "readings": "measured values of KPIs",
    "review": "the closing of an objective, the verdict on a KPI",
    "report": "what `okrctl report --json` prints",
}


def _kinds(incomplete: str) -> list[tuple[str, str]]:
    return [kind for kind in KINDS.items() if kind[0].startswith(incomplete)]


def schema(
    context: Context,
    kind: Annotated[
        str | None,
        typer.Argument(metavar="[KIND]", help="one of the kinds; their list if absent", autocompletion=_kinds),
    ] = None,
    install: Annotated[bool, typer.Option("--install", help="write the files' schemas into .okrctl/schema/1")] = False,
    dry_run: DryRun = False,
    commit: Commit = False,
) -> None:
    """What may stand in which file?

    Prints the JSON Schema (draft 7) of one kind. Files that okrctl makes name theirs, so that editors complete and check
    them; `--install` puts the schemas where those lines point.
    """
    from okrctl.core.errors import UsageError
    from okrctl.core.suggestion import did_you_mean

    if install and kind:
        raise UsageError("--install writes the schemas of all files", help="leave KIND out")
    if install:
        _install(context, dry_run=dry_run, commit=commit)
    elif kind is None:
        _list(context)
    elif kind in KINDS:
        _print(context, kind)
    else:
        raise UsageError(f'no schema of kind "{kind}"{did_you_mean(kind, KINDS)}', help=f"one of {', '.join(KINDS)}")


def _list(context: Context) -> None:
    if context.json:
        context.emit_json("okrctl.schema/1", {"kinds": [{"kind": kind, "what": what} for kind, what in KINDS.items()]})
        return
    for kind, what in KINDS.items():
        context.emit(f"{kind:<11}{what}")


def _print(context: Context, kind: str) -> None:
    from okrctl.storage.schemas import schema_text

    context.emit(schema_text(_schema(kind)))


def _schema(kind: str) -> dict[str, Any]:
    from okrctl.render.json.schema import report_schema
    from okrctl.storage.schemas import file_schema

    return report_schema() if kind == "report" else file_schema(kind)


def _install(context: Context, *, dry_run: bool, commit: bool) -> None:
    """Write the schemas, or with `dry_run` show the difference, and say which files changed."""
    from okrctl.storage import schemas

    root = context.workspace_root
    if dry_run:
        _show(context, root)
        return
    if commit:
        _check_committable(root)
    wrote, warnings = schemas.install(root)
    sentence = f"wrote {len(wrote)} schemas" if wrote else "the schemas are up to date"
    if commit and wrote:
        _commit(root, wrote, sentence)
    if context.json:
        context.emit_change(sentence, wrote=wrote)
    else:
        context.emit(sentence)
    for warning in warnings:
        context.say(f"warning: {warning}")


def _show(context: Context, root: Path) -> None:
    diff = _difference(root)
    if context.json:
        context.emit_change("nothing was written: a dry run", diff=diff)
    else:
        context.emit(diff or "the schemas are up to date")


def _check_committable(root: Path) -> None:
    from okrctl.storage.history import git

    git.check_committable(root)


def _commit(root: Path, paths: tuple[str, ...], sentence: str) -> None:
    from okrctl.storage.history import git

    git.commit(root, paths, sentence)


def _difference(root: Path) -> str:
    """A unified diff of every schema that would be written."""
    from okrctl.storage.schemas import installed, schema_files
    from okrctl.storage.writing.difference import difference

    files = {path: text.encode() for path, text in schema_files().items()}
    return "".join(difference(path, installed(root, path), data) for path, data in files.items())
