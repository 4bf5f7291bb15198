"""The beginning of a guided round: answers of an earlier one that was interrupted are offered again."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from okrctl.commands import _asking, _kept_round
from okrctl.commands._context import Context
from okrctl.core.errors import OkrError

if TYPE_CHECKING:
    from okrctl.core.changes.sitting import Sitting
    from okrctl.storage.loading import Loaded

_WISHES = {"y": "record", "yes": "record", "n": "drop", "no": "drop"}


def offer(context: Context, loaded: Loaded, who: str, *, dry_run: bool, commit: bool) -> Loaded:
    """The workspace once the person has said what becomes of each kept round: recorded, dropped, or left for later."""
    from okrctl.storage.loading import load

    recorded = False
    for file in _kept_round.kept_rounds(loaded.root, who):
        recorded = _one(context, loaded, file, dry_run=dry_run, commit=commit) or recorded
        context.say("")
    return load(loaded.root) if recorded else loaded


def _one(context: Context, loaded: Loaded, file: Path, *, dry_run: bool, commit: bool) -> bool:
    """Asks about one kept round and does what is wished; whether it is recorded now."""
    from okrctl.commands import _recording
    from okrctl.render.terminal.cells import hanging

    sitting = _read(context, loaded, file)
    if sitting is None:
        return False
    context.say(hanging(_told(sitting, context.now), context.error_style.width))
    wish = _wish(context)
    if wish == "record":
        with _kept_round.forgotten_once_written(file, dry_run=dry_run):
            _recording.record(context, loaded, sitting, dry_run=dry_run, commit=commit)
    elif wish == "drop":
        _kept_round.forget(file)
        context.say("They are dropped.")
    return wish == "record"


def _read(context: Context, loaded: Loaded, file: Path) -> Sitting | None:
    """The answers; None where they no longer fit the goals, which is said, and they stay."""
    from okrctl.commands import _handed_over

    try:
        return _handed_over.from_file(context, loaded, str(file), context.as_of)
    except OkrError as fault:
        context.say(f"Answers of an earlier round cannot be recorded: {fault.message}")
        context.say(f"They lie in {file}; mend or delete it")
        return None


def _told(sitting: Sitting, now: datetime) -> str:
    """`3 answers from 21 Nov 17:02 were not recorded: win/nps, win/churn, kpis/visits`."""
    from okrctl.render import words

    about = [ref.short for ref, _ in sitting.updates] + [f"kpis/{reading.kpi}" for reading in sitting.readings]
    number = len(about) + len(sitting.priorities) + len(sitting.wins)
    then = sitting.at.astimezone(now.tzinfo)
    when = f"{words.day(then.date(), now.date())} {then:%H:%M}"
    said = "1 answer" if number == 1 else f"{number} answers"
    words_too = " and what you said of the week" if sitting.priorities or sitting.wins else ""
    return f"{said} from {when} {'was' if number == 1 else 'were'} not recorded: {', '.join(about)}{words_too}"


def _wish(context: Context) -> str:
    """`record`, `drop` or `leave`; asked again until it is one of them."""
    while reply := _asking.line(context, "Record them now? y, n drops them, enter asks again next time: "):
        if reply.lower() in _WISHES:
            return _WISHES[reply.lower()]
        context.say(f'  "{reply}" is none of them')
    return "leave"
