"""A round that was interrupted: its answers as a file outside the workspace, in the shape that `checkin --from` reads."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from okrctl.core.checkin import Update
from okrctl.core.errors import NotCommitted
from okrctl.core.kpi import Reading

if TYPE_CHECKING:
    from okrctl.core.changes.sitting import Sitting


def keep(root: Path, sitting: Sitting) -> Path:
    """Where the answers lie now. Raises WriteRefused where there is no place for them."""
    from okrctl.render.json.text import dumps
    from okrctl.storage.writing.manuscripts import manuscript

    document: dict[str, Any] = {
        "date": sitting.date,
        "at": sitting.at,
        "by": sitting.by,
        "updates": {str(ref): _said(update) for ref, update in sitting.updates},
        "readings": [_said(reading) for reading in sitting.readings],
        "priorities": list(sitting.priorities),
        "wins": list(sitting.wins),
    }
    said = {key: value for key, value in document.items() if value}
    return manuscript(f"{_name(root, sitting.by)}.yaml", dumps(said).encode()).file


def kept_rounds(root: Path, who: str) -> list[Path]:
    """The person's rounds on this workspace that were interrupted and not recorded since, the oldest first."""
    from okrctl.storage.writing.manuscripts import kept

    return kept(_name(root, who))


def forget(file: Path | None) -> None:
    """Takes the answers away, where the file is a round that was kept; any other file stays."""
    from okrctl.storage.writing.manuscripts import is_manuscript

    if file and file.name.startswith("round-") and is_manuscript(file):
        file.unlink(missing_ok=True)


@contextmanager
def forgotten_once_written(file: Path | None, *, dry_run: bool) -> Iterator[None]:
    """Forgets the answers after they were written, committed or not."""
    try:
        yield
    except NotCommitted:
        forget(file)
        raise
    if not dry_run:
        forget(file)


def _name(root: Path, who: str) -> str:
    """Begins the names of this person's files about this workspace."""
    about = f"{os.path.realpath(root)}\0{who}"
    return f"round-{hashlib.sha256(os.fsencode(about)).hexdigest()[:16]}"


def _said(one: Update | Reading) -> dict[str, Any]:
    """What was said, by key."""
    values = {field.name: getattr(one, field.name) for field in fields(one)}
    return {key: value for key, value in values.items() if value not in (None, (), "")}
