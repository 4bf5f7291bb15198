"""The Typer app: a tree of commands made from the list of their modules, each loaded only when it is asked for.

What our commands have beyond Typer's: the options of every command before and after the name, options whose value may be
left out, negative numbers as arguments, and a plain help.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType, ModuleType
from typing import Any, cast

import typer
from typer.core import TyperCommand, TyperGroup
from typer.models import OptionInfo

from okrctl.commands import READING, _help, _line, module_name
from okrctl.commands._completion import BY_OPTION
from okrctl.commands._context import Context
from okrctl.commands._everywhere import EVERYWHERE, HELP, PROGRAM, context_of
from okrctl.core.errors import UsageError
from okrctl.core.suggestion import did_you_mean

Modules = Mapping[str, Callable[[], ModuleType]]
"""The commands by name, each with what loads its module."""

_SETTINGS: dict[str, Any] = {"help_option_names": []}
"""`-h` is an option of ours, since it prints to the context's stdout."""


class Command(TyperCommand):
    """One command."""

    examples: Sequence[str] = ()

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Typer's parsing, with bare options and negative numbers understood."""
        rest = super().parse_args(ctx, _line.fit(args, self.params))
        ctx.params = _line.unshielded(ctx.params)
        return rest

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """What the usage line holds, without Typer's braces around what is required."""
        return [piece.strip("{}") for piece in super().collect_usage_pieces(ctx)]

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the question it answers, its arguments and options, its examples."""
        _help.write_command(self, ctx, formatter)


class Group(TyperGroup):
    """The program, or a command of two words such as `new`."""

    modules: Modules = MappingProxyType({})

    @property
    def prefix(self) -> str:
        """What stands before the names of its commands: nothing, or `new `."""
        return f"{self.name} " if self.name else ""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - Typer's protocol
        """The names below it, in the order of the list."""
        below = [name.removeprefix(self.prefix) for name in self.modules if name.startswith(self.prefix)]
        return list(dict.fromkeys(name.partition(" ")[0] for name in below))

    def get_command(self, ctx: Any, cmd_name: str) -> TyperCommand | TyperGroup | None:
        """The command, its module loaded now; None where there is none of the name."""
        if cmd_name not in self.list_commands(ctx):
            return None
        name = self.prefix + cmd_name
        return command(name, self.modules[name]()) if name in self.modules else group(self.modules, cmd_name)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the line names; UsageError with the nearest names where it names none."""
        known = self.list_commands(ctx)
        if args[0] not in known and not ctx.resilient_parsing:
            raise UsageError(
                f'no command "{self.prefix}{args[0]}"{did_you_mean(args[0], known)}',
                help=f"{ctx.command_path} -h lists the commands",
            )
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Typer's parsing, with bare options understood."""
        return super().parse_args(ctx, _line.fit(args, self.params))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write what to type first, then the commands in their groups."""
        _help.write_group(self, ctx, formatter)


def group(modules: Modules, name: str | None = None) -> Group:
    """The whole program, or with a name the commands of two words that begin with it."""
    app = typer.Typer(
        name=name,
        help=None if name is None else _together(modules, name),
        cls=Group,
        add_completion=False,
        rich_markup_mode=None,
        invoke_without_command=True,
        context_settings=_SETTINGS,
    )
    app.callback()(_signed(_unless_named, PROGRAM if name is None else {}))
    made = cast("Group", typer.main.get_command(app))
    made.modules = modules
    return made


def _together(modules: Modules, name: str) -> str:
    return ", ".join(full for full in modules if full.startswith(f"{name} "))


def command(name: str, module: ModuleType) -> Command:
    """The command of one module."""
    function = getattr(module, module_name(name))

    def run(ctx: typer.Context, **values: Any) -> int | None:
        context = context_of(ctx)
        _check(context, ctx)
        _check_at(context, name, writes=bool(ctx.params.get("fix")))
        return cast("int | None", function(context, **{own: values[own] for own in parameters}))

    signature = inspect.signature(function, eval_str=True).parameters.items()
    parameters = {own: parameter for own, parameter in signature if parameter.annotation is not Context}
    _complete(parameters.values())
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(name.rpartition(" ")[2], cls=Command, help=function.__doc__, context_settings=_SETTINGS)(
        _signed(run, parameters)
    )
    made = cast("Command", typer.main.get_command(app))
    made.examples = module.EXAMPLES
    return made


def _complete(parameters: Iterable[inspect.Parameter]) -> None:
    """Let Tab offer what the options' names promise."""
    about = [info for parameter in parameters for info in getattr(parameter.annotation, "__metadata__", ())]
    for option in about:
        if isinstance(option, OptionInfo) and not option.autocompletion:
            names = [str(name) for name in (option.default, *(option.param_decls or ()))]
            option.autocompletion = next((BY_OPTION[name] for name in names if name in BY_OPTION), None)


def _unless_named(ctx: typer.Context, **_values: Any) -> None:
    """Without a command: the help of the program; of `new`, or where JSON is asked for, a UsageError."""
    if ctx.invoked_subcommand:
        return
    made = cast("Group", ctx.command)
    context = context_of(ctx)
    if made.prefix or context.json:
        names = ", ".join(made.list_commands(ctx))
        raise UsageError(f"{ctx.command_path} needs a command", help=f"one of {names}")
    context.emit(ctx.get_help())


def _check(context: Context, ctx: typer.Context) -> None:
    """Raise UsageError for a day that is none, and for `--json` with another `--format` than that of a file."""
    _ = context.as_of
    source = ctx.get_parameter_source("format")
    named = ctx.params.get("format") if source and source.name == "COMMANDLINE" else "json"
    if context.json and named != "json" and not ctx.params.get("output"):
        raise UsageError(f"--json and --format {named} ask for two formats", help="leave one of them out")


def _check_at(context: Context, name: str, *, writes: bool) -> None:
    """Raise UsageError for `--at` with a command, or its `--fix`, that does not only look into the past."""
    if context.at is not None and (name not in READING or writes):
        help_ = f"it goes with {', '.join(READING)}"
        raise UsageError(f"okrctl {name} works on the files as they are, not --at {context.at}", help=help_)


def _signed(run: Callable[..., Any], own: Mapping[str, inspect.Parameter | Any]) -> Callable[..., Any]:
    """The function with a signature for Typer: the context, its own parameters, the options of every command."""

    def signed(ctx: typer.Context, **values: Any) -> Any:
        return run(ctx, **values)

    parameters = [inspect.Parameter("ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)]
    parameters += [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in _all(own)]
    signed.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    signed.__annotations__ = {}
    return signed


def _all(own: Mapping[str, inspect.Parameter]) -> Iterable[inspect.Parameter]:
    return [*own.values(), *EVERYWHERE.values(), *HELP.values()]
