"""Answers that are kept: a reading command asked the same of the same files prints what it printed before.

Only where everything that it prints depends on the files, the day and the options: not for another revision, for a page
that names its moment, for a file that is written, or while somebody looks for a bug.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO, TypeVar, cast

from okrctl import __version__

if TYPE_CHECKING:
    from okrctl.commands._context import Context

Asked = TypeVar("Asked")


class Computed(NamedTuple):
    """How a command ended, and on which folders of the workspace its answer does not depend."""

    code: int
    unopened: frozenset[str]


OFF = "OKRCTL_NO_CACHE"
"""The variable of the environment that makes every command compute."""


def answered(context: Context, name: str, asked: Asked, compute: Callable[[Context, Asked], Computed]) -> int:
    """The exit code of the command, its answer printed: the kept one, else the one that is computed now."""
    if context.at is not None or context.debug or context.environ.get(OFF):
        return compute(context, asked).code
    from okrctl.storage.kept_answers import Answer, folder_of, keep_answer, kept_answer, state_of

    root, question = context.workspace_root, _question(context, name, asked)
    folder = folder_of(root)
    kept = kept_answer(folder, question, root)
    if kept:
        if kept.err:
            context.say(kept.err)
        context.emit(kept.out)
        return kept.code
    out, err = _Copied(context.stdout), _Copied(context.stderr)
    done = compute(replace(context, stdout=cast("TextIO", out), stderr=cast("TextIO", err)), asked)
    state = state_of(root, done.unopened)
    if state and state.is_at_rest(int(context.now.timestamp() * 1e9)):  # and so nothing changed while it was computed
        keep_answer(folder, question, state, Answer("".join(out.copy), "".join(err.copy), done.code), done.unopened)
    return done.code


def _question(context: Context, name: str, asked: object) -> str:
    """All that the answer depends on beside the files."""
    return repr((__version__, name, asked, context.json, context.as_of, context.style, context.error_style))


class _Copied:
    """A stream that remembers what is written to it."""

    def __init__(self, stream: TextIO) -> None:
        self.uncopied, self.copy = stream, list[str]()

    def write(self, text: str) -> int:
        """Write the text, and remember it once that is done."""
        written = self.uncopied.write(text)
        self.copy.append(text)
        return written

    def __getattr__(self, name: str) -> Any:
        return getattr(self.uncopied, name)
