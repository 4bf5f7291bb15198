"""What the user allowed of a workspace's sources: by `okrctl trust`, or by OKRCTL_TRUST in a place without a home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrctl.commands._context import Context

if TYPE_CHECKING:
    from pathlib import Path

    from okrctl.storage.loading import Loaded

VARIABLE = "OKRCTL_TRUST"


def real_root(loaded: Loaded) -> Path:
    """The workspace's folder, links resolved: what a permission is given for."""
    import os
    from pathlib import Path

    return Path(os.path.realpath(loaded.root))


def refusal(context: Context, root: Path, sources: str) -> str | None:
    """Why the sources with this hash may not run, in words that follow "and"; None where the user allowed them."""
    from okrctl.storage.trust_records import trusted_hash

    given = context.environ.get(VARIABLE, "").strip().lower()
    recorded = trusted_hash(root)
    if sources in {given, recorded}:
        return None
    if given:
        return f"{VARIABLE} is not the hash of the sources as they are now"
    return "you have not allowed that" if recorded is None else "the sources were changed since you allowed them"
