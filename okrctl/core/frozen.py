"""dataclass: the standard library's, defined at a tenth of its cost where it is frozen.

The standard one compiles six functions for each class. A command meets a hundred classes and makes values of a few, so most
of the time to start would go into functions that nobody calls. Here the fields are still the standard library's work, and
`fields`, `replace` and pydantic see a dataclass like any other; but comparing, hashing, showing and refusing to change are
shared by all, and `__init__` is compiled when the first value is made. A test holds both against each other.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from functools import cache, partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

T = TypeVar("T")

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - what type checkers shall believe
else:

    def dataclass(kind=None, /, *, frozen=False, eq=True, slots=False, kw_only=False):
        """The class as a dataclass; the same as the standard library's in all but the time it takes to define."""
        define = partial(_defined, frozen=frozen, eq=eq, slots=slots, kw_only=kw_only)
        return define if kind is None else define(kind)


def _defined(kind: Any, *, frozen: bool, eq: bool, slots: bool, kw_only: bool) -> Any:
    if not frozen:
        return dataclasses.dataclass(eq=eq, slots=slots, kw_only=kw_only)(kind)
    own = frozenset(vars(kind))
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)(kind)
    shared: dict[str, Any] = {"__repr__": _shown, "__setattr__": _refuse_to_set, "__delattr__": _refuse_to_delete}
    shared |= {"__eq__": _is_equal, "__hash__": _hash} if eq else {}
    shared |= {"__getstate__": _state, "__setstate__": _restore} if slots else {}
    for name, function in shared.items():
        if name not in own:
            setattr(made, name, function)
    made.__init__ = _first_init(made)
    return made


def _first_init(kind: Any) -> Callable[..., None]:
    """An `__init__` that makes way for the compiled one."""

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:  # noqa: N807 - it stands for that one
        compiled = _compiled_init(kind)
        kind.__init__ = compiled
        compiled(self, *args, **kwargs)

    return __init__


def _compiled_init(kind: Any) -> Callable[..., None]:
    """The `__init__` of the fields, in the order and with the defaults that dataclasses give it."""
    known: dict[str, Any] = {"_absent": dataclasses.MISSING, "_set": object.__setattr__}
    arguments: dict[bool, list[str]] = {False: [], True: []}
    lines = []
    for field in dataclasses.fields(kind):
        name = field.name
        value = name
        if field.default_factory is not dataclasses.MISSING:
            known[f"_make_{name}"] = field.default_factory
            value = f"_make_{name}() if {name} is _absent else {name}"
        known[f"_default_{name}"] = field.default
        is_required = field.default is field.default_factory
        default = "" if is_required else "=_absent" if value != name else f"=_default_{name}"
        arguments[bool(field.kw_only)].append(name + default)
        lines.append(f"    _set(self, {name!r}, {value})")
    if hasattr(kind, "__post_init__"):
        lines.append("    self.__post_init__()")
    after = ["*", *arguments[True]] if arguments[True] else []
    head = ", ".join(["self", *arguments[False], *after])
    exec(f"def __init__({head}):\n" + ("\n".join(lines) or "    pass"), known)  # noqa: S102 - of our own field names
    compiled: Callable[..., None] = known["__init__"]
    compiled.__qualname__ = f"{kind.__qualname__}.__init__"
    return compiled


@cache
def _getter(kind: Any) -> Callable[[Any], Any]:
    """What gets the values of the fields that count in comparisons."""
    names = [field.name for field in dataclasses.fields(kind) if field.compare]
    return attrgetter(*names) if names else lambda _: ()


def _is_equal(self: Any, other: object) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    kind: Any = self.__class__
    get = _getter(kind)
    return get(self) == get(other)


def _hash(self: Any) -> int:
    kind: Any = self.__class__
    return hash(_getter(kind)(self))


def _shown(self: Any) -> str:
    shown = (f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr)
    return f"{self.__class__.__qualname__}({', '.join(shown)})"


def _refuse_to_set(_self: Any, name: str, _value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_self: Any, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _names(self: Any) -> Iterator[str]:
    return (field.name for field in dataclasses.fields(self))


def _state(self: Any) -> list[Any]:
    return [getattr(self, name) for name in _names(self)]


def _restore(self: Any, state: list[Any]) -> None:
    for name, value in zip(_names(self), state, strict=True):
        object.__setattr__(self, name, value)
