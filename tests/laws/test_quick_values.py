"""The quick check makes the value that pydantic makes, or none: over the files of the examples, whole and damaged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from okrctl.core.checkin import CheckIn
from okrctl.core.kpi import Kpi, Readings
from okrctl.core.model import CycleFile
from okrctl.core.objective import Objective
from okrctl.core.review import KpiReview, Review
from okrctl.core.settings import Settings
from okrctl.storage.reading.quick_reading import quick_tree
from okrctl.storage.reading.quick_values import sound
from okrctl.storage.reading.validation import adapter

EXAMPLES = Path(__file__).parents[2] / "examples"
KINDS: tuple[type, ...] = (Settings, CycleFile, Objective, CheckIn, Kpi, Readings, Review, KpiReview)
WORDS = ("", "x", "no", "007", "12", "1.2M", "-3", "1e3", "nan", "50%", "+20%", "2026-11-21", "2026-13-01", "2026-11-21T10:00:00Z", "true", "a: b", "ana", "metric",
         "week", ">= 40", "20..30", "3 months", "\x1b", "a\nb", "win/nps", "x" * 61)  # fmt: skip
SEEN: list[dict[str, Any]] = [
    {key: value for key, value in tree.items() if key != "$schema"}
    for path in sorted(EXAMPLES.rglob("*.yaml"))
    if (tree := quick_tree(path.read_bytes())) is not None
]
KEYS = sorted(
    {key for tree in SEEN for key in tree} | {key for kind in KINDS for key in kind.__annotations__} | {"odd"}
)


def by_pydantic(kind: type, tree: dict[str, Any]) -> object:
    try:
        value: object = adapter(kind).validate_python(tree)
    except ValidationError:
        return None
    return value


@st.composite
def damaged(draw: st.DrawFn, whole: dict[str, Any]) -> dict[str, Any]:
    """What a file says, with a few values of some depth put in, taken out or exchanged."""
    tree: dict[str, Any] = _copied(whole)
    for _ in range(draw(st.integers(0, 3))):
        place: Any = tree
        while draw(st.booleans()) and (below := _below(place)):
            place = draw(st.sampled_from(below))
        part = draw(st.sampled_from((*WORDS, [], {}, ["ana", "ben"], [{}], {"x": "1"}, [["a"]])))
        key = draw(st.sampled_from([*place, *KEYS]) if isinstance(place, dict) else st.integers(0, len(place) - 1))
        if draw(st.booleans()) or not isinstance(place, dict):
            place[key] = _copied(part)
        else:
            place.pop(key, None)
    return tree


def _below(place: Any) -> list[Any]:
    parts = place.values() if isinstance(place, dict) else place
    return [part for part in parts if isinstance(part, (dict, list)) and part]


def _copied(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: _copied(value) for key, value in part.items()}
    return [_copied(item) for item in part] if isinstance(part, list) else part


@given(st.data())
@settings(max_examples=1500, deadline=None)
def test_the_quick_check_says_what_pydantic_says(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from(SEEN))
    kind = data.draw(st.sampled_from([*(k for k in KINDS if sound(k, whole) is not None), *KINDS]))
    tree = data.draw(damaged(whole))

    value = sound(kind, tree)

    assert value == by_pydantic(kind, tree)
    assert repr(value) == repr(by_pydantic(kind, tree))


def test_the_examples_need_no_pydantic() -> None:
    left_over = [tree for tree in SEEN if all(sound(kind, tree) is None for kind in KINDS)]

    assert len(SEEN) > 400
    assert left_over == []
