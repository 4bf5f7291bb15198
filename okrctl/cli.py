"""The program: reads clock, folder and terminal, runs the command that is typed, turns errors into a line and an exit code."""

from __future__ import annotations

import gc
import io
import os
import sys
import traceback
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import Any, TextIO, cast

import typer

from okrctl.commands import COMMANDS, module_of
from okrctl.commands._app import Modules, group
from okrctl.commands._completion import VARIABLE
from okrctl.commands._context import Context
from okrctl.commands._line import SHIELD
from okrctl.core.errors import OkrError, UsageError, WriteRefused
from okrctl.core.suggestion import did_you_mean

_HELP_COLUMNS = 100
"""Help is not set wider than this; lines of prose are hard to follow."""

GARBAGE = 100_000
"""So many objects are made before cycles are looked for: a short process makes few, and to look takes a fifth of a large file's time."""


class Interrupted(OkrError):
    """Somebody pressed Ctrl-C."""

    exit_code = 130


class Bug(OkrError):
    """A mistake of ours."""

    exit_code = 70


def main() -> int:
    """The exit code of the command line that this process was started with."""
    gc.set_threshold(GARBAGE)
    context = surroundings()
    if VARIABLE in context.environ:
        return complete(context)
    args = [os.fsencode(arg).decode(errors="surrogateescape") for arg in sys.argv[1:]]  # UTF-8 in whatever locale
    code = run(args, context)
    return _settled(context.stderr, _settled(context.stdout, code))


def run(args: Sequence[str], context: Context, modules: Modules | None = None) -> int:
    """The exit code of one command line, its results and errors printed to the context's streams.

    With `--json` the results are held back until the command is through: an error then is the one document.
    """
    held = io.StringIO() if _wants_json(args) else None
    inner = replace(context, stdout=held) if held else context
    try:
        code = _invoked(list(args), inner, _own_modules() if modules is None else modules)
        _print(held, context)
        return code
    except BrokenPipeError:
        return 0
    except OkrError as error:
        return _failed(error, args, context)
    except (KeyboardInterrupt, typer.Abort, EOFError):
        return _failed(Interrupted("interrupted"), args, context)
    except Exception as bug:  # noqa: BLE001 - whatever it is, it ends in a line and exit code 70
        if "--debug" in args:
            context.say(traceback.format_exc())
        what = f"okrctl failed by a mistake of its own ({type(bug).__name__}: {bug}); run it again with --debug to see where"
        return _failed(Bug(what), args, context)


def _wants_json(args: Sequence[str]) -> bool:
    """Whether `--json` is anywhere on the line, even one that cannot be understood."""
    return "--json" in takewhile(lambda arg: arg != "--", args)


def complete(context: Context) -> int:
    """The exit code after the words for Tab are printed, as the shell's script asks by the environment."""
    # Typer reads descriptions as Rich's markup where Rich is found: "[b]" in a title would vanish and "[/]" end the program.
    sys.modules["rich"] = None  # type: ignore[assignment]
    from typer.completion import completion_init  # type: ignore[attr-defined]

    completion_init()
    try:
        group(_own_modules()).main(prog_name="okrctl", obj=context)
    except Exception:  # noqa: BLE001 - a traceback would stand in the middle of what is being typed
        return 1
    return 0


def _own_modules() -> Modules:
    return {name: partial(module_of, name) for name in COMMANDS}


def _invoked(args: list[str], context: Context, modules: Modules) -> int:
    """The exit code of the command; Typer's complaints are raised as a UsageError."""
    program = group(modules)
    columns = min(context.style.width or 80, _HELP_COLUMNS)
    try:
        with program.make_context("okrctl", args, obj=context, terminal_width=columns) as ctx:
            code = program.invoke(ctx)
    except typer.Exit as exit_:
        code = exit_.exit_code
    except typer.TyperException as fault:
        raise _usage_error(fault) from None
    return int(code or 0)


def _print(held: io.StringIO | None, context: Context) -> None:
    """Print what was held back, and hand everything over; a reader who has gone is no error."""
    with suppress(BrokenPipeError):
        if held and held.getvalue():
            context.emit(held.getvalue())
        context.flush()


def _usage_error(fault: typer.TyperException) -> UsageError:
    """Typer's complaint in our form."""
    ctx = getattr(fault, "ctx", None)
    option = getattr(fault, "option_name", None)
    message = fault.format_message().replace(repr(SHIELD)[1:-1], "").rstrip(".")
    message = message.replace("Got unexpected extra argument(s)", "too many arguments:")
    if option and ctx and hasattr(fault, "possibilities"):
        known = [name for param in ctx.command.params for name in param.opts if name.startswith("--")]
        message = f"no option {option}{did_you_mean(option, known)}"
    return UsageError(
        message[:1].lower() + message[1:], help=f"{ctx.command_path} -h shows how it is used" if ctx else None
    )


def _failed(error: OkrError, args: Sequence[str], context: Context) -> int:
    """The error's exit code, once it is told: as JSON where `--json` is anywhere on the line, else as text on stderr."""
    from okrctl.render import messages

    told = _wants_json(args) and _emitted(messages.ERROR_SCHEMA, messages.error_document(error), context)
    with suppress(OSError, WriteRefused):
        context.flush()
    with suppress(OSError):
        if not told:
            context.stderr.write(messages.error_text(error, context.error_style))
            context.stderr.flush()
    return error.exit_code


def _emitted(schema: str, value: Mapping[str, Any], context: Context) -> bool:
    """Whether the document could be printed."""
    try:
        context.emit_json(schema, value)
        context.flush()
    except BrokenPipeError:
        return True
    except WriteRefused:
        return False
    return True


def surroundings() -> Context:
    """The world of this process; its streams speak UTF-8 and never fail over a character."""
    return Context(
        folder=_folder(),
        now=_now(),
        environ=_environ(),
        stdin=_opened("stdin", "r"),
        stdout=_opened("stdout", "w"),
        stderr=_opened("stderr", "w"),
    )


def _now() -> datetime:
    """The clock where the user is; in UTC where TZ names no zone there can be."""
    now = datetime.now(UTC)
    try:
        return now.astimezone()
    except (ValueError, OverflowError, OSError):
        return now


def _opened(name: str, mode: str) -> TextIO:
    """The stream of that name, or nothing's where the caller closed it."""
    if getattr(sys, name) is None:
        setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - open as long as we run
    stream = getattr(sys, name)
    stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    return cast("TextIO", stream)


def _folder() -> Path | None:
    try:
        return Path.cwd()
    except OSError:
        return None


def _environ() -> dict[str, str]:
    """The environment as it was typed: Python overwrites LC_CTYPE where the locale is C (PEP 538), the kernel remembers."""
    environ = dict(os.environ)
    if sys.flags.utf8_mode and environ.pop("LC_CTYPE", ""):
        environ |= _typed("LC_CTYPE")
    return environ


def _typed(name: str) -> dict[str, str]:
    """The variable as this process was given it; empty where it was not, or where nobody knows."""
    try:
        entries = Path("/proc/self/environ").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return {}
    return dict(entry.split("=", 1) for entry in entries if entry.startswith(f"{name}="))


def _settled(stdout: TextIO, code: int) -> int:
    """The exit code, after everything printed has left; a reader who has gone is no error."""
    try:
        stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stdout.fileno())
    return code
