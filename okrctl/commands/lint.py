"""`okrctl lint`: every problem of every file, with its place and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from okrctl.commands._context import Context
from okrctl.core.errors import UsageError

if TYPE_CHECKING:
    from okrctl.storage.loading import Loaded

NAME = "lint"
GROUP = "Plan"
EXAMPLES = (
    "okrctl lint",
    "okrctl lint --format concise",
    "okrctl lint cycles/2026-Q4 --strict",
)


def lint(
    context: Context,
    paths: Annotated[list[str] | None, typer.Argument(metavar="[PATH…]", help="only findings in these files and folders")] = None,
    format: Annotated[str, typer.Option("--format", metavar="FORMAT", help="text, concise or json")] = "text",
    strict: Annotated[bool, typer.Option("--strict", help="warnings count as errors")] = False,
) -> int:
    """What is broken?

    Exit code 1 if there is an error; with --strict also for a warning.
    """
    from okrctl.render import findings

    loaded = context.load(broken_settings=True)
    chosen = tuple(f for f in loaded.findings if _is_below(f.path, _inside(context, loaded, paths or [])))
    if context.json or format == "json":
        context.emit_json("okrctl.lint/1", findings.document(loaded, chosen))
    elif format in ("text", "concise"):
        context.emit(findings.text(loaded, chosen, context.style, concise=format == "concise"))
    else:
        raise UsageError(f'--format: "{format}" is none of text, concise, json')
    serious = ("error", "warning") if strict else ("error",)
    return int(any(f.level in serious for f in chosen))


def _inside(context: Context, loaded: Loaded, paths: list[str]) -> list[str]:
    """The paths relative to the workspace; UnknownName for what is not there."""
    from okrctl.core.errors import UnknownName

    root = loaded.root.resolve()
    found = []
    for path in paths:
        real = (context.cwd / path).resolve()
        if not real.exists() and (loaded.root / path).exists():
            real = (loaded.root / path).resolve()
        if not real.exists() or not real.is_relative_to(root):
            raise UnknownName(f"no file or folder {path} in the workspace", help="paths are taken from the working directory")
        found.append(real.relative_to(root).as_posix())
    return found


def _is_below(path: str, folders: list[str]) -> bool:
    return not folders or any(folder == "." or path == folder or path.startswith(f"{folder}/") for folder in folders)
