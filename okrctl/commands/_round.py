"""The guided round: line by line through everything of mine that is due, written once at the end.

Lines only, no full screen: it works over ssh and with a screen reader. Enter keeps, `s` skips, `q` stops and saves.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from okrctl.commands import _asking, _offering, _recording, _sitting
from okrctl.commands._context import Context
from okrctl.core.address import Ref, parse_ref
from okrctl.core.changes.sitting import Sitting
from okrctl.core.checkin import Update, merged_update
from okrctl.core.errors import OkrError, UsageError
from okrctl.core.kpi import Reading
from okrctl.report.values import KeyResultLine, KpiLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from okrctl.core.objective import KeyResult
    from okrctl.report.due import DueItem
    from okrctl.report.status import StatusReport
    from okrctl.storage.loading import Loaded


T = TypeVar("T")


class Stopped(Exception):
    """The person stops; what was answered so far is saved."""


class Skipped(Exception):
    """Nothing is recorded for this one."""


@dataclass(slots=True)
class _Round:
    """One round: who asks and answers, about which workspace, and what was answered so far."""

    context: Context
    loaded: Loaded
    lines: Mapping[str, KeyResultLine | KpiLine]
    sitting: Sitting

    def answer(self, ref: Ref, update: Update) -> None:
        """Adds to what was answered about a key result; what is not said stays."""
        updates = dict(self.sitting.updates)
        merged = merged_update(updates.get(ref), update)
        if merged != Update():
            self.sitting = replace(self.sitting, updates=tuple((updates | {ref: merged}).items()))

    def add_reading(self, reading: Reading) -> None:
        """Adds a KPI's value."""
        self.sitting = replace(self.sitting, readings=(*self.sitting.readings, reading))

    def say(self, text: str) -> None:
        """A sentence of ours, wrapped between words where the window is narrow."""
        from okrctl.render.terminal.cells import hanging, harmless
        from okrctl.render.words import our

        style = self.context.error_style
        self.context.say(hanging(harmless(our(text, unicode=style.unicode)), style.width))

    def ask(self, question: str) -> str:
        """An answer; raises Stopped for `q` and at the end of the input, Skipped for `s`."""
        from okrctl.render.words import our

        reply = _asking.line(self.context, our(question, unicode=self.context.error_style.unicode))
        if reply is None or reply.lower() in ("q", "quit"):
            raise Stopped
        if reply.lower() in ("s", "skip"):
            raise Skipped
        return reply

    def ask_until(self, question: str, read: Callable[[str], T]) -> T:
        """An answer that can be read; what is wrong with one that cannot is said, and the question asked again."""
        while True:
            try:
                return read(self.ask(question))
            except OkrError as fault:
                self.say(f"  {fault.message}" + (f"; {fault.help}" if fault.help else ""))


def guided(context: Context, loaded: Loaded, day: date, *, dry_run: bool, commit: bool) -> None:
    """Asks for everything of mine that is due, then for priorities and wins, and records the round.

    Raises UsageError where nobody can be asked.
    """
    if not context.interactive:
        raise UsageError(
            "nobody can be asked here", help="write okrctl checkin REF VALUE, or hand over a round: --from -"
        )
    me = context.identity(loaded)
    if not context.json:
        loaded = _offering.offer(context, loaded, me, dry_run=dry_run, commit=commit)
    status = _status(context, loaded, me)
    if not status.due:
        context.say("Nothing of yours is due. One value: okrctl checkin REF VALUE")
        return
    talk = _Round(context, loaded, _lines(status), Sitting(date=day, at=_sitting.moment(context, loaded, day), by=me))
    try:
        with _hanging_up_interrupts():
            _ask_all(talk, status.due)
    except KeyboardInterrupt:
        _keep(talk)
        raise
    if talk.sitting.is_empty:
        context.say("Nothing recorded.")
        return
    _recording.record(context, loaded, talk.sitting, dry_run=dry_run, commit=commit)


@contextmanager
def _hanging_up_interrupts() -> Iterator[None]:
    """A terminal that is closed, or a connection that breaks, ends the round as Ctrl-C does."""
    import signal

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    named = [getattr(signal, name) for name in ("SIGHUP", "SIGTERM") if hasattr(signal, name)]
    before = {}
    with suppress(ValueError):  # only the main thread may listen
        before = {one: signal.signal(one, interrupt) for one in named}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _keep(talk: _Round) -> None:
    """After Ctrl-C: what was answered lies outside the workspace, in the shape that --from reads."""
    from okrctl.commands._kept_round import keep

    if not talk.sitting.is_empty:
        kept = keep(talk.loaded.root, talk.sitting)
        talk.say("")
        talk.say("Nothing was written. Your answers are kept, and the next okrctl checkin offers them.")
        talk.context.say(f"To record them now: okrctl checkin --from {kept}")


def _status(context: Context, loaded: Loaded, me: str) -> StatusReport:
    """What is due: of me, or everything in a workspace that declares no people."""
    from okrctl.report import status

    mine = bool(loaded.workspace.settings.people)
    return status.build(loaded.workspace, me, context.as_of, mine=mine)


def _lines(status: StatusReport) -> dict[str, KeyResultLine | KpiLine]:
    """The lines of the report by ref, parts too."""
    lines: dict[str, KeyResultLine | KpiLine] = {kpi.ref: kpi for kpi in status.kpis}
    waiting = list(status.key_results)
    while waiting:
        line = waiting.pop()
        lines[line.ref] = line
        waiting.extend(line.parts)
    return lines


def _ask_all(talk: _Round, due: tuple[DueItem, ...]) -> None:
    """Asks for everything that is due until the person stops; `talk.sitting` holds what was answered so far."""
    talk.say("enter keeps, s skips, q stops and saves")
    with suppress(Stopped):
        for number, item in enumerate(due, 1):
            talk.say("")
            talk.say(f"{number} of {len(due)} · {item.title}    {parse_ref(item.ref).short}")
            with suppress(Skipped):
                _ask(talk, item)
        _closing(talk)


def _ask(talk: _Round, item: DueItem) -> None:
    """Asks about one item: a KPI's value, a key result's update, or both where a KPI feeds it."""
    from okrctl.render.terminal import round as lines

    line = talk.lines[item.ref]
    ref, source = parse_ref(item.ref), parse_ref(item.update)
    if isinstance(line, KpiLine):
        talk.say(f"  {lines.kpi_was(line, talk.context.as_of)}")
        talk.add_reading(_reading(talk, source.kpi or ""))
        return
    talk.say(f"  {lines.was(line, talk.context.as_of)}")
    if source.kpi:
        talk.add_reading(_reading(talk, source.kpi))
    else:
        talk.answer(ref, _value(talk, line, ref))
    _words(talk, line, ref)
    if source.kpi or ref in dict(talk.sitting.updates):
        talk.say(f"  {_recording.so_far(talk.context, talk.loaded.workspace, talk.sitting, ref)}")


def _reading(talk: _Round, kpi_id: str) -> Reading:
    from okrctl.commands._sitting import kpi_value

    def read(text: str) -> str:
        if not text:
            raise UsageError("a KPI wants a value of its own for each period", help="s skips it")
        return kpi_value(talk.loaded.workspace.kpis[kpi_id], text)

    return Reading(kpi=kpi_id, value=talk.ask_until(f"  value of kpis/{kpi_id}: ", read))


def _words(talk: _Round, line: KeyResultLine, ref: Ref) -> None:
    """Confidence and note; `s` leaves out the one that was asked for."""
    with suppress(Skipped):
        given = talk.ask_until(_confidence_question(talk, line), lambda text: _confidence(talk, text))
        talk.answer(ref, Update(confidence=given))
    with suppress(Skipped):
        talk.answer(ref, Update(note=talk.ask("  note: ") or None))


def _value(talk: _Round, line: KeyResultLine, ref: Ref) -> Update:
    from okrctl.core.number import shown
    from okrctl.core.typed import value_update

    key_result = talk.loaded.workspace.find_key_result(str(ref))
    assert key_result is not None  # noqa: S101 - its line is in the report
    if key_result.steps:
        return _steps(talk, line, key_result)
    kept = _kept(line)
    question = "  value: " if kept.value is None else f"  value  {shown(kept.value)} → "
    return talk.ask_until(question, lambda text: value_update(ref.short, key_result, text) if text else kept)


def _kept(line: KeyResultLine) -> Update:
    """The same value once more: it was looked at, and it still holds. A count that begins anew has none to keep."""
    if line.kind == "milestone" and line.current is not None and line.current in (0, 1):
        return Update(done=line.current == 1)
    return Update(value=line.current) if isinstance(line.current, Decimal) else Update()


def _steps(talk: _Round, line: KeyResultLine, key_result: KeyResult) -> Update:
    """The steps that are done by now, by id; enter says again which are done already."""
    from okrctl.core.errors import unknown

    for step in line.steps or ():
        talk.say(f"    {'done' if step.done else 'open'}  {step.id}  {step.title}")

    kept = tuple(step.id for step in line.steps or () if step.done)

    def read(text: str) -> Update:
        named = tuple(text.replace(",", " ").split()) or kept
        for step in named:
            if step not in key_result.steps:
                raise unknown("step", step, list(key_result.steps))
        return Update(done=named) if named else Update()

    return talk.ask_until("  steps done since: ", read)


def _confidence_question(talk: _Round, line: KeyResultLine) -> str:
    from okrctl.render.words import confidence

    scale = talk.loaded.workspace.settings.confidence_scale
    was = f"was {confidence(line.confidence, scale)} of {scale}" if line.confidence is not None else f"of {scale}"
    return f"  confidence ({was}): "


def _confidence(talk: _Round, text: str) -> Decimal | None:
    from okrctl.core.typed import confidence

    return confidence(text, talk.loaded.workspace.settings.confidence_scale) if text else None


def _closing(talk: _Round) -> None:
    """Asks for priorities and wins, one a line; a round of nothing asks for neither."""
    if talk.sitting.is_empty:
        return
    talk.say("")
    with suppress(Skipped):
        while reply := talk.ask("Priority until next time (enter ends): "):
            talk.sitting = replace(talk.sitting, priorities=(*talk.sitting.priorities, reply))
    with suppress(Skipped):
        while reply := talk.ask("A win (enter ends): "):
            talk.sitting = replace(talk.sitting, wins=(*talk.sitting.wins, reply))
