"""The end of `pull`: what is new goes into one readings file; what differs and what failed is told."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any

from okrctl.commands import _writing
from okrctl.commands._context import Context
from okrctl.commands._pulling import Fetched
from okrctl.core.errors import OkrError, SourceFailed
from okrctl.core.kpis.pulled import Difference, News, news

if TYPE_CHECKING:
    from okrctl.core.model import Workspace
    from okrctl.storage.loading import Loaded

MOST_TOLD = 5
"""New values that the sentence names; the rest is counted."""


def record(context: Context, loaded: Loaded, found: Fetched, *, dry_run: bool, commit: bool) -> bool:
    """Writes what is new into one readings file and says so; whether there was anything.

    Looks again under the workspace's lock, so that of two pulls at once the second finds nothing new.
    """
    by = context.identity(loaded)
    if not _news(loaded.workspace, found, context).readings:
        _say_nothing(context, loaded, found)
        return False
    with _lock(context, loaded, wanted=not dry_run):
        now = loaded if dry_run else _as_it_is_now(loaded)
        told = _news(now.workspace, found, context)
        if not told.readings:
            _say_nothing(context, now, found)
            return False
        _write(context, now, told, found, by, dry_run=dry_run, commit=commit)
    return True


def _as_it_is_now(loaded: Loaded) -> Loaded:
    """The workspace read again; WorkspaceError where its settings were broken meanwhile."""
    from okrctl.storage.loading import load

    now = load(loaded.root)
    now.require_settings()
    return now


def _lock(context: Context, loaded: Loaded, *, wanted: bool) -> AbstractContextManager[None]:
    from okrctl.storage.writing.lock import locked

    return locked(loaded.root) if wanted and not context.environ.get("OKRCTL_NO_LOCK") else nullcontext()


def _news(workspace: Workspace, found: Fetched, context: Context) -> News:
    """What all sources have to say that the readings do not; of a KPI that is gone meanwhile nothing."""
    every = [news(workspace, kpi, given, context.as_of) for kpi, given in found.values.items() if kpi in workspace.kpis]
    return News(
        tuple(reading for one in every for reading in one.readings),
        tuple(difference for one in every for difference in one.differences),
    )


def _write(
    context: Context, loaded: Loaded, told: News, found: Fetched, by: str, *, dry_run: bool, commit: bool
) -> None:
    from okrctl.core.changes.changes import AddReadings
    from okrctl.core.kpi import Readings
    from okrctl.core.record_id import record_id

    new_id = record_id(os.urandom(5))
    kpis = list(dict.fromkeys(reading.kpi for reading in told.readings))
    at = context.now.replace(microsecond=0)
    readings = Readings(date=context.as_of, at=at, by=by, readings=told.readings)
    _tell_differences(context, loaded, told.differences)
    _writing.carry_out(
        context,
        loaded,
        AddReadings(new_id, readings),
        ref=f"kpis/{kpis[0]}" if len(kpis) == 1 else None,
        id=new_id,
        dry_run=dry_run,
        commit=commit,
        said=_sentence(loaded.workspace, told),
        besides=_more(told, found),
    )


def _sentence(workspace: Workspace, told: News) -> str:
    """`pulled kpis/promoter-score 33 (2026-10), 35 (2026-11)`."""
    from okrctl.core.kpis.periods import containing

    words: list[str] = []
    last = None
    for reading in told.readings[:MOST_TOLD]:
        assert reading.date is not None  # noqa: S101 - news gives each its day
        period = containing(workspace.kpis[reading.kpi].measure, reading.date).id
        words.append(f"{'' if reading.kpi == last else f'kpis/{reading.kpi} '}{reading.value} ({period})")
        last = reading.kpi
    more = len(told.readings) - MOST_TOLD
    return f"pulled {', '.join(words)}{f' and {more} more' if more > 0 else ''}"


def _say_nothing(context: Context, loaded: Loaded, found: Fetched) -> None:
    """Says that the readings hold it all; without a word where there is only trouble to tell."""
    from okrctl.render.words import count

    told = _news(loaded.workspace, found, context)
    _tell_differences(context, loaded, told.differences)
    if not found.values:
        return
    sentence = f"nothing new from {count(len(found.values), 'source')}"
    if not context.json:
        context.emit(sentence)
    elif not found.failures:
        context.emit_change(sentence, **_more(told, found))


def say_no_source(context: Context) -> None:
    """Says that there is nothing to ask."""
    sentence = "no active KPI has a source"
    if context.json:
        context.emit_change(sentence)
    else:
        context.emit(f"{sentence}; a card gets one as source: {{csv: FILE, date: COLUMN, value: COLUMN}}")


def _tell_differences(context: Context, loaded: Loaded, differences: Sequence[Difference]) -> None:
    for one in differences:
        where = loaded.files[f"kpis/readings/{one.record}"]
        context.say(
            f"kpis/{one.kpi} {one.period}: the source says {one.value}, recorded is {one.recorded}, which stays ({where})"
        )


def _more(told: News, found: Fetched) -> dict[str, Any]:
    """What the JSON answer says besides: where a source and the readings differ, and which source failed."""
    return {
        "differs": [
            {"kpi": one.kpi, "period": one.period, "value": one.value, "recorded": one.recorded}
            for one in told.differences
        ],
        "failed": [{"kpi": kpi, "message": fault.message} for kpi, fault in found.failures.items()],
    }


def tell_failures(context: Context, found: Fetched) -> None:
    """Names each source that failed on stderr; with JSON they stand in the document."""
    from okrctl.render.messages import error_text

    for fault in () if context.json else _together(found.failures):
        context.say(error_text(fault, context.error_style))


def exit_code(context: Context, found: Fetched, *, wrote: bool) -> int:
    """6 where a source failed, else 0. Raises SourceFailed with JSON where nothing was written: the failures are the answer."""
    if not found.failures:
        return 0
    if context.json and not wrote:
        faults = _together(found.failures)
        helps = dict.fromkeys(fault.help for fault in faults if fault.help)
        raise SourceFailed("; ".join(fault.message for fault in faults), help="; ".join(helps) or None)
    return SourceFailed.exit_code


def _together(failures: Mapping[str, SourceFailed]) -> list[OkrError]:
    """One error for all sources that failed for the same reason."""
    named: dict[tuple[str, str | None], list[str]] = {}
    for kpi, fault in failures.items():
        named.setdefault((fault.message, fault.help), []).append(f"kpis/{kpi}")
    return [SourceFailed(f"{', '.join(kpis)}: {message}", help=help_) for (message, help_), kpis in named.items()]
