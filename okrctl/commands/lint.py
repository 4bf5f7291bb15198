"""`okrctl lint`: every problem of every file, with its place and the way out; and advice about goals that never blocks."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from okrctl.commands._context import Context
from okrctl.commands._options import Commit, DryRun, FailOn, format_option

if TYPE_CHECKING:
    from okrctl.core.finding import Finding
    from okrctl.storage.loading import Loaded
    from okrctl.storage.writing.fixing import Fixed

NAME = "lint"
GROUP = "Plan"
EXAMPLES = (
    "okrctl lint",
    "okrctl lint cycles/2026-Q4 --strict",
    "okrctl lint --fix --dry-run",
)

FORMATS = ("text", "concise", "json", "github", "sarif")


def lint(
    context: Context,
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH…]", help="only findings in these files and folders")
    ] = None,
    format: Annotated[str, format_option("text", "concise", "json", "github", "sarif")] = "text",
    strict: Annotated[bool, typer.Option("--strict", help="warnings count as errors")] = False,
    fix: Annotated[bool, typer.Option("--fix", help="write in one way what can be read in one way only")] = False,
    fail_on: FailOn = None,
    dry_run: DryRun = False,
    commit: Commit = False,
) -> int:
    """What is broken, or could be a better goal?

    Errors are about files that cannot be trusted: exit code 1. Warnings and advice are about goals, and never block; with
    --strict a warning does. `okrctl explain CODE` tells what a code means, with a bad and a good sample.
    """
    from okrctl.commands import _findings, _linting

    _check(format, fix=fix, writes=dry_run or commit)
    _findings.check_fail_on(fail_on or [])
    loaded = context.load(broken_settings=True)
    inside = _inside(context, loaded, paths or [])
    chosen = _chosen(context, loaded, inside)
    fixed = _linting.fix(context, loaded, chosen, dry_run=dry_run, commit=commit) if fix else None
    if fixed and fixed.paths and not dry_run:
        loaded = context.load(broken_settings=True)
        chosen = _chosen(context, loaded, inside)
    _print(context, loaded, chosen, "json" if context.json else format, fixed if dry_run else None)
    serious = ("error", "warning") if strict else ("error",)
    return int(
        any(finding.level in serious for finding in chosen) or _linting.fails(context, loaded, chosen, fail_on or [])
    )


def _chosen(context: Context, loaded: Loaded, inside: list[str]) -> list[Finding]:
    """The findings in the files and folders that are asked for."""
    from okrctl.commands import _linting

    return [finding for finding in _linting.findings(context, loaded) if _is_below(finding.path, inside)]


def _check(format_name: str, *, fix: bool, writes: bool) -> None:
    """Raises UsageError for a format that does not exist, and for options of --fix without it."""
    from okrctl.core.errors import UsageError
    from okrctl.core.suggestion import did_you_mean

    if format_name not in FORMATS:
        near = did_you_mean(format_name, FORMATS)
        raise UsageError(f'--format: "{format_name}" is none of {", ".join(FORMATS)}{near}')
    if writes and not fix:
        raise UsageError(
            "--dry-run and --commit go with --fix", help="okrctl lint --fix --dry-run shows what it would write"
        )


def _print(context: Context, loaded: Loaded, findings: Sequence[Finding], format_name: str, dry: Fixed | None) -> None:
    """Prints the findings in the format; with --dry-run the diff of what would be written in their stead."""
    from okrctl.render.findings import text as drawn

    match format_name:
        case "json":
            from okrctl.render.findings.json import SCHEMA, findings_json

            diff = {"diff": dry.diff} if dry else {}
            context.emit_json(SCHEMA, findings_json(loaded, findings) | diff)
        case _ if dry:
            context.emit(dry.diff)
        case "github":
            from okrctl.render.findings.github import findings_github

            annotations = findings_github(findings, _prefix(loaded.root))
            context.emit(annotations) if annotations else None
        case "sarif":
            from okrctl.render.findings.sarif import findings_sarif

            context.emit(findings_sarif(findings, _prefix(loaded.root)))
        case "concise":
            context.emit(drawn.concise(loaded, findings, context.style))
        case _:
            context.emit(drawn.text(loaded, findings, context.style))


def _prefix(root: Path) -> str:
    """What leads from the top of the repository to the workspace, so that annotations find their files; else nothing."""
    real = root.resolve()
    for folder in (real, *real.parents):
        if (folder / ".git").exists():
            inside = real.relative_to(folder).as_posix()
            return "" if inside == "." else f"{inside}/"
    return ""


def _inside(context: Context, loaded: Loaded, paths: list[str]) -> list[str]:
    """The paths relative to the workspace; UnknownName for what is not there. A link is taken as itself."""
    from okrctl.core.errors import UnknownName

    root = os.path.realpath(loaded.root)
    found = []
    for path in paths:
        typed = next((p for p in (context.cwd / path, loaded.root / path) if os.path.lexists(p)), None)
        real = _place(typed) if typed else None
        if real is None or not real.is_relative_to(root):
            help_ = "paths are taken from the working directory"
            raise UnknownName(f"no file or folder {path} in the workspace", help=help_)
        found.append(real.relative_to(root).as_posix())
    return found


def _place(typed: Path) -> Path:
    """Where it lies: the folder's links are followed, a link itself is not."""
    whole = Path(os.path.normpath(typed))
    return Path(os.path.realpath(whole.parent)) / whole.name


def _is_below(path: str, folders: list[str]) -> bool:
    return not folders or any(folder == "." or path == folder or path.startswith(f"{folder}/") for folder in folders)
