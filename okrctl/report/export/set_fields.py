"""The fields that a file sets, as plain values: texts, numbers, days, lists and mappings, ready to be printed."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from okrctl.core.kpi import Band
from okrctl.core.number import Relative


def set_fields(entity: object) -> dict[str, Any]:
    """Each field that differs from what it is when absent, by its name in the file, in the order of the type."""
    found = {}
    for field in dataclasses.fields(entity):  # type: ignore[arg-type]
        value = getattr(entity, field.name)
        if value != _absent(field):
            found[field.name] = plain(value)
    return found


def plain(value: object) -> Any:
    """The value without the types of the core."""
    if isinstance(value, Band):
        return _band(value)
    if isinstance(value, Relative):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if _is_span(value):
        return f"{value[0]} {value[1]}"  # type: ignore[index]
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return set_fields(value) if dataclasses.is_dataclass(value) else value


def _absent(field: dataclasses.Field[Any]) -> object:
    """The value of a field that the file does not set."""
    return field.default_factory() if field.default_factory is not dataclasses.MISSING else field.default


def _is_span(value: object) -> bool:
    """Whether it is a span of time as it is read, (3, "months")."""
    return isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], int) and isinstance(value[1], str)


def _band(band: Band) -> str:
    """`>= 40`, `< 3` or `20..30`."""
    if band.low is not None and band.high is not None:
        return f"{band.low}..{band.high}"
    if band.low is not None:
        return f"{'>=' if band.low_included else '>'} {band.low}"
    return f"{'<=' if band.high_included else '<'} {band.high}"
