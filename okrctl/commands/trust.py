"""`okrctl trust`: the user's word that the sources of a workspace may run commands and open connections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from okrctl.commands._context import Context

if TYPE_CHECKING:
    from pathlib import Path

    from okrctl.sources.measured.definitions import Definition

NAME = "trust"
GROUP = "In"
EXAMPLES = (
    "okrctl trust --show",
    "okrctl trust --revoke",
)


def trust(
    context: Context,
    yes: Annotated[bool, typer.Option("--yes", help="allow it without being asked")] = False,
    show: Annotated[bool, typer.Option("--show", help="only show what would be allowed, and whether it is")] = False,
    revoke: Annotated[bool, typer.Option("--revoke", help="take the permission back")] = False,
) -> None:
    """What may okrctl pull run and connect to?

    Shows every command, address and file outside the workspace that the KPI cards name, and asks. The answer is kept in
    your own folder, for this workspace and these sources only: whatever of them changes, you are asked again. Where there
    is no such folder, as in CI, OKRCTL_TRUST with the hash that is shown says the same.
    """
    from okrctl.commands import _trusting
    from okrctl.core.errors import UsageError
    from okrctl.sources.measured.definitions import definitions, hash_of

    if yes + show + revoke > 1:
        raise UsageError("--yes, --show and --revoke exclude one another", help="give one of them")
    loaded = context.load()
    root = _trusting.real_root(loaded)
    if revoke:
        _revoke(context, root)
        return
    every = definitions(loaded.workspace.kpis, root)
    asking = [one for one in every if one.permission]
    is_allowed = _trusting.refusal(context, root, hash_of(every)) is None
    if not context.json:
        _draw(context, loaded.workspace.name, every, is_allowed=is_allowed)
    if not show and asking and not is_allowed:
        _allow(context, root, every, yes=yes)
    elif context.json:
        sentence = "nothing needs a permission" if not asking else "allowed" if is_allowed else "not allowed"
        _answer(context, [], sentence, every, is_allowed=is_allowed or not asking)


def _draw(context: Context, name: str, every: tuple[Definition, ...], *, is_allowed: bool) -> None:
    from okrctl.render.terminal.trust import terminal_trust
    from okrctl.sources.measured.definitions import hash_of

    context.emit(terminal_trust(name, every, hash_of(every), context.style, is_allowed=is_allowed))


def _allow(context: Context, root: Path, every: tuple[Definition, ...], *, yes: bool) -> None:
    """Asks, and records the answer."""
    from okrctl.commands import _asking
    from okrctl.render.words import count
    from okrctl.sources.measured.definitions import hash_of
    from okrctl.storage.trust_records import record_trust

    word = "yes" if yes else _asking.choice(context, None, "Allow this?", ("yes", "no"), flag="--yes")
    if not "yes".startswith(word.lower()):
        context.emit("not allowed; okrctl pull goes on without these sources")
        return
    file = record_trust(root, hash_of(every), context.now)
    allowed = sum(1 for one in every if one.permission)
    sentence = f"allowed {count(allowed, 'source')} of {root}"
    if context.json:
        _answer(context, [str(file)], sentence, every, is_allowed=True)
    else:
        context.emit(f"{sentence}    {file}")


def _revoke(context: Context, root: Path) -> None:
    from okrctl.storage.trust_records import revoke_trust

    file = revoke_trust(root)
    sentence = f"took the permission for {root} back" if file else f"nothing was allowed for {root}"
    if context.json:
        context.emit_change(sentence, wrote=[str(file)] if file else [])
    else:
        context.emit(sentence)


def _answer(
    context: Context, wrote: list[str], sentence: str, every: tuple[Definition, ...], *, is_allowed: bool
) -> None:
    from okrctl.sources.measured.definitions import hash_of

    sources: list[dict[str, Any]] = [
        {"kpi": one.kpi_id, "does": one.permission.does, "what": one.permission.what, "besides": one.permission.besides}
        for one in every
        if one.permission
    ]
    context.emit_change(sentence, wrote=wrote, hash=hash_of(every), allowed=is_allowed, permissions=sources)
