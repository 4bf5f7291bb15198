"""Every field of what the files say, set or not, by its name in the file: what an export carries."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from okrctl.core.kpi import Band
from okrctl.core.model import Workspace
from okrctl.core.number import Relative
from okrctl.report.export.set_fields import plain


def document(workspace: Workspace, *, complete: bool) -> dict[str, Any]:
    """The whole workspace by the names of its files' fields; each part reads back as the file that it came from."""
    return {
        "complete": complete,
        "settings": every_field(workspace.settings),
        "cycles": {cycle.id: every_field(cycle, but={"id"}) for cycle in workspace.cycles.values()},
        "kpis": every_field(workspace.kpis),
        "readings": every_field(workspace.readings),
    }


def every_field(value: object, but: frozenset[str] | set[str] = frozenset()) -> Any:
    """The value without the types of the core; of a type that files hold all fields but those left out."""
    if dataclasses.is_dataclass(value) and not isinstance(value, Band | Relative):
        names = (field.name for field in dataclasses.fields(value) if field.name not in but)
        return {name: every_field(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return {str(key): every_field(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        shown = plain(value)
        return shown if isinstance(shown, str) else [every_field(item) for item in value]
    return plain(value)
