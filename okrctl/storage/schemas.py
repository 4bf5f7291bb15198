"""The JSON Schemas of the files, for editors and other tools, and the copies of them in a workspace."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from okrctl.core.checkin import CheckIn
from okrctl.core.kpi import Kpi, Readings
from okrctl.core.model import CycleFile
from okrctl.core.objective import Objective
from okrctl.core.review import KpiReview, Review
from okrctl.core.settings import Settings
from okrctl.storage.layout import SCHEMA_FOLDER

if TYPE_CHECKING:
    from okrctl.storage.writing.atomic import Write

FILE_KINDS: Mapping[str, tuple[type, ...]] = {
    "workspace": (Settings,),
    "cycle": (CycleFile,),
    "objective": (Objective,),
    "checkin": (CheckIn,),
    "kpi": (Kpi,),
    "readings": (Readings,),
    "review": (Review, KpiReview),
}
"""The kinds of files and the types that they are read as; a review is that of an objective or that of a KPI."""


def file_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind of file."""
    from okrctl.storage.schema_generator import FileGenerator, draft_7

    found = [draft_7(shape, FileGenerator) for shape in FILE_KINDS[kind]]
    for node in found:
        node["title"] = f"okrctl {kind}"
        node["properties"]["$schema"] = {"type": "string", "description": "Where an editor finds this schema."}
    return found[0] if len(found) == 1 else _either(found)


def schema_path(kind: str) -> str:
    """Where the workspace's copy lies."""
    return f"{SCHEMA_FOLDER}/{kind}.json"


def schema_text(schema: Mapping[str, Any]) -> str:
    """The schema as JSON, laid out to be read."""
    import simplejson

    return str(simplejson.dumps(schema, use_decimal=True, ensure_ascii=False, indent=2)) + "\n"


@cache
def schema_files() -> Mapping[str, str]:
    """The text of every schema that a workspace carries, by path."""
    return {schema_path(kind): schema_text(file_schema(kind)) for kind in FILE_KINDS}


def install(root: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The paths of the schemas that were written, those that were missing or said something else; and warnings.

    Raises WriteRefused, and then nothing was written.
    """
    from okrctl.storage.writing.atomic import write_all

    writes = [write for path, text in schema_files().items() if (write := _write(path, installed(root, path), text))]
    return tuple(write.path for write in writes), write_all(root, writes)


def installed(root: Path, path: str) -> bytes | None:
    """What stands in the workspace's copy; None where there is none. Raises WriteRefused for what may not be replaced."""
    from okrctl.storage.writing.disk import DISK, read_all
    from okrctl.storage.writing.targets import replaceable_target

    try:
        return read_all(DISK, replaceable_target(root, path))
    except OSError:
        return None


def _write(path: str, old: bytes | None, text: str) -> Write | None:
    """What brings the copy up to date; None where it is."""
    from okrctl.storage.writing.atomic import NewFile, Replacement

    data = text.encode()
    if old is None:
        return NewFile(path=path, data=data)
    return Replacement(path=path, old=old, data=data) if old != data else None


def _either(shapes: list[dict[str, Any]]) -> dict[str, Any]:
    """A schema that takes any of the shapes; none of them has definitions of its own."""
    draft = {node.pop("$schema") for node in shapes}
    return {"$schema": draft.pop(), "anyOf": shapes}
