"""The bytes of a file -> the value it stands for, where nobody asks what is wrong with it: an old version in git's history."""

from __future__ import annotations

from typing import TypeVar

from okrctl.storage.reading.quick_reading import quick_document
from okrctl.storage.reading.quick_values import sound

T = TypeVar("T")


def value_in(kind: type[T], path: str, data: bytes) -> T | None:
    """The value with what is at fault left out; None where the file cannot be read."""
    quick = quick_document(path, data)
    value = sound(kind, quick.quick) if quick and quick.quick is not None else None
    if value is not None:
        return value
    from okrctl.storage.reading.readable import readable_document
    from okrctl.storage.reading.validation import validated

    document, _ = readable_document(path, data)
    return validated(kind, document)[0] if document else None
