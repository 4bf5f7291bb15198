"""Arguments and options that several commands share, as aliases for their signatures."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from okrctl.commands import _completion

DryRun = Annotated[bool, typer.Option("--dry-run", help="show what would change, as a unified diff, and write nothing")]
Commit = Annotated[bool, typer.Option("--commit", help="commit exactly the files that were written")]
Day = Annotated[str | None, typer.Option("--date", metavar="DAY", help="the day it is true for; as-of if absent")]
Force = Annotated[bool, typer.Option("--force", help="replace an output file that exists")]
Output = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="write to this file",
        callback=lambda typed: None if typed == "-" else typed,
    ),
]
"""A hyphen is the standard output, as everywhere."""


def format_option(*names: str) -> Any:
    """`--format` with the words that it takes, which its help says and Tab offers."""
    return typer.Option(
        "--format",
        metavar="FORMAT",
        help=f"{', '.join(names[:-1])} or {names[-1]}",
        autocompletion=_completion.one_of(*names),
    )


PageFormat = Annotated[str | None, format_option("table", "markdown", "html", "json")]

Owner = Annotated[str | None, typer.Option("--owner", metavar="PERSON", help="of this person")]
Team = Annotated[
    str | None,
    typer.Option("--team", metavar="TEAM", help="of this team and the teams below it"),
]
Level = Annotated[str | None, typer.Option("--level", metavar="LEVEL", help="of this level: company, team …")]
CycleOption = Annotated[str | None, typer.Option("--cycle", metavar="ID", help="of this cycle")]
Quarter = Annotated[
    str | None,
    typer.Option(
        "--quarter",
        metavar="[Q]",
        help="the quarter that contains as-of, or Q3, last, next, 2026-Q3, FY27-Q1",
    ),
]
"""None: not given; an empty text: `--quarter` alone. A metavar in brackets lets an option stand without its value."""

Ref = Annotated[
    str,
    typer.Argument(
        metavar="REF",
        help="an objective, key result or KPI: its id, or a unique beginning or last part of it",
        autocompletion=_completion.refs,
    ),
]
OptionalRef = Annotated[
    str | None,
    typer.Argument(
        metavar="[REF]",
        help="an objective, key result or KPI: its id, or a unique beginning or last part of it",
        autocompletion=_completion.refs,
    ),
]
FailOn = Annotated[
    list[str] | None,
    typer.Option(
        "--fail-on",
        metavar="WORD",
        help="exit 1 for at_risk, stale, no_data, incomplete or warning; may be repeated",
    ),
]
