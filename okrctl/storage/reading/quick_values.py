"""The quick check: a tree -> the value its file stands for, or None wherever anything is not as it must be.

Pydantic is the truth (`validation.py`), and takes longer to import than a small workspace takes to be read. This reads the
same annotations of the same types: each `Read` is called, each nested type is built; whatever else stands there, or a fault
of any kind, is left to pydantic, which also says what is wrong. A property test holds the two side by side.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from okrctl.core.bad_value import BadValue
from okrctl.core.fields import OneOrMany, Read
from okrctl.storage.reading.nodes import Written

T = TypeVar("T")
Builder = Callable[[Any], Any]
"""A part of a tree -> its value; raises BadValue or _Doubt."""


def sound(kind: type[T], tree: dict[str, Written | None]) -> T | None:
    """The value of a tree without any fault; None where there is one, which `validated` tells with its place."""
    try:
        value: T = _builder(kind)({key: value for key, value in tree.items() if key != "$schema"})
    except (BadValue, _Doubt):
        return None
    return value


class _Doubt(Exception):
    """Something that only pydantic may judge."""


_BUILDERS: dict[type, Builder] = {}


def _builder(kind: type) -> Builder:
    """How a type that is read from a file is built from a mapping; worked out once."""
    made = _BUILDERS.get(kind)
    if made is None:
        made = _BUILDERS[kind] = _built_from_fields(kind)
    return made


def _built_from_fields(kind: Any) -> Builder:
    hints = get_type_hints(kind, include_extras=True)
    readers: dict[str, Builder] = {}
    required = frozenset(
        field.name for field in fields(kind) if field.default is MISSING and field.default_factory is MISSING
    )

    def build(tree: Any) -> Any:
        if not isinstance(tree, dict):
            raise _Doubt
        values = {}
        for key, part in tree.items():
            reader = readers.get(key)
            if reader is None:
                if key not in hints:
                    raise _Doubt
                reader = readers[key] = _reader(hints[key])
            if part is not None:
                values[key] = reader(part)
        if not required <= values.keys():
            raise _Doubt
        return kind(**values)

    return build


def _reader(hint: Any) -> Builder:
    """How one field is read, by its annotation."""
    origin = get_origin(hint)
    if origin is Annotated:
        return _annotated(*get_args(hint))
    if origin is Literal:
        return _one_of(frozenset(get_args(hint)))
    if origin in (Union, UnionType):
        arms = [arm for arm in get_args(hint) if arm is not NoneType]
        return _reader(arms[0]) if len(arms) == 1 else _doubtful
    if origin is tuple:
        return _tuple_of(_reader(get_args(hint)[0]))
    if origin is dict:
        return _dict_of(*map(_reader, get_args(hint)))
    return _later(hint) if is_dataclass(hint) else _doubtful


def _annotated(bare: Any, *notes: object) -> Builder:
    note = notes[0] if len(notes) == 1 else None
    if isinstance(note, Read):
        return note.read
    if isinstance(note, OneOrMany):
        several = _reader(bare)
        return lambda part: several(part if isinstance(part, list) else [part])
    return _doubtful


def _later(kind: Any) -> Builder:
    """Builds a type when its first value comes: a type may hold itself, and many are never met."""

    def build(part: Any) -> Any:
        return _builder(kind)(part)

    return build


def _one_of(words: frozenset[object]) -> Builder:
    def read(part: Any) -> Any:
        if not isinstance(part, str) or part not in words:
            raise _Doubt
        return part

    return read


def _tuple_of(read: Builder) -> Builder:
    def read_all(part: Any) -> tuple[Any, ...]:
        if not isinstance(part, list):
            raise _Doubt
        return tuple([read(one) for one in part])

    return read_all


def _dict_of(read_key: Builder, read: Builder) -> Builder:
    def read_all(part: Any) -> dict[Any, Any]:
        if not isinstance(part, dict):
            raise _Doubt
        return {read_key(key): read(value) for key, value in part.items() if value is not None}

    return read_all


def _doubtful(_: Any) -> Any:
    raise _Doubt
