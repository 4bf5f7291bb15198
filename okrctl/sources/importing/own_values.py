"""An export of okrctl as a tree of texts -> the workspace that it says, read by the same types as the files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from okrctl.core.bad_value import BadValue
from okrctl.core.checkin import CheckIn
from okrctl.core.errors import UsageError
from okrctl.core.fields import read_cycle_id
from okrctl.core.kpi import Kpi, Readings
from okrctl.core.model import Cycle, CycleFile, Workspace
from okrctl.core.number import plain_text
from okrctl.core.objective import Objective
from okrctl.core.review import KpiReview, Review
from okrctl.core.settings import Settings

T = TypeVar("T")
Tree = Mapping[str, Any]

_IN_CYCLE: Mapping[str, type] = {
    "objectives": Objective,
    "checkins": CheckIn,
    "reviews": Review,
    "kpi_reviews": KpiReview,
}


def workspace_of(tree: Tree, name: str) -> Workspace:
    """The workspace. Raises UsageError, with the place, for anything that no file may say."""
    return Workspace(
        settings=_read(Settings, tree.get("settings") or {"format": "1"}, "settings", name),
        cycles={cycle: _cycle(cycle, about, name) for cycle, about in sorted(_things(tree, "cycles").items())},
        kpis=_each(Kpi, _things(tree, "kpis"), "kpis", name),
        readings=_each(Readings, _things(tree, "readings"), "readings", name),
    )


def _cycle(cycle: str, about: Tree, name: str) -> Cycle:
    where = f"cycles/{cycle}"
    own = {one.name for one in fields(CycleFile)}
    said = _read(CycleFile, {key: value for key, value in about.items() if key in own}, where, name)
    try:
        read_cycle_id(cycle)
    except BadValue as fault:
        raise _refusal(name, where, fault.message) from None
    if said.start is None or said.end is None:
        raise _refusal(name, where, "it does not say from when to when it runs")
    things: dict[str, Any] = {
        key: _each(kind, _things(about, key), f"{where}/{key}", name) for key, kind in _IN_CYCLE.items()
    }
    return Cycle(
        id=cycle,
        title=said.title or cycle,
        start=said.start,
        end=said.end,
        theme=said.theme,
        state=said.state,
        **things,
    )


def _things(tree: Tree, key: str) -> dict[str, Any]:
    found = tree.get(key)
    return (
        {str(name): one for name, one in found.items() if isinstance(one, Mapping)}
        if isinstance(found, Mapping)
        else {}
    )


def _each(kind: type[T], things: Tree, where: str, name: str) -> dict[str, T]:
    return {own: _read(kind, about, f"{where}/{own}", name) for own, about in sorted(things.items())}


@cache
def _adapter(kind: type[Any]) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def _read(kind: type[T], about: Tree, where: str, name: str) -> T:
    from pydantic import ValidationError

    try:
        return _adapter(kind).validate_python(texts(about))  # type: ignore[no-any-return, arg-type]
    except ValidationError as faults:
        first = faults.errors(include_url=False)[0]
        keys = "/".join(str(key) for key in first["loc"])
        raise _refusal(name, f"{where}/{keys}", str(first["msg"])) from None


def _refusal(name: str, where: str, why: str) -> UsageError:
    return UsageError(f"{where} in {name}: {why}", path=name, help="nothing was written")


def texts(value: Any) -> Any:
    """The value with every number and flag as the text that a file would hold, and without what is not said."""
    if isinstance(value, Mapping):
        return {str(key): texts(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [texts(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return plain_text(Decimal(value)) if isinstance(value, int | Decimal) else value
