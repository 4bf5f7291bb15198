"""A round that was interrupted: its answers as a file outside the workspace, in the shape that `checkin --from` reads."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from okrctl.core.checkin import Update
from okrctl.core.kpi import Reading

if TYPE_CHECKING:
    from okrctl.core.changes.sitting import Sitting


def keep(sitting: Sitting) -> Path:
    """Where the answers lie now. Raises WriteRefused where there is no place for them."""
    from okrctl.render.json.text import dumps
    from okrctl.storage.writing.manuscripts import manuscript

    document: dict[str, Any] = {
        "date": sitting.date,
        "by": sitting.by,
        "updates": {str(ref): _said(update) for ref, update in sitting.updates},
        "readings": [_said(reading) for reading in sitting.readings],
        "priorities": list(sitting.priorities),
        "wins": list(sitting.wins),
    }
    said = {key: value for key, value in document.items() if value}
    return manuscript("round.yaml", dumps(said).encode()).file


def _said(one: Update | Reading) -> dict[str, Any]:
    """What was said, by key."""
    values = {field.name: getattr(one, field.name) for field in fields(one)}
    return {key: value for key, value in values.items() if value not in (None, (), "")}
