"""Setting: one field of a thing with its new value, and the thing with that value in place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, field, fields, replace
from typing import Any

from okrctl.core.frozen import dataclass

Keys = tuple[Any, ...]
"""The keys that lead to a value, the outermost first: texts, or days where a mapping is by day."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One field, at these keys below the thing, and what it becomes."""

    keys: Keys
    value: object
    """None takes the field away."""
    was: object = field(default=None, compare=False)
    """What it was when it was typed, for the sentence alone."""

    @property
    def name(self) -> str:
        """The keys as they are typed.

        >>> Setting(("bands", "green"), None).name
        'bands.green'
        """
        return ".".join(str(key) for key in self.keys)


def with_settings(thing: Any, settings: Iterable[Setting]) -> Any:
    """The thing with the new values."""
    for setting in settings:
        thing = with_value(thing, setting.keys, setting.value)
    return thing


def value_in(thing: Any, keys: Keys) -> Any:
    """What stands at the keys; None where nothing does."""
    for key in keys:
        if thing is None:
            return None
        thing = thing.get(key) if isinstance(thing, Mapping) else getattr(thing, str(key), None)
    return thing


def with_value(thing: Any, keys: Keys, value: object) -> Any:
    """The thing with that value at the keys; None takes it away. KeyError where nothing is to be found on the way."""
    key, rest = keys[0], keys[1:]
    inner = value_in(thing, (key,))
    if rest and inner is None:
        raise KeyError(key)
    new = with_value(inner, rest, value) if rest else value
    if isinstance(thing, Mapping):
        return {k: v for k, v in thing.items() if k != key} if new is None else {**thing, key: new}
    return replace(thing, **{key: usual(type(thing), key) if new is None else new})


def usual(kind: type, name: str) -> Any:
    """What a field of the type is where it is not written; None where it must be."""
    about = next(one for one in fields(kind) if one.name == name)
    if about.default_factory is not MISSING:
        return about.default_factory()
    return None if about.default is MISSING else about.default
