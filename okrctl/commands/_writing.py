"""The end of every command that writes: check, save, say in one line what was written, commit where that is wished."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from okrctl.commands._context import Context

if TYPE_CHECKING:
    from okrctl.core.changes.changes import Change, Several
    from okrctl.core.incoming.plan import Plan
    from okrctl.storage.loading import Loaded

MOST_NAMED = 4
"""Files that are named on a terminal; the rest is counted. A pipe gets them all."""


def carry_out(
    context: Context,
    loaded: Loaded,
    change: Change | Several,
    *,
    ref: str | None,
    id: str | None,
    dry_run: bool,
    commit: bool,
    said: str | None = None,
    plan: Plan | None = None,
    besides: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """Saves the change and says so: `said` where given, else the change's own sentence.

    The plan of an import belongs to the JSON document, and its sentence is also that of the commit. `besides` are more
    keys of that document.

    Raises what `save` raises, and NotCommitted where it was written and not committed.
    """
    from okrctl.core.changes.changes import sentence
    from okrctl.storage.saving import save

    if commit and not dry_run:
        from okrctl.storage.history import git

        git.check_committable(loaded.root)
    written = save(loaded, change, dry_run=dry_run, lock=not context.environ.get("OKRCTL_NO_LOCK"))
    text = said or sentence(change)
    if context.json:
        more = ({"diff": written.diff} if dry_run else {}) | ({"plan": plan} if plan else {}) | dict(besides)
        context.emit_change(text, wrote=() if dry_run else written.paths, ref=ref, id=id, **more)
    elif dry_run:
        context.emit(written.diff)
    else:
        _say(context, text, written.paths)
    for warning in written.warnings:
        context.say(f"warning: {warning}")
    if commit and written.paths and not dry_run:
        from okrctl.storage.history import git

        git.commit(loaded.root, written.paths, plan.sentence if plan else sentence(change))


def say_unchanged(context: Context, ref: str, sentence: str | None = None) -> None:
    """Says that everything is so already; nothing is written."""
    sentence = sentence or f"nothing to do: {ref} is so already"
    if context.json:
        context.emit_change(sentence, ref=ref, id=ref.rpartition("/")[2])
    else:
        context.emit(sentence)


def _say(context: Context, text: str, paths: tuple[str, ...]) -> None:
    from okrctl.render.terminal.cells import hanging, one_line, width
    from okrctl.render.words import sign

    done = sign("on_track", unicode=context.style.unicode)
    names = list(paths)
    if context.style.width is not None and len(names) > MOST_NAMED:
        names[MOST_NAMED:] = [f"{len(names) - MOST_NAMED} more"]
    told = f"{done} {one_line(text)}    {', '.join(names)}" if names else one_line(text)
    if context.style.width is None or width(told) <= context.style.width:
        context.emit(told)
    else:
        sentence = hanging(f"{done} {one_line(text)}" if names else one_line(text), context.style.width)
        context.emit("\n".join([sentence, *(f"  {name}" for name in names)]))
