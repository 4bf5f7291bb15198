"""Our dataclass behaves as the standard library's where it is frozen."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Callable
from dataclasses import field
from typing import Any

import pytest

from okrctl.core import frozen

Decorator = Callable[..., Any]


def point(dataclass: Decorator, **how: bool) -> Any:
    """A class with every form of field that ours have."""

    @dataclass(frozen=True, **how)
    class Point:
        """A point."""

        x: int = field(kw_only=False) if how.get("kw_only") else field()
        y: int = 2
        name: str = field(default="", compare=False)
        secret: str = field(default="s", repr=False, metadata={"json": False})
        tags: list[str] = field(default_factory=list)

    return Point


FORMS = [{"slots": True, "kw_only": True}, {"slots": True}, {}, {"slots": True, "eq": False}]


@pytest.mark.parametrize("how", FORMS, ids=str)
def test_values_are_made_shown_and_compared_alike(how: dict[str, bool]) -> None:
    ours, standard = point(frozen.dataclass, **how), point(dataclasses.dataclass, **how)

    def told(kind: Any) -> list[object]:
        one, same, other = kind(1), kind(1, name="n"), kind(x=1, y=3, tags=["t"])
        return [
            repr(one), repr(other), one == same, one != other, one == (1, 2), one.tags is same.tags, one.tags,
            [f.name for f in dataclasses.fields(kind)], dataclasses.asdict(other), kind.__match_args__, kind.__doc__,
            repr(dataclasses.replace(one, y=9)), hasattr(one, "__dict__"), copy.deepcopy(other).tags,
        ]  # fmt: skip

    assert told(ours) == told(standard)


@pytest.mark.parametrize("how", FORMS, ids=str)
def test_the_signature_of_a_class_is_alike_once_a_value_was_made(how: dict[str, bool]) -> None:
    ours, standard = point(frozen.dataclass, **how), point(dataclasses.dataclass, **how)
    ours(1)

    def parameters(kind: Any) -> list[tuple[str, object]]:
        return [(one.name, one.kind) for one in inspect.signature(kind).parameters.values()]

    assert parameters(ours) == parameters(standard)


@pytest.mark.parametrize("how", FORMS, ids=str)
@pytest.mark.parametrize("arguments", [((), {}), ((1,), {"z": 2}), ((1,), {"x": 2})], ids=str)
def test_what_does_not_fit_is_refused(how: dict[str, bool], arguments: tuple[tuple[int, ...], dict[str, int]]) -> None:
    given, named = arguments

    for kind in (point(frozen.dataclass, **how), point(dataclasses.dataclass, **how)):
        with pytest.raises(TypeError):
            kind(*given, **named)


@pytest.mark.parametrize("how", FORMS, ids=str)
def test_a_value_does_not_change(how: dict[str, bool]) -> None:
    for kind in (point(frozen.dataclass, **how), point(dataclasses.dataclass, **how)):
        value = kind(1)

        with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'y'"):
            value.y = 3
        with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'y'"):
            del value.y


@frozen.dataclass(frozen=True, slots=True)
class Place:
    """A value that can be sent to another process."""

    x: int
    y: int = 0


def test_equal_values_are_one_in_a_set_and_survive_a_journey() -> None:
    places = {Place(1), Place(1, 0), Place(2)}

    assert places == {Place(1), Place(2)}
    assert pickle.loads(pickle.dumps(Place(3, 4))) == Place(3, 4)  # noqa: S301 - our own bytes


def test_a_class_that_may_change_is_the_standard_one() -> None:
    @frozen.dataclass(slots=True)
    class Counter:
        """It counts."""

        seen: int = 0

    counter = Counter()
    counter.seen += 1

    assert counter == Counter(1)


def test_a_class_looks_after_itself() -> None:
    @frozen.dataclass(frozen=True)
    class Even:
        """An even number."""

        value: int

        def __post_init__(self) -> None:
            if self.value % 2:
                raise ValueError(self.value)

    assert Even(2).value == 2
    with pytest.raises(ValueError, match="3"):
        Even(3)
