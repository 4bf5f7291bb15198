"""The format that a command prints in, as it is asked for by `--format` or `--json`."""

from __future__ import annotations

from collections.abc import Sequence

from okrctl.commands._context import Context
from okrctl.core.errors import UsageError
from okrctl.core.suggestion import did_you_mean


def chosen(context: Context, typed: str | None, known: Sequence[str]) -> str:
    """The format's name: as typed, JSON with `--json`, else the first that is known. UsageError for any other."""
    name = typed or ("json" if context.json else known[0])
    if name not in known:
        raise UsageError(f'--format: "{name}" is none of {", ".join(known)}{did_you_mean(name, known)}')
    return name
