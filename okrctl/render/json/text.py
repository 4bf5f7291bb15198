"""JSON text: what okrctl's values look like to scripts.

Shares and other computed figures (`Fraction`) have 6 decimals, half-up; what a person typed (`Decimal`) is never rounded.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from okrctl.core import number
from okrctl.core.fields import instant_text
from okrctl.core.pattern import pattern

LEFT_OUT_WHEN_NONE = frozenset({"grade_computed"})
"""Keys that the contract knows only where they say something."""

_DECIMALS = 6
_AS_THEY_ARE = frozenset({type(None), str, int, bool, float, Decimal})
_CONTROLS = pattern("[\x7f-\x9f\u2028\u2029]")


def dumps(value: object, *, indent: int | None = None) -> str:
    """The value as JSON, non-ASCII letters as they are, control characters escaped."""
    import simplejson

    text = simplejson.dumps(jsonable(value), use_decimal=True, ensure_ascii=False, indent=indent)
    return _CONTROLS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def document(schema: str, value: object) -> str:
    """One whole document: the name of its schema, then the keys of the value (a dataclass or a mapping)."""
    keys = jsonable(value)
    if not isinstance(keys, dict):
        raise TypeError(f"a document is made of keys, not of {type(value).__name__}")
    return dumps({"schema": schema} | keys)


def jsonable(value: object) -> Any:
    """The value in JSON's own types: dataclasses as objects in field order, fields with metadata `json: False` left out."""
    if type(value) in _AS_THEY_ARE:
        return value
    if isinstance(value, Fraction):
        return number.plain(number.half_up(value, _DECIMALS))
    if isinstance(value, date):
        return instant_text(value) if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): jsonable(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [jsonable(item) for item in value]
    return _fields(value)


def _fields(value: Any) -> dict[str, Any]:
    kind: Any = type(value)
    named = {name: getattr(value, name) for name in names(kind)}
    return {name: jsonable(item) for name, item in named.items() if item is not None or name not in LEFT_OUT_WHEN_NONE}


@cache
def names(kind: Any) -> tuple[str, ...]:
    """The fields that are part of the contract; a type that is no dataclass is a bug, and TypeError says so."""
    return tuple(field.name for field in dataclasses.fields(kind) if field.metadata.get("json", True))
