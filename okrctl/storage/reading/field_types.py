"""Field types: of what type each part of a file is, by the annotations of the type that the file stands for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import is_dataclass
from functools import cache
from types import EllipsisType, NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from okrctl.core.finding import KeyPath


def type_at(kind: Any, keys: KeyPath) -> Any:
    """The type of what the keys lead to; object where that is not known."""
    kind = bare(kind)
    if not keys:
        return kind
    fields = field_types(kind)
    return type_at(item_type(kind) if fields is None else fields.get(str(keys[0]), object), keys[1:])


@cache
def field_types(kind: Any) -> Mapping[str, Any] | None:
    """The types of the fields by name; None for what has no fields, such as a list or a mapping of ids."""
    return get_type_hints(kind) if is_dataclass(kind) else None


@cache
def item_type(kind: Any) -> Any:
    """The type of the items of a list, or of the values of a mapping; object for anything else."""
    inner = [one for one in get_args(kind) if not isinstance(one, EllipsisType)]
    return bare(inner[-1]) if get_origin(kind) in (dict, tuple, list) else object


@cache
def bare(kind: Any) -> Any:
    """The type behind `Annotated` and `| None`."""
    if get_origin(kind) is Annotated:
        return bare(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return bare(next(arm for arm in get_args(kind) if arm is not NoneType))
    return kind
