"""Closing an objective or a KPI: the review from options and answers, and the objective that carries it on."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from okrctl.commands import _asking, _lookup, _new, _writing
from okrctl.commands._context import Context
from okrctl.core.address import Ref
from okrctl.core.changes.changes import AddObjective, AddReview, Change, SetFields, Several, sentence
from okrctl.core.changes.setting import Setting
from okrctl.core.entities import entity_in
from okrctl.core.errors import UsageError, unknown
from okrctl.core.review import KpiReview, Review

if TYPE_CHECKING:
    from okrctl.commands.close import Words
    from okrctl.core.model import Workspace
    from okrctl.core.objective import Objective
    from okrctl.core.scoring.scores import ObjectiveScore
    from okrctl.storage.loading import Loaded

VERDICTS = ("too_ambitious", "about_right", "not_challenging_enough")
KPI_VERDICTS = ("keep", "tweak", "replace")
DECISIONS = ("done", "carry_forward", "modify", "drop")
TEXTS = ("reason", "helped", "hindered", "learned", "explanation")
"""Options that are told in a person's own words."""

ONLY_OBJECTIVES = ("grade", "reason", "helped", "hindered", "explanation", "decision", "to")


def refuse_switches(ref: Ref, *, anyway: bool, reopen: bool) -> None:
    """Raises UsageError for a key result, and for what is said of cycles alone."""
    if ref.key_result:
        raise UsageError(
            f"{ref.short} is a key result; it is closed with its objective", help=f"okrctl close {ref.objective}"
        )
    if anyway or reopen:
        flag = "--anyway" if anyway else "--reopen"
        raise UsageError(
            f"{flag} is for a cycle, and {ref.short} is {_an(ref.kind)}", help="name a cycle, or leave it out"
        )


def review(context: Context, loaded: Loaded, ref: Ref, words: Words, *, dry_run: bool, commit: bool) -> None:
    """Writes the review, or changes the one that is there, and carries the objective on where that was decided."""
    changes = _kpi_changes(context, loaded, ref, words) if ref.kpi else _changes(context, loaded, ref, words)
    if not changes:
        _writing.say_unchanged(context, str(ref))
        return
    change = Several(tuple(changes))
    _writing.carry_out(
        context, loaded, change, ref=str(ref), id=ref.kpi or ref.objective, dry_run=dry_run, commit=commit,
        said=_said(change),
    )  # fmt: skip


def _said(change: Several) -> str:
    """The change's sentence, with the key results that go on."""
    new = next((one for one in change.changes if isinstance(one, AddObjective)), None)
    if new is None:
        return sentence(change)
    going_on = ", ".join(new.objective.key_results) or "no key result"
    return f"{sentence(Several(change.changes[1:]))}; carried to {new.entity} with {going_on}"


def _changes(context: Context, loaded: Loaded, ref: Ref, words: Words) -> list[Change]:
    """The changes that close an objective."""
    from okrctl.core.scoring.scoring import Scores

    if words.cycle is not None:
        raise UsageError(
            "--cycle is for a KPI's review", help="an objective's lies in its own cycle; --to carries it on"
        )
    workspace, entity = loaded.workspace, f"{ref.cycle}/reviews/{ref.objective}"
    old: Review | None = entity_in(workspace, entity)
    score = Scores(workspace, context.day(words.date)).objective(str(ref))
    given = _given(words, VERDICTS)
    if old is None:
        _refuse_broken(loaded, entity)
        given = _completed(context, score, given)
    if given.get("grade") is not None and not (given.get("reason") or (old and old.reason)):
        given["reason"] = _asking.answer(context, None, "Why this grade", flag="--reason")
    new = _carried_on(loaded, ref, score, words, given.get("decision"), old)
    if new:
        given["carried_to"] = new.entity
    review_change = _review_change(context, loaded, entity, old, words, given)
    if new and loaded.workspace.find_objective(new.entity):
        new = None
    return [one for one in (new, review_change) if one]  # a review that names an objective comes after it


def _kpi_changes(context: Context, loaded: Loaded, ref: Ref, words: Words) -> list[Change]:
    """The changes that close a KPI's cycle."""
    for name in ONLY_OBJECTIVES:
        if getattr(words, name) is not None:
            raise UsageError(f"--{name} is for an objective", help="a KPI takes --verdict, --learned and --cycle")
    entity = f"{_cycle_of_kpi_review(context, loaded.workspace, words.cycle)}/reviews/kpis/{ref.kpi}"
    old: KpiReview | None = entity_in(loaded.workspace, entity)
    given = _given(words, KPI_VERDICTS)
    if old is None:
        _refuse_broken(loaded, entity)
        _tell(context, f"{ref}: {loaded.workspace.kpis[ref.kpi or ''].title}", given)
        given["verdict"] = _asking.choice(context, given.get("verdict"), "Verdict", KPI_VERDICTS, flag="--verdict")
        given["learned"] = _asking.answer(context, given.get("learned"), "What was learned", flag="--learned")
    change = _review_change(context, loaded, entity, old, words, given, kind=KpiReview)
    return [change] if change else []


def _given(words: Words, verdicts: tuple[str, ...]) -> dict[str, Any]:
    """What the options say, read."""
    given: dict[str, Any] = {name: text.strip() for name in TEXTS if (text := getattr(words, name)) is not None}
    empty = next((name for name, text in given.items() if not text), None)
    if empty:
        raise UsageError(f"--{empty} says nothing", help="say it in a few words, or leave it out")
    if words.grade is not None:
        given["grade"] = _grade(words.grade)
    for name, among in (("verdict", verdicts), ("decision", DECISIONS)):
        if (word := getattr(words, name)) is not None:
            given[name] = _new.one_of(word.strip().lower().replace("-", "_").replace(" ", "_"), among, f"--{name}")
    return given


def _grade(text: str) -> Decimal:
    from okrctl.core.fields import read_share
    from okrctl.core.number import plain_text
    from okrctl.core.typed import typed_number

    value = typed_number(text)
    share = value / 100 if text.rstrip().endswith("%") else value
    return Decimal(_new.read(read_share, plain_text(share), "--grade"))


def _completed(context: Context, score: ObjectiveScore, given: dict[str, Any]) -> dict[str, Any]:
    """What was given, and what a person answers for the rest. Raises UsageError where nobody can be asked."""
    from okrctl.render.words import percent

    reached = (
        "no data" if score.progress is None or score.score is None else f"{percent(score.score)}, grade {score.grade}"
    )
    _tell(context, f"{score.ref}: {score.objective.title} · {reached}", given)
    verdict = _asking.choice(context, given.get("verdict"), "Verdict", VERDICTS, flag="--verdict")
    learned = _asking.answer(context, given.get("learned"), "What is done differently next time", flag="--learned")
    missed = score.objective.type == "committed" and (score.score or 0) < 1 and "explanation" not in given
    if missed and context.interactive:
        given["explanation"] = _asking.line(context, "Why the commitment was not kept (enter: nothing): ") or None
    decision = _asking.choice(context, given.get("decision"), "Decision", DECISIONS, flag="--decision")
    return given | {"verdict": verdict, "learned": learned, "decision": decision}


def _tell(context: Context, line: str, given: dict[str, Any]) -> None:
    """Says what the questions are about, where there will be any."""
    from okrctl.render.terminal.cells import one_line

    if context.interactive and not {"verdict", "learned"} <= given.keys():
        context.say(one_line(line))


def _review_change(
    context: Context,
    loaded: Loaded,
    entity: str,
    old: Review | KpiReview | None,
    words: Words,
    given: dict[str, Any],
    kind: type[Review] | type[KpiReview] = Review,
) -> Change | None:
    """The change that adds the review, or that alters what was given of the one there; None where nothing changes."""
    if old is None:
        return AddReview(entity, kind(date=context.day(words.date), by=context.identity(loaded), **given))
    if words.date is not None:
        given = {"date": context.day(words.date), **given}
    order = [field.name for field in fields(old)]
    settings = (Setting((name,), given[name], getattr(old, name)) for name in sorted(given, key=order.index))
    changed = tuple(one for one in settings if one.value != one.was)
    return SetFields(entity, (), changed) if changed else None


def _carried_on(
    loaded: Loaded, ref: Ref, score: ObjectiveScore, words: Words, decision: str | None, old: Review | None
) -> AddObjective | None:
    """The objective of the next cycle; None where it does not go on, or does so already.

    It may be there, to the letter: then the program was killed before the review was written.
    """
    from okrctl.core.changes.carrying import carried, next_cycle

    goes_on = decision == "carry_forward" or (decision == "modify" and words.to is not None)
    if words.to is not None and not goes_on:
        raise UsageError("--to says where it is carried to, and it is not", help="add --decision carry_forward")
    if not goes_on or (old and old.carried_to):
        return None
    path = loaded.files[str(ref)]
    if any(fault.path == path and fault.level == "error" for fault in loaded.findings):
        raise _lookup.broken(loaded, path)
    to = next_cycle(loaded.workspace, ref.cycle or "", words.to)
    new = AddObjective(to, ref.objective or "", carried(loaded.workspace, score))
    there = loaded.workspace.find_objective(new.entity)
    if there != new.objective:
        _refuse_taken(there, ref, to)
    return new


def _refuse_taken(there: Objective | None, ref: Ref, to: str) -> None:
    if there is None:
        return
    other = f"{to}/{ref.objective}"
    if there.continues == str(ref):
        raise UsageError(f"{other} carries it on already", help="leave --decision out, or remove that objective first")
    raise UsageError(f"{other} is another objective", help=f"rename one of them first: okrctl rename {other} ID")


def _cycle_of_kpi_review(context: Context, workspace: Workspace, typed: str | None) -> str:
    """The cycle typed, else the shortest open one that contains as-of."""
    from okrctl.core.period import parse

    if typed is not None:
        if typed not in workspace.cycles and parse(typed, workspace.settings.fiscal_year_starts) is None:
            raise unknown("cycle", typed, list(workspace.cycles))
        return typed
    day = context.as_of
    running = [cycle for cycle in workspace.cycles.values() if cycle.start <= day <= cycle.end and not cycle.is_closed]
    if not running:
        raise UsageError(f"no open cycle contains {day}", help="name the one that the review belongs to: --cycle ID")
    return min(running, key=lambda cycle: (cycle.end - cycle.start, cycle.id)).id


def _refuse_broken(loaded: Loaded, entity: str) -> None:
    """Raises WorkspaceError where a review is there and cannot be read."""
    if entity in loaded.files:
        raise _lookup.broken(loaded, loaded.files[entity])


def _an(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
