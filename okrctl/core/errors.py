"""The exceptions for requests that cannot be carried out, each with its exit code.

Wrong *data* is never an exception: it is a `Finding`. A bug is left alone and ends as exit 70.
"""

from __future__ import annotations

from collections.abc import Sequence


class OkrError(Exception):
    """A request that cannot be carried out: one sentence, where, and what to do next."""

    exit_code = 70

    def __init__(
        self,
        message: str,
        *,
        help: str | None = None,  # noqa: A002 - the word of the JSON contract
        path: str | None = None,
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.help = help
        self.path = path
        self.line = line
        self.column = column

    @property
    def where(self) -> str | None:
        """`path`, `path:line` or `path:line:column`; None where no file is at fault."""
        parts = [part for part in (self.path, self.line, self.column) if part is not None]
        return ":".join(str(part) for part in parts) or None


class UsageError(OkrError):
    """What was typed has no valid form, or an answer is missing where nobody can be asked."""

    exit_code = 2


class WorkspaceError(OkrError):
    """There is no workspace, or the thing asked for cannot be read."""

    exit_code = 3


class UnknownName(OkrError):
    """A name that names nothing, or several things."""

    exit_code = 4


class WriteRefused(OkrError):
    """Nothing was written (or written and not committed, which the message says)."""

    exit_code = 5


class NotCommitted(WriteRefused):
    """It is written, and git or a hook did not let it be committed."""


class SourceFailed(OkrError):
    """A source of KPI values did not answer as it should."""

    exit_code = 6


def unknown(what: str, name: str, known: Sequence[str], *, help: str | None = None) -> UnknownName:  # noqa: A002
    """The error for a name that names nothing, with the nearest known ones."""
    from okrctl.core.suggestion import did_you_mean

    return UnknownName(f'no {what} "{name}"{did_you_mean(name, known)}', help=help)


def ambiguous(what: str, name: str, candidates: Sequence[str]) -> UnknownName:
    """The error for a name that names several things, with the candidates."""
    shown = ", ".join(candidates[:8]) + (f" and {len(candidates) - 8} more" if len(candidates) > 8 else "")
    return UnknownName(f'{what} "{name}" names {len(candidates)} things: {shown}', help="type more of it")
