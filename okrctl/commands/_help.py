"""The help: what to type first and the commands in their groups; of one command the question it answers, with examples."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from types import ModuleType
from typing import Any

from okrctl.commands import GROUPS, module_name
from okrctl.commands._everywhere import PANEL

_FIRST = (
    ("okrctl init DIR --example", "a believable company to look around in"),
    ("okrctl init", "your own workspace, here"),
    ("okrctl status", "what do I owe, what needs attention?"),
    ("okrctl report --quarter", "how is the quarter?"),
)

Rows = list[tuple[str, str]]


def write_group(group: Any, ctx: Any, formatter: Any) -> None:
    """Write the help of the program, or of a command of two words, into Typer's formatter."""
    if group.prefix:
        group.format_usage(ctx, formatter)
    else:
        formatter.write("okrctl: OKRs and KPIs as YAML files in git\n")
        _section(formatter, "Type first", _FIRST)
    rows = _commands(group.modules, group.prefix)
    widest = max(len(name) for _, name, _ in rows)
    for heading in GROUPS:
        _section(formatter, heading, [(name.ljust(widest), line) for under, name, line in rows if under == heading])
    if not group.prefix:
        _section(formatter, "Options of every command", _options(group, ctx, everywhere=True))
        _section(formatter, "Options of okrctl itself", _options(group, ctx, everywhere=False))
    formatter.write("\nokrctl COMMAND -h tells more about one, with examples\n")


def write_command(command: Any, ctx: Any, formatter: Any) -> None:
    """Write the help of one command into Typer's formatter."""
    command.format_usage(ctx, formatter)
    command.format_help_text(ctx, formatter)
    _section(formatter, "Examples", [(example, "") for example in command.examples])
    _section(formatter, "Arguments", _arguments(command, ctx))
    _section(formatter, "Options", _options(command, ctx, everywhere=False))
    names = ", ".join("/".join(option.opts) for option in command.params if _is_everywhere(option))
    formatter.write_paragraph()
    formatter.write_text(f"Every command takes {names}; okrctl -h explains them.")


def _commands(modules: Mapping[str, Callable[[], ModuleType]], prefix: str) -> list[tuple[str, str, str]]:
    """The heading, the name and the first line of the help of each command."""
    loaded = {name: load() for name, load in modules.items() if name.startswith(prefix)}
    return [(module.GROUP, name, _first_line(name, module)) for name, module in loaded.items()]


def _first_line(name: str, module: ModuleType) -> str:
    return (inspect.getdoc(getattr(module, module_name(name))) or "").partition("\n")[0]


def _arguments(command: Any, ctx: Any) -> Rows:
    return _records((param for param in command.params if param.param_type_name == "argument"), ctx)


def _options(command: Any, ctx: Any, *, everywhere: bool) -> Rows:
    options = (param for param in command.params if param.param_type_name == "option")
    return _records((option for option in options if _is_everywhere(option) == everywhere), ctx)


def _is_everywhere(option: Any) -> bool:
    return getattr(option, "rich_help_panel", None) == PANEL


def _records(params: Iterable[Any], ctx: Any) -> Rows:
    return [record for param in params if (record := param.get_help_record(ctx))]


def _section(formatter: Any, heading: str, rows: Iterable[tuple[str, str]]) -> None:
    if rows:
        with formatter.section(heading):
            formatter.write_dl(rows)
