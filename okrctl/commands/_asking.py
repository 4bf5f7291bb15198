"""Questions on a terminal; without one, the error that names what answers them."""

from __future__ import annotations

from collections.abc import Sequence

from okrctl.commands._context import Context
from okrctl.core.errors import UsageError


def answer(context: Context, given: str | None, question: str, *, flag: str) -> str:
    """What was given, else what the person answers.

    Raises UsageError where nobody can be asked, or nothing is answered.
    """
    if given is not None:
        return given
    if not context.interactive:
        raise UsageError(f"{flag} is missing, and nobody can be asked", help=f"add {flag} to the command")
    reply = line(context, f"{question}: ")
    if not reply:
        raise UsageError("nothing was answered", help=f"add {flag} to the command")
    return reply


def choice(context: Context, given: str | None, question: str, words: Sequence[str], *, flag: str) -> str:
    """The word that was given, else the one that the person chooses, by its beginning; asked again until it is one.

    Raises UsageError where nobody can be asked, or nothing is answered.
    """
    if given is not None or not context.interactive:
        return answer(context, given, question, flag=flag)
    while reply := line(context, f"{question} ({', '.join(words)}): "):
        typed = reply.lower().replace("-", "_").replace(" ", "_")
        meant = [word for word in words if word == typed] or [word for word in words if word.startswith(typed)]
        if len(meant) == 1:
            return meant[0]
        context.say(f'"{reply}" is none of them')
    raise UsageError("nothing was answered", help=f"add {flag} to the command")


def several(context: Context, question: str) -> list[str]:
    """One answer a line until an empty one; nothing where nobody can be asked."""
    replies: list[str] = []
    while context.interactive and (reply := line(context, f"{question} (enter ends): ")):
        replies.append(reply)
    return replies


def line(context: Context, question: str) -> str | None:
    """One line from the terminal without the blanks around it; None at the end of the input.

    The question goes to stderr, on a line of its own.
    """
    context.stdout.flush()
    context.stderr.write(question)
    context.stderr.flush()
    reply = context.stdin.readline()
    if not reply:
        context.stderr.write("\n")
        return None
    return reply.strip()
