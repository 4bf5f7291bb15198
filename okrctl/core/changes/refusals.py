"""The refusals that changes share: an id that is taken or has no valid form, a goal that contradicts itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from okrctl.core.bad_value import BadValue
from okrctl.core.checks.validity import Fault
from okrctl.core.errors import UsageError
from okrctl.core.fields import read_id


def refuse_taken(what: str, new_id: str, taken: Iterable[str]) -> None:
    """Raises UsageError where the id has no valid form or names a thing of that kind already."""
    refuse_bad(read_id, new_id)
    if new_id in taken:
        raise UsageError(
            f'there is {"an" if what[0] in "aeiou" else "a"} {what} with the id "{new_id}" already',
            help="name another with --id",
        )


def refuse_other_kind(new_id: str, others: Iterable[str], kind: str) -> None:
    """Raises UsageError where the id names something of another kind: cycles and objectives never share one."""
    if new_id in others:
        raise UsageError(f'"{new_id}" names {kind} already', help="name another with --id")


def refuse_bad(read: Callable[[object], object], text: str) -> None:
    """Raises UsageError where `read` cannot make anything of the text."""
    try:
        read(text)
    except BadValue as fault:
        raise UsageError(fault.message, help=fault.help) from None


def refuse_faults(faults: Iterable[Fault]) -> None:
    """Raises UsageError for the first fault."""
    for fault in faults:
        raise UsageError(fault.message, help=fault.help)
