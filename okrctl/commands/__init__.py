"""COMMANDS: the commands in the order of the help, one module each.

A command's module says its `NAME`, its `GROUP`, its `EXAMPLES`, and has one function of the module's name: its docstring is
the help, its signature the arguments, its first argument the `Context`, its result the exit code (None is 0).
"""

from __future__ import annotations

from importlib import import_module
from keyword import iskeyword
from types import ModuleType

COMMANDS = (
    "init",
    "new objective",
    "new kr",
    "new kpi",
    "new cycle",
    "set",
    "rename",
    "edit",
    "tree",
    "lint",
    "checkin",
    "status",
    "show",
    "report",
    "week",
    "log",
    "diff",
    "close",
    "retro",
    "export",
    "import",
    "pull",
    "trust",
    "explain",
    "schema",
)
"""Names as they are typed; two words are a command of a group, such as `new objective`."""

READING = ("tree", "lint", "status", "show", "report", "week", "log", "diff", "retro", "export", "explain")
"""The commands that take `--at`: they look into the workspace and write nothing into it."""

GROUPS = ("Start", "Plan", "Weekly", "Review", "Share", "In", "Help")
"""The headings of the help, in its order."""


def module_name(command: str) -> str:
    """The name of a command's module, which is also that of its function.

    >>> module_name("new objective"), module_name("import")
    ('new_objective', 'import_')
    """
    name = command.replace(" ", "_")
    return name + "_" if iskeyword(name) else name


def module_of(command: str) -> ModuleType:
    """A command's module, imported now: what is not typed is not loaded."""
    return import_module(f"okrctl.commands.{module_name(command)}")
