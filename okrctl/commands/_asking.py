"""Questions on a terminal; without one, the error that names what answers them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress

from okrctl.commands._context import Context
from okrctl.core.errors import OkrError, UsageError
from okrctl.core.fields import is_control


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


def several(context: Context, question: str, read: Callable[[str], object] = str) -> list[str]:
    """One answer a line until an empty one; nothing where nobody can be asked.

    An answer that `read` refuses is told at once and asked for again.
    """
    replies: list[str] = []
    while context.interactive and (reply := line(context, f"{question} (enter ends): ")):
        try:
            read(reply)
        except OkrError as fault:
            context.say(f"{fault.message}; {fault.help}" if fault.help else fault.message)
        else:
            replies.append(reply)
    return replies


def line(context: Context, question: str) -> str | None:
    """One line from the terminal without the blanks around it; None at the end of the input.

    The question stands on a line of its own. On a real terminal the line can be edited; an answer that no file may hold is
    asked for again.
    """
    from okrctl.render.terminal.cells import hanging

    *before, last = hanging(question.rstrip(" "), context.error_style.width).split("\n")
    if before:
        context.say("\n".join(before))
    while (reply := _typed(context, f"{last} ")) is not None:
        odd = next((character for character in reply if is_control(character)), None)
        if odd is None:
            return reply.strip()
        context.say(f"the answer holds the control character \\u{{{ord(odd):x}}}; type it again")
    return None


def _typed(context: Context, question: str) -> str | None:
    context.stdout.flush()
    if context.stdin is sys.stdin and context.stdin.isatty():
        with suppress(ImportError):  # a Python without it still reads the line
            import readline  # noqa: F401 - input() edits the line by it
        try:
            return input(question)
        except EOFError:
            context.stderr.write("\n")
            return None
    context.stderr.write(question)
    context.stderr.flush()
    return context.stdin.readline() or None
