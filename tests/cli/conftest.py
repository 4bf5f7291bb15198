"""Small commands with which the command line as such is tried, and what runs them."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Annotated, NamedTuple, cast

import pytest
import typer

from okrctl import cli
from okrctl.commands._context import Context
from okrctl.commands._options import Output, Quarter
from okrctl.core.errors import WorkspaceError, WriteRefused


class Answer(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Answer]


def tell(
    context: Context,
    what: Annotated[list[str] | None, typer.Argument(metavar="[WHAT…]")] = None,
    quarter: Quarter = None,
    start: Annotated[str | None, typer.Option("--start", metavar="VALUE")] = None,
) -> None:
    """What did I type?

    It is printed again.
    """
    context.emit_json(
        "tell/1", {"what": what, "quarter": quarter, "start": start, "root": context.root, "as_of": context.as_of}
    )


def fail(context: Context, how: Annotated[str, typer.Argument(metavar="HOW")]) -> int | None:
    """What happens then?"""
    context.emit("a result")
    match how:
        case "refuse":
            raise WorkspaceError("the file is broken", path="cycles/a.yaml", line=3, column=5, help="mend it\nsoon")
        case "escape":
            raise WriteRefused("\x1b[2J is refused")
        case "bug":
            raise KeyError("x")
        case "interrupt":
            raise KeyboardInterrupt
        case "leave":
            raise BrokenPipeError
        case _:
            return 1


def draw(
    context: Context,
    format: Annotated[str, typer.Option("--format")] = "table",  # noqa: A002 - the option's name
    output: Output = None,
) -> None:
    """In which form?"""
    context.emit(f"{format} {context.json} {output}")


def new_thing(context: Context) -> None:
    """How do I make a thing?"""
    context.emit("made")


def module(function: Callable[..., int | None], group: str) -> Callable[[], ModuleType]:
    found = SimpleNamespace(GROUP=group, EXAMPLES=("okrctl tell me",), **{function.__name__: function})
    return lambda: cast("ModuleType", found)


MODULES = {
    "tell": module(tell, "Review"),
    "fail": module(fail, "Help"),
    "draw": module(draw, "Share"),
    "new thing": module(new_thing, "Plan"),
}


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def typed(*args: str, **environ: str) -> Answer:
        out, err = io.StringIO(), io.StringIO()
        now = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
        context = Context(folder=tmp_path, now=now, environ=environ, stdin=io.StringIO(), stdout=out, stderr=err)
        return Answer(cli.run(args, context, MODULES), out.getvalue(), err.getvalue())

    return typed


@pytest.fixture
def told(run: Run) -> Callable[..., object]:
    """Runs `tell` and gives one of the things it was told."""
    return lambda key, *args: json.loads(run(*args).out)[key]
