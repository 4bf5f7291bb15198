"""Who is typing: `--as`, OKRCTL_USER, then what git knows of the person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrctl.core.errors import UsageError

if TYPE_CHECKING:
    from okrctl.commands._context import Context
    from okrctl.storage.loading import Loaded


def identity(context: Context, loaded: Loaded) -> str:
    """The person: as named, else the one with git's `user.email`, else the slug of git's `user.name`.

    Raises UsageError where nothing says who it is.
    """
    named = context.as_ if context.as_ is not None else context.environ.get("OKRCTL_USER") or None
    person = named.strip() if named is not None else _known_to_git(loaded)
    if person:
        return person
    raise UsageError(
        "who is this? nothing says so", help="name yourself: --as ana, OKRCTL_USER=ana, or git config user.email"
    )


def _known_to_git(loaded: Loaded) -> str | None:
    from okrctl.core.slug import slug
    from okrctl.storage.history import git

    email = (git.config(loaded.root, "user.email") or "").strip().casefold()
    for person, about in loaded.workspace.settings.people.items():
        if email and about.email and about.email.strip().casefold() == email:
            return person
    return slug(git.config(loaded.root, "user.name") or "") or None
