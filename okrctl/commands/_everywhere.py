"""The options that every command takes, before its name and after it, and those of the program itself."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from inspect import Parameter
from typing import Annotated, Any

import typer

from okrctl import __version__
from okrctl.commands import _completion
from okrctl.commands._context import Context
from okrctl.render.terminal.style import ColorWish

PANEL = "every command"
"""Marks these options; the help tells of them once."""

_PREFIX = "everywhere_"
"""Keeps their parameters apart from a command's own."""


def context_of(ctx: typer.Context) -> Context:
    """The context with these options as typed, those after the command's name over those before it."""
    options: dict[str, Any] = {}
    level: Any = ctx
    while level is not None:
        given = {field: level.params.get(parameter.name) for field, parameter in EVERYWHERE.items()}
        options = {field: value for field, value in given.items() if value not in {None, False}} | options
        level = level.parent
    context: Context = ctx.obj
    return dataclasses.replace(context, **options)


def _show_help(ctx: typer.Context, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        ctx.obj.emit(ctx.get_help())
        raise typer.Exit


def _show_version(ctx: typer.Context, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        ctx.obj.emit(f"okrctl {__version__}")
        raise typer.Exit


def _show_script(ctx: typer.Context, value: str | None) -> None:
    if value is not None and not ctx.resilient_parsing:
        ctx.obj.emit(_completion.script(value or ctx.obj.environ.get("SHELL", "")))
        raise typer.Exit


def _install_script(ctx: typer.Context, value: str | None) -> None:
    if value is not None and not ctx.resilient_parsing:
        path = _completion.install(value or ctx.obj.environ.get("SHELL", ""))
        ctx.obj.emit(f"wrote {path}; it works in the next terminal")
        raise typer.Exit


def _option(*names: str, **about: Any) -> Any:
    return typer.Option(*names, rich_help_panel=PANEL, **about)


def _parameters(options: Mapping[str, Any]) -> dict[str, Parameter]:
    """The options as parameters of a function: flags are off, the others absent."""
    return {
        field: Parameter(
            _PREFIX + field, Parameter.KEYWORD_ONLY, annotation=kind, default=False if kind.__origin__ is bool else None
        )
        for field, kind in options.items()
    }


EVERYWHERE = _parameters(
    {
        "root": Annotated[
            str | None,
            _option("-C", "--root", metavar="DIR", help="the workspace, instead of the nearest folder upwards"),
        ],
        "json": Annotated[bool, _option("--json", help="print one JSON document on stdout and nothing else")],
        "color": Annotated[ColorWish | None, _option("--color", metavar="WHEN", help="auto, always or never")],
        "as_": Annotated[
            str | None, _option("--as", metavar="PERSON", help="who is typing", autocompletion=_completion.people)
        ],
        "as_of_typed": Annotated[
            str | None,
            _option(
                "--as-of",
                metavar="DAY",
                help="the day that figures are of and new records are for: 2026-11-21, today, yesterday; "
                "definitions, a cycle's state and readings typed later are not dated by it",
            ),
        ],
        "at": Annotated[
            str | None,
            _option(
                "--at",
                metavar="REV",
                help="the files as git knows them at a revision, or at the end of a day (UTC), which then is as-of too",
            ),
        ],
        "debug": Annotated[bool, _option("--debug", help="show where a bug happened")],
    }
)
"""The fields of `Context` and the options that fill them."""

HELP = _parameters(
    {
        "help": Annotated[
            bool, _option("-h", "--help", is_eager=True, expose_value=False, callback=_show_help, help="show this help")
        ],
    }
)

PROGRAM = _parameters(
    {
        "version": Annotated[
            bool,
            typer.Option(
                "--version", is_eager=True, expose_value=False, callback=_show_version, help="print the version"
            ),
        ],
        "show_completion": Annotated[
            str | None,
            typer.Option(
                "--show-completion",
                metavar="[SHELL]",
                is_eager=True,
                expose_value=False,
                callback=_show_script,
                help="print the completion script for bash, zsh, fish, powershell",
            ),
        ],
        "install_completion": Annotated[
            str | None,
            typer.Option(
                "--install-completion",
                metavar="[SHELL]",
                is_eager=True,
                expose_value=False,
                callback=_install_script,
                help="write it where the shell finds it",
            ),
        ],
    }
)
