"""`okrctl checkin`: record progress, one value, several, a whole round, or what a script hands over."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from okrctl.commands import _completion
from okrctl.commands._context import Context
from okrctl.commands._options import Commit, Day, DryRun
from okrctl.core.frozen import dataclass

if TYPE_CHECKING:
    from okrctl.core.changes.sitting import Sitting
    from okrctl.core.model import Workspace
    from okrctl.storage.loading import Loaded
    from okrctl.storage.reading.sought import Sought

NAME = "checkin"
GROUP = "Weekly"
EXAMPLES = (
    'okrctl checkin win-finance/referrals 14 --confidence 7 -m "A third partner went live"',
    "okrctl checkin win-finance/launch --done contract",
    "okrctl checkin win-finance/referrals=14 ship-mobile/beta-users=45",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The options that say something about one update."""

    confidence: str | None
    note: str | None
    status: str | None
    blockers: tuple[str, ...]
    next: str | None
    done: tuple[str, ...]
    undone: tuple[str, ...]
    signal: str | None


def checkin(
    context: Context,
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[REF [VALUE] | REF=VALUE…]",
            help="what to update and its value today",
            autocompletion=_completion.refs,
        ),
    ] = None,
    confidence: Annotated[
        str | None, typer.Option("--confidence", metavar="N", help="how sure you are: 7 or 7/10, 70%, 0.7")
    ] = None,
    note: Annotated[
        str | None, typer.Option("-m", "--note", metavar="TEXT", help="the story behind the number")
    ] = None,
    status: Annotated[
        str | None, typer.Option("--status", metavar="WORD", help="your own word: on_track, behind or at_risk")
    ] = None,
    blocker: Annotated[
        list[str] | None, typer.Option("--blocker", metavar="TEXT", help="what stands in the way; may be repeated")
    ] = None,
    next: Annotated[str | None, typer.Option("--next", metavar="TEXT", help="what comes next")] = None,
    done: Annotated[
        list[str] | None,
        typer.Option("--done", metavar="STEP", help="a step of a milestone that is done; may be repeated"),
    ] = None,
    undone: Annotated[
        list[str] | None, typer.Option("--undone", metavar="STEP", help="a step that is not done after all")
    ] = None,
    signal: Annotated[
        str | None, typer.Option("--signal", metavar="TEXT", help="what was found out about a KPI's signal")
    ] = None,
    source: Annotated[
        str | None, typer.Option("--from", metavar="FILE", help="a round as YAML or JSON; - reads it from stdin")
    ] = None,
    supersedes: Annotated[
        str | None, typer.Option("--supersedes", metavar="ID", help="the check-in that this one corrects")
    ] = None,
    amend: Annotated[
        bool, typer.Option("--amend", help="rewrite my newest check-in, as long as git has not committed it")
    ] = False,
    date: Day = None,
    dry_run: DryRun = False,
    commit: Commit = False,
) -> None:
    """Where do I stand today?

    Without arguments it asks for everything of yours that is due; with REF VALUE it records one value.
    """
    from okrctl.core.errors import UsageError

    loaded = context.load(seek=_seek(context, what) if what and not (supersedes or amend) else None)
    words = Words(
        confidence=confidence, note=note, status=status, blockers=tuple(blocker or ()), next=next,
        done=tuple(done or ()), undone=tuple(undone or ()), signal=signal,
    )  # fmt: skip
    if source is not None and what:
        raise UsageError("--from brings its own updates", help="leave REF and VALUE out")
    if source is None and not what and not amend:
        from okrctl.commands import _round

        _round.guided(context, loaded, context.day(date), dry_run=dry_run, commit=commit)
        return
    sitting = _the_sitting(context, loaded, what or [], words, source, date, supersedes)
    if amend:
        from okrctl.commands import _amending

        _amending.amend(context, loaded, sitting, dry_run=dry_run, commit=commit)
    else:
        _record(context, loaded, sitting, source, dry_run=dry_run, commit=commit)


def _seek(context: Context, what: list[str]) -> Callable[[Workspace], Sought | None]:
    """What finds the check-ins of the key results that are named, by which it is told where they stand."""
    from okrctl.commands._sitting import sought

    return partial(sought, what, context.as_of)


def _the_sitting(
    context: Context,
    loaded: Loaded,
    what: list[str],
    words: Words,
    source: str | None,
    date: str | None,
    supersedes: str | None,
) -> Sitting:
    from okrctl.commands import _handed_over, _sitting

    if source is not None:
        sitting = _handed_over.from_file(context, loaded, source, context.day(date))
    else:
        sitting = _sitting.from_words(context, loaded, what, words, context.day(date))
    return sitting if supersedes is None else _sitting.correcting(loaded, sitting, supersedes)


def _record(
    context: Context, loaded: Loaded, sitting: Sitting, source: str | None, *, dry_run: bool, commit: bool
) -> None:
    """Writes the sitting; where it is a round that had been kept in a file, that file is done with."""
    from okrctl.commands import _recording

    if source in (None, "-"):
        _recording.record(context, loaded, sitting, dry_run=dry_run, commit=commit)
        return
    from okrctl.commands import _kept_round

    with _kept_round.forgotten_once_written(context.cwd / str(source), dry_run=dry_run):
        _recording.record(context, loaded, sitting, dry_run=dry_run, commit=commit)
