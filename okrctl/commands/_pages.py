"""Pages that a command draws: which format is meant, what stands around the figures, and where the page goes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from okrctl.core.errors import UsageError

if TYPE_CHECKING:
    from okrctl.commands._context import Context
    from okrctl.report.around import Origin

ENDINGS = {
    "csv": "csv",
    "htm": "html",
    "html": "html",
    "json": "json",
    "markdown": "markdown",
    "md": "markdown",
    "xlsx": "xlsx",
}
"""The format that a file's name asks for."""
OTHERS = frozenset([*ENDINGS, "doc", "docx", "odt", "ods", "pdf", "png", "pptx", "svg", "xls"])
"""Endings that ask for another format than plain text, though okrctl may not have it."""


def format_of(context: Context, typed: str | None, output: str | None, known: Iterable[str]) -> str:
    """The format's name: as typed, else what the file's name ends with, else JSON with `--json`, else the table.

    Raises UsageError for one that does not exist, and for a name with the ending of another.
    """
    from okrctl.commands import _formats

    formats = tuple(known)
    ending = PurePath(output or "").suffix.lower().removeprefix(".")
    named = ENDINGS.get(ending) if ENDINGS.get(ending) in formats else None
    if typed or named or context.json or ending not in OTHERS:
        return _formats.chosen(context, typed or named, formats)
    raise UsageError(
        f"-o {output} does not say the format", help=f"--format {', '.join(formats[:-1])} or {formats[-1]}"
    )


def hand_over(
    context: Context, root: Path, page: str | bytes, output: str | None, sentence: str, *, force: bool
) -> None:
    """Write the page to the file that `-o` names, else print it.

    Raises UsageError for a workbook that would go to a terminal.
    """
    from okrctl.commands import _output

    if output is not None:
        _output.write(context, root, output, page, sentence, force=force)
    elif isinstance(page, str):
        context.emit(page)
    else:
        _emit_bytes(context, page)


def publish(
    context: Context,
    root: Path,
    built: Any,
    formats: Mapping[str, str],
    name: str,
    output: str | None,
    sentence: str,
    *,
    force: bool,
) -> None:
    """Draw a report in one of its formats, as a web page with the moment and the commit it is made from, and hand it over."""
    from okrctl.render import drawing
    from okrctl.render.terminal.style import Style

    if name == "html":
        built = replace(built, around=replace(built.around, origin=origin(context, root)))
    style = context.style if output is None else Style(unicode=context.style.unicode)
    hand_over(context, root, drawing(name, formats)(built, style), output, sentence, force=force)


def refuse_terminal(context: Context, name: str, output: str | None) -> None:
    """Raises UsageError for a workbook that would go to a terminal, before anything is computed."""
    if name == "xlsx" and output is None and context.stdout.isatty():
        raise UsageError("a workbook cannot be shown in a terminal", help="name a file: -o report.xlsx")


def _emit_bytes(context: Context, page: bytes) -> None:
    context.flush()
    try:
        descriptor = context.stdout.fileno()
    except OSError:
        raise UsageError("a workbook is no text", help="name a file: -o report.xlsx") from None
    with os.fdopen(os.dup(descriptor), "wb") as stream:
        stream.write(page)


def origin(context: Context, root: Path) -> Origin:
    """When the page is made, and from which commit: the one that `--at` names, else the one that is checked out."""
    from okrctl import __version__
    from okrctl.commands._history import commit_named
    from okrctl.report.around import Origin
    from okrctl.storage.history import git

    commit = git.head(root) if context.at is None else commit_named(context, context.at)
    is_changed = context.at is None and commit is not None and git.has_changes(root)
    return Origin(made_at=context.now, version=__version__, commit=commit, is_changed=is_changed)
