"""`okrctl init`: a workspace, empty or with the example company."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from okrctl.commands._context import Context
from okrctl.commands._options import DryRun
from okrctl.core.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

NAME = "init"
GROUP = "Start"
EXAMPLES = (
    "okrctl init",
    "okrctl init goals",
    "okrctl init tryout --example",
)

SETTINGS = """\
# yaml-language-server: $schema={schema}
format: 1
name: {name}
# teams:
#   product: {{name: Product, lead: ana}}
# people:
#   ana: {{name: Ana Díaz, email: ana@example.org, team: product}}
"""
CYCLE = """\
# yaml-language-server: $schema={schema}
title: {title}
# theme: what this quarter is about, in one line
"""


def init(
    context: Context,
    folder: Annotated[str | None, typer.Argument(metavar="[DIR]", help="the folder; this one if absent")] = None,
    example: Annotated[
        bool, typer.Option("--example", help="bring a company with a year of goals, to look around in")
    ] = False,
    dry_run: DryRun = False,
) -> None:
    """How do I begin?

    Makes okrctl.yaml, this quarter and the schemas that let editors complete and check the files. Twice changes nothing.
    """
    root = context.cwd / (folder or context.root or ".")
    around = _workspace_around(root)
    if around and not (folder or context.root):
        raise UsageError(
            f"{root} lies inside the workspace {around}", help="to make one of its own here all the same: okrctl init ."
        )
    if around:
        _refuse_own_folders(root, around)
    here = list(_example(context, root) if example else _empty(context, root))
    missing = [(path, text) for path, text in here if not (root / path).exists()]
    wrote = [path for path, _ in missing]
    if missing and not dry_run:
        _write(context, root, missing)
    _say(context, root, folder or context.root, wrote, example=example, dry_run=dry_run)
    if around and wrote:
        context.say(f"note: it lies inside the workspace {around}; commands typed in it are about the new one")


def _workspace_around(root: Path) -> Path | None:
    """The workspace that the folder lies in, unless it is one itself."""
    from okrctl.storage.layout import WORKSPACE_FILE

    if (root / WORKSPACE_FILE).exists():
        return None
    return next((folder for folder in root.resolve().parents if (folder / WORKSPACE_FILE).exists()), None)


def _refuse_own_folders(root: Path, around: Path) -> None:
    """Raises UsageError for a place among the files of a workspace: there a second one would break the first."""
    from okrctl.commands._output import OWN

    top = root.resolve().relative_to(around).parts[0]
    if top in OWN:
        raise UsageError(
            f"{root} is a place for the files of the workspace {around}", help=f"choose a folder outside of {top}/"
        )


def _write(context: Context, root: Path, files: list[tuple[str, str]]) -> None:
    """The files, all or none, in a folder that may not be there yet. Raises WriteRefused where it cannot be made."""
    from okrctl.core.errors import WriteRefused
    from okrctl.storage.writing.atomic import NewFile, write_all

    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        message = f"cannot make {root}: {(fault.strerror or str(fault)).lower()}; nothing was written"
        raise WriteRefused(message, path=str(root), help="name another folder") from None
    for warning in write_all(root, [NewFile(path, text.encode()) for path, text in files]):
        context.say(f"warning: {warning}")


def _empty(context: Context, root: Path) -> Iterator[tuple[str, str]]:
    """Path and text of each file of a new workspace; `okrctl.yaml` comes last, so that its presence says all is there."""
    from okrctl.core.period import quarter_containing
    from okrctl.storage.layout import WORKSPACE_FILE, cycle_path, schema_reference
    from okrctl.storage.schemas import schema_files
    from okrctl.storage.writing.scalars import scalar

    yield from schema_files().items()
    if (root / WORKSPACE_FILE).exists():
        return
    quarter = quarter_containing(context.as_of)
    path = cycle_path(quarter.id)
    name = scalar(root.resolve().name or "Goals")
    yield path, CYCLE.format(schema=schema_reference(path, "cycle"), title=quarter.title)
    yield WORKSPACE_FILE, SETTINGS.format(schema=schema_reference(WORKSPACE_FILE, "workspace"), name=name)


def _example(context: Context, root: Path) -> Iterator[tuple[str, str]]:
    """The files of the example; UsageError where another workspace is there already."""
    from okrctl.storage.example import example_files
    from okrctl.storage.layout import WORKSPACE_FILE
    from okrctl.storage.schemas import schema_files

    yield from schema_files().items()
    files = dict(example_files(context.as_of))
    there = root / WORKSPACE_FILE
    if not there.exists():
        yield from files.items()
    elif there.read_text(encoding="utf-8", errors="replace") != files[WORKSPACE_FILE]:
        raise UsageError(
            f"{root} holds a workspace of its own", help="name another folder: okrctl init tryout --example"
        )


def _say(context: Context, root: Path, typed: str | None, wrote: list[str], *, example: bool, dry_run: bool) -> None:
    made = "would make" if dry_run else "made"
    what = "the example company" if example else "a workspace"
    sentence = (
        f"{made} {what} in {typed or root.resolve().name}: {len(wrote)} files"
        if wrote
        else "nothing to do: everything is there already"
    )
    if context.json:
        context.emit_change(sentence, wrote=[] if dry_run else wrote)
        return
    context.emit(sentence)
    if wrote:
        place = f" -C {typed}" if typed else ""
        first = (
            f"okrctl{place} report --quarter"
            if example
            else f'okrctl{place} new objective "…" --kr "…: 31 -> 45 points"'
        )
        context.say(f"next: {first}")
